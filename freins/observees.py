"""What was seen of solutions: answers to referrals, capacities gained by the steps of plans."""

from collections.abc import Collection
from statistics import median
from typing import Any

from django.db.models import Exists, OuterRef

from freins.models import Action, StatutAction
from freins.regles.observations import Observee
from parcours.orientations.etats import EtatOrientation
from parcours.orientations.models import Orientation, TransitionOrientation

# Reached only through « acceptée »; a declined or withdrawn one is told by its log.
ACCEPTEES = (
    EtatOrientation.ACCEPTEE, EtatOrientation.EN_COURS, EtatOrientation.REALISEE,
    EtatOrientation.ABANDONNEE,
)  # fmt: skip
SANS_SUITE = (EtatOrientation.REFUSEE, EtatOrientation.EXPIREE)


def observees(solution_ids: Collection[int]) -> dict[int, Observee]:
    """What was seen of each solution, in two queries; one never used is at zero.

    Definitions: `freins.regles.observations`.
    """
    ids = list(solution_ids)
    faits: dict[int, list[dict[str, Any]]] = {cle: [] for cle in ids}
    for ligne in _orientations(ids):
        faits[ligne["solution_id"]].append(ligne)
    effets: dict[int, list[bool]] = {cle: [] for cle in ids}
    for cle, a_change in _etapes(ids):
        effets[cle].append(a_change)
    return {cle: _observee(faits[cle], effets[cle]) for cle in ids}


def _orientations(ids: list[int]) -> Any:
    acceptation = TransitionOrientation.objects.filter(
        orientation=OuterRef("pk"), transition="accepter"
    )
    envoyees = Orientation.objects.filter(solution_id__in=ids, envoyee_le__isnull=False)
    return (
        envoyees.order_by()
        .annotate(fut_acceptee=Exists(acceptation))
        .values("solution_id", "etat", "envoyee_le", "repondue_le", "fut_acceptee")
    )


def _etapes(ids: list[int]) -> Any:
    """Steps done whose effect was asked; never those of a health objective's own page."""
    faites = Action.objects.filter(
        solution_id__in=ids, statut=StatutAction.FAITE, a_change__isnull=False
    )
    return faites.order_by().values_list("solution_id", "a_change")


def _observee(lignes: list[dict[str, Any]], effets: list[bool]) -> Observee:
    acceptees = sum(1 for x in lignes if x["fut_acceptee"] or x["etat"] in ACCEPTEES)
    refusees = sum(1 for x in lignes if not x["fut_acceptee"] and x["etat"] in SANS_SUITE)
    jours = [
        (x["repondue_le"] - x["envoyee_le"]).total_seconds() / 86400
        for x in lignes
        if x["repondue_le"]
    ]
    return Observee(
        conclues=acceptees + refusees,
        acceptees=acceptees,
        repondues=len(jours),
        delai_median=median(jours) if jours else None,
        effets_dits=len(effets),
        effets=sum(effets),
    )
