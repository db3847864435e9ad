"""The text as it is read: a plain version of the same length, cut into statements."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from matching.moteur.vocabulaire import Critere, Exigence

# Ends of statements: lines, bullets, full stops (not those of "cat. 3", "niv. 2"), and words stuck
# together by a lost line break.
COUPURE: Final = re.compile(
    r"[\n\r]+|/r/n|\*{2,}|[;•●▪]|(?<=[\w)])[.!?]+(?=\s|$|[A-ZÀÉÈÊ])(?<![ (][Cc]at\.)(?<![ (][Nn]iv\.)(?<![ (][Ee]nv\.)"
    r"|(?<=[a-zéèêàç)])(?=[A-ZÀÉÈÊ][\wé])"
)
LONGUEUR_EXTRAIT: Final = 160
TITRE_MAXIMAL: Final = 60
TITRE_SEUL: Final = 35


class Section(StrEnum):
    """What part of an offer a statement belongs to, as its headings say."""

    POSTE = "poste"
    PROFIL = "profil"
    AVANTAGES = "avantages"
    ENTREPRISE = "entreprise"
    INCONNUE = ""


TITRES: Final = (
    (
        Section.PROFIL,
        re.compile(
            r"\W*(?:(?:le |votre |description du )?profil\b|(?:competences?|qualites?|aptitudes?)\b"
            r"|pre-?\s?requis|exigences? |savoir|formations?\s*:|diplomes?\b|permis|requis\b|caces\b"
            r"|qualifications?\b|habilitations?\b|titulaire|vous (?:etes|avez|possedez|devez|justifiez)\b"
            r"|votre parcours|parlons de vous)"
        ),
    ),
    (
        Section.AVANTAGES,
        re.compile(
            r"\W*(?:(?:les |vos |nos |autres )*avantages?\b|(?:ce que )?nous (?:vous )?"
            r"(?:offrons|proposons)|(?:la |votre )?remuneration|les \+|nos petillances|salaires?\b"
            r"|processus|primes? )"
        ),
    ),
    (
        Section.ENTREPRISE,
        re.compile(
            r"\W*(?:qui sommes|a propos|presentation d|(?:l'|notre )(?:entreprise|groupe)\W*$)"
        ),
    ),
    (
        Section.POSTE,
        re.compile(
            r"\W*(?:(?:vos |votre |les |la |principales )*(?:missions?|activites|taches)\b|description"
            r"|responsabilites|(?:le |votre )?poste|conditions|(?:vos )?horaires?\b|contrat|type de)"
        ),
    ),
)


PERSONNE: Final = re.compile(r"\W*(?:titulaire|vous (?:etes|avez|possedez|devez|justifiez)\b)")


@dataclass(frozen=True, slots=True)
class ExigenceLue:
    """A requirement read in a text.

    `extrait` is copied from the text; `confiance` is between 0 and 1. For hours, `grille` is the
    weekly grid when days and times are both clear, with the minutes lost by rounding
    (`grilles.jeux`), and `bornes` the earliest start and latest end that are written.
    """

    critere: Critere
    code: str
    niveau: int | None
    exigence: Exigence
    extrait: str
    confiance: float
    grille: int | None = None
    jeux: tuple[int, int] = (0, 0)
    bornes: tuple[str, str] | None = None

    def avec(self, **champs: Any) -> "ExigenceLue":
        """A copy with other fields."""
        return replace(self, **champs)


@dataclass(frozen=True, slots=True)
class Enonce:
    """One statement: its words as written and, at the same places, without accents nor capitals."""

    brut: str
    simple: str
    section: Section = Section.INCONNUE

    def extrait(self, debut: int, fin: int, autour: int = 40) -> str:
        """The words around a match, cut at spaces."""
        debut, fin = max(0, debut - autour), min(len(self.brut), fin + autour)
        morceau = self.brut[debut:fin]
        if debut:
            morceau = morceau.partition(" ")[2] or morceau
        if fin < len(self.brut):
            morceau = morceau.rpartition(" ")[0] or morceau
        return " ".join(morceau.split())[:LONGUEUR_EXTRAIT].rstrip(" ,;:(«-")


class Texte:
    """A text and its statements (lines, sentences, bullets).

    HTML entities are decoded first; extracts are copied from the decoded text.
    """

    def __init__(self, brut: str, intitule: str = "") -> None:
        entier = f"{intitule}\n{brut}" if intitule else brut
        self.brut = html.unescape(entier) if "&" in entier else entier
        self.simple = simplifier(self.brut)
        self.enonces = list(self._couper())

    def parlant_de(self, *indices: str) -> list[Enonce]:
        """The statements that contain one of these plain words; most texts contain none."""
        presents = [indice for indice in indices if indice in self.simple]
        if not presents:
            return []
        return [e for e in self.enonces if any(indice in e.simple for indice in presents)]

    def _couper(self) -> Iterator[Enonce]:
        debut, section = 0, Section.INCONNUE
        for fin, suite in [*(c.span() for c in COUPURE.finditer(self.brut)), (len(self.brut),) * 2]:
            if self.brut[debut:fin].strip():
                simple = self.simple[debut:fin]
                propre = _section(simple)
                if propre is Section.PROFIL or (propre and _est_titre(simple)):
                    section = propre
                yield Enonce(self.brut[debut:fin], simple, propre or section)
            debut = suite


def _section(simple: str) -> Section:
    """The section that the first words of a statement name, if any."""
    titre = simple.partition(":")[0]
    if len(titre) > TITRE_MAXIMAL:
        return Section.PROFIL if PERSONNE.match(titre) else Section.INCONNUE
    return next((s for s, motif in TITRES if motif.match(titre)), Section.INCONNUE)


def _est_titre(simple: str) -> bool:
    """True for a heading over what follows ("Avantages :"), not for "Salaire : 12 €"."""
    titre, deux_points, suite = simple.strip().partition(":")
    return not suite.strip() and (bool(deux_points) or len(titre) <= TITRE_SEUL)


class _Lettres(dict[int, str]):
    """Code point → plain letter, computed once per character ever met."""

    def __missing__(self, code: int) -> str:
        self[code] = _simple(chr(code))
        return self[code]


_LETTRES: Final = _Lettres()


def simplifier(texte: str) -> str:
    """Lower case without accents, every character kept at its place.

    >>> simplifier("Véhiculé·e, 8H À 12H – n’importe")
    "vehicule·e, 8h a 12h - n'importe"
    """
    return texte.translate(_LETTRES)


def _simple(caractere: str) -> str:
    if caractere in "–—−‑":
        return "-"
    if caractere in "’ʼ`´‘":
        return "'"
    if caractere.isspace():
        return " "
    simple = unicodedata.normalize("NFKD", caractere)[0].lower()
    return simple[0] if simple else caractere
