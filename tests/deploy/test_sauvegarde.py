"""A base saved while it is written to is restored whole, with its documents; a damaged one is not."""

import os
import shutil
import sqlite3
import subprocess
import threading
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    var = tmp_path / "var"
    (var / "documents" / "dossiers").mkdir(parents=True)
    (var / "documents" / "dossiers" / "cv.pdf").write_bytes(b"%PDF-1.4 essai")
    base = var / "parcours.sqlite3"
    with sqlite3.connect(base) as connexion:
        connexion.execute("PRAGMA journal_mode=WAL")
        connexion.execute("CREATE TABLE lignes (n INTEGER PRIMARY KEY)")
        connexion.executemany("INSERT INTO lignes VALUES (?)", [(n,) for n in range(2000)])
    connexion.close()
    return {**os.environ, "DATABASE_URL": f"sqlite:///{base}", "VAR_DIR": str(var)}


def _lancer(nom: str, dossier: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [RACINE / "deploy" / nom, dossier], env=env, capture_output=True, text=True, check=False
    )


def _sauver(tmp_path: Path, env: dict[str, str]) -> Path:
    faite = _lancer("sauvegarder", tmp_path / "sauvegardes", env)
    assert faite.returncode == 0, faite.stderr
    return Path(faite.stdout.strip())


def _ailleurs(tmp_path: Path, env: dict[str, str]) -> dict[str, str]:
    neuf = tmp_path / "neuf"
    return env | {"DATABASE_URL": f"sqlite:///{neuf / 'p.sqlite3'}", "VAR_DIR": str(neuf)}


def test_what_is_saved_while_the_site_writes_is_restored_whole(
    tmp_path: Path, env: dict[str, str]
) -> None:
    chemin, fini = env["DATABASE_URL"].removeprefix("sqlite:///"), threading.Event()

    def ecrire() -> None:
        connexion = sqlite3.connect(chemin, timeout=20)
        n = 2000
        while not fini.is_set():
            with connexion:
                connexion.execute("INSERT INTO lignes VALUES (?)", (n,))
            n += 1
        connexion.close()

    ecrivain = threading.Thread(target=ecrire)
    ecrivain.start()
    sauvegarde = _sauver(tmp_path, env)
    fini.set()
    ecrivain.join()
    la_bas = _ailleurs(tmp_path, env)
    assert _lancer("restaurer", sauvegarde, la_bas).returncode == 0
    with sqlite3.connect(la_bas["DATABASE_URL"].removeprefix("sqlite:///")) as connexion:
        (sain,) = connexion.execute("PRAGMA integrity_check").fetchone()
        (nombre, dernier) = connexion.execute("SELECT count(*), max(n) FROM lignes").fetchone()
    connexion.close()
    assert sain == "ok"
    assert nombre == dernier + 1 >= 2000
    assert (Path(la_bas["VAR_DIR"]) / "documents/dossiers/cv.pdf").read_bytes().startswith(b"%PDF")


def test_only_the_account_reads_a_backup(tmp_path: Path, env: dict[str, str]) -> None:
    sauvegarde = _sauver(tmp_path, env)
    for fichier in (sauvegarde, *sauvegarde.iterdir()):
        assert fichier.stat().st_mode & 0o077 == 0


def test_a_damaged_backup_restores_nothing(tmp_path: Path, env: dict[str, str]) -> None:
    sauvegarde = _sauver(tmp_path, env)
    with (sauvegarde / "base.sqlite3").open("r+b") as fichier:
        fichier.seek(4000)
        fichier.write(b"abime")
    la_bas = _ailleurs(tmp_path, env)
    refus = _lancer("restaurer", sauvegarde, la_bas)
    assert refus.returncode == 1
    assert "abîmée" in refus.stderr
    assert not Path(la_bas["DATABASE_URL"].removeprefix("sqlite:///")).exists()


def test_a_restoration_never_covers_what_is_there(tmp_path: Path, env: dict[str, str]) -> None:
    sauvegarde = _sauver(tmp_path, env)
    refus = _lancer("restaurer", sauvegarde, env)
    assert refus.returncode == 1
    assert "existe déjà" in refus.stderr


def test_old_backups_are_forgotten(tmp_path: Path, env: dict[str, str]) -> None:
    vieille = _sauver(tmp_path, env)
    ancien = tmp_path / "sauvegardes" / "parcours-2020-01-01T000000"
    shutil.move(vieille, ancien)
    il_y_a_100_jours = ancien.stat().st_mtime - 100 * 86400
    os.utime(ancien, (il_y_a_100_jours, il_y_a_100_jours))
    _sauver(tmp_path, env)
    assert not ancien.exists()
