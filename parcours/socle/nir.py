"""Finds a French social security number (NIR) typed anywhere, so that it can be refused.

Source: loi 78-17 art. 30 and décret 2019-341 (Parcours is not among the permitted uses); layout
and key of the NIR per INSEE (sex, year, month, département, commune, order, 97 − n mod 97).
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

CHAMP_PAR_DEFAUT: Final = "ce champ"
REFUS_NIR: Final = (
    "Un numéro de sécurité sociale (NIR) a été saisi dans {champ}. Parcours n’a pas le droit de "
    "l’enregistrer : retirez-le, puis enregistrez de nouveau. Rien n’a été gardé."
)

LONGUEUR: Final = 15
# A digit group; Corsican départements carry a letter.
_JETON: Final = re.compile(r"\d*2[AB]\d*|\d+", re.IGNORECASE)
_ECART: Final = re.compile(r"[^\S\n]{0,2}[-–—.·/_|]?[^\S\n]{0,2}|[^\S\n]*\(?cl[ée]\s?:?\s?", re.I)
# Sex | year | month | département | commune | order | key: where people put separators.
_COUPES: Final = frozenset({1, 3, 5, 7, 10, 13})
_COUPES_PAR_TROIS: Final = frozenset({3, 6, 9, 12})
_COUPES_PARTOUT: Final = frozenset(range(1, LONGUEUR))
_FORME: Final = re.compile(
    r"[123478]"  # sex; 3, 4, 7, 8: being registered, provisional
    r"\d{2}"
    r"(?:0[1-9]|1[0-2]|2\d|3\d|4[0-2]|[5-9]\d)"  # months, and the codes of incomplete records
    r"(?:0[1-9]|1\d|2[0-9AB]|[3-9]\d)"
    r"(?!000)\d{3}(?!000)\d{3}"
    r"(?:0[1-9]|[1-8]\d|9[0-7])"
)
_TELEPHONE: Final = re.compile(r"0\d{9}")


def trouver_nir(texte: str) -> str | None:
    """The first valid NIR found in `texte`, without separators, or None.

    Fifteen characters with a right key are needed: thirteen digits alone may be anything. The
    result is itself forbidden data: compare it with None, never store, show or log it.
    """
    texte = unicodedata.normalize("NFKC", texte)
    for suite in _suites(texte):
        for candidat, coupes, est_suite_entiere in _candidats(suite):
            if _est_groupe_plausible(coupes, est_suite_entiere) and est_nir(candidat):
                return candidat.upper()
    return None


def est_nir(candidat: str) -> bool:
    """True for the fifteen characters of a plausible NIR with the right key, no separators."""
    candidat = candidat.upper()
    if not _FORME.fullmatch(candidat):
        return False
    corps = candidat[:13].replace("2A", "19").replace("2B", "18")
    return 97 - int(corps) % 97 == int(candidat[13:])


def refus_nir(champ: str = CHAMP_PAR_DEFAUT) -> str:
    """The sentence shown when a NIR is refused; `champ` names the field, as in « la note »."""
    return REFUS_NIR.format(champ=champ)


def _suites(texte: str) -> Iterator[list[str]]:
    """Runs of digit groups parted by nothing but usual separators."""
    suite: list[str] = []
    fin = 0
    for jeton in _JETON.finditer(texte):
        if suite and not _ECART.fullmatch(texte, fin, jeton.start()):
            yield suite
            suite = []
        suite.append(jeton.group())
        fin = jeton.end()
    if suite:
        yield suite


def _candidats(suite: list[str]) -> Iterator[tuple[str, frozenset[int], bool]]:
    """Each fifteen-character stretch of whole groups, where it is cut, and if it is the run."""
    for debut in range(len(suite)):
        texte, coupes = "", set[int]()
        for fin in range(debut, len(suite)):
            if len(suite[fin]) == 10 and _TELEPHONE.fullmatch(suite[fin]):
                break
            texte += suite[fin]
            if len(texte) >= LONGUEUR:
                break
            coupes.add(len(texte))
        if len(texte) == LONGUEUR:
            yield texte, frozenset(coupes), debut == 0 and fin == len(suite) - 1


def _est_groupe_plausible(coupes: frozenset[int], est_suite_entiere: bool) -> bool:
    """Separators where a NIR has them; else the pieces of phones, SIRET and IBAN would match."""
    if coupes <= _COUPES:
        return True
    return est_suite_entiere and coupes in (_COUPES_PAR_TROIS, _COUPES_PARTOUT)
