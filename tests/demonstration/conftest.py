"""The demonstration loaded once per seed, undone after the tests that read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from parcours.demonstration.calendrier import Calendrier
from parcours.demonstration.chargement import charger
from parcours.referentiels import lieux

GRAINES = (38, 2027)


@dataclass
class Chargement:
    """One loading: its seed, its dates and how many statements it took."""

    graine: int
    calendrier: Calendrier
    instructions: int

    @property
    def jour(self) -> date:
        return self.calendrier.jour


@pytest.fixture(scope="module")
def referentiels(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("charger_referentiels", stdout=StringIO())
        yield
        transaction.set_rollback(True)
    lieux._carte.cache_clear()


@pytest.fixture(scope="module", params=GRAINES)
def territoire(referentiels: None, request: pytest.FixtureRequest) -> Iterator[Chargement]:
    with transaction.atomic():
        yield charger_et_compter(request.param)
        transaction.set_rollback(True)


def charger_et_compter(graine: int) -> Chargement:
    """Load with this seed, counting the statements sent."""
    nombre = 0

    def compter(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal nombre
        nombre += 1
        return execute(sql, params, many, context)

    jour = timezone.localdate()
    with connection.execute_wrapper(compter):
        charger(graine=graine, jour=jour)
    return Chargement(graine, Calendrier.du_jour(jour), nombre)
