"""What every page asked for by a test must not do: show a variable that does not exist, or ask
the database the same question row after row (N+1)."""

from collections.abc import Callable
from typing import Any

import zeal
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test.client import ClientHandler
from zeal.constants import initialize_app_registry
from zeal.patch import patch

# Twice on purpose, once per object: editing keeps the row as it was beside the form’s own; a merge
# compares two people.
DEUX_FOIS = [
    {"model": "offres.Ouverture", "field": "get()"},
    {"model": "solutions.Solution", "field": "get()"},
    {"model": "dossiers.Personne", "field": "dossiers"},
    {"model": "dossiers.Personne", "field": "contacts"},
]


class VariableAbsente(Exception):
    """A template shows a variable its view does not give: a typing error, or a forgotten case."""


class Refus(str):
    """Stands for `string_if_invalid`: Django formats it with the name of the missing variable."""

    __slots__ = ()

    def __contains__(self, morceau: object) -> bool:
        return morceau == "%s" or super().__contains__(str(morceau))

    def __mod__(self, variable: Any) -> str:
        raise VariableAbsente(f"« {variable} » n’existe pas dans le contexte de ce gabarit.")


def refuser_les_variables_absentes() -> None:
    """Make every page of the suite fail on `{{ absente }}`; `{% if absente %}` stays allowed."""
    engines["django"].engine.string_if_invalid = Refus("absente")


def refuser_les_requetes_en_boucle() -> None:
    """Make a page read by the test client fail (zeal.NPlusOneError) when it loads rows one by one.

    Around GET only: a test may loop as it likes, and a service reads again a row it has locked.
    """
    settings.ZEAL_ALLOWLIST = DEUX_FOIS
    initialize_app_registry()
    patch()
    repondre: Callable[[ClientHandler, HttpRequest], HttpResponse] = ClientHandler.get_response

    def repondre_sans_boucle(self: ClientHandler, request: HttpRequest) -> HttpResponse:
        if request.method != "GET":
            return repondre(self, request)
        with zeal.zeal_context():
            return repondre(self, request)

    ClientHandler.get_response = repondre_sans_boucle  # type: ignore[method-assign]
