"""Places that public transport does not serve."""

import re
from typing import Final

from matching.moteur.lecture.texte import ExigenceLue, Texte
from matching.moteur.vocabulaire import Critere, Exigence

NON_DESSERVI: Final = re.compile(
    r"\b(?:non|pas)\s+desservie?s?\b|\binaccessible\w*\s+(?:\w+\s+){0,3}transports?"
    r"|\b(?:non|pas)\s+accessible\w*\s+(?:\w+\s+){0,3}transports?"
    r"|\b(?:pas|aucun|absence)\s+(?:de\s+|d')?transports?\s+en\s+commun"
)
MAL_DESSERVI: Final = re.compile(r"\b(?:mal|peu|difficilement)\s+(?:desservie?s?|accessible\w*)\b")


def lire_desserte(texte: Texte) -> list[ExigenceLue]:
    """ "Non desservi" is a fact (E); "mal desservi" is to be checked."""
    lues = []
    for enonce in texte.enonces:
        for motif, exigence, confiance in (
            (NON_DESSERVI, Exigence.EXIGE, 0.95),
            (MAL_DESSERVI, Exigence.INCONNU, 0.6),
        ):
            for mention in motif.finditer(enonce.simple):
                extrait = enonce.extrait(mention.start(), mention.end())
                lues.append(
                    ExigenceLue(Critere.NON_DESSERVI, "", None, exigence, extrait, confiance)
                )
    return lues
