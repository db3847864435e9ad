"""The text as it is read: a plain version of the same length, cut into statements."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from matching.moteur.vocabulaire import Critere, Exigence

COUPURE: Final = re.compile(r"[\n\r]+|/r/n|\*{2,}|[;•●▪]|(?<=[a-z0-9)])[.!?]+(?=\s|$|[A-Z])")
LONGUEUR_EXTRAIT: Final = 160


@dataclass(frozen=True, slots=True)
class ExigenceLue:
    """A requirement read in a text.

    `extrait` is copied from the text; `confiance` is between 0 and 1; `grille` is the weekly grid
    when days and times are both clear, with the minutes lost by rounding (`grilles.jeux`).
    """

    critere: Critere
    code: str
    niveau: int | None
    exigence: Exigence
    extrait: str
    confiance: float
    grille: int | None = None
    jeux: tuple[int, int] = (0, 0)

    def avec(self, **champs: Any) -> "ExigenceLue":
        """A copy with other fields."""
        return replace(self, **champs)


@dataclass(frozen=True, slots=True)
class Enonce:
    """One statement: its words as written and, at the same places, without accents nor capitals."""

    brut: str
    simple: str

    def extrait(self, debut: int, fin: int, autour: int = 40) -> str:
        """The words around a match, cut at spaces."""
        debut, fin = max(0, debut - autour), min(len(self.brut), fin + autour)
        morceau = self.brut[debut:fin]
        if debut:
            morceau = morceau.partition(" ")[2] or morceau
        if fin < len(self.brut):
            morceau = morceau.rpartition(" ")[0] or morceau
        return " ".join(morceau.split())[:LONGUEUR_EXTRAIT]


class Texte:
    """A text and its statements (lines, sentences, bullets)."""

    def __init__(self, brut: str) -> None:
        self.brut = brut
        self.enonces = list(_couper(brut))


def _couper(brut: str) -> Iterator[Enonce]:
    for morceau in COUPURE.split(brut):
        if morceau.strip():
            yield Enonce(morceau, simplifier(morceau))


def simplifier(texte: str) -> str:
    """Lower case without accents, every character kept at its place.

    >>> simplifier("Véhiculé·e, 8H À 12H – n’importe")
    "vehicule·e, 8h a 12h - n'importe"
    """
    return "".join(_simple(caractere) for caractere in texte)


def _simple(caractere: str) -> str:
    if caractere in "–—−‑":
        return "-"
    if caractere in "’ʼ`´":
        return "'"
    if caractere.isspace():
        return " "
    simple = unicodedata.normalize("NFKD", caractere)[0].lower()
    return simple[0] if simple else caractere
