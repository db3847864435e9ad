"""A real worker is killed in mid-task (kill -9): after a restart the task finishes, once.

A database file, a filesystem broker and processes of its own: nothing is simulated. The message
of the task is gone with the worker (this broker removes it before the task runs); only the row
remains, its lease ends, and the sweeper sends it again.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.socle.travail_lent import ETAPES

RACINE = Path(__file__).resolve().parents[2]
DELAI_S = 40.0
DEMANDER = "from parcours.socle.taches import demander; demander('essai.lente', {'lot': 7})"
BALAYER = "from parcours.socle.taches import balayer; balayer()"


class Atelier:
    """The database, the broker's folders and the workers of one test."""

    def __init__(self, dossier: Path) -> None:
        self.dossier = dossier
        self.base = dossier / "parcours.sqlite3"
        self.ouvriers: list[subprocess.Popen[bytes]] = []
        self.env = {
            **{k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}},
            "DJANGO_SETTINGS_MODULE": "parcours.settings",
            "VAR_DIR": str(dossier), "TEMOINS": str(dossier),
            "SECRET_KEY": "s" * 50, "CLE_CHIFFREMENT": "c" * 50,
            "BAIL_TACHE_SECONDES": "2", "OMP_NUM_THREADS": "1",
        }  # fmt: skip

    def gerer(self, *arguments: str) -> None:
        """Run manage.py to its end."""
        commande = [sys.executable, "manage.py", *arguments]
        fini = subprocess.run(
            commande, cwd=RACINE, env=self.env, capture_output=True, text=True, check=False
        )
        assert fini.returncode == 0, fini.stderr[-3000:]

    def embaucher(
        self, files: str = "court", avec: str = "tests.socle.travail_lent"
    ) -> subprocess.Popen[bytes]:
        """Start a worker in its own session; its log is kept for a failure's report."""
        commande = [
            sys.executable, "-m", "celery", "-A", "parcours", "worker", "--pool=solo", "-Q", files,
            "--include", avec, "--without-gossip", "--without-mingle",
        ]  # fmt: skip
        with (self.dossier / f"ouvrier-{len(self.ouvriers)}.log").open("wb") as journal:
            ouvrier = subprocess.Popen(
                commande, cwd=RACINE, env=self.env, stdout=journal, stderr=journal,
                start_new_session=True,
            )  # fmt: skip
        self.ouvriers.append(ouvrier)
        return ouvrier

    def lire(self, sql: str) -> list[tuple]:
        with sqlite3.connect(f"file:{self.base}?mode=ro", uri=True, timeout=20) as base:
            lignes = base.execute(sql).fetchall()
        base.close()
        return lignes

    def attendre(self, condition: Callable[[], bool], quoi: str) -> None:
        limite = time.monotonic() + DELAI_S
        while not condition():
            if time.monotonic() > limite:
                journaux = [f.read_text()[-1500:] for f in self.dossier.glob("ouvrier-*.log")]
                pytest.fail(f"{quoi} : rien après {DELAI_S} s\n" + "\n".join(journaux))
            time.sleep(0.1)

    def fermer(self) -> None:
        for ouvrier in self.ouvriers:
            if ouvrier.poll() is None:
                ouvrier.kill()
            ouvrier.wait(10)


@pytest.fixture
def atelier(tmp_path: Path) -> Iterator[Atelier]:
    atelier = Atelier(tmp_path)
    atelier.gerer("migrate", "--verbosity=0")
    yield atelier
    atelier.fermer()


def _tache(atelier: Atelier) -> tuple:
    return atelier.lire("SELECT etat, fait, tentatives FROM socle_tache WHERE nom = 'essai.lente'")[
        0
    ]


def test_a_task_killed_in_the_middle_finishes_after_a_restart(atelier: Atelier) -> None:
    premier = atelier.embaucher()
    atelier.gerer("shell", "--no-imports", "-c", DEMANDER)
    atelier.attendre(lambda: _tache(atelier)[1] >= 2, "la tâche commence")
    os.kill(premier.pid, signal.SIGKILL)
    premier.wait(10)
    etat, fait, _ = _tache(atelier)
    assert etat == "en_cours", "killed too late to prove anything"
    assert fait < ETAPES
    assert not list((atelier.dossier / "courrier" / "messages").glob("*.court.msg")), (
        "the message must be lost for the row to be what saves the task"
    )

    second = atelier.embaucher()
    atelier.attendre(lambda: _bail_fini(atelier), "le bail prend fin")
    atelier.gerer("shell", "--no-imports", "-c", BALAYER)
    atelier.attendre(lambda: _tache(atelier)[0] == "faite", "la tâche finit")
    assert _tache(atelier) == ("faite", ETAPES, 2)
    effets = atelier.lire("SELECT quoi FROM socle_evenement WHERE sujet = 'essai' ORDER BY quoi")
    assert effets == [(f"etape-{n}",) for n in range(ETAPES)]
    debuts = (atelier.dossier / "debuts").read_text().split()
    assert debuts == [str(premier.pid), str(second.pid)]


def _bail_fini(atelier: Atelier) -> bool:
    return bool(
        atelier.lire(
            "SELECT 1 FROM socle_tache WHERE bail_jusqu_a < strftime('%Y-%m-%d %H:%M:%f', 'now')"
        )
    )
