"""Set functions of at most 16 steps: antichains, signed weights, one subset-sum transform.

An opening is accessible for the sets that hold one of its minimal masks (an antichain). By
inclusion–exclusion its indicator is a signed sum of "S holds T", so the weights of all openings add
up into one array over the T, and one transform gives the sum over the T inside S for every S at
once (Yates 1937; Kennes and Smets 1990).
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Entiers = NDArray[Any]
# Above this many masks, weights would be more numerous than the sets themselves.
MASQUES_MAX: Final = 8


def minimaux(masques: Iterable[int]) -> tuple[int, ...]:
    """The antichain: masks that hold no other, ascending by size then value.

    >>> minimaux([0b111, 0b011, 0b100])
    (4, 3)
    """
    gardes: list[int] = []
    for masque in sorted(set(masques), key=lambda m: (m.bit_count(), m)):
        if all(masque & petit != petit for petit in gardes):
            gardes.append(masque)
    return tuple(gardes)


def couvrants(clauses: Iterable[int], fermetures: Sequence[int]) -> tuple[int, ...]:
    """The minimal closed sets that hold a step of every clause (minimal hitting sets).

    >>> couvrants([0b011, 0b110], (0b001, 0b010, 0b100))
    (2, 5)
    >>> couvrants([0], ())
    ()
    """
    ensembles: tuple[int, ...] = (0,)
    for clause in minimaux(clauses):
        touches = [f for rang, f in enumerate(fermetures) if clause >> rang & 1]
        ensembles = minimaux(e if e & clause else e | f for e in ensembles for f in touches)
    return ensembles


def poids_signes(antichaine: Sequence[int]) -> dict[int, int]:
    """The up-set of an antichain as signed weights: S is in it when the weights inside S make 1.

    >>> poids_signes([0b01, 0b10])
    {1: 1, 2: 1, 3: -1}
    """
    poids: dict[int, int] = {}
    for masque in antichaine:
        suite = {masque: 1}
        for autre, signe in poids.items():
            suite[autre | masque] = suite.get(autre | masque, 0) - signe
        for autre, signe in suite.items():
            poids[autre] = poids.get(autre, 0) + signe
    return {masque: signe for masque, signe in poids.items() if signe}


def contient(antichaine: Sequence[int], ensemble: int) -> bool:
    """True when a set holds one of the masks."""
    return any(masque & ~ensemble == 0 for masque in antichaine)


def sommer(
    antichaines: Sequence[Sequence[int]], valeurs: NDArray[np.int64], etapes: int
) -> NDArray[np.int64]:
    """For every set S of `etapes` steps, the sum of the values whose antichain S reaches.

    valeurs : (a, v) int64, one row per antichain; returns (2 ** etapes, v) int64.

    >>> sommer([(1,), (0,)], np.array([[5], [2]]), 1).tolist()
    [[2], [7]]
    """
    sommes = np.zeros((1 << etapes, valeurs.shape[1]), dtype=np.int64)
    nombreuses: list[int] = []
    for rang, antichaine in enumerate(antichaines):
        if len(antichaine) > MASQUES_MAX:
            nombreuses.append(rang)
            continue
        for masque, signe in poids_signes(antichaine).items():
            sommes[masque] += signe * valeurs[rang]
    _inclure(sommes, etapes)
    tous = np.arange(1 << etapes)
    for rang in nombreuses:
        atteints = np.zeros(len(tous), dtype=bool)
        for masque in antichaines[rang]:
            atteints |= tous & masque == masque
        sommes[atteints] += valeurs[rang]
    return sommes


def _inclure(sommes: NDArray[np.int64], etapes: int) -> None:
    """Each row becomes the sum of the rows of the subsets of its set, in place."""
    for rang in range(etapes):
        moities = sommes.reshape(1 << etapes - rang - 1, 2, 1 << rang, sommes.shape[1])
        moities[:, 1] += moities[:, 0]
