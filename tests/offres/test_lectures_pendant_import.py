"""Pages load while an import runs: short writes, readers never blocked."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.db import connection

from parcours.offres.importeurs import appliquer as module
from parcours.offres.models import ImportOuvertures
from parcours.socle import taches
from tests.offres.fabrique import JOUR, fichier_ft, offre_ft

ECRITURE_MAX = 2.0
RACINE = Path(__file__).resolve().parent.parent.parent


def test_pages_load_while_an_import_runs(tmp_path: Path) -> None:
    """A real thread and a second connection, on a file-based SQLite database in WAL."""
    env = os.environ | {"VAR_DIR": str(tmp_path), "PYTHONPATH": str(RACINE)}
    env.pop("DATABASE_URL", None)
    rendu = subprocess.run(
        [sys.executable, "-m", "tests.offres.scenario_lecture"],
        cwd=RACINE, env=env, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert rendu.returncode == 0, rendu.stderr[-2000:]
    mesures = json.loads(rendu.stdout)
    assert mesures["nouvelles"] == 500
    assert max(mesures["durees"]) < ECRITURE_MAX
    # What was seen with the lock held: the opening of the world, then whole batches.
    assert mesures["vues"] == [1, 201, 401]


@pytest.mark.base
@pytest.mark.django_db(transaction=True)
def test_each_write_is_short_and_no_lock_is_held_between(monkeypatch: Any) -> None:
    """1,000 offers: five transactions, each far under two seconds, preparing outside of them."""
    monkeypatch.setattr(taches, "envoyer", lambda rang: None)
    durees: list[float] = []
    ecrire, preparer = module._ecrire_lot, module.preparer

    def chronometre(*args: Any) -> None:
        debut = time.perf_counter()
        ecrire(*args)
        durees.append(time.perf_counter() - debut)

    def hors_transaction(*args: Any, **kwargs: Any) -> Any:
        assert not connection.in_atomic_block
        return preparer(*args, **kwargs)

    suivi = ImportOuvertures.objects.create(format="france-travail", fichier="mille")
    contenu = fichier_ft(*[offre_ft(f"N{n}") for n in range(1000)])
    with (
        mock.patch.object(module, "_ecrire_lot", chronometre),
        mock.patch.object(module, "preparer", hors_transaction),
    ):
        module.appliquer(suivi, contenu, jour=JOUR)
    assert len(durees) == 5
    assert max(durees) < ECRITURE_MAX
