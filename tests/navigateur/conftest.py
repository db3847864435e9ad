"""A real site on a prepared database, a real Chromium, and no CSP violation tolerated.

The database is prepared once per run (schema, referentials, demonstration), then its folder is
copied for each test, so that tests neither wait for nor disturb each other.
"""

import fcntl
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

RACINE = Path(__file__).resolve().parent.parent.parent
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
IMAGES = RACINE / "docs" / "images"
DOSSIER_DE_NADIA = (
    "SELECT d.id FROM dossiers_dossier d JOIN dossiers_personne p ON p.id = d.personne_id "
    "WHERE p.prenom = 'Nadia' AND p.nom = 'Benali'"
)
GUETTEUR = """
window.__violations = [];
document.addEventListener('securitypolicyviolation', e =>
  window.__violations.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + (e.sample || '')));
"""


def environnement(var: Path, port: int = 0) -> dict[str, str]:
    """The environment of a site of its own: its data, its keys, tasks run at once."""
    garde = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG", "TMPDIR"}}
    return garde | {
        "VAR_DIR": str(var),
        "LOCAL": "on",
        "CELERY_ALWAYS_EAGER": "on",
        "HACHAGE_RAPIDE": "on",
        "EMAIL_URL": "console:",
        "PYTHONUNBUFFERED": "1",
        "ADRESSE_PUBLIQUE": f"http://localhost:{port}",
        "DJANGO_SETTINGS_MODULE": "parcours.settings",
    }


def gerer(var: Path, *arguments: str, en_fond: bool = False) -> None:
    """Run a management command on the data of a folder; `en_fond` leaves its tasks to a worker."""
    commande = [sys.executable, "manage.py", *arguments]
    env = environnement(var) | ({"CELERY_ALWAYS_EAGER": "off"} if en_fond else {})
    sortie = subprocess.run(
        commande, cwd=RACINE, env=env, capture_output=True, text=True, check=False
    )
    assert sortie.returncode == 0, sortie.stdout + sortie.stderr


def preparer_une_fois(
    tmp_path_factory: pytest.TempPathFactory, nom: str, preparer: Callable[[Path], None]
) -> Path:
    """A folder filled once, even with several workers."""
    # Workers of one run share the folder above theirs; alone, that folder outlives the run.
    base = tmp_path_factory.getbasetemp()
    parent = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    var = parent / nom
    with (parent / f"{nom}.verrou").open("w") as fichier:
        fcntl.flock(fichier, fcntl.LOCK_EX)
        if not (var / "prete").exists():
            shutil.rmtree(var, ignore_errors=True)
            preparer(var)
            (var / "prete").touch()
    return var


@pytest.fixture(scope="session")
def var_preparee(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The prepared folder: schema, referentials, demonstration."""

    def preparer(var: Path) -> None:
        var.mkdir()
        for commande in ("migrate", "charger_referentiels", "charger_demonstration"):
            gerer(var, commande)

    return preparer_une_fois(tmp_path_factory, "var-preparee", preparer)


@dataclass
class Site:
    """A running site: its address, its data, what it printed (e-mails included)."""

    adresse: str
    var: Path
    journal: Path

    def courriels(self) -> str:
        """Everything the console e-mail backend printed so far."""
        return self.journal.read_text(errors="replace")


def port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


@pytest.fixture
def site(var_preparee: Path, tmp_path: Path) -> Iterator[Site]:
    """Start gunicorn on a copy of the prepared data."""
    var = tmp_path / "var"
    shutil.copytree(var_preparee, var)
    port, journal = port_libre(), tmp_path / "site.log"
    commande = [
        str(Path(sys.executable).parent / "gunicorn"), "parcours.wsgi", "--workers", "1",
        "--threads", "4", "--bind", f"127.0.0.1:{port}", "--timeout", "120",
    ]  # fmt: skip
    with journal.open("ab") as sortie:
        processus = subprocess.Popen(
            commande, cwd=RACINE, env=environnement(var, port), stdout=sortie, stderr=sortie
        )
    try:
        _attendre(port, processus, journal)
        yield Site(f"http://localhost:{port}", var, journal)
    finally:
        processus.terminate()
        processus.wait(15)


def _attendre(port: int, processus: subprocess.Popen, journal: Path) -> None:
    limite = time.monotonic() + 60
    while time.monotonic() < limite:
        with socket.socket() as prise:
            if prise.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert processus.poll() is None, journal.read_text(errors="replace")
        time.sleep(0.2)
    raise AssertionError("le site n’a pas démarré : " + journal.read_text(errors="replace"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium per worker."""
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium absent : l’installer (apt-get install chromium)")
    with sync_playwright() as p:
        navigateur = p.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
        )
        yield navigateur
        navigateur.close()


