"""Background work of the plan: thin, idempotent."""

from typing import Any

from freins.services import imprimes
from parcours.socle.taches import Contexte, tache


@tache("freins.imprimer")
def imprimer(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Make one PDF."""
    imprimes.fabriquer(arguments["imprime"])


@tache("freins.purger_imprimes")
def purger_imprimes(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Erase the PDFs of the day before."""
    imprimes.purger_imprimes()
