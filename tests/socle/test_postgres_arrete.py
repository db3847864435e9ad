"""PostgreSQL is stopped ten seconds while a real site writes: nothing acknowledged is lost.

A throw-away cluster with its usual durability, on a port of its own, run by an unprivileged account;
skipped with a sentence where its programs are not found.
"""

import os
import pwd
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.socle.test_ouvrier_tue import Atelier
from tests.socle.test_services_reels import PEUPLER, RACINE, Site, _port_libre

ARRET_S = 10.0


class Grappe:
    """One PostgreSQL cluster that can be stopped at once and started again."""

    def __init__(self, binaires: Path, dossier: Path, port: int) -> None:
        self.binaires, self.dossier, self.port = binaires, dossier, port
        self.url = f"postgres://parcours@127.0.0.1:{port}/postgres"
        self._faire("initdb", "-U", "parcours", "-A", "trust", "-E", "UTF8")

    def demarrer(self) -> None:
        options = f"-p {self.port} -k {self.dossier} -c listen_addresses=127.0.0.1"
        self._faire("pg_ctl", "-w", "-l", str(self.dossier / "journal"), "-o", options, "start")

    def arreter(self) -> None:
        """As a power cut does: no last writing, the log alone brings back what was committed."""
        self._faire("pg_ctl", "-m", "immediate", "-w", "stop")

    def _faire(self, programme: str, *arguments: str) -> None:
        commande = [str(self.binaires / programme), "-D", str(self.dossier / "base"), *arguments]
        subprocess.run(
            commande, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL, cwd="/", env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
            user=_compte(), timeout=120,
        )  # fmt: skip


def _compte() -> str | None:
    """Whom to run it as: initdb refuses root."""
    if os.getuid() != 0:
        return None
    connus = {compte.pw_name for compte in pwd.getpwall()}
    return "postgres" if "postgres" in connus else "nobody"


@pytest.fixture
def grappe() -> Iterator[Grappe]:
    trouves = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not trouves:
        pytest.skip("PostgreSQL n’est pas installé : son arrêt n’est pas essayé ici")
    with tempfile.TemporaryDirectory(prefix="parcours-pg-", dir="/tmp") as nom:
        if compte := _compte():
            os.chown(nom, pwd.getpwnam(compte).pw_uid, -1)
        grappe = Grappe(trouves[-1].parent, Path(nom), _port_libre())
        grappe.demarrer()
        yield grappe
        grappe.arreter()


def test_postgres_stopped_under_load_loses_no_write(grappe: Grappe, tmp_path: Path) -> None:
    """Three callers write without end, each sending again with its key until it is answered."""
    atelier = Atelier(tmp_path)
    atelier.env["DATABASE_URL"] = grappe.url
    atelier.gerer("migrate", "--verbosity=0")
    jeton = _peupler(atelier)
    site = Site(atelier, _port_libre())
    site.demarrer()
    acquis: list[str] = []
    refus: list[int] = []
    arret = threading.Event()

    def appeler(rang: int) -> None:
        n = 0
        while not arret.is_set():
            n += 1
            nom = f"Leïla-{rang}-{n}"
            corps = {"prenom": nom, "lieu": "Marché", "canal": "permanence", "suite": "informee"}
            cle, limite = str(uuid4()), time.monotonic() + 90
            while (statut := site.poster(jeton, cle, corps)) != 201:
                refus.append(statut)
                if time.monotonic() > limite:
                    return
                time.sleep(0.2)
            acquis.append(nom)

    appelants = [threading.Thread(target=appeler, args=(r,)) for r in range(3)]
    for appelant in appelants:
        appelant.start()
    try:
        _attendre(lambda: len(acquis) > 10)
        grappe.arreter()
        avant, sante = len(acquis), []
        fin = time.monotonic() + ARRET_S
        while time.monotonic() < fin:
            sante.append(_etat(site))
            time.sleep(0.5)
        assert len(acquis) <= avant + len(appelants), "it wrote without a database"
        grappe.demarrer()
        _attendre(lambda: len(acquis) > avant + 10)
    finally:
        arret.set()
        for appelant in appelants:
            appelant.join(120)
        site.tuer()
    assert 503 in sante
    assert set(refus) <= {0, 500, 503}
    assert _ecrits(grappe) == sorted(acquis)


def _peupler(atelier: Atelier) -> str:
    dit = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", PEUPLER],
        cwd=RACINE, env=atelier.env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dit.stdout.strip().splitlines()[-1]


def _attendre(condition: object) -> None:
    limite = time.monotonic() + 90
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < limite, "rien après 90 s"
        time.sleep(0.1)


def _etat(site: Site) -> int:
    """What the health page says: 200, 503, or 0 when nobody answers."""
    try:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{site.port}/etat-du-service", timeout=10
        ) as reponse:
            return int(reponse.status)
    except urllib.error.HTTPError as refus:
        refus.close()
        return refus.code
    except OSError:
        return 0


def _ecrits(grappe: Grappe) -> list[str]:
    with psycopg.connect(grappe.url) as base:
        lignes = base.execute(
            "SELECT p.prenom FROM dossiers_contactterrain c "
            "JOIN dossiers_personne p ON p.id = c.personne_id WHERE p.prenom LIKE 'Leïla-%'"
        ).fetchall()
    return sorted(nom for (nom,) in lignes)
