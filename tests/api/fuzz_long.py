"""The long, stateful run (`make fuzz`): chains of calls, each using what the one before made.

Not collected by the suite. `FUZZ_MINUTES` (10) is shared between the callers; `FUZZ_GRAINE` says
which chains, and is printed, so that a failure can be played again.
"""

import os
import sys
import time
from random import Random
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as graine_de
from hypothesis.stateful import run_state_machine_as_test

from tests.api import fuzz

MINUTES = float(os.environ.get("FUZZ_MINUTES", "10"))
GRAINE = int(os.environ.get("FUZZ_GRAINE", str(int(time.time()))))
APPELANTS = ("awa", "denis", "outil", "vercors", "fatima", "nadia")


@pytest.mark.base
@pytest.mark.django_db
@pytest.mark.usefixtures("par_wsgi")
@pytest.mark.timeout(0)
@pytest.mark.parametrize("qui", APPELANTS)
def test_no_chain_of_calls_breaks_a_promise(qui: str, settings: Any) -> None:
    settings.API_DEBIT_LECTURE = settings.API_DEBIT_ECRITURE = 1_000_000
    cache.clear()
    appelant = next(a for a in fuzz.appelants(fuzz.monde_marque()) if a.nom == qui)
    fin = time.monotonic() + MINUTES * 60 / len(APPELANTS)
    graine, appels = GRAINE, 0
    while time.monotonic() < fin:
        sys.stdout.write(f"{qui} : FUZZ_GRAINE={graine}\n")
        appels += _une_serie(appelant, graine)
        graine += 1
    sys.stdout.write(f"{qui} : {appels} appels\n")
    assert appels


def _une_serie(appelant: fuzz.Appelant, graine: int) -> int:
    """Ten chains of at most twelve calls, each forgotten at its end; return how many calls."""
    hasard, appels = Random(graine), []

    class Enchainement(fuzz.schema().as_state_machine()):  # type: ignore[misc]
        def setup(self) -> None:
            self.point = transaction.atomic()
            self.point.__enter__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

        def before_call(self, case: Any) -> None:
            appels.append(case.operation.label)
            fuzz.vraisemblable(case, hasard, fuzz.identifiants(case.operation.path), parmi=0.5)

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": appelant.entetes}

        def validate_response(self, response: Any, case: Any, **_: Any) -> None:
            fuzz.verifier(case, response, appelant)

    reglages = _reglages()
    run_state_machine_as_test(graine_de(graine)(Enchainement), settings=reglages)
    return len(appels)


def _reglages() -> settings:
    return settings(
        max_examples=10, stateful_step_count=12, deadline=None, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
