"""The documents say what is true: variables, commands, links, the example environment."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

RACINE = Path(__file__).resolve().parent.parent
PAGES = {
    f.relative_to(RACINE).as_posix(): f.read_text()
    for f in [*RACINE.glob("*.md"), *sorted((RACINE / "docs").rglob("*.md"))]
}
PRODUITES = {"docs/images/suggestions.png"}  # made by the browser test


def test_every_variable_of_the_settings_is_explained() -> None:
    arbre = ast.parse((RACINE / "parcours" / "settings.py").read_text())
    lues = {
        str(n.args[0].value)
        for n in ast.walk(arbre)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        and n.func.id.startswith("env_") and isinstance(n.args[0], ast.Constant)
    }  # fmt: skip
    assert len(lues) > 15
    ecrites = set(re.findall(r"`([A-Z][A-Z_]+)`", PAGES["docs/exploitation.md"]))
    assert lues - ecrites == set()


@pytest.mark.parametrize("page", PAGES)
def test_links_and_named_files_exist(page: str) -> None:
    dossier = (RACINE / page).parent
    morts = [
        cible
        for cible in re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", PAGES[page])
        if not (dossier / cible).exists() and cible not in PRODUITES
    ]
    nommes = re.findall(
        r"`((?:parcours|matching|freins|tests|templates|data|deploy)/[\w./-]+)`", PAGES[page]
    )
    morts += [n for n in nommes if "<" not in n and not (RACINE / n).exists()]
    assert not morts


@pytest.mark.parametrize("page", PAGES)
def test_commands_exist(page: str) -> None:
    connues = set(get_commands())
    assert set(re.findall(r"manage\.py ([a-z_]+)", PAGES[page])) <= connues


def test_the_readme_lists_the_demonstration_accounts() -> None:
    from parcours.demonstration.comptes import COMPTES_DEMO, MOT_DE_PASSE_DEMO

    readme = PAGES["README.md"]
    assert set(re.findall(r"\w+@[\w.]+", readme)) == {c.email for c in COMPTES_DEMO}
    assert f"`{MOT_DE_PASSE_DEMO}`" in readme


def test_the_reasons_of_dependencies_are_all_there() -> None:
    lignes = (RACINE / "requirements.in").read_text().splitlines()
    paquets = [re.split(r"[~=<>;\s]", li)[0] for li in lignes if li and not li.startswith("#")]
    page = PAGES["docs/decisions/0001-dependances.md"]
    assert [p for p in paquets if p not in page] == []


def test_the_notice_speaks_of_each_folder_of_data() -> None:
    """A new data file is said in data/SOURCES.md."""
    sources = (RACINE / "data" / "SOURCES.md").read_text()
    fichiers = [
        f for f in (RACINE / "data").rglob("*") if f.suffix in {".csv", ".gz", ".geojson", ".json"}
    ]
    assert [
        f.name for f in fichiers if f.name not in sources and "textes_demo" not in f.parts
    ] == []
    assert "data/SOURCES.md" in (RACINE / "NOTICE").read_text()


def test_the_example_environment_passes_the_deployment_check(tmp_path: Path) -> None:
    """Filled as its comments say, on SQLite so that no server is needed."""
    lignes = (RACINE / "deploy" / "exemple.env").read_text().splitlines()
    env = dict(li.split("=", 1) for li in lignes if li and not li.startswith("#"))
    env |= {"SECRET_KEY": "Kz7-" * 15 + "qwertyuiop", "CLE_CHIFFREMENT": "Mb4_" * 15}
    env |= {"VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/base.sqlite3"}
    fini = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=RACINE, env=env | {"PATH": os.environ["PATH"]}, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert fini.returncode == 0, fini.stderr
