"""Everything a métier is called, searched by beginnings of words (pure): what is asked at each key.

« aide per » finds « aide à la personne », in any order of words; everyday names come before the
official ones.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from matching.moteur.intitules import normaliser
from parcours.socle.texte import sans_accents

PETITS_MOTS: Final = frozenset(
    [
        "a",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "faire",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "pour",
        "sur",
        "un",
        "une",
    ]
)
_MOTS: Final = re.compile(r"[a-z0-9#+]+")


class Genre(IntEnum):
    """Where a name comes from; the smaller, the earlier it is shown."""

    COURANT = 0
    METIER = 1
    APPELLATION = 2


@dataclass(frozen=True, slots=True)
class Nom:
    """One name of a métier."""

    libelle: str
    code: str
    genre: Genre


def mots(texte: str) -> list[str]:
    """The words of a text, without accents nor punctuation.

    >>> mots("Agent·e d’accueil (H/F)")
    ['agent', 'e', 'd', 'accueil', 'h', 'f']
    """
    return _MOTS.findall(sans_accents(texte))


class Lexique:
    """Names by the words they hold.

    >>> lexique = Lexique([Nom("Maçon / Maçonne", "F1703", Genre.METIER)])
    >>> [nom.code for nom in lexique.chercher("maco", 5)]
    ['F1703']
    """

    def __init__(self, noms: Iterable[Nom]) -> None:
        self.noms = list(noms)
        self._formes = [" ".join(mots(nom.libelle)) for nom in self.noms]
        postes: dict[str, list[int]] = defaultdict(list)
        for rang, forme in enumerate(self._formes):
            for mot in set(forme.split()):
                postes[mot].append(rang)
        self._mots = sorted(postes)
        self._postes = [postes[mot] for mot in self._mots]
        self._dits = [normaliser(nom.libelle) for nom in self.noms]
        self._par_dit: dict[str, dict[str, str]] = defaultdict(dict)
        self._par_racine: dict[str, set[int]] = defaultdict(set)
        for rang, (nom, dit) in enumerate(zip(self.noms, self._dits, strict=True)):
            self._par_dit[dit].setdefault(nom.code, nom.libelle)
            for racine in dit.split():
                self._par_racine[racine].add(rang)

    def chercher(self, texte: str, limite: int) -> list[Nom]:
        """Names that hold every word typed, or its beginning; one a métier, best first."""
        demandes = mots(texte)
        utiles = [mot for mot in demandes if mot not in PETITS_MOTS] or demandes
        if not utiles:
            return []
        trouves = set.intersection(*(set(self._commencant(mot)) for mot in utiles))
        forme, dit = " ".join(demandes), normaliser(texte)
        ordre = sorted(trouves, key=lambda rang: self._place(rang, forme, dit))
        return list(self._un_par_metier(ordre, limite))

    def exacts(self, texte: str) -> dict[str, str]:
        """Métiers that bear this very name, said for a man or for a woman: code → name."""
        dit = normaliser(texte)
        return self._par_dit.get(dit, {}) if dit else {}

    def est_ambigu(self, texte: str) -> bool:
        """True when several métiers hold all that is said, and it is the name of none alone.

        « technicien » is the beginning of a hundred titles: no likeness makes one of them sure.
        """
        if len(self.exacts(texte)) == 1:
            return False
        racines = normaliser(texte).split()
        if not racines:
            return False
        communs = set.intersection(*(self._par_racine.get(r, set()) for r in racines))
        return len({self.noms[rang].code for rang in communs}) > 1

    def _commencant(self, debut: str) -> Iterator[int]:
        place = bisect_left(self._mots, debut)
        while place < len(self._mots) and self._mots[place].startswith(debut):
            yield from self._postes[place]
            place += 1

    def _place(self, rang: int, demande: str, dit: str) -> tuple[bool, int, bool, int, str]:
        """The very name first; then everyday names; then what begins like what was typed; short."""
        forme, genre = self._formes[rang], self.noms[rang].genre
        est_autre = not dit or self._dits[rang] != dit
        return (est_autre, genre, not forme.startswith(demande), len(forme), forme)

    def _un_par_metier(self, rangs: list[int], limite: int) -> Iterator[Nom]:
        vus: set[str] = set()
        for rang in rangs:
            nom = self.noms[rang]
            if nom.code not in vus:
                vus.add(nom.code)
                yield nom
            if len(vus) == limite:
                return
