"""Comparing like with like: métier, level, structure (Mantel-Haenszel), against Simpson’s paradox."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.equite.taux import Groupe, Intervalle

Paire = tuple[Groupe, Groupe]


@dataclass(frozen=True, slots=True)
class Ajustement:
    """What remains inside the strata, first group over second.

    `rapport` the common ratio of rates, None when nobody of the second group is kept; `p` of
    Cochran-Mantel-Haenszel, without continuity correction; `paires` the strata that speak.
    """

    paires: tuple[Paire, ...]
    effectif: int
    rapport: float | None
    khi_deux: float
    p: float

    @property
    def strates(self) -> int:
        """How many strata have both groups to compare."""
        return len(self.paires)

    def cotes(self) -> tuple[float | None, Intervalle | None]:
        """The common odds ratio and its 95 % interval."""
        return cotes_communes(self.paires)

    def heterogeneite(self) -> tuple[float, float] | None:
        """(χ², p) of Breslow-Day: a small p says that the gap is not the same everywhere."""
        return breslow_day(self.paires) if self.strates > 1 and self.cotes()[1] else None


def informatives(paires: Iterable[Paire]) -> list[Paire]:
    """Strata with people of both groups, some kept and some not: the only ones that speak."""
    return [
        (un, deux)
        for un, deux in paires
        if un.total and deux.total and 0 < un.retenus + deux.retenus < un.total + deux.total
    ]


def ajuster(paires: Iterable[Paire]) -> Ajustement | None:
    """Adjust over the strata; None when not one of them has both groups to compare."""
    utiles = informatives(paires)
    if not utiles:
        return None
    khi, p = cochran_mantel_haenszel(utiles)
    return Ajustement(
        paires=tuple(utiles),
        effectif=sum(un.total + deux.total for un, deux in utiles),
        rapport=rapport_commun(utiles),
        khi_deux=khi,
        p=p,
    )


def cochran_mantel_haenszel(
    paires: Iterable[Paire], *, avec_continuite: bool = False
) -> tuple[float, float]:
    """(χ², p) of no gap inside any stratum."""
    resultat = _tables(paires).test_null_odds(correction=avec_continuite)
    return float(resultat.statistic), float(resultat.pvalue)


def cotes_communes(paires: Iterable[Paire]) -> tuple[float | None, Intervalle | None]:
    """Common odds ratio (Mantel-Haenszel) and its interval (Robins, Breslow, Greenland 1986)."""
    liste = list(paires)
    haut = sum(un.retenus * deux.autres / (un.total + deux.total) for un, deux in liste)
    bas = sum(un.autres * deux.retenus / (un.total + deux.total) for un, deux in liste)
    if not haut or not bas:
        return (0.0 if bas else None), None
    tables = _tables(liste)
    de, a = tables.oddsratio_pooled_confint()
    return float(tables.oddsratio_pooled), (float(de), float(a))


def breslow_day(paires: Iterable[Paire]) -> tuple[float, float] | None:
    """(χ², p) that the gap is the same in every stratum; None when it cannot be computed."""
    import numpy as np

    with np.errstate(invalid="ignore", divide="ignore"):  # a common odds ratio of exactly 1
        resultat = _tables(paires).test_equal_odds()
    khi = float(resultat.statistic)
    return (khi, float(resultat.pvalue)) if math.isfinite(khi) else None


def rapport_commun(paires: Iterable[Paire]) -> float | None:
    """Common ratio of rates (Mantel-Haenszel); None when nobody of the second group is kept."""
    liste = list(paires)
    haut = sum(un.retenus * deux.total / (un.total + deux.total) for un, deux in liste)
    bas = sum(deux.retenus * un.total / (un.total + deux.total) for un, deux in liste)
    return haut / bas if bas else None


def par_strate(strates: Mapping[str, Mapping[str, Groupe]], un: str, deux: str) -> list[Paire]:
    """The pairs of two groups, stratum by stratum; an absent group is empty there."""
    return [
        (groupes.get(un, Groupe(un, 0, 0)), groupes.get(deux, Groupe(deux, 0, 0)))
        for groupes in strates.values()
    ]


def _tables(paires: Iterable[Paire]):  # type: ignore[no-untyped-def]
    import numpy as np
    from statsmodels.stats.contingency_tables import StratifiedTable

    return StratifiedTable(
        [
            np.array([[un.retenus, un.autres], [deux.retenus, deux.autres]], dtype=float)
            for un, deux in paires
        ]
    )
