"""Titles in both genders: what a title shows, and how to write it for everyone.

The pairs come from the official appellations (`donnees/titres.json`, ROME 4.0, learnt from the
« X / Y » labels); a word they do not hold is turned by its ending.
"""

import json
import re
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from matching.equite.textes.mixite import DEUX_SEXES, INCLUSIF
from matching.moteur.lecture.texte import simplifier

FICHIER: Final = Path(__file__).parent / "donnees" / "titres.json"


class Genre(Enum):
    """What the words of a title show."""

    NEUTRE = "neutre"
    MASCULIN = "masculin"
    FEMININ = "feminin"
    LES_DEUX = "les_deux"


_DONNEES: Final = json.loads(FICHIER.read_text(encoding="utf-8"))
FEMININS: Final[dict[str, str]] = _DONNEES["doublets"]
MASCULINS: Final = {feminin: masculin for masculin, feminin in FEMININS.items()}
_MASCULINS_SIMPLES: Final = {simplifier(m): m for m in FEMININS}
_FEMININS_SIMPLES: Final = {simplifier(f): f for f in MASCULINS}

# Endings of the names of jobs, longest first; masculine → feminine.
_TERMINAISONS: Final = (
    ("teur", "trice"), ("eur", "euse"), ("ier", "ière"), ("ien", "ienne"), ("ron", "ronne"),
    ("çon", "çonne"), ("ant", "ante"), ("ent", "ente"),
)  # fmt: skip
# Words that end like the name of a job and are none, or that do not change.
_PAS_DES_METIERS: Final = frozenset(_DONNEES["pas_des_metiers"])
_MOTS_VIDES: Final = frozenset(_DONNEES["mots_vides"])
_SUITE: Final = re.compile(
    r" (?:de|d'|du|des|en|a|au|aux|pour|sur|chez|dans|avec|sans|par)\b|[(,:|]| - | – | \d"
)
_SEGMENTS: Final = re.compile(r" ?/ ?| ou | et |,| - |[(|:]")
# The closed list of R1142-1: the job is one of the three and the article is cited.
ARTISTE: Final = re.compile(
    r"(?=(?s:.)*(?:r\.? ?1142-1|l\.? ?1142-2))(?s:.)*\b(?:artistes?|comedien\w*|acteurs?|actrices?|roles?|mannequins?"
    r"|modeles?|danseu\w+|chanteu\w+)"
)


def genre(titre: str) -> Genre:
    """What the heads of a title show, none of « H/F » being looked at.

    >>> genre("Maçon / Maçonne"), genre("Caissière en supermarché"), genre("Comptable")
    (<Genre.LES_DEUX: 'les_deux'>, <Genre.FEMININ: 'feminin'>, <Genre.NEUTRE: 'neutre'>)
    """
    simple = simplifier(titre)
    if INCLUSIF.search(simple):
        return Genre.LES_DEUX
    tetes = {g for s in _SEGMENTS.split(simple) if (g := _genre_du_segment(s))}
    if len(tetes) > 1:
        return Genre.LES_DEUX
    return tetes.pop() if tetes else Genre.NEUTRE


def _genre_du_segment(segment: str) -> Genre | None:
    mots = [m for m in re.findall(r"[a-z]+(?:-[a-z]+)*", segment) if m not in _MOTS_VIDES]
    if not mots:
        return None
    premier = genre_du_mot(mots[0])
    if premier or len(mots) == 1 or not est_epicene(mots[0]):
        return premier
    adjectif = _SUITE.search(segment)
    suivant = mots[1] if not adjectif or mots[1] in segment[: adjectif.start()] else ""
    if suivant in _FEMININS_SIMPLES:
        return Genre.FEMININ
    return Genre.MASCULIN if suivant in _MASCULINS_SIMPLES else None


def anglais(titre: str) -> str:
    """The English words of a plain title that have a common French equivalent, "" when none."""
    est_francais = " de " in titre or " d'" in titre
    return "" if est_francais else next((t for t in _ANGLAIS if t in titre), "")


@cache
def genre_du_mot(mot: str) -> Genre | None:
    """Gender a plain word shows as the name of a job, None when it shows none."""
    if mot in _PAS_DES_METIERS:
        return Genre.MASCULIN if mot in _DOUTEUX_MASCULINS else None
    if mot in _FEMININS_SIMPLES:
        return Genre.FEMININ
    if mot in _MASCULINS_SIMPLES:
        return Genre.MASCULIN
    for masculin, feminin in _TERMINAISONS:
        if len(mot) > len(feminin) + 2 and mot.endswith(simplifier(feminin)):
            return Genre.FEMININ
        if len(mot) > len(masculin) + 2 and mot.endswith(simplifier(masculin)):
            return Genre.MASCULIN
    return None


