"""FA*IR: is this top of a list compatible with a share p? (Zehlike et al., CIKM 2017).

The correction for testing every prefix follows arXiv 2012.12795. A test only: nothing re-ranks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_ITERATIONS: Final = 50


@dataclass(frozen=True, slots=True)
class TableAjustee:
    """The significance to use for one prefix, its table, and the risk over all prefixes."""

    alpha: float
    minimums: tuple[int, ...]
    risque: float


@lru_cache(maxsize=256)
def minimums(k: int, part: float, alpha: float) -> tuple[int, ...]:
    """Fewest members of the group in each of the first k prefixes that chance still explains.

    >>> minimums(10, 0.2, 0.15)
    (0, 0, 0, 0, 0, 0, 0, 0, 1, 1)
    """
    if not 0 < part < 1 or not 0 < alpha < 1 or k < 1:
        raise ValueError("FA*IR : il faut k ≥ 1, 0 < p < 1 et 0 < α < 1.")
    from scipy.stats import binom

    return tuple(int(m) for m in binom.ppf(alpha, range(1, k + 1), part))


def risque_de_rejet(table: Sequence[int], part: float) -> float:
    """Chance that a fair list of this share falls short of the table somewhere."""
    import numpy as np

    etats = np.zeros(len(table) + 1)  # chance of each count, of the lists that passed so far
    etats[0] = 1.0
    for minimum in table:
        etats[1:] = etats[1:] * (1 - part) + etats[:-1] * part
        etats[0] *= 1 - part
        etats[:minimum] = 0.0
    return float(1 - etats.sum())


@lru_cache(maxsize=256)
def ajuster_alpha(k: int, part: float, alpha: float) -> TableAjustee:
    """The largest significance per prefix whose risk over all prefixes stays within alpha."""
    bas, haut = 0.0, alpha
    if (risque := risque_de_rejet(minimums(k, part, alpha), part)) <= alpha:
        return TableAjustee(alpha, minimums(k, part, alpha), risque)
    for _ in range(_ITERATIONS):
        milieu = (bas + haut) / 2
        if risque_de_rejet(minimums(k, part, milieu), part) <= alpha:
            bas = milieu
        else:
            haut = milieu
    table = minimums(k, part, bas) if bas else (0,) * k
    return TableAjustee(bas, table, risque_de_rejet(table, part))


def prefixe_en_defaut(
    classement: Sequence[object], groupe: object, part: float, alpha: float = 0.05
) -> int | None:
    """First prefix where the group is too few for chance alone; None when the list passes."""
    if not classement or not 0 < part < 1:
        return None
    table = ajuster_alpha(len(classement), part, alpha).minimums
    compte = 0
    for rang, (membre, minimum) in enumerate(zip(classement, table, strict=True), start=1):
        compte += membre == groupe
        if compte < minimum:
            return rang
    return None
