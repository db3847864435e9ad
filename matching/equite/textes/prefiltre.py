"""Which rules could be met in a text: most are skipped without being tried.

An index starts a word: it is looked for only when a word of the text starts like it. A few do not
(figures, signs) and are looked for as they are.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from matching.equite.textes.lecture import Enonce, Passage
from matching.equite.textes.regles import REGLES
from matching.equite.textes.regles.base import Regle

Numerotees = list[tuple[int, Regle]]
_MOT: Final = re.compile(r"[a-z]+")
_LONGUEURS: Final = (4, 3)


def _cle(indice: str) -> str:
    """The three or four letters a word must start with, "" when the index has fewer."""
    trouve = _MOT.match(indice.lstrip(" "))
    return trouve[0][: _LONGUEURS[0]] if trouve and len(trouve[0]) >= _LONGUEURS[1] else ""


def _ranger() -> tuple[dict[str, dict[str, Numerotees]], dict[str, Numerotees]]:
    par_cle: dict[str, dict[str, Numerotees]] = defaultdict(lambda: defaultdict(list))
    partout: dict[str, Numerotees] = defaultdict(list)
    for numero, regle in enumerate(REGLES):
        for indice in regle.indices:
            cle = _cle(indice)
            (par_cle[cle] if cle else partout)[indice].append((numero, regle))
    return par_cle, partout


_PAR_CLE, _PARTOUT = _ranger()
_CLES: Final = frozenset(_PAR_CLE)


def enonces_vises(passage: Passage) -> Iterator[tuple[Enonce, Numerotees]]:
    """Statements that hold an index, with the rules it opens; a statement may come again."""
    plat = passage.plat
    for indice, regles in _indices_possibles(plat):
        commence_un_mot = indice[0].isalpha()
        place = plat.find(indice)
        while place >= 0:
            suite = place + 1
            if not (commence_un_mot and place and plat[place - 1].isalpha()):
                enonce = passage.enonce_a(place + len(indice) // 2)
                yield enonce, regles
                suite = max(suite, enonce.debut + len(enonce.plat))
            place = plat.find(indice, suite)


def _indices_possibles(plat: str) -> Iterator[tuple[str, Numerotees]]:
    mots = set(_MOT.findall(plat))
    debuts = {mot[:n] for n in _LONGUEURS for mot in mots}
    for cle in sorted(debuts & _CLES):
        yield from _PAR_CLE[cle].items()
    for indice, regles in _PARTOUT.items():
        if indice in plat:
            yield indice, regles
