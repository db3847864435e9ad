"""Closing a dossier with its outcome and its report, opening it again without losing them.

Nothing is closed in silence: each referral still open is settled, or left on purpose.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction

from freins.bilan import bilan_de
from freins.services.barrieres import verrouiller
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Cloture, Dossier, StatutDossier
from parcours.dossiers.services.dossiers import changer_statut
from parcours.orientations import services as orientations
from parcours.orientations.etats import Auteur, peut
from parcours.orientations.models import Orientation

ANNULER: Final = "annuler"
LAISSER: Final = "laisser"


class ClotureImpossible(ValueError):
    """The dossier cannot be closed or opened again so; the message is a French sentence."""


@transaction.atomic
def clore(
    *, dossier: Dossier, issue: str, clos_le: date, par: Utilisateur,
    decisions: Mapping[int, str], precision: str = "",
) -> Cloture:  # fmt: skip
    """Close a dossier; `decisions` says of each open referral ANNULER or LAISSER.

    ClotureImpossible when it is closed already, or when a referral is open that nobody decided on
    (sent meanwhile); then nothing has changed.
    """
    dossier = _relire(dossier)
    if dossier.statut == StatutDossier.CLOS:
        raise ClotureImpossible("Ce dossier est déjà clos.")
    ouvertes = {o.pk: o for o in Orientation.objects.vivantes().filter(dossier=dossier)}
    if set(decisions) != set(ouvertes):
        raise ClotureImpossible(
            "Les orientations ouvertes ont changé : relire la liste et décider de chacune."
        )
    for pk, decision in decisions.items():
        if decision == ANNULER:
            _annuler(ouvertes[pk], par)
    changer_statut(dossier=dossier, par=par, statut=StatutDossier.CLOS)
    Dossier.objects.filter(pk=dossier.pk).update(clos_le=clos_le)
    return Cloture.objects.create(
        dossier=dossier, issue=issue, clos_le=clos_le, precision=precision, par=par,
        bilan=bilan_de(dossier, clos_le),
    )  # fmt: skip


@transaction.atomic
def rouvrir(*, dossier: Dossier, par: Utilisateur, jour: date) -> None:
    """Open a closed dossier again; its closing and its report stay."""
    dossier = _relire(dossier)
    if dossier.statut != StatutDossier.CLOS:
        raise ClotureImpossible("Ce dossier est déjà ouvert.")
    autres = Dossier.objects.non_clos().filter(
        personne=dossier.personne_id, structure=dossier.structure_id
    )
    if autres.exists():
        raise ClotureImpossible(
            "Cette personne a un autre dossier ouvert dans la structure : continuer sur celui-là."
        )
    changer_statut(dossier=dossier, par=par, statut=StatutDossier.OUVERT)
    derniere = Cloture.objects.filter(dossier=dossier, rouvert_le=None).first()
    if derniere:
        derniere.rouvert_le, derniere.rouvert_par = jour, par
        derniere.save(update_fields=["rouvert_le", "rouvert_par", "modifie_le"])


def est_annulable(orientation: Orientation) -> bool:
    """True for what can still be cancelled; a job or a training begun can only be left."""
    return peut(ANNULER, orientation, Auteur.CONSEILLER)


def _annuler(orientation: Orientation, par: Utilisateur) -> None:
    if not est_annulable(orientation):
        raise ClotureImpossible(
            f"« {orientation.intitule} » est commencé : le laisser en cours, ou noter d’abord sa fin."
        )
    orientations.changer(
        orientation_id=orientation.pk, transition=ANNULER, auteur=Auteur.CONSEILLER, par=par
    )


def _relire(dossier: Dossier) -> Dossier:
    verrouiller(dossier)
    return Dossier.objects.select_related("structure", "referent", "personne").get(pk=dossier.pk)
