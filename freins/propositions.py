"""The solutions this person could use, with what the rules say of each: for steps and lists."""

from collections.abc import Sequence
from datetime import date

from freins.eligibilites import faits_de
from freins.regles import publics
from freins.regles.demarches import Proposition
from freins.regles.gains import GainGarde, Gains
from freins.regles.garde import Enfant, couvre
from freins.regles.trois_valeurs import Trois
from matching.moteur.trajets import metres
from matching.moteur.vocabulaire import Famille
from parcours.dossiers.models import Dossier, Permis, Personne
from parcours.solutions.models import Solution
from parcours.solutions.presentation import conditions_de, gains_de

AGES_A_NOTER = "L’âge des enfants n’est pas noté."


def propositions_de(
    dossier: Dossier, jour: date, *, enfants: Sequence[Enfant] = ()
) -> list[Proposition]:
    """The solutions still open that raise something and are not refused to this person."""
    solutions = Solution.objects.ouvertes(jour).exclude(gain={}).select_related("structure")
    lues = [(solution, gains_de(solution)) for solution in solutions.order_by("pk")]
    lu = Lecture(dossier, jour, enfants)
    return [
        proposition
        for solution, gains in lues
        if gains and (proposition := lu.proposer(solution, gains)).admission != publics.NON
    ]


def acquis_hors_profil(dossier: Dossier) -> frozenset[str]:
    """Prerequisites of solutions that the engine does not read: licences obtained abroad."""
    etrangers = Permis.objects.filter(dossier=dossier, est_etranger=True)
    return frozenset(f"permis_etranger:{c}" for c in etrangers.values_list("categorie", flat=True))


class Lecture:
    """What is known of a person for the conditions of solutions, read once."""

    def __init__(self, dossier: Dossier, jour: date, enfants: Sequence[Enfant]) -> None:
        self._jour, self._enfants = jour, enfants
        self._personne = dossier.personne
        self._faits = faits_de([dossier.pk])[dossier.pk]
        self._point = _point(self._personne)

    def proposer(self, solution: Solution, gains: Gains) -> Proposition:
        """A solution as this person could use it."""
        admission = publics.admettre(
            conditions_de(solution), self._situation(solution), self._jour
        )  # fmt: skip
        valeur, reserves = admission.valeur, admission.reserves
        if valeur != publics.NON and (reserve := self._reserve_de_garde(gains)):
            valeur, reserves = publics.INCONNU, (*reserves, reserve)
        return Proposition(
            cle=solution.pk, nom=solution.nom, gains=gains, delai_jours=solution.delai_jours,
            cout=solution.cout, admission=valeur, reserves=reserves,
        )  # fmt: skip

    def _situation(self, solution: Solution) -> publics.Situation:
        personne = self._personne
        commune = personne.commune
        return publics.Situation(
            faits=self._faits,
            sexe=personne.sexe,
            commune=commune.pk if commune else "",
            epci=commune.siren_epci if commune else "",
            departement=commune.code_departement if commune else "",
            qpv=personne.qpv_id or "",
            distance_km=self._distance(solution),
            a_des_enfants=self._a_des_enfants(),
        )

    def _a_des_enfants(self) -> Trois:
        return True if self._enfants else None

    def _distance(self, solution: Solution) -> float | None:
        if self._point is None or solution.point is None:
            return None
        return metres(self._point, solution.point) / 1000

    def _reserve_de_garde(self, gains: Gains) -> str:
        """What is to be checked of the children; a child too old or too young is counted apart."""
        garde = gains.get(Famille.GARDE)
        if not isinstance(garde, GainGarde):
            return ""
        if not self._enfants:
            return AGES_A_NOTER
        lu = couvre(garde, self._enfants)
        return lu.motif if lu.valeur is None else ""


def _point(personne: Personne) -> tuple[float, float] | None:
    for lieu in (personne, personne.commune):
        if lieu is not None and lieu.latitude is not None and lieu.longitude is not None:
            return lieu.latitude, lieu.longitude
    return None
