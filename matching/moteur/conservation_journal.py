"""The journal of a catalogue on disk: openings added or closed since its base was built.

One JSON line per change, appended and synced before the manifest says how long the journal is:
what lies beyond that length was never said, and the next writer cuts it off.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

from matching.moteur.poste import ExigencePoste, Poste

JOURNAL: Final = "journal.jsonl"
_DATES: Final = ("debut", "expire_le")


def ligne_ajout(poste: Poste) -> bytes:
    """The line that adds an opening, or replaces the one that has its key.

    >>> [(cle, poste)] = lire([ligne_ajout(Poste(cle=3, metier="K2204"))])
    >>> cle, poste.metier
    (3, 'K2204')
    """
    champs = asdict(poste)
    for nom in _DATES:
        champs[nom] = champs[nom] and champs[nom].isoformat()
    return _ligne({"ajout": champs})


def ligne_fermeture(cle: int) -> bytes:
    """The line that closes an opening.

    >>> lire([ligne_fermeture(3)])
    [(3, None)]
    """
    return _ligne({"fermeture": cle})


def _ligne(contenu: dict[str, Any]) -> bytes:
    return json.dumps(contenu, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def lire(lignes: Iterable[bytes]) -> list[tuple[int, Poste | None]]:
    """Changes in order: key, and the opening added or None when it is closed."""
    return list(_changements(lignes))


def _changements(lignes: Iterable[bytes]) -> Iterator[tuple[int, Poste | None]]:
    for ligne in lignes:
        contenu = json.loads(ligne)
        if "ajout" in contenu:
            poste = _poste(contenu["ajout"])
            yield poste.cle, poste
        else:
            yield contenu["fermeture"], None


def _poste(champs: dict[str, Any]) -> Poste:
    for nom in _DATES:
        champs[nom] = champs[nom] and date.fromisoformat(champs[nom])
    champs["point"] = champs["point"] and tuple(champs["point"])
    champs["mesures"] = tuple(champs["mesures"])
    champs["exigences"] = tuple(ExigencePoste(**e) for e in champs["exigences"])
    return Poste(**champs)


def lignes_jusqu_a(fichier: Path, debut: int, fin: int) -> list[bytes]:
    """The lines between two lengths of a journal, the second said by a manifest."""
    if fin <= debut:
        return []
    with fichier.open("rb") as flux:
        flux.seek(debut)
        contenu = flux.read(fin - debut)
    if len(contenu) < fin - debut:
        raise ValueError("Journal du catalogue plus court que son manifeste : le reconstruire.")
    return contenu.splitlines()


def ajouter_lignes(fichier: Path, longueur: int, lignes: Iterable[bytes]) -> int:
    """Append after `longueur` bytes, whatever lies beyond, and sync; the new length."""
    with fichier.open("r+b" if fichier.exists() else "w+b") as flux:
        flux.truncate(longueur)
        flux.seek(longueur)
        flux.writelines(lignes)
        flux.flush()
        os.fsync(flux.fileno())
        return flux.tell()
