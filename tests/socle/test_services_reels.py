"""Real services: a worker on a real Redis, killed; a site killed while it writes.

Skipped with a sentence where no Redis answers. Nothing here is simulated: processes, signals, files.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from redis import Redis
from redis.exceptions import RedisError

from tests.socle.test_ouvrier_tue import BALAYER, DEMANDER, Atelier, _bail_fini, _tache
from tests.socle.travail_lent import ETAPES

RACINE = Path(__file__).resolve().parents[2]
REDIS = os.environ.get("REDIS_ESSAI_URL", "redis://127.0.0.1:6379/13")


@pytest.fixture
def redis() -> Iterator[str]:
    """A real Redis, its test database emptied before and after."""
    client = Redis.from_url(REDIS, socket_connect_timeout=2)
    try:
        client.flushdb()
    except RedisError:
        pytest.skip(f"aucun Redis ne répond à {REDIS} : l’ouvrier réel n’est pas essayé ici")
    yield REDIS
    client.flushdb()
    client.close()


def test_a_worker_killed_on_a_real_redis_finishes_after_a_restart_once(
    redis: str, tmp_path: Path
) -> None:
    atelier = Atelier(tmp_path)
    atelier.env["REDIS_URL"] = redis
    try:
        atelier.gerer("migrate", "--verbosity=0")
        premier = atelier.embaucher()
        atelier.gerer("shell", "--no-imports", "-c", DEMANDER)
        atelier.attendre(lambda: _tache(atelier)[1] >= 2, "la tâche commence")
        os.kill(premier.pid, signal.SIGKILL)
        premier.wait(10)
        assert _tache(atelier)[0] == "en_cours", "killed too late to prove anything"
        atelier.embaucher()
        atelier.attendre(lambda: _bail_fini(atelier), "le bail prend fin")
        atelier.gerer("shell", "--no-imports", "-c", BALAYER)
        atelier.attendre(lambda: _tache(atelier)[0] == "faite", "la tâche finit")
        effets = atelier.lire(
            "SELECT quoi FROM socle_evenement WHERE sujet = 'essai' ORDER BY quoi"
        )
        assert effets == [(f"etape-{n}",) for n in range(ETAPES)]
    finally:
        atelier.fermer()


# --- The site killed while it writes -------------------------------------------------------------
PEUPLER = """
from tests.monde import creer_monde
from parcours.comptes.jetons import creer_jeton
m = creer_monde()
print(creer_jeton(par=m.awa, nom="Essai", portees=["dossiers.ecrire"], jours=30).clair)
"""


class Site:
    """A real gunicorn on a file database, that can be killed and started again."""

    def __init__(self, atelier: Atelier, port: int) -> None:
        self.atelier, self.port = atelier, port
        self.env = atelier.env | {
            "HTTPS": "off", "ALLOWED_HOSTS": "127.0.0.1", "API_DEBIT_ECRITURE": "100000",
            "STATIQUES_EMPREINTES": "off",
        }  # fmt: skip
        self.processus: subprocess.Popen[bytes] | None = None

    def demarrer(self) -> None:
        commande = [
            sys.executable, "-m", "gunicorn", "parcours.wsgi", "--workers", "1", "--threads", "4",
            "--bind", f"127.0.0.1:{self.port}", "--log-level", "error",
        ]  # fmt: skip
        with (self.atelier.dossier / "site.log").open("ab") as journal:
            self.processus = subprocess.Popen(
                commande, cwd=RACINE, env=self.env, stdout=journal, stderr=journal,
                start_new_session=True,
            )  # fmt: skip

    def tuer(self) -> None:
        """kill -9 of the master and its worker, whatever they are doing."""
        assert self.processus is not None
        os.killpg(self.processus.pid, signal.SIGKILL)
        self.processus.wait(10)

    def poster(self, jeton: str, cle: str, corps: dict[str, Any]) -> int:
        """One POST; 0 when nobody answered."""
        demande = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/contacts", json.dumps(corps).encode(),
            {"Authorization": f"Bearer {jeton}", "Idempotency-Key": cle,
             "Content-Type": "application/json"},
        )  # fmt: skip
        try:
            with urllib.request.urlopen(demande, timeout=20) as reponse:
                return int(reponse.status)
        except urllib.error.HTTPError as refus:
            return refus.code
        except OSError:
            return 0


def _port_libre() -> int:
    import socket

    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


def test_a_site_killed_while_it_writes_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Three callers send contacts, each again with its key until it is answered; the site dies
    three times in the middle. What was acknowledged is there, and each exactly once."""
    atelier = Atelier(tmp_path)
    atelier.gerer("migrate", "--verbosity=0")
    dit = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", PEUPLER],
        cwd=RACINE, env=atelier.env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    jeton = dit.stdout.strip().splitlines()[-1]
    site = Site(atelier, _port_libre())
    site.demarrer()
    acquis: list[str] = []
    fini = time.monotonic() + 25

    def appeler(rang: int) -> None:
        n = 0
        while time.monotonic() < fini:
            n += 1
            nom = f"Leïla-{rang}-{n}"
            corps = {"prenom": nom, "lieu": "Marché", "canal": "permanence", "suite": "informee"}
            cle = str(uuid4())
            limite = time.monotonic() + 60
            while (statut := site.poster(jeton, cle, corps)) != 201:
                assert statut in {0, 500, 502, 503}, statut
                assert time.monotonic() < limite, "le site ne revient pas"
                time.sleep(0.1)
            acquis.append(nom)

    appelants = [threading.Thread(target=appeler, args=(r,)) for r in range(3)]
    for appelant in appelants:
        appelant.start()
    hasard = random.Random(7)
    for _ in range(3):
        time.sleep(hasard.uniform(4, 6))
        site.tuer()
        site.demarrer()
    for appelant in appelants:
        appelant.join(120)
    site.tuer()
    assert len(acquis) > 10, "too few writes to prove anything"
    with sqlite3.connect(atelier.base, timeout=20) as base:
        noms = [
            n for (n,) in base.execute(
                "SELECT p.prenom FROM dossiers_contactterrain c "
                "JOIN dossiers_personne p ON p.id = c.personne_id WHERE p.prenom LIKE 'Leïla-%'"
            )
        ]  # fmt: skip
        orphelines = base.execute(
            "SELECT count(*) FROM dossiers_personne p WHERE p.prenom LIKE 'Leïla-%' AND NOT EXISTS "
            "(SELECT 1 FROM dossiers_contactterrain c WHERE c.personne_id = p.id)"
        ).fetchone()[0]
        (sain,) = base.execute("PRAGMA integrity_check").fetchone()
    base.close()
    assert sorted(noms) == sorted(acquis)
    assert orphelines == 0
    assert sain == "ok"
