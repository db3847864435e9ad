"""An offer as it is read: fields, a plain version of each, statements that know their section."""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from matching.moteur.lecture.texte import simplifier


class Champ(StrEnum):
    """A part of an offer; TEXTE is what no heading places."""

    TITRE = "titre"
    PROFIL = "profil"
    MISSION = "mission"
    ENTREPRISE = "entreprise"
    CONDITIONS = "conditions"
    TEXTE = "texte"


@dataclass(frozen=True, slots=True)
class TexteOffre:
    """The words of an offer. `texte` is an undivided text, whose headings say the parts."""

    titre: str = ""
    profil: str = ""
    mission: str = ""
    entreprise: str = ""
    conditions: str = ""
    texte: str = ""


# Ends of statements: lines, bullets, and full stops that a space or the end follows.
_COUPURE: Final = re.compile(r"[\n;•●▪!?.](?:(?<!\.)|(?=\s|$|/r/n))|/r/n")
# What hides words: entities, inclusive endings. (A double space is treated apart, being rarer.)
_HABILLAGE: Final = re.compile(
    r"&#?\w{2,6};"
    r"|[(](?:e|ne|le|se|ve|te|fe|re|ere|iere|euse|rice|trice|ale|enne|onne|es|s|x|nes|euses|trices)"
    r"[)](?:s\b)?"
    r"|[·‧⋅∙](?:e|ne|le|se|ve|te|fe|re|ere|iere|euse|rice|trice|ale|enne|onne)(?:[·‧⋅∙.]?s)?\b"
    r"|[.-]e(?:[.-]?s)?\b(?![.-]?\w)"
    r"|/(?:e|ne|euse|trice|rice|se)s?\b(?![/\w])"
    r"|  +|[œæ]"
)
_LIGATURES: Final = {" ": " ", "œ": "oe", "æ": "ae"}
_ENTETE: Final = re.compile(
    r"[\W_]*(?:(?P<titre>titre|intitule|poste propose)"
    r"|(?P<profil>(?:le |votre |description du )?profil(?: recherche)?|competences?|qualites?)"
    r"|(?P<mission>(?:les? |vos |votre )?(?:missions?|poste|taches|activites))"
    r"|(?P<entreprise>(?:l'|notre |votre )?(?:entreprise|employeur|societe)|qui sommes-nous ?\??)"
    r"|(?P<conditions>conditions|horaires?|contrat|remuneration|avantages))"
    r"(?P<suite> ?:| ?\n)"
)
_FIN_DE_LIGNE: Final = re.compile(r"\n|$")
_TITRE_MAXIMAL: Final = 90


@dataclass(frozen=True, slots=True)
class Enonce:
    """One statement of a part: where it starts in the plain version, and its plain words."""

    passage: "Passage"
    debut: int
    plat: str

    @property
    def section(self) -> Champ:
        """The part of the offer it belongs to."""
        return self.passage.section_a(self.debut)


