"""Tests of equal rates that hold for small groups, and what they cost together."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal

from matching.equite.taux import Groupe

Cote = Literal["two-sided", "less", "greater"]
Table = tuple[tuple[int, int], tuple[int, int]]
# Beyond, Boschloo’s search costs seconds and no longer differs from Fisher’s test.
TAILLE_BOSCHLOO: Final = 200
ALPHA: Final = 0.05
# Boschloo’s p is under Fisher’s, in practice never four times under.
SANS_APPEL: Final = 4 * ALPHA


def table(un: Groupe, deux: Groupe) -> Table:
    """[[kept, others] of the first, the same of the second]."""
    return (un.retenus, un.autres), (deux.retenus, deux.autres)


@lru_cache(maxsize=4096)
def fisher(cases: Table, cote: Cote = "two-sided") -> float:
    """p of Fisher’s exact test.

    >>> round(fisher(((3, 1), (1, 3))), 4)
    0.4857
    """
    from scipy.stats import fisher_exact

    return float(fisher_exact([list(ligne) for ligne in cases], alternative=cote).pvalue)


@lru_cache(maxsize=4096)
def boschloo(cases: Table, cote: Cote = "two-sided") -> tuple[float, float]:
    """(statistic, p) of Boschloo’s unconditional exact test; the groups are the rows."""
    from scipy.stats import boschloo_exact

    if 0 in (sum(cases[0]), sum(cases[1])):
        return 1.0, 1.0
    # scipy compares columns; the statistic, a p of Fisher, is the same either way.
    resultat = boschloo_exact(
        [list(colonne) for colonne in zip(*cases, strict=True)], alternative=cote
    )
    return float(resultat.statistic), float(resultat.pvalue)


def p_exactes(
    couples: Sequence[tuple[Groupe, Groupe]], peut_alerter: Sequence[bool]
) -> list[float]:
    """Two-sided p of equal rates for a family of tests, before any adjustment for their number.

    Boschloo up to 200 a group where it may decide (`peut_alerter`, and Fisher just above the
    threshold of its rank), else Fisher: never the smaller one, so the p stay honest and the costly
    search is spared.
    """
    valeurs = [fisher(table(un, deux)) for un, deux in couples]
    ordre = sorted(range(len(valeurs)), key=lambda i: valeurs[i])
    for rang, i in enumerate(ordre):
        un, deux = couples[i]
        est_indecis = ALPHA < valeurs[i] * (len(valeurs) - rang) <= SANS_APPEL
        if peut_alerter[i] and est_indecis and max(un.total, deux.total) <= TAILLE_BOSCHLOO:
            valeurs[i] = min(valeurs[i], boschloo(table(un, deux))[1])
    return valeurs


def holm(valeurs: Sequence[float]) -> list[float]:
    """p adjusted for their number (Holm 1979), in the order given.

    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    # Ours: statsmodels’ multipletests collects all the garbage of the process on each call.
    ordre = sorted(range(len(valeurs)), key=lambda i: valeurs[i])
    ajustees, plus_haute = [0.0] * len(valeurs), 0.0
    for rang, i in enumerate(ordre):
        plus_haute = max(plus_haute, min(1.0, valeurs[i] * (len(valeurs) - rang)))
        ajustees[i] = plus_haute
    return ajustees


def mcnemar(premier_seul: int, second_seul: int, *, exact: bool = False) -> tuple[float, float]:
    """(statistic, p) of paired answers, from the discordant pairs; χ² without correction.

    `exact`: binomial, for fewer than 25 discordant pairs.
    """
    if premier_seul + second_seul == 0:
        return 0.0, 1.0
    from statsmodels.stats.contingency_tables import mcnemar as _mcnemar

    resultat = _mcnemar([[0, premier_seul], [second_seul, 0]], exact=exact, correction=False)
    return float(resultat.statistic), float(resultat.pvalue)
