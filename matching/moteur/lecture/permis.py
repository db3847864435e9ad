"""Licences."""

import re
from typing import Final

from matching.moteur.lecture.fermete import EXIGENCES, Fermete, fermete
from matching.moteur.lecture.texte import Enonce, ExigenceLue, Section, Texte
from matching.moteur.vocabulaire import PERMIS, Critere, Exigence

_CODES: Final = (
    r"am|a1|a2|a|be|eb|b1|b|vl|c1e|c1|ce|ec|c|s?pl|super\s+lourds?|poids\s+lourds?|porteur|remorque"
    r"|d1e|d1|de|ed|d"
)
MENTION: Final = re.compile(
    r"\bpermis\s*(?P<conduire>de\s+conduire)?\s*(?:\(\s*)?(?::\s*)?(?:de\s+)?(?:(?:de\s+)?"
    rf"(?:categorie|type)\s+)?(?P<code>{_CODES})?(?!\w|')"
)
# "permis C et CE", "permis B, C": codes that follow, believed only in capitals.
SUITE: Final = re.compile(rf"\s*(?:,|et/ou|et|ou|/|\+)\s*(?:permis\s+)?(?P<code>{_CODES})(?!\w|')")
CODES: Final = {
    "EB": "BE", "VL": "B", "EC": "CE", "PL": "C", "SPL": "CE", "ED": "DE", "PORTEUR": "C",
    "REMORQUE": "BE",
}  # fmt: skip
# Small words of French that are also licences: believed only in capitals.
EN_CAPITALES: Final = frozenset({"a", "c", "d", "de", "ce", "am", "ed", "ec", "a1", "a2", "d1"})
# The licence is what the job teaches or what the person will get, not what is asked.
APPRIS: Final = re.compile(
    r"(?:obtention|obtenir|passer|prepar|formation|enseign|financ|prise en charge|moniteur|lecons?"
    r"|examen|aides? pour|pret|si (?:detention|vous|non))[^,.]{0,30}$"
)
SANS_EUX: Final = re.compile(r"\bn'avez pas\b|\bsi vous (?:n'|avez)|\bpas encore\b")
AUTRE_CHOSE: Final = re.compile(r"\b(?:nous|vous|a|ont|lui|leur|m') permis\b(?! [a-e]\b)")


def lire_permis(texte: Texte) -> list[ExigenceLue]:
    """Licences asked or wished; denied ones and those to be learnt on the job are left out."""
    return [lue for enonce in texte.parlant_de("permis") for lue in _permis(enonce)]


def _permis(enonce: Enonce) -> list[ExigenceLue]:
    if AUTRE_CHOSE.search(enonce.simple) or SANS_EUX.search(enonce.simple):
        return []
    trouvees = [(m, codes) for m in MENTION.finditer(enonce.simple) if (codes := _codes(enonce, m))]
    lues = []
    for rang, (mention, codes) in enumerate(trouvees):
        limites = (
            trouvees[rang - 1][0].end() if rang else 0,
            trouvees[rang + 1][0].start() if rang + 1 < len(trouvees) else len(enonce.simple),
        )
        if not APPRIS.search(enonce.simple[limites[0] : mention.start()]):
            lues += _exigences(enonce, mention, codes, limites)
    return lues


def _exigences(
    enonce: Enonce, mention: "re.Match[str]", codes: list[str], limites: tuple[int, int]
) -> list[ExigenceLue]:
    trouvee = fermete(enonce.simple, mention.start(), _fin(enonce, mention), limites)
    if trouvee is Fermete.NIE:
        return []
    exigence, confiance = EXIGENCES[trouvee]
    if trouvee is Fermete.TUE and enonce.section is not Section.AVANTAGES:
        # Named bare in an offer, a licence is a condition ("Profil : CAP cuisine, permis B").
        exigence, confiance = Exigence.EXIGE, 0.8
    extrait = enonce.extrait(mention.start(), mention.end())
    return [ExigenceLue(Critere.PERMIS, code, None, exigence, extrait, confiance) for code in codes]


def _fin(enonce: Enonce, mention: "re.Match[str]") -> int:
    """End of the mention with the codes that follow it."""
    fin = mention.end()
    while suite := SUITE.match(enonce.simple, fin):
        if not enonce.brut[suite.start("code") : suite.end("code")].isupper():
            break
        fin = suite.end()
    return fin


def _codes(enonce: Enonce, mention: "re.Match[str]") -> list[str]:
    """The licences of a mention; none when the words are about something else ("permis de feu").

    Alternatives ("C ou CE") become one code, "C|CE".
    """
    premier = _code(enonce, mention)
    if not premier:
        return []
    groupes, fin = [premier], mention.end()
    while suite := SUITE.match(enonce.simple, fin):
        ecrit = enonce.brut[suite.start("code") : suite.end("code")]
        code = CODES.get(ecrit, ecrit)
        if not ecrit.isupper() or code not in PERMIS:
            break
        est_ou = "ou" in suite[0].split("permis")[0] and "et/ou" not in suite[0]
        groupes = [*groupes[:-1], f"{groupes[-1]}|{code}"] if est_ou else [*groupes, code]
        fin = suite.end()
    return groupes


def _code(enonce: Enonce, mention: "re.Match[str]") -> str:
    code = mention["code"]
    if code is None:
        seul = mention["conduire"] or re.match(
            r"\s*(?:exige|obligatoire|indispensable|requis|imperatif)",
            enonce.simple[mention.end() :],
        )
        return "B" if seul else ""
    ecrit = enonce.brut[mention.start("code") : mention.end("code")]
    if code in EN_CAPITALES and not ecrit.isupper():
        return "B" if mention["conduire"] else ""
    if code.startswith(("poids", "super")):
        return "C" if code.startswith("poids") else "CE"
    majuscule = CODES.get(code.upper(), code.upper())
    return majuscule if majuscule in PERMIS else ""
