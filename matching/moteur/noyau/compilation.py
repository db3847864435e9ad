"""The one place that knows whether numba is there, and where compiled code is kept.

Without numba `EST_COMPILE` is False and `masse` ranks with the arrays of `colonnes`: the same
answers, slower. The cache is under `NUMBA_CACHE_DIR`, else `var/numba` of the project, else
`VAR_DIR`, else a temporary folder; inside, one folder per version of these sources, because numba
looks only at the file of a function, not at the files of what it calls. Kernels allocate nothing
and count no reference (`_nrt=False`): counting them cost ten times the work.
"""

import hashlib
import importlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

numba: Any
try:
    numba = importlib.import_module("numba")
except ImportError:  # pragma: no cover - the locked environment has it
    numba = None

EST_COMPILE: Final = numba is not None
F = TypeVar("F", bound=Callable[..., Any])
NOM_DE_CACHE: Final = re.compile("[0-9a-f]{16}")
OPTIONS: Final[dict[str, Any]] = {
    "cache": True,
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
}
ICI: Final = Path(__file__).resolve().parent


def compiler(fonction: F) -> F:
    """Compile without the interpreter lock, kept on disk; the plain function without numba."""
    if numba is None:  # pragma: no cover
        return fonction
    compilee: F = numba.njit(**OPTIONS)(fonction)
    return compilee


def integrer(fonction: F) -> F:
    """Like `compiler`, copied into those that call it.

    For what takes bundles of arrays inside a loop: a call counts a reference to each array, which
    costs more than the work (measured: 0.7 µs a call).
    """
    if numba is None:  # pragma: no cover
        return fonction
    compilee: F = numba.njit(**OPTIONS, inline="always")(fonction)
    return compilee


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


def effacer_perimes() -> int:
    """Remove what other versions compiled beside the current folder; how many were removed."""
    courant = dossier_cache()
    perimes = [d for d in courant.parent.iterdir() if d != courant] if courant else []
    perimes = [d for d in perimes if d.is_dir() and NOM_DE_CACHE.fullmatch(d.name)]
    for dossier in perimes:
        shutil.rmtree(dossier, ignore_errors=True)
    return len(perimes)


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


if numba is not None and (_dossier := dossier_cache()) is not None:
    numba.config.CACHE_DIR = str(_dossier)
