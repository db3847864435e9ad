"""Dated rights and registrations."""

from typing import Any

from django.db import transaction

from parcours.comptes.models import Utilisateur
from parcours.dossiers.modeles.dossiers import Dossier, Situation
from parcours.dossiers.services.traces import tracer
from parcours.socle.models import ActionJournal


@transaction.atomic
def noter_situation(
    *, dossier: Dossier, par: Utilisateur | None, nature: str, champs: dict[str, Any]
) -> Situation:
    """Write the one situation of that nature; eligibility may change, so rank again."""
    situation = Situation.objects.filter(dossier=dossier, nature=nature).first()
    situation = situation or Situation(dossier=dossier, nature=nature)
    for champ, valeur in champs.items():
        setattr(situation, champ, valeur)
    situation.save()
    tracer(dossier=dossier, par=par, objet=situation, evenement="situation")
    return situation


@transaction.atomic
def retirer_situation(*, situation: Situation, par: Utilisateur) -> None:
    """Remove a situation recorded by mistake; its history stays."""
    action, dossier = ActionJournal.SUPPRESSION, situation.dossier
    tracer(dossier=dossier, par=par, action=action, objet=situation, evenement="situation")
    situation.delete()
