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
    r"|\bsans\s+(?:desserte|transports?\s+en\s+commun)\b|\bhors (?:des )?(?:lignes|transports?)\b|\b(?:pas|ni) (?:de )?(?:tram|metro|train)\b"
    r"|\bnon accessible (?:aux|par les|en) transports?"
)
# A vehicle that the place or the hours make necessary: said of the site, to be checked.
OBLIGE: Final = re.compile(
    r"\b(?:vehicule|voiture|moyen de (?:locomotion|transport)|permis b?|vehicule\S*)\b[^.;]{0,40}\b(?:indispensable|obligatoire|exige|imperati\w+|necessaire|requis)\b"
    r"[^.;]{0,40}\b(?:pour (?:se rendre|venir|acceder|rejoindre|vous rendre)|car\b|du fait|en raison|compte tenu|vu (?:les|l')|zone|site|lieu|horaires|isole)"
    r"|\bpermis b? ?(?:et \w+ )?pour se rendre|\b(?:zone|site|lieu) (?:isolee?|rurale?)\b[^.;]{0,60}\b(?:vehicule|voiture|permis)"
)
MAL_DESSERVI: Final = re.compile(r"\b(?:mal|peu|difficilement)\s+(?:desservie?s?|accessible\w*)\b")
BIEN_DESSERVI: Final = re.compile(
    r"\b(?:site|lieu|poste|agence|bureaux|entreprise|usine|etablissement|etant|est|sont|bien|zone)\s+"
    r"(?:\w+\s+){0,2}?desservie?s?\b|\baccessibles?\s+(?:facilement\s+)?(?:en|par|via)\s+(?:les\s+|le\s+)?"
    r"(?:transports?|bus|tram|metro|train|rer)|\b(?:proche|proximite|pres|minutes?|pied)\s+"
    r"(?:immediate\s+)?(?:de\s+|du\s+|d'une?\s+|des\s+|de la\s+)*(?:gare|metro|tram\w*|rer|bus"
    r"|arret|transports?\s+en\s+commun)\b|\barret de (?:bus|tram)|\bproche (?:de |du |des )?(?:rer|metro|gare|tram\w*|transports?)|\b(?:bus|tram|metro|rer|train)\b[^.]{0,20}\ba (?:\d+ ?(?:mn|min|m\b|metres)|proximite|cote)"
    r"|\blignes? (?:de )?(?:bus|tram|metro|rer)\b[^.]{0,15}\b(?:desserv|a proximite|\d)|\bau pied du (?:tram|metro)|\bacces (?:facile )?(?:en |par (?:les )?)?(?:transports?|bus|tram|metro|rer)\b|\bsites? (?:etant )?desservis?"
    r"|\bligne \d+\b.{0,20}\b(?:metro|bus|tram)|\b(?:metro|rer|tram|bus) (?:ligne )?[a-z0-9]{1,2}\b[^.]{0,12}\b(?:station|arret)"
)
CLIENTELE: Final = re.compile(
    r"\bclient|\bhotel\b|\brembours|\bprise en charge|\bindemni|\bquartier|\bfrais d|\btitres? de transport|\bterritoire|\bhabitants|\bconducteur|\bchauffeur"
)


def lire_desserte(texte: Texte) -> list[ExigenceLue]:
    """ "Non desservi" is a fact (E); "mal desservi" is to be checked; "desservi" has its own code."""
    lues = []
    for enonce in texte.parlant_de(
        "desserv",
        "accessible",
        "transport",
        "gare",
        "tram",
        "metro",
        "rer",
        "bus",
        "se rendre",
        "arret",
        "isole",
        "rurale",
        "locomotion",
        "vehicul",
        "voiture",
    ):
        for code, motif, exigence, confiance in (
            ("", NON_DESSERVI, Exigence.EXIGE, 0.95),
            ("", MAL_DESSERVI, Exigence.INCONNU, 0.6),
            ("", OBLIGE, Exigence.INCONNU, 0.6),
            (DESSERVI, BIEN_DESSERVI, Exigence.EXIGE, 0.85),
        ):
            mention = motif.search(enonce.simple)
            if not mention or (code and CLIENTELE.search(enonce.simple)):
                continue
            extrait = enonce.extrait(mention.start(), mention.end())
            lues.append(ExigenceLue(Critere.NON_DESSERVI, code, None, exigence, extrait, confiance))
            break
    return lues
