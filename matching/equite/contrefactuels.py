"""What a ranking under quotas would look like: an auditor’s « what if », never a ranking in use.

Geyik, Ambler & Kenthapadi (KDD 2019), algorithms 1 to 3. Treating people one by one by their sex is
unlawful in France: no other module may import this one (a test holds it).
"""

import math
from collections.abc import Callable, Mapping, Sequence

from matching.equite.classements import plancher

Scores = Mapping[str, Sequence[float]]
Choix = Callable[[list[str], "_Etat"], str]


class _Etat:
    """Counts already placed, and who is next in each group."""

    def __init__(self, scores: Scores, cible: Mapping[str, float]) -> None:
        self.scores = {g: sorted(s, reverse=True) for g, s in scores.items()}
        self.cible = cible
        self.comptes = dict.fromkeys(self.scores, 0)

    def restants(self) -> list[str]:
        return [g for g in self.scores if self.comptes[g] < len(self.scores[g])]

    def prochain(self, groupe: str) -> float:
        return self.scores[groupe][self.comptes[groupe]]

    def sous(self, borne: Callable[[float, int], int], k: int) -> list[str]:
        return [g for g in self.restants() if self.comptes[g] < borne(self.cible[g], k)]


def det_greedy(scores: Scores, cible: Mapping[str, float], k: int) -> list[str]:
    """Best score, unless a group is short of its minimum."""
    return _ordonner(scores, cible, k, lambda groupes, etat: max(groupes, key=etat.prochain))


def det_cons(scores: Scores, cible: Mapping[str, float], k: int) -> list[str]:
    """Serves first the group whose next minimum comes soonest."""
    return _ordonner(scores, cible, k, lambda g, etat: min(g, key=lambda a: _urgence(etat, a)))


def det_relaxed(scores: Scores, cible: Mapping[str, float], k: int) -> list[str]:
    """As det_cons, dates in whole ranks so that more ties go to the best score."""
    return _ordonner(
        scores, cible, k,
        lambda g, etat: min(g, key=lambda a: (math.ceil(_urgence(etat, a)[0] - 1e-9), -etat.prochain(a))),
    )  # fmt: skip


def _urgence(etat: _Etat, groupe: str) -> tuple[float, float]:
    part = etat.cible[groupe]
    return (etat.comptes[groupe] + 1) / part, -etat.prochain(groupe)


def _plafond(part: float, k: int) -> int:
    return math.ceil(part * k - 1e-9)


def _ordonner(scores: Scores, cible: Mapping[str, float], k: int, choix: Choix) -> list[str]:
    etat = _Etat(scores, cible)
    ordre: list[str] = []
    for rang in range(1, k + 1):
        if not etat.restants():
            break
        courts = etat.sous(plancher, rang)
        if courts:
            groupe = max(courts, key=etat.prochain)
        else:
            groupe = choix(etat.sous(_plafond, rang) or etat.restants(), etat)
        etat.comptes[groupe] += 1
        ordre.append(groupe)
    return ordre


def det_const_sort(scores: Scores, cible: Mapping[str, float], k: int) -> list[str]:
    """Places each group when its minimum grows, then lets better scores climb while lawful."""
    etat = _Etat(scores, cible)
    minimums = dict.fromkeys(scores, 0)
    ordre: list[tuple[str, float, int]] = []  # group, score, latest rank allowed (0-based)
    rang = 0
    while len(ordre) < k and etat.restants():
        rang += 1
        nouveaux = {g: plancher(cible[g], rang) for g in scores}
        grandis = [g for g in etat.restants() if nouveaux[g] > minimums[g]]
        for groupe in sorted(grandis, key=etat.prochain, reverse=True):
            ordre.append((groupe, etat.prochain(groupe), rang - 1))
            etat.comptes[groupe] += 1
            _remonter(ordre)
        minimums = nouveaux
    return [groupe for groupe, _, _ in ordre[:k]]


def _remonter(ordre: list[tuple[str, float, int]]) -> None:
    place = len(ordre) - 1
    while place > 0 and ordre[place - 1][2] >= place and ordre[place - 1][1] < ordre[place][1]:
        ordre[place - 1], ordre[place] = ordre[place], ordre[place - 1]
        place -= 1
