"""Several callers at the same instant, each in its thread with its own connection."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from freins.etats import GesteImpossible
from parcours.orientations.erreurs import OrientationImpossible
from tests.monde import Monde

Executer = Callable[..., list[Any]]


@pytest.fixture
def en_meme_temps(tmp_path: Path) -> Iterator[Executer]:
    """Run functions at once, each in its thread with its own connection.

    SQLite in memory cannot be shared by waiting connections: the threads work on a copy in a file,
    and what is read afterwards is read there too.
    """
    reglages = connection.settings_dict
    origine = reglages["NAME"]
    est_sqlite = connection.vendor == "sqlite"

    def executer(*fonctions: Callable[[], Any]) -> list[Any]:
        if est_sqlite and reglages["NAME"] == origine:
            import sqlite3

            fichier = tmp_path / "copie.sqlite3"
            with sqlite3.connect(fichier) as copie:
                connection.connection.backup(copie)
            copie.close()
            reglages["NAME"] = str(fichier)
        depart = Barrier(len(fonctions))

        def courir(fonction: Callable[[], Any]) -> Any:
            try:
                connection.ensure_connection()
                depart.wait(timeout=20)
                return fonction()
            except (OrientationImpossible, GesteImpossible) as refus:
                return refus
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(fonctions)) as bassin:
            return list(bassin.map(courir, fonctions))

    yield executer
    reglages["NAME"] = origine


@pytest.fixture
def monde_partage(transactional_db: None) -> Monde:
    """The world, committed (before any thread looks at it)."""
    from tests.monde import creer_monde

    return creer_monde()
