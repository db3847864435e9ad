"""Seeded draws: one independent stream per subject, so that adding a draw to one moves no other."""

from collections.abc import Mapping
from random import Random
from typing import TypeVar

T = TypeVar("T")


def flux(graine: int, sujet: str) -> Random:
    """Return the stream of a subject: the same graine and subject give the same draws."""
    return Random(f"parcours:{graine}:{sujet}")


def chance(rng: Random, probabilite: float) -> bool:
    """True that often."""
    return rng.random() < probabilite


def parmi(rng: Random, poids: Mapping[T, float]) -> T:
    """Return one of the keys, as often as its weight says."""
    return rng.choices(list(poids), list(poids.values()))[0]


def pareto(rng: Random, moyenne: float, plafond: int) -> int:
    """Return a whole number of days, often small, sometimes long, from 1 to `plafond`."""
    return max(1, min(plafond, round(rng.expovariate(1 / moyenne))))
