"""Consents given and withdrawn."""

from uuid import UUID

from django.db import transaction

from parcours.comptes.models import Utilisateur
from parcours.dossiers.consentements import appliquer_retrait
from parcours.dossiers.modeles.dossiers import Consentement, Dossier
from parcours.dossiers.services.rejeu import une_fois
from parcours.dossiers.services.traces import tracer
from parcours.socle.horloge import maintenant
from parcours.socle.models import ActionJournal


def donner_consentement(
    *, dossier: Dossier, par: Utilisateur, finalite: str, moyen: str, jeton: UUID
) -> Consentement:
    """Record what the person agreed to, when and how."""

    def creer() -> Consentement:
        consentement = Consentement.objects.create(
            dossier=dossier, finalite=finalite, moyen=moyen, donne_le=maintenant(),
            recueilli_par=par, jeton=jeton,
        )  # fmt: skip
        tracer(dossier=dossier, par=par, action=ActionJournal.CREATION, objet=consentement)
        return consentement

    return une_fois(Consentement, jeton, creer, dossier=dossier)


@transaction.atomic
def retirer_consentement(*, consentement: Consentement, par: Utilisateur) -> None:
    """Withdraw, at once and with its consequences; withdrawing twice changes nothing."""
    if consentement.retire_le is not None:
        return
    consentement.retire_le = maintenant()
    consentement.save(update_fields=["retire_le", "modifie_le"])
    dossier = consentement.dossier
    tracer(dossier=dossier, par=par, objet=consentement, evenement="consentement")
    appliquer_retrait(finalite=consentement.finalite, dossier=dossier, par=par)
