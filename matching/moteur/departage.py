"""Order among equals: fewest referrals in course, then a daily shuffle anyone can replay.

The shuffle depends on the seed, the day and the key only, never on the position in the catalogue:
adding an opening does not reorder the others.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

MASQUE_64 = (1 << 64) - 1


def melange(valeur: int) -> int:
    """Scramble 64 bits (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    z = (valeur + 0x9E3779B97F4A7C15) & MASQUE_64
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASQUE_64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASQUE_64
    return z ^ (z >> 31)


def _melange_tableau(valeurs: NDArray[np.uint64]) -> NDArray[np.uint64]:
    z = valeurs + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@dataclass(frozen=True, slots=True)
class Departage:
    """The order of openings that have the same score."""

    graine: int
    jour: date
    charges: Mapping[int, int]

    @property
    def sel(self) -> int:
        """64 bits drawn from the seed and the day."""
        texte = f"{self.graine}|{self.jour.isoformat()}".encode()
        return int.from_bytes(hashlib.blake2b(texte, digest_size=8).digest(), "little")

    def rang(self, cle: int) -> tuple[int, int, int]:
        """Sort key of one opening among equals."""
        return (self.charges.get(cle, 0), melange((cle & MASQUE_64) ^ self.sel), cle)

    def hasards(self, cles: NDArray[np.int64]) -> NDArray[np.uint64]:
        """The daily shuffle of keys of any shape."""
        return _melange_tableau(cles.astype(np.uint64) ^ np.uint64(self.sel))

    def charges_de(self, cles: NDArray[np.int64]) -> NDArray[np.int64]:
        """Referrals in course for keys of any shape."""
        charges = [self.charges.get(cle, 0) for cle in cles.ravel().tolist()]
        return np.array(charges, dtype=np.int64).reshape(cles.shape)

    def premiers(
        self, score: NDArray[np.int64], cles: NDArray[np.int64], k: int | None
    ) -> NDArray[np.int64]:
        """Rows of the k best of (n,) scores and keys, best first; all when k is None."""
        rangs = np.arange(len(score))
        if k is not None and k < len(score):
            if k <= 0:
                return rangs[:0]
            seuil = np.partition(score, len(score) - k)[len(score) - k]
            rangs = np.flatnonzero(score >= seuil)
        retenues = cles[rangs]
        ordre = np.lexsort(
            (retenues, self.hasards(retenues), self.charges_de(retenues), -score[rangs])
        )
        return rangs[ordre][:k]
