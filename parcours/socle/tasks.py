"""Celery entry points of the task rows, and the housekeeping of these rows."""

from typing import Any

from celery import shared_task

from parcours.socle import menage, taches
from parcours.socle.horloge import maintenant


@shared_task(name="socle.executer")
def executer(tache_id: int) -> None:
    """Run one task row."""
    taches.executer(tache_id)


@shared_task(name="socle.balayer")
def balayer() -> None:
    """Send again what was lost."""
    taches.balayer()


@shared_task(name="socle.demander")
def demander(nom: str) -> None:
    """Ask for a periodic task (beat): one waiting row at most."""
    taches.demander(nom, cle="horloge")


@taches.tache("socle.ranger")
def ranger(contexte: taches.Contexte, arguments: dict[str, Any]) -> None:
    """Erase the done tasks and followed changes of more than a month."""
    menage.ranger(maintenant(), contexte.progresser)