_DOUTEUX_MASCULINS: Final = frozenset({"commercial", "industriel"})
_EPICENES: Final = frozenset(_DONNEES["epicenes"])
_ANGLAIS: Final = tuple(_DONNEES["anglais"])


def est_epicene(mot: str) -> bool:
    """A job named alike for both: its adjective alone shows a gender."""
    return mot in _EPICENES or mot.endswith("iste")


def montre_les_deux_sexes(titre: str, offre: str) -> bool:
    """« H/F », a pair or an inclusive ending: in the title, or what names both in the whole offer.

    Both are plain texts with their inclusive endings (`lecture.Passage.simple`).
    """
    if DEUX_SEXES.search(offre) or INCLUSIF.search(titre):
        return True
    tetes = [m for m in re.findall(r"[a-z]+(?:-[a-z]+)*", titre) if genre_du_mot(m)]
    return any(
        re.search(
            rf"\b{re.escape(simplifier(autre))}\b|\b{re.escape(tete)}(?:\(|[·.]n?e\b)|une?\(e\) {re.escape(tete)}",
            offre,
        )
        for tete in tetes
        if (autre := _autre_mot(tete))
    )


def _autre_mot(mot: str) -> str:
    if mot in _MASCULINS_SIMPLES:
        return FEMININS[_MASCULINS_SIMPLES[mot]]
    if mot in _FEMININS_SIMPLES:
        return MASCULINS[_FEMININS_SIMPLES[mot]]
    return ""


def feminin(mot: str) -> str:
    """A word of a title in the feminine; unchanged when it has none of its own.

    >>> feminin("maçon"), feminin("carreleur"), feminin("comptable")
    ('maçonne', 'carreleuse', 'comptable')
    """
    minuscule = mot.lower()
    connu = _MASCULINS_SIMPLES.get(simplifier(minuscule))
    if connu:
        return FEMININS[connu]
    if simplifier(minuscule) in _PAS_DES_METIERS | _FEMININS_SIMPLES.keys():
        return mot
    for fin, autre in _TERMINAISONS:
        if minuscule.endswith(fin) and len(mot) > len(fin) + 2:
            return minuscule[: -len(fin)] + autre
    return mot


def masculin(mot: str) -> str:
    """A word of a title in the masculine; unchanged when it has none of its own.

    >>> masculin("caissière"), masculin("secrétaire")
    ('caissier', 'secrétaire')
    """
    minuscule = mot.lower()
    connu = _FEMININS_SIMPLES.get(simplifier(minuscule))
    if connu:
        return MASCULINS[connu]
    for autre, fin in _TERMINAISONS:
        if simplifier(minuscule).endswith(simplifier(fin)) and len(mot) > len(fin) + 2:
            return minuscule[: -len(fin)] + autre
    return mot


_SEXE_SEUL: Final = re.compile(
    r"\s*\((?:h|f|homme|femme|h/f|f/h|masculin|féminin)[^)]*\)|\s+[hf]/[hf]\b|\s+\b[HF] (?:uniquement|seulement)",
    re.IGNORECASE,
)
_DEBUT: Final = re.compile(
    r"^(?:(?:urgent|recrute|recherche|recherchons|recrutons|cherche|poste d[e'’]|emploi d[e'’]|une?|jeune)\W+)+",
    re.IGNORECASE,
)


def proposer(titre: str) -> str:
    """The title in both genders, with « (H/F) »; one that already shows both is only tidied.

    >>> proposer("maçon"), proposer("Aide-soignante de nuit")
    ('Maçon / Maçonne (H/F)', 'Aide-soignant / Aide-soignante de nuit (H/F)')
    >>> proposer("comptable"), proposer("Vendeur / Vendeuse")
    ('Comptable (H/F)', 'Vendeur / Vendeuse (H/F)')
    """
    propre = _DEBUT.sub("", " ".join(_SEXE_SEUL.sub(" ", titre).split())).strip(" -–")
    if not propre:
        return ""
    nom, reste = _couper(propre)
    deux = nom if genre(propre) is Genre.LES_DEUX else _doubler(nom)
    return f"{deux[:1].upper()}{deux[1:]}{reste} (H/F)"


def _couper(titre: str) -> tuple[str, str]:
    """The words that name the job, and what they are followed by."""
    suite = _SUITE.search(simplifier(titre))
    place = suite.start() if suite and suite.start() else len(titre)
    return titre[:place].rstrip(), titre[place:] if place < len(titre) else ""


def _doubler(nom: str) -> str:
    mots = nom.split(" ")
    en_m, en_f = (" ".join(t(m) for m in mots) for t in (masculin, feminin))
    if genre(nom) is not Genre.FEMININ:
        en_m = nom
    else:
        en_f = nom
    if simplifier(en_m) == simplifier(en_f):
        return nom
    return f"{en_m[:1].upper()}{en_m[1:]} / {en_f[:1].upper()}{en_f[1:]}"
