"""Background work of the orientations: thin, idempotent."""

from typing import Any

from parcours.orientations import courriels, relances
from parcours.socle.taches import Contexte, tache


@tache("orientations.envoyer_courriel")
def envoyer_courriel(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Send one e-mail row."""
    courriels.envoyer(arguments["courriel"])


@tache("orientations.relancer_et_expirer")
def relancer_et_expirer(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Remind, expire, retry (once a day by beat; more often changes nothing)."""
    relances.relancer_et_expirer(contexte.progresser)


@tache("orientations.dire_fermetures")
def dire_fermetures(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Tell whoever waits on an opening that is over (once each)."""
    courriels.dire_fermetures()