@dataclass
class Visiteur:
    """Someone in front of a browser, on the site."""

    site: Site
    contexte: BrowserContext
    page: Page
    fautes: list[str] = field(default_factory=list)
    vus: set[str] = field(default_factory=set)

    def aller(self, chemin: str) -> Page:
        reponse = self.page.goto(chemin if "://" in chemin else self.site.adresse + chemin)
        assert reponse is not None
        assert reponse.status < 400, f"{chemin} : {reponse.status}"
        return self.page

    def se_connecter(self, email: str) -> Page:
        from parcours.demonstration.comptes import MOT_DE_PASSE_DEMO

        self.aller("/connexion/")
        self.page.get_by_label("Adresse e-mail").fill(email)
        self.page.get_by_label("Mot de passe").fill(MOT_DE_PASSE_DEMO)
        self.page.get_by_role("button", name="Se connecter").click()
        self.page.wait_for_url(lambda adresse: "/connexion/" not in adresse)
        return self.page

    def verifier(self, nom: str) -> None:
        """Axe finds nothing on the page as it is, and the policy was not violated."""
        resultat = Axe().run(self.page)
        for violation in resultat.response["violations"]:
            cibles = [noeud["html"][:160] for noeud in violation["nodes"][:3]]
            self.fautes.append(f"{nom} : {violation['id']} — {violation['help']} {cibles}")
        for violation in self.page.evaluate("window.__violations || []"):
            self.fautes.append(f"{nom} : CSP {violation}")

    def pas_de_debordement(self, nom: str) -> None:
        """Nothing makes the page scroll sideways at this width."""
        large = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        if large[0] > large[1] + 1:
            self.fautes.append(f"{nom} : déborde ({large[0]} px pour {large[1]})")

    def photographier(self, nom: str, *, entiere: bool = False) -> None:
        """Keep a screenshot for the documents (only when CAPTURES=on)."""
        if os.environ.get("CAPTURES") == "on":
            IMAGES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=IMAGES / f"{nom}.png", full_page=entiere)


@pytest.fixture
def visiter(chromium: Browser, site: Site) -> Iterator:
    """Open browsers: `visiter()`, `visiter(largeur=360)`, `visiter(javascript=False)`."""
    ouverts: list[Visiteur] = []

    def ouvrir(*, largeur: int = 1280, hauteur: int = 900, javascript: bool = True) -> Visiteur:
        contexte = chromium.new_context(
            locale="fr-FR",
            timezone_id="Europe/Paris",
            viewport={"width": largeur, "height": hauteur},
            java_script_enabled=javascript,
        )
        contexte.set_default_timeout(15_000)
        contexte.add_init_script(GUETTEUR)
        visiteur = Visiteur(site, contexte, contexte.new_page())
        visiteur.page.on(
            "pageerror", lambda erreur: visiteur.fautes.append(f"erreur JavaScript : {erreur}")
        )
        ouverts.append(visiteur)
        return visiteur

    yield ouvrir
    for visiteur in ouverts:
        visiteur.contexte.close()


def lire(site: Site, question: str) -> object:
    """Return the first cell of a query on the site's own database."""
    with closing(sqlite3.connect(site.var / "parcours.sqlite3")) as base:
        return base.execute(question).fetchone()[0]
