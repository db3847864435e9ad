"""A bad environment stops the start with a sentence that says how to mend it; secrets are unseen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from parcours.socle import environnement

RACINE = Path(__file__).resolve().parents[2]
DEMARRAGE = "import django; django.setup(); print('démarré')"
LIRE_BASE = "from django.conf import settings; print(settings.DATABASES['default']['NAME'])"


def _demarrer(
    tmp_path: Path, code: str = DEMARRAGE, **variables: str
) -> subprocess.CompletedProcess[str]:
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "parcours.settings",
        "VAR_DIR": str(tmp_path),
        "SECRET_KEY": "s" * 50,
        "CLE_CHIFFREMENT": "c" * 50,
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=RACINE, env=env | variables, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_complete_environment_starts(tmp_path: Path) -> None:
    fini = _demarrer(tmp_path, ALLOWED_HOSTS="parcours.invalid")
    assert (fini.returncode, fini.stdout.strip()) == (0, "démarré"), fini.stderr


def test_an_unreadable_database_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    """The whole way, as an administrator sees it; the last line is the sentence."""
    fini = _demarrer(tmp_path, DATABASE_URL="mysql://compte:tres-secret@hote/base")
    assert fini.returncode != 0
    derniere = fini.stderr.strip().splitlines()[-1]
    assert "DATABASE_URL n’est pas lisible : écrire par exemple « sqlite:" in derniere
    assert "tres-secret" not in fini.stderr


def test_production_never_invents_its_keys(tmp_path: Path) -> None:
    """Outside one's own machine, an absent key stops the start and makes no file."""
    fini = _demarrer(tmp_path, SECRET_KEY="trop-court")
    assert "SECRET_KEY est trop court : au moins 32 caractères." in fini.stderr
    assert not (tmp_path / "cle_secrete").exists()


@pytest.mark.parametrize(
    "valeur", ["", "foo", "mysql://a/b", "postgres://h:abc/b", "postgres://h:0/b", "/srv/base"]
)
def test_bad_addresses_are_refused(valeur: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_URL", valeur)
    with pytest.raises(
        ImproperlyConfigured, match="X_URL n’est pas lisible : écrire par exemple «"
    ):
        environnement.env_url("X_URL", "", schemas={"postgres", "sqlite"}, exemple="« sqlite:x »")


@pytest.mark.parametrize(
    "adresse",
    ["postgres://a:p%40ss@h:5433/b?sslmode=require", "sqlite:////srv/base.sqlite3", "sqlite://"],
)
def test_a_good_address_is_kept_as_written(adresse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_URL", adresse)
    lue = environnement.env_url("X_URL", "", schemas={"postgres", "sqlite"}, exemple="")
    assert lue == adresse


def test_the_database_is_where_var_says(tmp_path: Path) -> None:
    """Four slashes are an absolute path: rebuilding the address from its parts loses one."""
    fini = _demarrer(tmp_path, LIRE_BASE)
    assert fini.stdout.strip() == str(tmp_path / "parcours.sqlite3")


@pytest.mark.parametrize(
    ("texte", "attendu"), [("on", True), ("OUI", True), ("1", True), ("off", False), ("", False)]
)
def test_booleans(texte: str, attendu: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", texte)
    assert environnement.env_bool("X", defaut=not attendu) is attendu


def test_a_doubtful_boolean_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """« vrai » must not silently mean off, nor on."""
    monkeypatch.setenv("DEBUG", "vrai")
    with pytest.raises(ImproperlyConfigured, match="DEBUG='vrai' n’est pas un oui/non"):
        environnement.env_bool("DEBUG", defaut=False)


@pytest.mark.parametrize(
    ("texte", "phrase"), [("dix", "n’est pas un nombre entier"), ("0", "doit être entre 5 et 60")]
)
def test_integers_inside_their_bounds(
    texte: str, phrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTES", texte)
    with pytest.raises(ImproperlyConfigured, match=phrase):
        environnement.env_int("MINUTES", 10, minimum=5, maximum=60)


def test_lists_drop_empty_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTES", " a.fr ,,b.fr, ")
    assert environnement.env_list("HOTES") == ["a.fr", "b.fr"]


def test_a_short_rotation_key_is_refused_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLES", "a" * 40 + ",courte")
    with pytest.raises(ImproperlyConfigured, match="au moins 32") as refus:
        environnement.env_secrets("CLES")
    assert "courte" not in str(refus.value)


def test_a_kept_secret_is_made_once_for_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLE", raising=False)
    fichier = tmp_path / "sous" / "cle"
    premiere = environnement.env_secret("CLE", fichier=fichier)
    assert environnement.env_secret("CLE", fichier=fichier) == premiere
    assert fichier.stat().st_mode & 0o077 == 0
