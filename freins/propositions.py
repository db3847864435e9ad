"""The solutions this person could use, with what the rules say of each: for the steps to lift."""

from collections.abc import Sequence
from datetime import date

from freins.regles import publics
from freins.regles.demarches import Proposition
from freins.regles.gains import GainGarde, Gains
from freins.regles.garde import Enfant, couvre
from freins.situations import Situateur
from matching.moteur.vocabulaire import Famille
from parcours.dossiers.models import Dossier, Permis
from parcours.solutions.models import Solution
from parcours.solutions.presentation import gains_de

AGES_A_NOTER = "L’âge des enfants n’est pas noté."


def propositions_de(
    dossier: Dossier, jour: date, *, enfants: Sequence[Enfant] = (), voit_protege: bool = True
) -> list[Proposition]:
    """The solutions still open that raise something and are not refused to this person."""
    solutions = Solution.objects.ouvertes(jour).exclude(gain={}).select_related("structure")
    situateur = Situateur(dossier, jour, enfants=enfants, voit_protege=voit_protege)
    proposees = (
        _proposer(solution, gains, situateur, enfants)
        for solution in solutions.order_by("pk")
        if (gains := gains_de(solution))
    )
    return [p for p in proposees if p.admission != publics.NON]


def acquis_hors_profil(dossier: Dossier) -> frozenset[str]:
    """Prerequisites of solutions that the engine does not read: licences obtained abroad."""
    etrangers = Permis.objects.filter(dossier=dossier, est_etranger=True)
    return frozenset(f"permis_etranger:{c}" for c in etrangers.values_list("categorie", flat=True))


def _proposer(
    solution: Solution, gains: Gains, situateur: Situateur, enfants: Sequence[Enfant]
) -> Proposition:
    admission = situateur.admission(solution)
    valeur, reserves = admission.valeur, admission.reserves
    if valeur != publics.NON and (reserve := _reserve_de_garde(gains, enfants)):
        valeur, reserves = publics.INCONNU, (*reserves, reserve)
    return Proposition(
        cle=solution.pk, nom=solution.nom, gains=gains, delai_jours=solution.delai_jours,
        cout=solution.cout, admission=valeur, reserves=reserves,
    )  # fmt: skip


def _reserve_de_garde(gains: Gains, enfants: Sequence[Enfant]) -> str:
    """What is to be checked of the children; a child too old or too young is counted apart."""
    garde = gains.get(Famille.GARDE)
    if not isinstance(garde, GainGarde):
        return ""
    if not enfants:
        return AGES_A_NOTER
    lu = couvre(garde, enfants)
    return lu.motif if lu.valeur is None else ""
