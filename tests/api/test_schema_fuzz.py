"""Every operation of the description, called by everyone with what nobody expects.

Bounded and reproducible: the same cases each time. The long run is `make fuzz`.
"""

from random import Random
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from tests.api import fuzz

pytestmark = [pytest.mark.base, pytest.mark.django_db, pytest.mark.usefixtures("par_wsgi")]
OPERATIONS = [resultat.ok() for resultat in fuzz.schema().get_all_operations()]
PAR_OPERATION = 12


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.label)
def test_nobody_gets_more_than_the_description_says(operation: Any, settings_api: None) -> None:
    appelants = fuzz.appelants(fuzz.monde_marque())
    entrants, connus = (
        fuzz.entrants(appelants, operation.path),
        fuzz.identifiants(operation.path),
    )

    @seed(20261)
    @settings(
        max_examples=PAR_OPERATION,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def tirer(data: st.DataObject) -> None:
        hasard = Random(data.draw(st.binary(min_size=8, max_size=8)))
        appelant = hasard.choice(entrants if hasard.random() < 0.7 else appelants)
        est_juste = hasard.random() < 0.7
        mode = GenerationMode.POSITIVE if est_juste else GenerationMode.NEGATIVE
        case = data.draw(operation.as_strategy(generation_mode=mode))
        fuzz.vraisemblable(case, hasard, connus)
        with transaction.atomic():
            reponse = case.call(headers=appelant.entetes)
            fuzz.verifier(case, reponse, appelant)
            transaction.set_rollback(True)

    tirer()


def test_a_mark_that_comes_back_is_seen(settings_api: None) -> None:
    """The check itself: an answer that names someone it must not is caught."""
    awa = next(a for a in fuzz.appelants(fuzz.monde_marque()) if a.nom == "awa")
    (operation,) = [o for o in OPERATIONS if o.label == "GET /api/v1/dossiers"]
    case = operation.Case()
    reponse = case.call(headers=awa.entetes)
    fuzz.verifier(case, reponse, awa)
    with pytest.raises(AssertionError, match="Nadia"):
        fuzz.verifier(case, reponse, fuzz.Appelant("awa", awa.jeton, ("Nadia",)))


@pytest.fixture
def settings_api(settings: Any) -> None:
    """The rate limits have their own tests."""
    settings.API_DEBIT_LECTURE = settings.API_DEBIT_ECRITURE = 1_000_000
    cache.clear()
