"""What could have been seen: « nothing significant » is not « no discrimination »."""

import math
from statistics import NormalDist
from typing import Final

PUISSANCE: Final = 0.8
ALPHA: Final = 0.05
_NORMALE: Final = NormalDist()


def effectif_necessaire(
    base: float, ratio: float, *, puissance: float = PUISSANCE, alpha: float = ALPHA
) -> int:
    """People needed in each of two equal groups to see this ratio from this base rate.

    >>> [effectif_necessaire(b, 0.8) for b in (0.1, 0.3, 0.5)]
    [3213, 859, 388]
    """
    if not 0 < base < 1 or not 0 <= ratio < 1:
        raise ValueError("Il faut un taux de base entre 0 et 1, et un rapport inférieur à 1.")
    autre = base * ratio
    moyen = (base + autre) / 2
    marge = _z_alpha(alpha) * math.sqrt(2 * moyen * (1 - moyen))
    marge += _NORMALE.inv_cdf(puissance) * math.sqrt(base * (1 - base) + autre * (1 - autre))
    return math.ceil((marge / (base - autre)) ** 2 - 1e-9)


def puissance_de(
    base: float, ratio: float, n_reference: int, n_groupe: int, alpha: float = ALPHA
) -> float:
    """Chance of a significant gap when the true ratio is this one (two-sided z test)."""
    autre = base * ratio
    moyen = (base * n_reference + autre * n_groupe) / (n_reference + n_groupe)
    ecart_nul = math.sqrt(moyen * (1 - moyen) * (1 / n_reference + 1 / n_groupe))
    ecart = math.sqrt(base * (1 - base) / n_reference + autre * (1 - autre) / n_groupe)
    if not ecart:
        return 1.0 if base != autre else 0.0
    return _NORMALE.cdf((abs(base - autre) - _z_alpha(alpha) * ecart_nul) / ecart)


def rapport_detectable(
    base: float,
    n_reference: int,
    n_groupe: int,
    *,
    puissance: float = PUISSANCE,
    alpha: float = ALPHA,
) -> float | None:
    """The mildest ratio these sizes would show four times in five; None when none would.

    >>> round(rapport_detectable(0.3, 859, 859), 2)
    0.8
    """
    if not 0 < base <= 1 or n_reference < 1 or n_groupe < 1:
        return None
    bas, haut = 0.0, 1.0
    if puissance_de(base, bas, n_reference, n_groupe, alpha) < puissance:
        return None
    for _ in range(50):
        milieu = (bas + haut) / 2
        est_vu = puissance_de(base, milieu, n_reference, n_groupe, alpha) >= puissance
        bas, haut = (milieu, haut) if est_vu else (bas, milieu)
    return bas


def _z_alpha(alpha: float) -> float:
    return _NORMALE.inv_cdf(1 - alpha / 2)
