"""How firmly a statement asks for what it names: required, wished, not required, or unsaid."""

import re
from enum import StrEnum
from typing import Final

from matching.moteur.vocabulaire import Exigence

NIE: Final = re.compile(
    r"\b(?:non|pas|ni|aucun|n'est)\s+(?:\w+\s+)?(?:exige|obligatoire|necessaire|requis|indispensable"
    r"|demande|besoin|imperatif)|\b(?:avec ou )?sans\s+(?:le\s+|la\s+|votre\s+)?(?:permis|vehicule"
    r"|caces|diplome)|\bpas\s+(?:de|besoin)\b|\bfacultati(?:f|ve)|\baucune?\b|\bou pas\b|\bou non\b"
    r"|\bpeu importe\b|\bsans\s+(?:\w+\s+)?#"
)
SOUHAIT: Final = re.compile(
    r"\bsouhait(?:e|ee|es|ees)\b|\bsouhaitable|\bappreci(?:e|ee|es|ees|able|ables)\b"
    r"|\b(?:un|les) (?:vrais? |reels? |grands? |gros |petits? )?(?:plus|\+)|\bideal(?:ement)?\b"
    r"|\bde preference\b|\batouts?\b|\boption(?:nel(?:le)?s?)?\b|\bserai(?:t|ent)\b|\bavantage\b"
    r"|\bpreferable|\bbienvenue?s?\b|\bsi possible\b|\brecommande|\bpeut etre\b|\bvalorise"
)
EXIGENCE: Final = re.compile(
    r"\bindispensable|\bobligatoire|\bexige|\bimperati|\brequis|\bnecessaire|\bessentiel|\bdemandee?s?\b"
    r"|\btitulaires?\b|\bdetent(?:eur|rice|ion)|\bvous (?:etes|avez|possedez|detenez|disposez)\b"
    r"|\btu (?:es|as|possedes|disposes)\b|\ben possession\b|\bpossession d|\bmuni|\bvalides?\b"
    r"|\ben cours de validite\b|\ba jours?\b|\bnecessite|\bdevez\b|\bdoit (?:avoir|etre|posseder)"
)
COUPE: Final = re.compile(r"[,:()]|\s-\s|\s/\s|\bmais\b|\bainsi que\b")
# "(souhaité)", "(exigé, mais…)": a parenthesis made only of firmness; a longer one is a detail.
PARENTHESE: Final = re.compile(
    r"\s*[:(]?\s*\(?(?P<mots>(?:(?:mais|et|non|pas|fortement|vivement|tres|souhait\w*|option\w*|exig\w*"
    r"|obligatoire\w*|appreci\w*|indispensable\w*|imperati\w*|requise?s?|facultati\w*|un|plus"
    r"|ideal\w*|vrai|reel|\+|de|preference|necessaire\w*|si|possible|recommande\w*)[\s,]*)+)\)"
)
# "diplômé(e)", "titulaire(s)": an ending is not a cut.
TERMINAISON: Final = re.compile(r"(?<=\w)\((?:e|s|es|se|ne|ve|euse|trice|rice)\)s?")
# "2 ans, idéalement en bureau d'études": the adverb speaks of what follows it.
ADVERBE: Final = re.compile(
    r"\b(?:ideal\w*|de preference)\s+(?:en|dans|au|aux|sur|avec|acquise?|dont|une?|comme|de|d')\b.*"
)
DETAIL: Final = re.compile(r"\s*\([^)]*\)")
PORTEE: Final = 90


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
    proche = fermete_proche(simple, debut, fin, limites)
    if proche is not Fermete.TUE:
        return proche
    for morceau in (
        simple[fin : min(limites[1], fin + PORTEE)],
        simple[max(limites[0], debut - PORTEE) : debut],
    ):
        lue = lire_mots(morceau)
        if lue is not Fermete.TUE:
            return lue
    return Fermete.TUE


def fermete_proche(simple: str, debut: int, fin: int, limites: tuple[int, int]) -> Fermete:
    """The same, from the closest clause alone.

    >>> fermete_proche("diplome d'ingenieur (de preference mecanique)", 0, 19, (0, 45)).value
    'tue'
    """
    avant = simple[max(limites[0], debut - PORTEE) : debut]
    apres = simple[fin : min(limites[1], fin + PORTEE)]
    avant, apres = TERMINAISON.sub("", avant), TERMINAISON.sub("", apres)
    return lire_mots(_derniere_clause(avant) + " # " + ADVERBE.sub("", _premiere_clause(apres)))


def lire_mots(morceau: str) -> Fermete:
    """The firmness said by some words, whatever their order."""
    if NIE.search(morceau):
        return Fermete.NIE
    if SOUHAIT.search(morceau):
        return Fermete.SOUHAITE
    return Fermete.EXIGE if EXIGENCE.search(morceau) else Fermete.TUE


def _derniere_clause(avant: str) -> str:
    coupes = list(COUPE.finditer(avant))
    return avant[coupes[-1].end() :] if coupes else avant


def _premiere_clause(apres: str) -> str:
    entre = PARENTHESE.match(apres)
    if entre:
        return entre["mots"]
    detail = DETAIL.match(apres)
    apres = (apres[detail.end() :] if detail else apres).lstrip(" :)»")
    coupe = COUPE.search(apres)
    return apres[: coupe.start()] if coupe else apres
