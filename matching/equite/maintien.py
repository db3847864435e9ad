"""How long people stay in work: Kaplan-Meier with censoring said, and the log-rank test."""

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from matching.equite.taux import Intervalle

PALIERS: Final = (90, 180)  # days: 3 and 6 months


@dataclass(frozen=True, slots=True)
class Duree:
    """Days followed; `est_fini` when it stopped, False when it goes on or was lost sight of."""

    jours: int
    est_fini: bool


@dataclass(frozen=True, slots=True)
class Palier:
    """Share still there after so many days; None beyond what was followed."""

    jours: int
    part: float | None
    intervalle: Intervalle | None
    suivis: int


@dataclass(frozen=True, slots=True)
class Maintien:
    """Retention of one group; `censures` were still there, or no longer followed, when seen last."""

    effectif: int
    censures: int
    paliers: tuple[Palier, ...]


def kaplan_meier(durees: Iterable[Duree], paliers: Sequence[int] = PALIERS) -> Maintien:
    """Share kept at each step, those not followed so long being censored, never counted as kept.

    >>> m = kaplan_meier([Duree(30, True), Duree(100, False), Duree(200, False)], (90,))
    >>> round(m.paliers[0].part, 3), m.censures
    (0.667, 2)
    """
    liste = list(durees)
    return Maintien(
        effectif=len(liste),
        censures=sum(not d.est_fini for d in liste),
        paliers=tuple(_palier(liste, jours) for jours in paliers),
    )


def _palier(durees: list[Duree], jours: int) -> Palier:
    suivis = sum(d.jours >= jours for d in durees)
    # Nobody was followed so far, and whoever was followed longest was still there.
    if not durees or (not suivis and not max(durees, key=_fin).est_fini):
        return Palier(jours, None, None, suivis)
    survie = _courbe(durees)
    with warnings.catch_warnings():  # scipy warns where the interval has no meaning (0 or 1)
        warnings.simplefilter("ignore", RuntimeWarning)
        intervalle = survie.confidence_interval(method="log-log")
    bas, haut = (float(borne.evaluate(jours)) for borne in (intervalle.low, intervalle.high))
    part = float(survie.evaluate(jours))
    bornes = (bas, haut) if bas == bas and haut == haut else None  # NaN at 0 and at 1
    return Palier(jours, part, bornes, suivis)


def _fin(duree: Duree) -> tuple[int, bool]:
    return duree.jours, not duree.est_fini


def _courbe(durees: list[Duree]):  # type: ignore[no-untyped-def]
    from scipy.stats import ecdf

    return ecdf(_censurees(durees)).sf


def log_rank(un: Iterable[Duree], deux: Iterable[Duree]) -> tuple[float, float] | None:
    """(statistic, two-sided p) that both groups leave at the same pace; None without departures."""
    listes = [list(un), list(deux)]
    if not all(listes) or not any(d.est_fini for liste in listes for d in liste):
        return None
    from scipy.stats import logrank

    resultat = logrank(*map(_censurees, listes))
    return float(resultat.statistic), float(resultat.pvalue)


def _censurees(durees: list[Duree]):  # type: ignore[no-untyped-def]
    from scipy.stats import CensoredData

    return CensoredData(
        uncensored=[d.jours for d in durees if d.est_fini],
        right=[d.jours for d in durees if not d.est_fini],
    )
