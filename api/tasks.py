"""Background work of the API."""

from typing import Any

from api import rejeu
from parcours.socle.taches import Contexte, tache


@tache("api.oublier_cles")
def oublier_cles(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Forget the answers kept for replays, after two days."""
    rejeu.oublier()
