"""Licences and own vehicle."""

import re
from typing import Final

from matching.moteur.lecture.fermete import EXIGENCES, Fermete, fermete
from matching.moteur.lecture.texte import Enonce, ExigenceLue, Texte
from matching.moteur.vocabulaire import PERMIS, Critere

MENTION: Final = re.compile(
    r"\bpermis\s*(?P<conduire>de\s+conduire)?\s*(?:\(\s*)?(?::\s*)?(?:de\s+)?(?:categorie\s+)?"
    r"(?P<code>am|a1|a2|a|be|eb|b1|b|vl|c1e|c1|ce|ec|c|pl|poids\s+lourds?|d1e|d1|de|ed|d)?(?!\w|')"
)
CODES: Final = {"EB": "BE", "VL": "B", "EC": "CE", "PL": "C", "ED": "DE"}
# Small words of French that are also licences: believed only in capitals.
EN_CAPITALES: Final = frozenset({"a", "c", "d", "de", "ce", "am", "ed", "ec", "a1", "a2", "d1"})
# The licence is what the job teaches or what the person will get, not what is asked.
APPRIS: Final = re.compile(
    r"(?:obtention|passer|prepar|formation|enseign|financ|prise en charge|moniteur|lecons?)"
    r"[^,.]{0,30}$"
)
VEHICULE: Final = re.compile(
    r"\b(?:vehicule|voiture)\s+perso(?:nnel(?:le)?)?\b|\b(?:son|votre)\s+propre\s+vehicule\b"
    r"|\bmoyens?\s+de\s+locomotion\b|\bpermis\s+(?:b\s+)?(?:et|\+)\s+(?:vehicule|voiture)\b"
    r"|\b(?:vehicule|voiture)\s+(?:indispensable|obligatoire|exigee?|imperati\w+|requis)"
)
VEHICULE_ADJECTIF: Final = re.compile(r"\bvéhiculé(?:e|s|es|\(e\)|·e|\.e)?(?!\w)", re.IGNORECASE)
FOURNI: Final = re.compile(r"\b(?:de service|de fonction|de societe|d'entreprise|fourni|mis a)")


def lire_permis(texte: Texte) -> list[ExigenceLue]:
    """Licences asked or wished; denied ones and those to be learnt on the job are left out."""
    return [lue for enonce in texte.enonces for lue in _permis(enonce)]


def _permis(enonce: Enonce) -> list[ExigenceLue]:
    mentions = [m for m in MENTION.finditer(enonce.simple) if _code(enonce, m)]
    lues = []
    for rang, mention in enumerate(mentions):
        limites = (
            mentions[rang - 1].end() if rang else 0,
            mentions[rang + 1].start() if rang + 1 < len(mentions) else len(enonce.simple),
        )
        if APPRIS.search(enonce.simple[limites[0] : mention.start()]):
            continue
        lue = _exigence(enonce, mention, limites, Critere.PERMIS, _code(enonce, mention))
        lues += [lue] if lue else []
    return lues


def _code(enonce: Enonce, mention: "re.Match[str]") -> str:
    """The licence of a mention, "" when the words are about something else ("permis de feu")."""
    code = mention["code"]
    if code is None:
        return "B" if mention["conduire"] else ""
    ecrit = enonce.brut[mention.start("code") : mention.end("code")]
    if code in EN_CAPITALES and not ecrit.isupper():
        return "B" if mention["conduire"] else ""
    if code.startswith("poids"):
        return "C"
    majuscule = CODES.get(code.upper(), code.upper())
    return majuscule if majuscule in PERMIS else ""


def lire_vehicule(texte: Texte) -> list[ExigenceLue]:
    """An own vehicle asked or wished; one lent by the employer is not asked."""
    lues = []
    for enonce in texte.enonces:
        for mention in VEHICULE.finditer(enonce.simple):
            if not FOURNI.search(enonce.simple[mention.end() : mention.end() + 25]):
                code = "motorise" if "locomotion" in mention[0] else "voiture"
                lues.append(_exigence_entiere(enonce, mention, code))
        for mention in VEHICULE_ADJECTIF.finditer(enonce.brut):
            lues.append(_exigence_entiere(enonce, mention, "motorise"))
    return [lue for lue in lues if lue is not None]


def _exigence_entiere(enonce: Enonce, mention: "re.Match[str]", code: str) -> ExigenceLue | None:
    limites = (0, len(enonce.simple))
    return _exigence(enonce, mention, limites, Critere.VEHICULE, code)


def _exigence(
    enonce: Enonce,
    mention: "re.Match[str]",
    limites: tuple[int, int],
    critere: Critere,
    code: str,
) -> ExigenceLue | None:
    # The adjective of "véhicule indispensable" is inside the match: read it again from its start.
    fin = mention.end() if critere is Critere.PERMIS else mention.start() + len("vehicule")
    trouvee = fermete(enonce.simple, mention.start(), fin, limites)
    if trouvee is Fermete.NIE:
        return None
    exigence, confiance = EXIGENCES[trouvee]
    extrait = enonce.extrait(mention.start(), mention.end())
    return ExigenceLue(critere, code, None, exigence, extrait, confiance)
