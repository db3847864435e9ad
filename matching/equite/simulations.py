"""Worlds where the truth is known: does a dashboard cry wolf, does it see what was planted?"""

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np

from matching.equite.strates import Paire
from matching.equite.taux import Groupe
from matching.equite.verdicts import Comparaison, Constat, Verdict, juger

Hasard = np.random.Generator
ETAPES: Final = (0.55, 0.6, 0.5, 0.45, 0.6, 0.8, 0.7)
_STRATES: Final = 4


def monde_nul(hasard: Hasard, effectif: int = 400) -> list[Constat]:
    """A whole dashboard where no group is treated otherwise, funnel and employers in one family."""
    femme, qpv = hasard.random(effectif) < 0.5, hasard.random(effectif) < 0.35
    age, strate = hasard.integers(0, 3, effectif), hasard.integers(0, _STRATES, effectif)
    dimensions = (femme.astype(int), qpv.astype(int), 2 * femme + qpv, age)
    entonnoir: list[Comparaison] = []
    presents = np.ones(effectif, dtype=bool)
    for rang, taux in enumerate(ETAPES):
        # The strata differ in their rates, never the groups inside a stratum.
        passe = hasard.random(effectif) < np.clip(taux * (0.7 + 0.2 * strate), 0, 0.95)
        for numero, dimension in enumerate(dimensions):
            cle = f"{rang}/{numero}"
            entonnoir += _comparaisons(cle, dimension[presents], strate[presents], passe[presents])
        presents &= passe
    return juger([*entonnoir, *_employeurs_honnetes(hasard)])


def _employeurs_honnetes(hasard: Hasard, nombre: int = 8) -> Iterator[Comparaison]:
    for rang in range(nombre):
        femme = hasard.random(70) < 0.5
        passe = hasard.random(70) < hasard.uniform(0.2, 0.6)
        yield from _comparaisons(f"employeur {rang}", femme.astype(int), np.zeros(70, int), passe)


def _comparaisons(cle: str, groupe: Any, strate: Any, passe: Any) -> list[Comparaison]:
    def compter(g: int, masque: Any) -> Groupe:
        choisis = (groupe == g) & masque
        return Groupe(str(g), int((passe & choisis).sum()), int(choisis.sum()))

    tous = np.ones(len(groupe), dtype=bool)
    comparaisons = []
    for g in np.unique(groupe[groupe > 0]):
        paires: list[Paire] = [
            (compter(g, strate == s), compter(0, strate == s)) for s in np.unique(strate)
        ]
        comparaisons.append(
            Comparaison(f"{cle}/{g}", compter(g, tous), compter(0, tous), tuple(paires))
        )
    return comparaisons


def biais_plante(
    hasard: Hasard, *, effectif: int = 200, base: float = 0.3, ratio: float = 0.5, tests: int = 1
) -> list[Constat]:
    """A true ratio between two groups; the other tests of the family, if any, are null."""

    def paire(cle: str, r: float) -> Comparaison:
        return Comparaison(
            cle,
            Groupe("femme", int(hasard.binomial(effectif, base * r)), effectif),
            Groupe("homme", int(hasard.binomial(effectif, base)), effectif),
        )

    return juger([paire("plante", ratio), *(paire(str(i), 1.0) for i in range(1, tests))])


def simpson(hasard: Hasard) -> list[Constat]:
    """Two métiers, equal rates inside each; women apply more where few are taken."""
    strates = []
    for taux, femmes, hommes in ((0.6, 60, 240), (0.15, 240, 60)):
        strates.append((
            Groupe("femme", int(hasard.binomial(femmes, taux)), femmes),
            Groupe("homme", int(hasard.binomial(hommes, taux)), hommes),
        ))  # fmt: skip
    un, deux = (strates[0][i] + strates[1][i] for i in (0, 1))
    return juger([Comparaison("simpson", un, deux, tuple(strates))])


def part_de(
    monde: Callable[[Hasard], list[Constat]], verdict: Verdict, mondes: int, graine: int = 1
) -> float:
    """Share of worlds with at least one such verdict; same seed, same figure."""
    hasard = np.random.default_rng(graine)
    vus = sum(any(c.verdict is verdict for c in monde(hasard)) for _ in range(mondes))
    return vus / mondes


def calibrer(mondes: int = 200, graine: int = 1) -> Iterator[dict[str, Any]]:
    """The figures of docs/equite.md, one line each."""
    mesures: tuple[tuple[str, Callable[[Hasard], list[Constat]], Verdict], ...] = (
        ("tableau de bord sans discrimination : un rouge", monde_nul, Verdict.ROUGE),
        ("ratio 0,5, n = 200, base 30 %, un test : rouge", biais_plante, Verdict.ROUGE),
        ("le même parmi 7 tests (Holm) : rouge", lambda h: biais_plante(h, tests=7), Verdict.ROUGE),
        ("employeur 10 % contre 60 %, 40 par sexe : rouge", _employeur, Verdict.ROUGE),
        ("paradoxe de Simpson : effet de structure", simpson, Verdict.STRUCTURE),
        ("paradoxe de Simpson : rouge", simpson, Verdict.ROUGE),
    )
    for mesure, monde, verdict in mesures:
        yield {"mesure": mesure, "mondes": mondes, "part": part_de(monde, verdict, mondes, graine)}


def _employeur(hasard: Hasard) -> list[Constat]:
    return biais_plante(hasard, effectif=40, base=0.6, ratio=1 / 6, tests=10)
