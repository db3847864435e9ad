"""Mending a typing error: an unknown word becomes the known word one slip away."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

LONGUEUR_MINIMALE: Final = 4
LONGUEUR_DEUX_FAUTES: Final = 10


class Correcteur:
    """Words of a corpus by length; a word that is among them is never touched.

    >>> correcteur = Correcteur(["cuisinier", "macon"])
    >>> correcteur("cuisnier macno bus")
    'cuisinier macon bus'
    """

    def __init__(self, mots: Iterable[str]) -> None:
        self._connus = frozenset(mots)
        self._par_longueur: dict[int, list[str]] = defaultdict(list)
        for mot in sorted(self._connus):
            self._par_longueur[len(mot)].append(mot)

    def __call__(self, texte: str) -> str:
        """The text, each unknown word replaced when a known one is near enough."""
        return " ".join(self._mot(mot) for mot in texte.split())

    def _mot(self, mot: str) -> str:
        if mot in self._connus or len(mot) < LONGUEUR_MINIMALE:
            return mot
        fautes = 2 if len(mot) >= LONGUEUR_DEUX_FAUTES else 1
        voisins = [
            voisin
            for longueur in range(len(mot) - fautes, len(mot) + fautes + 1)
            for voisin in self._par_longueur.get(longueur, ())
        ]
        trouve = process.extractOne(mot, voisins, scorer=OSA.distance, score_cutoff=fautes)
        return mot if trouve is None else trouve[0]
