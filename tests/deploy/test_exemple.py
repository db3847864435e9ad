"""The example environment, its blanks filled in, is one that `check --deploy` accepts."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]


def _exemple() -> dict[str, str]:
    lignes = (RACINE / "deploy" / "exemple.env").read_text().splitlines()
    return dict(x.split("=", 1) for x in lignes if x and not x.startswith("#"))


def test_the_example_environment_is_clean(tmp_path: Path) -> None:
    propres = {"PATH": os.environ["PATH"]} | _exemple()
    propres |= {nom: secrets.token_urlsafe(60) for nom in ("SECRET_KEY", "CLE_CHIFFREMENT")}
    propres["VAR_DIR"] = str(tmp_path)
    verifie = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=RACINE, env=propres, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert verifie.returncode == 0, verifie.stderr


def test_every_variable_of_the_example_is_explained() -> None:
    page = (RACINE / "docs" / "exploitation.md").read_text()
    assert not [nom for nom in _exemple() if f"`{nom}`" not in page]
