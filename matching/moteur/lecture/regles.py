"""A rule of reading: what is looked for, which words must be there, which words deny it.

Most kinds of requirement are a few such rules. The plain `indices` only save time: a rule whose
indices are not in the text is never tried.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from matching.moteur.lecture.texte import Enonce, Section, Texte

NIE_AVANT: Final = re.compile(
    r"\b(?:pas|sans|ni|aucune?|jamais|hors|non|plus)\b(?! seulement)[^,:]{0,30}$"
)
# "Vous ne craignez pas le travail en hauteur": not afraid is not "no".
SANS_CRAINTE: Final = re.compile(
    r"\b(?:crai[gn]|peur|recul|redout|derang|rebut|gene|effray|refus|contre)"
)
NIE_APRES: Final = re.compile(r"^\W{0,3}(?:[^,.:]{0,20}\bn'est pas\b|non\b|:\s*non\b|impossible)")


@dataclass(frozen=True, slots=True)
class Regle:
    """`cible` is believed unless `sauf` is found in the statement; `sections` narrows where."""

    code: str
    indices: tuple[str, ...]
    cible: "re.Pattern[str]"
    sauf: "re.Pattern[str] | None" = None
    hors: tuple[Section, ...] = ()
    sait_nier: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A rule met in a statement."""

    regle: Regle
    enonce: Enonce
    debut: int
    fin: int

    @property
    def code(self) -> str:
        """What the rule reads."""
        return self.regle.code

    def extrait(self) -> str:
        """The words to show."""
        return self.enonce.extrait(self.debut, self.fin)


def regle(
    code: str,
    indices: str,
    cible: str,
    sauf: str = "",
    hors: tuple[Section, ...] = (),
    *,
    sait_nier: bool = True,
) -> Regle:
    """A rule from plain strings; `indices` are separated by "|".

    Words of denial around the target deny it unless `sait_nier` is false ("sans expérience").
    """
    return Regle(
        code,
        tuple(indices.split("|")),
        re.compile(cible),
        re.compile(sauf) if sauf else None,
        hors,
        sait_nier,
    )


def mentions(texte: Texte, regles: Sequence[Regle]) -> Iterator[Mention]:
    """Every rule met, at most once per statement, denied ones left out."""
    for une in regles:
        for enonce in texte.parlant_de(*une.indices):
            if enonce.section in une.hors or (une.sauf and une.sauf.search(enonce.simple)):
                continue
            trouvee = next(
                (
                    m
                    for m in une.cible.finditer(enonce.simple)
                    if not (une.sait_nier and nie(enonce, m))
                ),
                None,
            )
            if trouvee:
                yield Mention(une, enonce, trouvee.start(), trouvee.end())


def nie(enonce: Enonce, mention: "re.Match[str]") -> bool:
    """True when the words around say that it is not so.

    >>> from matching.moteur.lecture.texte import simplifier
    >>> phrase = simplifier("Pas de travail en hauteur")
    >>> nie(Enonce(phrase, phrase), re.search("travail en hauteur", phrase))
    True
    """
    avant = enonce.simple[max(0, mention.start() - 45) : mention.start()]
    return bool(
        (NIE_AVANT.search(avant) and not SANS_CRAINTE.search(avant))
        or NIE_APRES.match(enonce.simple[mention.end() : mention.end() + 40])
    )
