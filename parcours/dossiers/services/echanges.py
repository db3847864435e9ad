"""Meetings, calls, messages, visits."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from parcours.comptes.models import Utilisateur
from parcours.dossiers.modeles.contacts import Echange
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.services.contacts import noter_dernier_contact
from parcours.dossiers.services.rejeu import une_fois
from parcours.dossiers.services.traces import tracer
from parcours.socle.models import ActionJournal


def creer_echange(
    *,
    dossier: Dossier,
    par: Utilisateur,
    jeton: UUID,
    nature: str,
    presence: str,
    quand: datetime,
    note: str = "",
) -> Echange:
    """Note an exchange, once per token; the last contact follows."""

    def creer() -> Echange:
        echange = Echange.objects.create(
            dossier=dossier, par=par, jeton=jeton, nature=nature, presence=presence, quand=quand,
            note=note,
        )  # fmt: skip
        tracer(dossier=dossier, par=par, action=ActionJournal.CREATION, objet=echange)
        noter_dernier_contact(dossier=dossier)
        return echange

    return une_fois(Echange, jeton, creer, dossier=dossier)


@transaction.atomic
def modifier_echange(
    *, echange: Echange, par: Utilisateur, nature: str, presence: str, quand: datetime, note: str
) -> Echange:
    """Say afterwards whether the meeting took place; the last contact follows."""
    echange.nature, echange.presence, echange.quand, echange.note = nature, presence, quand, note
    echange.save()
    tracer(dossier=echange.dossier, par=par, objet=echange)
    noter_dernier_contact(dossier=echange.dossier)
    return echange
