"""Background work of the accounts: the outgoing notices."""

from typing import Any

from parcours.comptes import abonnements
from parcours.socle.taches import Contexte, tache


@tache(abonnements.TACHE)
def livrer(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Try one delivery."""
    abonnements.livrer(arguments["livraison"])
