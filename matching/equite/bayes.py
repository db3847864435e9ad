"""How likely a ratio of rates is under a threshold, given the data."""

from functools import lru_cache
from typing import Final

from matching.equite.taux import Groupe

SEUIL: Final = 0.8
_POINTS: Final = 96  # Gauss-Legendre: six exact decimals, far under any decision


def proba_rapport_sous(groupe: Groupe, reference: Groupe, seuil: float = SEUIL) -> float | None:
    """P(rate of group / rate of reference < threshold | data), Jeffreys’ prior on each rate.

    Integrated over the quantiles of the reference, so that the same data always give the same
    figure (no draw). None when a group is empty.

    >>> round(proba_rapport_sous(Groupe("f", 4, 40), Groupe("h", 24, 40)), 4)
    1.0
    """
    if not groupe.total or not reference.total:
        return None
    return _integrer(groupe.retenus, groupe.total, reference.retenus, reference.total, float(seuil))


@lru_cache(maxsize=4096)
def _integrer(x1: int, n1: int, x2: int, n2: int, seuil: float) -> float:
    from scipy.special import betainc, betaincinv

    quantiles, poids = _grille()
    reference = betaincinv(x2 + 0.5, n2 - x2 + 0.5, quantiles)
    sous = betainc(x1 + 0.5, n1 - x1 + 0.5, (seuil * reference).clip(max=1))
    return float((sous * poids).sum())


@lru_cache(maxsize=1)
def _grille():  # type: ignore[no-untyped-def]
    import numpy as np

    noeuds, poids = np.polynomial.legendre.leggauss(_POINTS)
    return (noeuds + 1) / 2, poids / 2
