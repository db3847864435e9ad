"""Where compiled kernels are kept, and whether they are there; numba itself is not loaded.

Under `NUMBA_CACHE_DIR`, else `var/numba` of the project, else `VAR_DIR`, else a temporary folder;
inside, one folder per version of these sources, because numba looks only at the file of a function,
not at the files of what it calls.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

ICI: Final = Path(__file__).resolve().parent
# Written beside the kernels once all of them are compiled.
MARQUE: Final = "pret"
# What kernels are made of: their code, and the constants that compilation freezes in it.
SOURCES: Final = (
    "noyau/*.py", "colonnes/*.py", "criteres/*.py",
    "codes.py", "departage.py", "etats.py", "grilles.py", "score.py", "trajets.py", "vocabulaire.py",
)  # fmt: skip


def empreinte_sources() -> str:
    """Print of `SOURCES`: another version never reads this one's cache."""
    condense = hashlib.sha256()
    for motif in SOURCES:
        for fichier in sorted(ICI.parent.glob(motif)):
            condense.update(fichier.name.encode() + fichier.read_bytes())
    return condense.hexdigest()[:16]


def _candidats() -> Iterator[Path]:
    if choisi := os.environ.get("NUMBA_CACHE_DIR"):
        yield Path(choisi)
    yield ICI.parents[2] / "var" / "numba"
    if variable := os.environ.get("VAR_DIR"):
        yield Path(variable) / "numba"
    yield Path(tempfile.gettempdir()) / "parcours-numba"


def dossier_cache() -> Path | None:
    """The first writable folder for compiled code, made if needed; None when there is none."""
    for candidat in _candidats():
        dossier = candidat / empreinte_sources()
        try:
            dossier.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(dossier, os.W_OK):
            return dossier
    return None


def marquer_pret() -> None:
    """Say that every kernel of this version is compiled."""
    dossier = dossier_cache()
    if dossier is not None:
        (dossier / MARQUE).touch()


@lru_cache(maxsize=1)
def est_pret() -> bool:
    """True when the kernels can be used without compiling anything (once per process).

    Compiling takes half a minute: a site that never did it ranks with numpy, and answers the same.
    """
    dossier = dossier_cache()
    return dossier is not None and (dossier / MARQUE).exists() and find_spec("numba") is not None
