"""How firmly a statement asks for what it names: required, wished, not required, or unsaid."""

import re
from enum import StrEnum
from typing import Final

from matching.moteur.vocabulaire import Exigence

NIE: Final = re.compile(
    r"\b(?:non|pas|ni|aucun|n'est)\s+(?:\w+\s+)?(?:exige|obligatoire|necessaire|requis|indispensable"
    r"|demande|besoin|imperatif)|\bsans\s+(?:le\s+)?(?:permis|vehicule)|\bpas\s+(?:de|besoin)\b"
    r"|\bfacultatif|\baucun\b"
)
SOUHAIT: Final = re.compile(
    r"\bsouhait(?:e|ee|es|ees)\b|\bsouhaitable|\bappreci(?:e|ee|es|ees|able)\b|\bun (?:vrai |reel )?plus\b"
    r"|\bideal(?:ement)?\b|\bde preference\b|\batout\b|\boption(?:nel|nelle)?\b|\bserai(?:t|ent)\b"
    r"|\bavantage\b|\bpreferable"
)
EXIGENCE: Final = re.compile(
    r"\bindispensable|\bobligatoire|\bexige|\bimperati|\brequis|\bnecessaire|\bessentiel"
    r"|\btitulaires?\b|\bdetent(?:eur|rice)|\bvous (?:etes|avez|possedez|detenez|disposez)\b"
    r"|\btu (?:es|as|possedes|disposes)\b|\ben possession\b|\bmuni|\ben cours de validite\b|\bvalide\b"
)
COUPE: Final = re.compile(r"[,:()]|\s-\s|\s/\s|\bmais\b")
PORTEE: Final = 70


class Fermete(StrEnum):
    """What the words around a match say."""

    EXIGE = "exige"
    SOUHAITE = "souhaite"
    NIE = "nie"
    TUE = "tue"


EXIGENCES: Final = {
    Fermete.EXIGE: (Exigence.EXIGE, 0.95),
    Fermete.SOUHAITE: (Exigence.SOUHAITE, 0.9),
    Fermete.TUE: (Exigence.INCONNU, 0.6),
}


def fermete(simple: str, debut: int, fin: int, limites: tuple[int, int]) -> Fermete:
    """Read the words around ``simple[debut:fin]``, inside `limites` (neighbour mentions).

    The closest clause decides; a denial beats a wish, a wish beats a demand ("idéalement titulaire
    du permis C"); clauses further away are read only when the closest says nothing.

    >>> fermete("permis b non exige", 0, 8, (0, 18)).value
    'nie'
    >>> fermete("idealement titulaire du permis c", 24, 32, (0, 32)).value
    'souhaite'
    """
    avant = simple[max(limites[0], debut - PORTEE) : debut]
    apres = simple[fin : min(limites[1], fin + PORTEE)]
    proche = _derniere_clause(avant) + " # " + _premiere_clause(apres)
    for morceau in (proche, apres, avant):
        lue = _lire(morceau)
        if lue is not Fermete.TUE:
            return lue
    return Fermete.TUE


def _lire(morceau: str) -> Fermete:
    if NIE.search(morceau):
        return Fermete.NIE
    if SOUHAIT.search(morceau):
        return Fermete.SOUHAITE
    return Fermete.EXIGE if EXIGENCE.search(morceau) else Fermete.TUE


def _derniere_clause(avant: str) -> str:
    coupes = list(COUPE.finditer(avant))
    return avant[coupes[-1].end() :] if coupes else avant


def _premiere_clause(apres: str) -> str:
    apres = apres.lstrip(" :")
    coupe = COUPE.search(apres)
    return apres[: coupe.start()] if coupe else apres
