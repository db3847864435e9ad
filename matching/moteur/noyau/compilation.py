"""The one place that knows whether numba is there, and where compiled code is kept.

Without numba `EST_COMPILE` is False and `masse` ranks with the arrays of `colonnes`: the same
answers, slower. The cache is where `cache` says. Kernels allocate nothing and count no reference
(`_nrt=False`): counting them cost ten times the work.
"""

import importlib
import re
import shutil
from collections.abc import Callable
from typing import Any, Final, TypeVar

from matching.moteur.noyau.cache import dossier_cache, empreinte_sources

__all__ = [
    "EST_COMPILE",
    "compiler",
    "dossier_cache",
    "effacer_perimes",
    "empreinte_sources",
    "integrer",
]

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


def effacer_perimes() -> int:
    """Remove what other versions compiled beside the current folder; how many were removed."""
    courant = dossier_cache()
    perimes = [d for d in courant.parent.iterdir() if d != courant] if courant else []
    perimes = [d for d in perimes if d.is_dir() and NOM_DE_CACHE.fullmatch(d.name)]
    for dossier in perimes:
        shutil.rmtree(dossier, ignore_errors=True)
    return len(perimes)


if numba is not None and (_dossier := dossier_cache()) is not None:
    numba.config.CACHE_DIR = str(_dossier)
