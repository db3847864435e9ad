"""Background work of the plan: thin, idempotent."""

from typing import Any

from freins.impression import PangoAbsent
from freins.services import imprimes, rappels
from parcours.socle.horloge import aujourd_hui
from parcours.socle.taches import Contexte, tache


@tache("freins.imprimer")
def imprimer(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Make one PDF; failed and seen at once where none can be made."""
    if not imprimes.fabriquer(arguments["imprime"]):
        raise PangoAbsent


@tache("freins.purger_imprimes")
def purger_imprimes(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Erase the PDFs of the day before."""
    imprimes.purger_imprimes()


@tache("freins.rappeler")
def rappeler(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Remind of the steps due (once a day by beat; more often changes nothing)."""
    rappels.rappeler(jour=aujourd_hui())


@tache("freins.envoyer_rappels")
def envoyer_rappels(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Send one e-mail for all that waits for somebody."""
    rappels.envoyer(porteur=arguments["porteur"], cle=arguments["cle"])
