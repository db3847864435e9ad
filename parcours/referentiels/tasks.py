"""Background work of the referentials: learning what they teach, once per change."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final

from parcours.referentiels import intitules, proches, services
from parcours.socle.taches import Contexte, tache

BATTEMENT_S: Final = 15.0


@tache(services.APPRENDRE)
def apprendre(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Build the index of titles, then the near métiers; nothing when both are up to date."""
    attendre = partial(_attendre, contexte)
    intitules.construire(attendre=attendre)
    proches.construire(attendre=attendre)


def _attendre(contexte: Contexte, travail: Callable[[], Any]) -> Any:
    """The result of a long computation, the lease renewed meanwhile."""
    with ThreadPoolExecutor(max_workers=1) as fil:
        resultat = fil.submit(travail)
        battements = 0
        while True:
            try:
                return resultat.result(timeout=BATTEMENT_S)
            except TimeoutError:
                if resultat.done():
                    raise
                battements += 1
                contexte.progresser(battements)
