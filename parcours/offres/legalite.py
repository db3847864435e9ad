"""Unlawful wording of an opening: the few explicit cases; the full check comes with the employers.

Age, sex, nationality required of a candidate (Code du travail, art. L1132-1 and L5321-2; sex:
L1142-1). Only wordings that cannot mean anything else: an offer set aside for nothing is lost for
the people.
"""

import re
from typing import Final

_REGLES: Final = (
    (
        "sexe",
        r"(?<!sage-)(?<!sages-)\b(?:hommes?|femmes?) (?:uniquement|exclusivement|seulement)\b",
    ),
    ("sexe", r"\b(?:uniquement|exclusivement|reserve[e]? (?:aux|a des)) (?:hommes|femmes)\b"),
    ("sexe", r"\bposte (?:pour|reserve a) (?:un homme|une femme)\b"),
    (
        "nationalite",
        r"\b(?:de )?nationalite francaise"
        r"(?: est| soit)? ?(?:exigee|obligatoire|imperative|requise|uniquement)\b",
    ),
    ("nationalite", r"\b(?:francais|francaises) (?:de souche|uniquement)\b(?! parle| ecrit)"),
    ("age", r"\b(?:age[es]{0,2} de )?moins de (?:2[0-9]|3[0-9]|4[0-9]|5[0-9]) ans\b"),
    ("age", r"\bage (?:maximum|maximal|limite)\s*:? ?\d{2}\b"),
    ("age", r"\b(?:age[es]{0,2} )?entre \d{2} et \d{2} ans\b"),
)
# What the law itself allows or what is not about the candidate, near the extract.
_EXCEPTIONS: Final = re.compile(
    r"apprenti|alternan|professionnalisation|contrat de pro|enfant|jeune public|mineur|eleve"
    r"|resident|patient|anciennete|creee? |clientele|service civique|emploi franc|contrat aide"
    r"|vehicule|garantie|adolescent|(?:societe|entreprise|groupe|marque|magasin)\W+(?:\w+\W+){0,4}"
    r"moins de"
)
_VOISINAGE: Final = 70
LIBELLES: Final = {
    "sexe": "réserve l’emploi à un sexe",
    "nationalite": "exige une nationalité",
    "age": "fixe un âge",
}
_COMPILEES: Final = tuple((motif, re.compile(regle)) for motif, regle in _REGLES)
_ACCENTS: Final = str.maketrans(
    "àâäéèêëîïôöùûüçÀÂÄÉÈÊËÎÏÔÖÙÛÜÇ’\xa0", "aaaeeeeiioouuucaaaeeeeiioouuuc' "
)


def motifs(texte: str) -> list[str]:
    """Sentences saying what is unlawful, each with the words found; empty when nothing is.

    >>> motifs("Poste réservé aux hommes : homme uniquement.")
    ['réserve l’emploi à un sexe : « homme uniquement »']
    >>> motifs("Nous accueillons des enfants de moins de 3 ans, entre 10 et 12 ans aussi.")
    []
    """
    plat = texte.lower().translate(_ACCENTS)
    trouves: dict[str, str] = {}
    for motif, regle in _COMPILEES:
        for trouve in regle.finditer(plat):
            if motif not in trouves and not _est_permis(motif, plat, trouve):
                extrait = texte[trouve.start() : trouve.end()]
                trouves[motif] = f"{LIBELLES[motif]} : « {extrait} »"
    return list(trouves.values())


def _est_permis(motif: str, plat: str, trouve: re.Match[str]) -> bool:
    """Ages are also those of children, companies or contracts the law bounds by age."""
    if motif != "age":
        return False
    autour = plat[max(0, trouve.start() - _VOISINAGE) : trouve.end() + _VOISINAGE]
    return bool(_EXCEPTIONS.search(autour))
