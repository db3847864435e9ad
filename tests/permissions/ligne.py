"""One row of the hand-written permission table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.monde import Monde

PERSONAS = (
    "awa", "bruno", "chloe", "denis", "nadia", "karim", "vercors", "fatima", "gael", "odile", "eve",
)  # fmt: skip


def attendus(defaut: int, **exceptions: int) -> dict[str, int]:
    """Return the status of each persona: `defaut`, 302 to the login page for Eve, exceptions."""
    return dict.fromkeys(PERSONAS, defaut) | {"eve": 302} | exceptions


@dataclass(frozen=True)
class Ligne:
    """A URL and the status each persona must get, by hand.

    `preparer(monde)` returns the URL's kwargs (create what it needs there). For POST, `donnees`
    gives the posted data (callable on the world). A refused POST (403/404/302-login) must change
    no row: the test counts. `htmx` defaults to the GET expectations.
    """

    url: str
    get: dict[str, int]
    post: dict[str, int] = field(default_factory=lambda: attendus(405))
    preparer: Callable[[Monde], dict[str, Any]] = lambda monde: {}
    donnees: Callable[[Monde], dict[str, Any]] = lambda monde: {}

    @property
    def est_api(self) -> bool:
        """Posted as JSON with an Idempotency-Key; read by token too."""
        return self.url.startswith("api:")
