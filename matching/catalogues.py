"""The catalogue every process reads: kept on disk, remapped when a newer one is there.

One builder at a time writes it (`reconstruire`); readers look at the manifest (one `stat`), keep
the map they have while the next one loads, and build it themselves when there is none. It holds
openings and ROME only: no person, no health, no count of referrals.
"""

import fcntl
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from django.conf import settings

from matching import tables
from matching.moteur import VERSION_MOTEUR, Catalogue
from matching.moteur.conservation import MANIFESTE, charger, enregistrer

log = logging.getLogger(__name__)
_verrou: Final = threading.Lock()
_lu: "Lecture | None" = None


@dataclass(frozen=True, slots=True)
class Lecture:
    """A catalogue in memory, its version, and the state of the manifest it was read from."""

    catalogue: Catalogue
    version: str
    signature: tuple[str, int, int]


def courant(jour: date) -> Lecture:
    """Return the current catalogue, mapped; built on the spot when absent or unreadable."""
    signature = _signature()
    lu = _lu
    if lu is not None and lu.signature == signature:
        return lu
    peut_servir = lu is not None and lu.signature[0] == signature[0] and bool(signature[1])
    # While a thread loads the new one, the others go on with the old one.
    if not _verrou.acquire(blocking=not peut_servir):
        assert lu is not None
        return lu
    try:
        return _relire(jour)
    finally:
        _verrou.release()


def reconstruire(jour: date) -> Lecture:
    """Build the catalogue from the database and make it the current one, in one move."""
    with _seul_ecrivain():  # read inside the lock: the last to write has read the last
        enregistrer(tables.construire_catalogue(jour), _dossier())
    return courant(jour)


def _relire(jour: date) -> Lecture:
    global _lu
    signature = _signature()
    if _lu is not None and _lu.signature == signature:  # loaded while we waited for the lock
        return _lu
    try:
        _lu = _charger(signature)
    except (OSError, ValueError, KeyError, TypeError) as erreur:
        if signature[1]:
            log.warning("catalogue à reconstruire : %s", type(erreur).__name__)
        _lu = _construire(jour, signature)
    return _lu


def _charger(signature: tuple[str, int, int]) -> Lecture:
    return Lecture(charger(_dossier()), _version(), signature)


def _construire(jour: date, illisible: tuple[str, int, int]) -> Lecture:
    with _seul_ecrivain():
        if _signature() == illisible:  # else another process has just built it
            (_dossier() / MANIFESTE).unlink(missing_ok=True)
            enregistrer(tables.construire_catalogue(jour), _dossier())
    return _charger(_signature())


def _dossier() -> Path:
    return Path(settings.CATALOGUE_DIR)


def _signature() -> tuple[str, int, int]:
    """Where the manifest is and its state on disk; zeros when there is none."""
    chemin = _dossier() / MANIFESTE
    try:
        etat = chemin.stat()
    except OSError:
        return (str(_dossier()), 0, 0)
    return (str(_dossier()), etat.st_mtime_ns, etat.st_ino)


def _version() -> str:
    manifeste = json.loads((_dossier() / MANIFESTE).read_text(encoding="utf-8"))
    return f"{VERSION_MOTEUR}-{manifeste['generation'][-20:]}"


@contextmanager
def _seul_ecrivain() -> Iterator[None]:
    """One writer at a time on this machine, whatever the process; released if it is killed."""
    _dossier().mkdir(parents=True, exist_ok=True)
    with (_dossier() / "ecriture.verrou").open("w") as fichier:
        fcntl.flock(fichier, fcntl.LOCK_EX)
        yield
