"""The two nets of tests/strictes.py are really there: each catches what it is for."""

from typing import Any

import pytest
import zeal
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client
from django.urls import path

from parcours.dossiers.models import Dossier
from tests.monde import Monde
from tests.strictes import VariableAbsente


def test_a_missing_variable_fails() -> None:
    with pytest.raises(VariableAbsente, match="absente"):
        Template("{{ absente }}").render(Context({}))


def test_asking_whether_it_exists_does_not() -> None:
    assert Template("{% if absente %}a{% else %}b{% endif %}").render(Context({})) == "b"


def _une_par_une(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(d.personne.prenom for d in Dossier.objects.order_by("pk")))


_une_par_une.login_required = False  # type: ignore[attr-defined]
urlpatterns = [path("une-par-une", _une_par_une)]


@pytest.mark.base
def test_a_page_that_loads_rows_one_by_one_fails(monde: Monde, settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    with pytest.raises(zeal.NPlusOneError):
        Client().get("/une-par-une")
