"""The catalogue every process reads: kept on disk, remapped when a newer one is there.

One builder at a time writes it (`reconstruire`); an opening added, changed or closed is written
beside it (`changer`), which costs milliseconds whatever its size. Readers look at the manifest (one
`stat`), keep the map they have while the next one loads, and build it themselves when there is
none. It holds openings and ROME only: no person, no health, no count of referrals.
"""

import fcntl
import logging
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from django.conf import settings

from matching import tables
from matching.moteur import VERSION_MOTEUR, Catalogue, conservation, ecarts
from matching.moteur.conservation import (
    MANIFESTE,
    CatalogueVivant,
    Marque,
    charger_vivant,
    enregistrer,
)
from matching.moteur.ecarts import Ecart

log = logging.getLogger(__name__)
_verrou: Final = threading.Lock()
_lu: "Lecture | None" = None
# About a thousand openings: beyond, reading the changes costs more than building anew.
JOURNAL_MAX: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Lecture:
    """A catalogue in memory, its version, and the state of the manifest it was read from.

    `vivant` is what bulk ranking reads (base and changes apart), `catalogue` the same made one.
    """

    catalogue: Catalogue
    vivant: CatalogueVivant
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
        # What is written beside the old one while we read the database is kept beside the new one.
        reprise = conservation.marque(_dossier())
        enregistrer(tables.construire_catalogue(jour), _dossier(), reprise)
    return courant(jour)


def changer(ouverture_ids: Collection[int], jour: date) -> bool:
    """Write what these openings have become beside the catalogue, in milliseconds.

    Those published on `jour` are added or replaced, the others withdrawn. False when the catalogue
    has to be built instead: there is none that can be read, or too much is beside it already.
    """
    actuelle = conservation.marque(_dossier())
    if actuelle is None or actuelle.longueur > JOURNAL_MAX:
        return False
    publies = tables.postes_publies(ouverture_ids, jour)
    retires = [cle for cle in ouverture_ids if cle not in publies]
    conservation.changer(_dossier(), ajouts=publies.values(), fermetures=retires)
    return True


def position(lecture: Lecture, version: str) -> int | None:
    """How long the journal of this catalogue was at that version; None: it is of another base."""
    sienne, _, suite = version.partition("+")
    return int(suite or 0) if sienne == base(lecture) else None


def base(lecture: Lecture) -> str:
    """The version of the base alone: the same until the next rebuilding."""
    return lecture.version.partition("+")[0]


def ecart(lecture: Lecture, depuis: int, aussi: Collection[int] = ()) -> Ecart | None:
    """What changed since a `position`, held against this catalogue; None when nobody can say."""
    try:
        return ecarts.ecart(_dossier(), lecture.vivant, depuis, aussi)
    except (OSError, ValueError, KeyError, TypeError) as erreur:
        log.warning("changements du catalogue illisibles : %s", type(erreur).__name__)
        return None


def _relire(jour: date) -> Lecture:
    global _lu
    signature = _signature()
    if _lu is not None and _lu.signature == signature:  # loaded while we waited for the lock
        return _lu
    try:
        _lu = _charger(signature, _lu)
    except (OSError, ValueError, KeyError, TypeError) as erreur:
        if signature[1]:
            log.warning("catalogue à reconstruire : %s", type(erreur).__name__)
        _lu = _construire(jour, signature)
    return _lu


def _charger(signature: tuple[str, int, int], precedente: Lecture | None = None) -> Lecture:
    """Read what is on disk; the base already mapped is kept when only changes were written."""
    est_la_meme = precedente is not None and precedente.signature[0] == signature[0]
    vivant = charger_vivant(_dossier(), precedente.vivant if precedente and est_la_meme else None)
    return Lecture(vivant.en_entier(), vivant, _version(vivant.marque), signature)


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


def _version(marque: Marque) -> str:
    suite = f"+{marque.longueur}" if marque.longueur else ""
    return f"{VERSION_MOTEUR}-{marque.generation[-20:]}{suite}"


@contextmanager
def _seul_ecrivain() -> Iterator[None]:
    """One writer at a time on this machine, whatever the process; released if it is killed."""
    _dossier().mkdir(parents=True, exist_ok=True)
    with (_dossier() / "ecriture.verrou").open("w") as fichier:
        fcntl.flock(fichier, fcntl.LOCK_EX)
        yield
