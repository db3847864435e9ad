"""Rates of two groups and what separates them, with their intervals."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist
from typing import Final

Intervalle = tuple[float, float]

SEUIL_QUATRE_CINQUIEMES: Final = Fraction(4, 5)  # a yardstick of the EEOC, not French law
NIVEAU: Final = 0.95


@dataclass(frozen=True, slots=True)
class Groupe:
    """So many kept out of so many: `retenus` ≤ `total`; ValueError otherwise."""

    nom: str
    retenus: int
    total: int

    def __post_init__(self) -> None:
        if not 0 <= self.retenus <= self.total:
            raise ValueError(
                f"Groupe « {self.nom} » : {self.retenus} retenus sur {self.total}, impossible."
            )

    @property
    def taux(self) -> float | None:
        """The rate, None for an empty group."""
        return self.retenus / self.total if self.total else None

    @property
    def autres(self) -> int:
        """Those not kept."""
        return self.total - self.retenus

    def __add__(self, autre: "Groupe") -> "Groupe":
        return Groupe(self.nom, self.retenus + autre.retenus, self.total + autre.total)


def quantile(niveau: float = NIVEAU) -> float:
    """The normal quantile of a two-sided interval: 1.96 at 95 %."""
    return NormalDist().inv_cdf(0.5 + niveau / 2)


def wilson(retenus: int, total: int, niveau: float = NIVEAU) -> Intervalle:
    """Interval of a rate, right for small groups too (Wilson 1927, statsmodels).

    >>> [round(x, 4) for x in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    if total <= 0:
        return 0.0, 1.0
    from statsmodels.stats.proportion import proportion_confint

    bas, haut = proportion_confint(retenus, total, alpha=1 - niveau, method="wilson")
    return max(0.0, float(bas)), min(1.0, float(haut))


def newcombe(un: Groupe, deux: Groupe, niveau: float = NIVEAU) -> Intervalle:
    """Interval of the difference of two rates, first minus second (Newcombe 1998, method 10)."""
    from statsmodels.stats.proportion import confint_proportions_2indep

    bas, haut = confint_proportions_2indep(
        un.retenus, un.total, deux.retenus, deux.total,
        method="newcomb", compare="diff", alpha=1 - niveau,
    )  # fmt: skip
    return float(bas), float(haut)


def rapport(groupe: Groupe, reference: Groupe) -> float | None:
    """Ratio of the rates, group over reference; None when it has no meaning."""
    if not groupe.total or not reference.retenus:
        return None
    return float(rapport_exact(groupe, reference))


def rapport_exact(groupe: Groupe, reference: Groupe) -> Fraction:
    """The ratio as a fraction, so that 48 % over 60 % is 4/5 and not a hair under."""
    return Fraction(groupe.retenus * reference.total, groupe.total * reference.retenus)


def est_sous_le_seuil(groupe: Groupe, reference: Groupe) -> bool:
    """True when the ratio is under 4/5; exactly 4/5 is not."""
    if not groupe.total or not reference.retenus:
        return False
    return rapport_exact(groupe, reference) < SEUIL_QUATRE_CINQUIEMES


def katz(groupe: Groupe, reference: Groupe, niveau: float = NIVEAU) -> Intervalle | None:
    """Interval of the ratio (Katz log); None as soon as one of the groups has nobody kept."""
    if not groupe.retenus or not reference.retenus:
        return None
    centre = math.log(rapport_exact(groupe, reference))
    variance = sum(1 / g.retenus - 1 / g.total for g in (groupe, reference))
    marge = quantile(niveau) * math.sqrt(variance)
    return math.exp(centre - marge), math.exp(centre + marge)


def z_poole(un: Groupe, deux: Groupe) -> tuple[float, float]:
    """(z, two-sided p) of equal rates; (0, 1) when nobody or everybody is kept."""
    retenus, total = un.retenus + deux.retenus, un.total + deux.total
    if not un.total or not deux.total or retenus in (0, total):
        return 0.0, 1.0
    from statsmodels.stats.proportion import proportions_ztest

    z, p = proportions_ztest([un.retenus, deux.retenus], [un.total, deux.total])
    return float(z), float(p)


def rapport_des_cotes(un: Groupe, deux: Groupe) -> float | None:
    """Odds ratio, first over second; None when it is infinite or undefined."""
    bas = un.autres * deux.retenus
    return un.retenus * deux.autres / bas if bas else None


def khi_deux(un: Groupe, deux: Groupe, *, avec_continuite: bool = False) -> float:
    """χ² of the 2 × 2 table; with Yates’s correction when asked."""
    from scipy.stats import chi2_contingency

    table = [[un.retenus, un.autres], [deux.retenus, deux.autres]]
    return float(chi2_contingency(table, correction=avec_continuite).statistic)


def ecart_de_parite(groupes: Iterable[Groupe]) -> tuple[float, float] | None:
    """(largest rate − smallest, smallest ÷ largest); None without two groups that have people."""
    taux = [g.taux for g in groupes if g.taux is not None]
    if len(taux) < 2:
        return None
    return max(taux) - min(taux), (min(taux) / max(taux) if max(taux) else 1.0)
