"""Places that public transport serves, or does not."""

import re
from typing import Final

from matching.moteur.lecture.texte import ExigenceLue, Texte
from matching.moteur.vocabulaire import Critere, Exigence

DESSERVI: Final = "desservi"
NON_DESSERVI: Final = re.compile(
    r"\b(?:non|pas)\s+desservie?s?\b|\binaccessible\w*\s+(?:\w+\s+){0,3}transports?"
    r"|\b(?:non|pas)\s+accessible\w*\s+(?:\w+\s+){0,3}(?:transports?|bus|tram)"
    r"|\b(?:pas|aucun|absence)\s+(?:de\s+|d')?(?:transports?\s+en\s+commun|ligne de bus|bus)\b"
    r"|\bsans\s+(?:desserte|transports?\s+en\s+commun)\b"
)
MAL_DESSERVI: Final = re.compile(r"\b(?:mal|peu|difficilement)\s+(?:desservie?s?|accessible\w*)\b")
BIEN_DESSERVI: Final = re.compile(
    r"\b(?:site|lieu|poste|agence|bureaux|entreprise|usine|etablissement|etant|est|sont|bien|zone)\s+"
    r"(?:\w+\s+){0,2}?desservie?s?\b|\baccessibles?\s+(?:facilement\s+)?(?:en|par|via)\s+(?:les\s+|le\s+)?"
    r"(?:transports?|bus|tram|metro|train|rer)|\b(?:proche|proximite|pres|minutes?|pied)\s+"
    r"(?:immediate\s+)?(?:de\s+|du\s+|d'une?\s+|des\s+|de la\s+)*(?:gare|metro|tram\w*|rer|bus"
    r"|arret|transports?\s+en\s+commun)\b|\barret de (?:bus|tram)"
)
CLIENTELE: Final = re.compile(r"\bclient|\bhotel\b|\bremboursement|\bprise en charge|\bindemni")


def lire_desserte(texte: Texte) -> list[ExigenceLue]:
    """ "Non desservi" is a fact (E); "mal desservi" is to be checked; "desservi" has its own code."""
    lues = []
    for enonce in texte.parlant_de(
        "desserv", "accessible", "transport", "gare", "tram", "metro", "rer", "bus"
    ):
        for code, motif, exigence, confiance in (
            ("", NON_DESSERVI, Exigence.EXIGE, 0.95),
            ("", MAL_DESSERVI, Exigence.INCONNU, 0.6),
            (DESSERVI, BIEN_DESSERVI, Exigence.EXIGE, 0.85),
        ):
            mention = motif.search(enonce.simple)
            if not mention or (code and CLIENTELE.search(enonce.simple)):
                continue
            extrait = enonce.extrait(mention.start(), mention.end())
            lues.append(ExigenceLue(Critere.NON_DESSERVI, code, None, exigence, extrait, confiance))
            break
    return lues
