"""« Qui peut lever ce frein »: the solutions of a barrier for one person, ranked, with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from freins.models import Frein
from freins.observees import observees
from freins.regles.gains import Gain
from freins.regles.garde import Enfant
from freins.regles.observations import Observee
from freins.regles.publics import INCONNU, OUI, Condition
from freins.regles.recours import Acquis, Recours, acces, ranger, releve
from freins.regles.thematiques import Theme
from freins.services.changements import etat_de
from freins.situations import Situateur
from freins.themes import theme
from matching.moteur.vocabulaire import Famille
from parcours.dossiers.models import Dossier
from parcours.solutions.models import Solution
from parcours.solutions.presentation import gains_de

# What a prerequisite may name, besides the barrier's own family.
PREALABLES = (
    Famille.LANGUE, Famille.PERMIS, Famille.MOBILITE, Famille.NUMERIQUE, Famille.QUALIFICATION,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SolutionRangee:
    """One solution of the list: what it would raise here, and why it is at that place."""

    solution: Solution
    recours: Recours
    phrase: str


@dataclass(frozen=True, slots=True)
class QuiLeve:
    """The solutions of a barrier: those that can lift it, best first, and those put aside."""

    retenues: list[SolutionRangee]
    ecartees: list[SolutionRangee]


def qui_leve(
    frein: Frein,
    dossier: Dossier,
    jour: date,
    *,
    enfants: Sequence[Enfant] = (),
    voit_protege: bool = True,
) -> QuiLeve:
    """Rank the solutions still open for this barrier, in a dozen queries whatever their number.

    One whose age, public or zone does not fit, or that raises nothing here, is put aside with its
    reason. A withdrawn thématique has none.
    """
    le_sien = theme(frein.thematique)
    if le_sien is None:
        return QuiLeve([], [])
    situateur = Situateur(dossier, jour, enfants=enfants, voit_protege=voit_protege)
    acquis = _acquis(dossier, le_sien.famille, jour)
    lecteur = _Lecteur(frein.thematique, le_sien, situateur, acquis, enfants)
    solutions = list(_solutions(le_sien, jour))
    vues = observees([solution.pk for solution in solutions])
    lues = {s.pk: lecteur.lire(s, vues[s.pk]) for s in solutions}
    ordre = [lues[r.cle] for r in ranger(lue.recours for lue in lues.values())]
    return QuiLeve(
        retenues=[lue for lue in ordre if lue.recours.peut_lever],
        ecartees=[lue for lue in ordre if not lue.recours.peut_lever],
    )


def _solutions(le_sien: Theme, jour: date) -> Any:
    """Those of the thématiques of the theme, and those that say they raise its family."""
    ouvertes = Solution.objects.ouvertes(jour)
    trouvees = ouvertes.pour_un_theme(le_sien.membres, le_sien.famille)
    return trouvees.select_related("commune", "structure__commune").order_by("pk")


@dataclass(frozen=True, slots=True)
class _Lecteur:
    """The person and the barrier, before each solution in turn."""

    thematique: str
    theme: Theme
    situateur: Situateur
    acquis: Acquis
    enfants: Sequence[Enfant]

    def lire(self, solution: Solution, observee: Observee) -> SolutionRangee:
        """The solution as this person could use it."""
        famille = self.theme.famille
        gain = gains_de(solution).get(famille) if famille else None
        admission = self.situateur.admission(solution)
        distance = self.situateur.distance(solution)
        recours = Recours(
            cle=solution.pk,
            leve=self._leve(solution, gain),
            admission=admission.valeur,
            reserves=admission.reserves,
            acces=acces(
                distance,
                self.acquis.get(Famille.MOBILITE),
                est_a_distance=_est_a_distance(solution),
            ),
            observee=observee,
            delai_jours=solution.delai_jours,
            places=solution.places,
            distance_km=distance,
        )
        return SolutionRangee(solution, recours, gain.phrase() if gain else "")

    def _leve(self, solution: Solution, gain: Gain | None) -> Condition:
        """A barrier with a measure is lifted by a gain; another, by its very thématique."""
        if self.theme.famille is not None:
            return releve(gain, self.acquis, self.enfants)
        if self.thematique in solution.thematiques:
            return Condition(OUI, "Répond à ce frein.")
        return Condition(INCONNU, "Répond à un frein voisin.")


def _acquis(dossier: Dossier, famille: Famille | None, jour: date) -> Acquis:
    familles = {Famille.MOBILITE} if famille is None else {*PREALABLES, famille}
    return {str(f): etat_de(dossier, f, jour) for f in sorted(familles)}


def _est_a_distance(solution: Solution) -> bool:
    return "a-distance" in solution.modes_accueil
