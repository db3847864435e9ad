"""Background work of the accounts: the outgoing notices."""

from typing import Any

from parcours.comptes import abonnements, notifications
from parcours.socle.horloge import aujourd_hui
from parcours.socle.taches import Contexte, tache


@tache(abonnements.TACHE)
def livrer(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Try one delivery."""
    abonnements.livrer(arguments["livraison"])


@tache("comptes.recapituler")
def recapituler(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Write the e-mails of the day (once a day by beat; more often changes nothing)."""
    jour = aujourd_hui()
    notifications.recapituler(jour=jour, progresser=contexte.progresser)
    notifications.oublier(jour=jour)


@tache(notifications.TACHE)
def envoyer_recapitulatif(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Send one e-mail of the day."""
    notifications.envoyer(arguments["recapitulatif"])
