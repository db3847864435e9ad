"""One gender looked for by the name of the job, in the body of an offer."""

from typing import Final

from matching.equite.textes import titres
from matching.equite.textes.regles.base import ARTICLES, FERME, RECRUTE, VOEU, Regle, r
from matching.moteur.lecture.texte import simplifier

# Adjectives that the official titles hold, and words that are not only jobs.
_ADJECTIFS: Final = ("ale", "elle", "ive", "ine", "aine", "cale", "ane")
_AUTRES: Final = frozenset(
    ["premiere", "polyvalente", "ambulante", "itinerante", "aerienne", "privee", "combattante"]
)
_FEMININS: Final = sorted(
    (
        f
        for f in map(simplifier, titres.MASCULINS)
        if not f.endswith(_ADJECTIFS) and f not in _AUTRES
    ),
    key=len,
    reverse=True,
)
_METIERS: Final = rf"(?:collaboratrice|employee|{'|'.join(_FEMININS)})s?\b"
_DEUX_FORMES: Final = rf"(?:/|\bou\b|\bet\b|-) ?(?:(?:un|une|d'une|des|les) )?{_METIERS}|{_METIERS} ?(?:/|\bou\b|\bet\b|\(h)"

REGLES: Final[tuple[Regle, ...]] = (
    r(
        "SEXE-03",
        "recherch|cherch|recrut|embauch|besoin|engage|demandee|souhait|faut|integrer|accueillir|trouver",
        rf"(?:{RECRUTE}|\b(?:integrer|recruter|accueillir|trouver)\b){ARTICLES}(?<![a-z]){_METIERS}|^\W*(?:une )?{_METIERS}(?: \w+)? (?:{VOEU}|{FERME})",
        "recherchons une personne (H/F)",
        sauf=rf"{_DEUX_FORMES}|recherche (?:commerciale|medicale)|assistee? par|aupres d",
        sauf_offre=rf"{titres.DEUX_SEXES.pattern}|{titres.INCLUSIF.pattern}|\bh ?[/-] ?f\b",
        nie=False,
    ),
)