class Passage:
    """One field: `brut` as written, `plat` without accents, capitals nor inclusive endings."""

    def __init__(self, champ: Champ, brut: str) -> None:
        self.champ, self.brut = champ, brut
        # A line end is kept: it ends a statement, and a plain text would lose it.
        self.simple = simplifier(brut.replace("\n", "\0")).replace("\0", "\n")
        self._ruptures: list[int] = []
        self._decalages: list[int] = []
        self._enonces: dict[int, Enonce] = {}
        self.plat = self._deshabiller()

    def _deshabiller(self) -> str:
        """The plain version, remembering where characters were taken out."""
        morceaux, fin, perdu = [], 0, 0
        for trouve in _HABILLAGE.finditer(self.simple):
            if not (remplacement := _remplacement(trouve)) and not _suit_une_lettre(trouve):
                continue
            morceaux += [self.simple[fin : trouve.start()], remplacement]
            fin = trouve.end()
            perdu += fin - trouve.start() - len(remplacement)
            self._ruptures.append(fin - perdu)
            self._decalages.append(perdu)
        return "".join([*morceaux, self.simple[fin:]]) if morceaux else self.simple

    def place(self, position: int) -> int:
        """Position in `brut` of a position in `plat`."""
        rang = bisect_right(self._ruptures, position)
        return position + (self._decalages[rang - 1] if rang else 0)

    @cached_property
    def _bornes(self) -> list[int]:
        return [0, *(c.end() for c in _COUPURE.finditer(self.plat)), len(self.plat) + 1]

    @cached_property
    def _sections(self) -> list[tuple[int, Champ]]:
        """Where each headed part starts, in `plat`; only an undivided text has some."""
        if self.champ is not Champ.TEXTE:
            return [(0, self.champ)]
        places, ligne = [(0, Champ.TEXTE)], 0
        for suite in _FIN_DE_LIGNE.finditer(self.plat):
            if trouve := _ENTETE.match(self.plat, ligne, suite.end()):
                nom = next(n for n in Champ if n in trouve.groupdict() and trouve[n.value])
                places.append((trouve.end(), nom))
            ligne = suite.end()
        return places

    def section_a(self, position: int) -> Champ:
        """The part that holds a position; a title is one line."""
        place, section = next(s for s in reversed(self._sections) if s[0] <= max(position, 0))
        if section is Champ.TITRE and "\n" in self.plat[place:position]:
            return Champ.TEXTE
        return section

    def enonce_a(self, position: int) -> Enonce:
        """The statement that holds a position; a heading is left out of it."""
        rang = bisect_right(self._bornes, position)
        if rang not in self._enonces:
            debut, fin = self._bornes[rang - 1], self._bornes[rang]
            fin -= rang < len(self._bornes) - 1
            entete = _ENTETE.match(self.plat, debut, fin) if self.champ is Champ.TEXTE else None
            debut = entete.end() if entete else debut
            self._enonces[rang] = Enonce(self, debut, self.plat[debut:fin])
        return self._enonces[rang]

    def phrases_longues(self, mots: int) -> Iterator[tuple[int, int]]:
        """Statements of more than this many words."""
        for debut, fin in zip(self._bornes, self._bornes[1:], strict=False):
            if self.plat.count(" ", debut, fin) > mots:
                yield debut, min(fin, len(self.plat))

    @cached_property
    def titre(self) -> tuple[int, int] | None:
        """Where the title is in `brut`, None when this field holds none.

        An undivided text has one after « Titre : », or on a short first line that others follow.
        """
        if self.champ is Champ.TITRE:
            return (0, len(self.brut)) if self.brut.strip() else None
        if self.champ is not Champ.TEXTE:
            return None
        if "titre" in self.plat or "intitule" in self.plat or "poste propose" in self.plat:
            for place, section in self._sections:
                if section is Champ.TITRE:
                    return self._ligne(self.place(place))
        premiere = self.brut.split("\n", 1)
        est_titre = len(premiere) > 1 and premiere[1].strip() and len(premiere[0]) <= _TITRE_MAXIMAL
        return (0, len(premiere[0])) if est_titre and premiere[0].strip() else None

    def _ligne(self, debut: int) -> tuple[int, int]:
        fin = self.brut.find("\n", debut)
        return debut, len(self.brut) if fin < 0 else fin


def _remplacement(trouve: re.Match[str]) -> str:
    texte = trouve[0]
    if texte[0] in _LIGATURES:
        return _LIGATURES[texte[0]]
    return simplifier(html.unescape(texte)) if texte[0] == "&" else ""


def _suit_une_lettre(trouve: re.Match[str]) -> bool:
    return trouve.start() > 0 and trouve.string[trouve.start() - 1].isalpha()


class Offre:
    """The fields of an offer that hold words, title first."""

    def __init__(self, texte: TexteOffre) -> None:
        self.passages = [Passage(c, mots) for c in Champ if (mots := getattr(texte, c.value))]

    @cached_property
    def entier(self) -> str:
        """All the plain words, for what depends on the whole offer."""
        return "\n".join(p.plat for p in self.passages)

    @cached_property
    def simple(self) -> str:
        """All the words with their inclusive endings."""
        return "\n".join(p.simple for p in self.passages)
