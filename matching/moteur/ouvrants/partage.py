"""Fair shares of a total between players: the exact Shapley value (Shapley 1953)."""

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import TypeVar

Joueur = TypeVar("Joueur", bound=Hashable)


def shapley(
    joueurs: Sequence[Joueur], valeur: Callable[[tuple[Joueur, ...]], int]
) -> dict[Joueur, Fraction]:
    """The share of each player; `valeur` gives what a coalition obtains, 0 for nobody.

    The shares add up to the value of all, exactly: they are fractions.

    >>> shapley("ab", lambda reunis: {"": 0, "a": 1, "b": 2, "ab": 6}["".join(reunis)])
    {'a': Fraction(5, 2), 'b': Fraction(7, 2)}
    """
    n = len(joueurs)
    parts = dict.fromkeys(joueurs, Fraction(0))
    for taille in range(n + 1):
        for reunis in combinations(joueurs, taille):
            obtenu = valeur(reunis)
            # Each player of the coalition completes it after (taille - 1) others; each player
            # outside it starts from it.
            dedans = factorial(taille - 1) * factorial(n - taille) if taille else 0
            dehors = factorial(taille) * factorial(n - taille - 1) if taille < n else 0
            for joueur in joueurs:
                poids = dedans if joueur in reunis else -dehors
                parts[joueur] += Fraction(poids * obtenu, factorial(n))
    return parts
