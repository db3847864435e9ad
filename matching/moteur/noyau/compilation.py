"""The one place that knows whether numba is there, and where compiled code is kept.

Without numba `EST_COMPILE` is False and `masse` ranks with the arrays of `colonnes`: the same
answers, slower. The cache is under `NUMBA_CACHE_DIR`, else `var/numba` of the project, else
`VAR_DIR`, else a temporary folder; inside, one folder per version of these sources, because numba
looks only at the file of a function, not at the files of what it calls.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

try:
    import numba
except ImportError:  # pragma: no cover - the locked environment has it
    numba = None

EST_COMPILE: Final = numba is not None
ICI: Final = Path(__file__).resolve().parent


def compiler(fonction: Callable[..., Any]) -> Callable[..., Any]:
    """Compile without the interpreter lock, kept on disk; the plain function without numba."""
    if numba is None:  # pragma: no cover
        return fonction
    return numba.njit(cache=True, nogil=True, error_model="numpy", _nrt=False)(fonction)


def integrer(fonction: Callable[..., Any]) -> Callable[..., Any]:
    """Like `compiler`, copied into those that call it.

    For what takes bundles of arrays inside a loop: a call counts a reference to each array, which
    costs more than the work (measured: 0.7 µs a call).
    """
    if numba is None:  # pragma: no cover
        return fonction
    return numba.njit(cache=True, nogil=True, error_model="numpy", _nrt=False, inline="always")(fonction)


def empreinte_sources() -> str:
    """Print of the sources of this package: another version never reads this one's cache."""
    condense = hashlib.sha256()
    for fichier in sorted(ICI.glob("*.py")):
        condense.update(fichier.read_bytes())
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


if numba is not None and (_dossier := dossier_cache()) is not None:
    numba.config.CACHE_DIR = str(_dossier)
