"""Who is where in a ranking: composition of the top, divergence, exposure.

Measures of Geyik, Ambler & Kenthapadi (KDD 2019, natural logarithms) and Singh & Joachims (KDD
2018). They look at a ranking already made; nothing here ranks.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

Parts = Mapping[Any, float]


def composition(groupes: Iterable[Hashable]) -> dict[Hashable, float]:
    """Share of each group; empty for nobody."""
    comptes = Counter(groupes)
    return {g: n / comptes.total() for g, n in comptes.items()}


def skew(classement: Sequence[Hashable], cible: Parts, groupe: Hashable, k: int) -> float:
    """ln(share in the first k ÷ expected share): 0 as expected, −inf when absent.

    >>> round(skew("HHFF", {"F": 0.5, "H": 0.5}, "H", 2), 4)
    0.6931
    """
    tete = list(classement)[:k]
    if not tete or not cible.get(groupe):
        return math.nan
    part = tete.count(groupe) / len(tete)
    return math.log(part / cible[groupe]) if part else -math.inf


def ndkl(classement: Sequence[Hashable], cible: Parts) -> float:
    """Divergence of every prefix from the expected shares, those read first weighing more.

    0 is perfect; the scale depends on the shares: compare only like with like.
    """
    comptes: Counter[Hashable] = Counter()
    somme = poids_total = 0.0
    for rang, groupe in enumerate(classement, start=1):
        comptes[groupe] += 1
        poids = poids_position(rang)
        somme += poids * kl({g: n / rang for g, n in comptes.items()}, cible)
        poids_total += poids
    return somme / poids_total if poids_total else 0.0


def kl(observee: Parts, cible: Parts, base: float = math.e) -> float:
    """Kullback-Leibler divergence; infinite when something seen was never expected."""
    total = 0.0
    for groupe, part in observee.items():
        if part:
            attendue = cible.get(groupe, 0.0)
            if not attendue:
                return math.inf
            total += part * math.log(part / attendue, base)
    return total


def lissee(effectifs: Mapping[Any, float], groupes: Iterable[Any]) -> dict[Any, float]:
    """Shares with one added to each count (Laplace), so that no group is impossible."""
    tous = list(groupes)
    total = sum(effectifs.values()) + len(tous)
    return {g: (effectifs.get(g, 0) + 1) / total for g in tous}


def infaisabilite(classement: Sequence[Hashable], cible: Parts) -> tuple[int, int]:
    """(prefixes short of a group’s due ⌊p·k⌋, the same summed over groups)."""
    comptes: Counter[Hashable] = Counter()
    indice = compte = 0
    for rang, groupe in enumerate(classement, start=1):
        comptes[groupe] += 1
        manquants = sum(comptes[g] < plancher(part, rang) for g, part in cible.items())
        indice += bool(manquants)
        compte += manquants
    return indice, compte


def plancher(part: float, k: int) -> int:
    """⌊p·k⌋, safe from the rounding of 0.1 × 30."""
    return math.floor(part * k + 1e-9)


def poids_position(rang: int) -> float:
    """Attention given to a rank, 1 for the first: 1 / log2(1 + rank)."""
    return 1 / math.log2(1 + rang)


def exposition(classement: Sequence[Hashable]) -> dict[Hashable, float]:
    """Mean attention each group receives.

    >>> {g: round(v, 2) for g, v in exposition("MMMFFF").items()}
    {'M': 0.71, 'F': 0.39}
    """
    sommes: Counter[Hashable] = Counter()
    for rang, groupe in enumerate(classement, start=1):
        sommes[groupe] += poids_position(rang)  # type: ignore[assignment]
    comptes = Counter(classement)
    return {g: sommes[g] / n for g, n in comptes.items()}


def rapport_exposition(
    classement: Sequence[Hashable], un: Hashable, deux: Hashable
) -> float | None:
    """Mean attention of one group over another’s; None when one is absent."""
    moyennes = exposition(classement)
    return moyennes[un] / moyennes[deux] if un in moyennes and deux in moyennes else None


def traitement_disparate(
    classement: Sequence[Hashable], merites: Sequence[float], un: Hashable, deux: Hashable
) -> float | None:
    """DTR: attention per unit of merit of one group over another’s."""
    expositions, utilites = exposition(classement), _moyennes(classement, merites)
    if not utilites.get(un) or not utilites.get(deux):
        return None
    return (expositions[un] / utilites[un]) / (expositions[deux] / utilites[deux])


def _moyennes(groupes: Sequence[Hashable], valeurs: Sequence[float]) -> dict[Hashable, float]:
    par_groupe: dict[Hashable, list[float]] = {}
    for groupe, valeur in zip(groupes, valeurs, strict=True):
        par_groupe.setdefault(groupe, []).append(valeur)
    return {g: sum(v) / len(v) for g, v in par_groupe.items()}
