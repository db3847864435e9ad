"""Canonical forms of a title: one for its letters, one for its words.

"Conducteur / Conductrice d'engins" is one title said twice, not two: both halves are folded to the
masculine, aligned, and written once. Taking the better of the two halves instead was measured to
be harmful.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from matching.moteur.intitules.bruit import BRUIT

# Feminine and plural endings and the masculine one they are folded to, longest first.
DESINENCES: Final = (
    ("trices", "teur"),
    ("trice", "teur"),
    ("euses", "eur"),
    ("euse", "eur"),
    ("ieres", "ier"),
    ("iere", "ier"),
    ("iennes", "ien"),
    ("ienne", "ien"),
    ("onnes", "on"),
    ("onne", "on"),
    ("eres", "er"),
    ("ere", "er"),
    ("ives", "if"),
    ("ive", "if"),
    ("ffes", "f"),
    ("ffe", "f"),
    ("elles", "el"),
    ("elle", "el"),
    ("eurs", "eur"),
    ("aux", "al"),
    ("ees", "e"),
    ("ee", "e"),
    ("es", "e"),
    ("s", ""),
)
# Those safe enough to fold a whole word without cutting it further.
FEMININS: Final = DESINENCES[:8]
FEMININ_MUET: Final = re.compile(r"(?<=[^aeiouy])e$")
GENRES: Final = re.compile(r"\b(?:[hfm]\s*[/\-|.]\s*[hfmx](?:\s*/\s*(?:nb|[xnd]))?)\b")
INCLUSIF: Final = re.compile(
    r"(?<=\w)(?: ?\(|[.·•])(?:ne|fe|ere|rice|trice|euse|se|iere|e|s)+(?:\)|(?=\W|$))"
)
MOTS: Final = re.compile(r"[a-z]+(?:[+#]+|\d+)?")
OUTILS: Final = frozenset(
    [
        "a",
        "au",
        "aux",
        "avec",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pour",
        "sur",
        "un",
        "une",
    ]
)
PAIRES: Final = frozenset(
    [("homme", "femme"), ("garcon", "fille"), ("steward", "hotesse"), ("man", "woman")]
)


@dataclass(frozen=True, slots=True)
class Forme:
    """`lettres`: whole words, for spelling; `mots`: stems without grammar words, for meaning."""

    lettres: str
    mots: str


def sans_accents(texte: str) -> str:
    """Lower case, compatibility forms unfolded, accents dropped.

    >>> sans_accents("Chargé·e d’œuvre Nº 1")
    "charge·e d'oeuvre no 1"
    """
    texte = texte.replace("’", "'").replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    decompose = unicodedata.normalize("NFKD", texte)
    return "".join(c for c in decompose if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=50_000)
def racine(mot: str) -> str:
    """One form for the masculine, the feminine and the plural of a word.

    >>> {racine(m) for m in ("serveur", "serveuse", "serveuses")}
    {'serveur'}
    >>> racine("agente") == racine("agents") == racine("agent")
    True
    """
    mot = _plier(mot, DESINENCES)
    return FEMININ_MUET.sub("", mot) if len(mot) > 4 else mot


@lru_cache(maxsize=50_000)
def _plier(mot: str, desinences: tuple[tuple[str, str], ...]) -> str:
    for fin, remplacement in desinences:
        if mot.endswith(fin) and len(mot) - len(fin) >= 3:
            return mot[: -len(fin)] + remplacement
    return mot


def est_doublet(masculin: str, feminin: str) -> bool:
    """Whether two words name the same function for a man and for a woman.

    >>> est_doublet("acteur", "actrice"), est_doublet("steward", "hotesse")
    (True, True)
    >>> est_doublet("livreur", "caissier")
    False
    """
    if racine(masculin) == racine(feminin) or (masculin, feminin) in PAIRES:
        return True
    communes = 0
    for une, autre in zip(masculin, feminin, strict=False):
        if une != autre:
            break
        communes += 1
    court, long = sorted((len(masculin), len(feminin)))
    return communes >= 3 and communes >= court - 4 and communes >= 0.4 * long


def apparier(gauche: list[str], droite: list[str]) -> int:
    """How many first words of `droite` say again the last words of `gauche`; 0 when none does.

    >>> apparier(["chef", "patissier"], ["cheffe", "patissiere", "de", "restaurant"])
    2
    """
    for nombre in range(min(len(gauche), len(droite)), 0, -1):
        if all(est_doublet(m, f) for m, f in zip(gauche[-nombre:], droite[:nombre], strict=True)):
            return nombre
    return 0


def suite_de_mots(titre: str, feminins: dict[str, str] | None = None) -> list[str]:
    """The words of a title, doublets said once; `feminins` collects feminine → masculine.

    >>> suite_de_mots("Conducteur / Conductrice d'engins (H/F)")
    ['conducteur', 'd', 'engins']
    """
    texte = GENRES.sub(" ", INCLUSIF.sub("", sans_accents(titre)))
    mots: list[str] = []
    for partie in texte.split("/"):
        suite = MOTS.findall(partie)
        nombre = apparier(mots, suite)
        if feminins is not None and nombre:
            for masculin, feminin in zip(mots[-nombre:], suite[:nombre], strict=True):
                feminins.setdefault(feminin, masculin)
        mots += suite[nombre:]
    return mots


def forme(titre: str, feminins: Mapping[str, str] | None = None) -> Forme:
    """Both forms of a title, ad noise removed; `feminins` is what a corpus taught.

    >>> forme("Urgent : conductrices d'engins H/F - CDI")
    Forme(lettres='conducteur d engins', mots='conducteur engin')
    """
    connus = feminins or {}
    mots = [connus.get(m) or _plier(m, FEMININS) for m in suite_de_mots(titre) if m not in BRUIT]
    while mots and mots[0] in OUTILS:
        mots.pop(0)
    utiles = [racine(mot) for mot in mots if mot not in OUTILS]
    return Forme(" ".join(mots) if utiles else "", " ".join(utiles))


def normaliser(titre: str) -> str:
    """Canonical form: no accents, no H/F, one form for masculine / feminine doublets, no ad noise.

    >>> normaliser("Urgent : Maçon / Maçonne H/F - CDI")
    'macon'
    >>> normaliser("Agent / Agente de service") == normaliser("Agent(e) de service (F/H)")
    True
    """
    return forme(titre).mots
