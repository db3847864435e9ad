"""From the columns of the hand-read labels, and from `lire`, to the same (label, value) pairs.

The columns are those of the reading guide: a set column gives one label per value
("horaires:nuit"), a column with firmness one per firmness ("permis_b:E").
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from matching.moteur.lecture import ExigenceLue
from matching.moteur.lecture.certificats import lire_certificats
from matching.moteur.lecture.langues import LANGUES
from matching.moteur.lecture.texte import Texte
from matching.moteur.vocabulaire import Critere, Exigence

Item = tuple[str, str]

GENRES: Final = (
    "jour", "lun_ven", "matin_tot", "soir", "nuit", "samedi", "dimanche", "poste", "coupures",
    "variables", "astreinte",
)  # fmt: skip
CONDITIONS: Final = ("charges", "debout", "exterieur", "hauteur", "froid_chaud", "bruit")
FERMETES: Final = ("permis_b", "vehicule", "autres_permis", "langues", "diplome", "certifs")
ORDRE: Final = (
    *(f"horaires:{genre}" for genre in GENRES), "debut", "fin", "heures_hebdo",
    *(f"{nom}:{fermete}" for nom in FERMETES for fermete in "ES"),
    "diplome:aucun", "francais:E", "experience_mois", "debutant",
    "deplacements:quotidien", "deplacements:ponctuel", *CONDITIONS, "teletravail",
    "transport:non_desservi", "transport:desservi",
)  # fmt: skip
BLOQUANTES: Final = frozenset(
    (
        *(f"horaires:{genre}" for genre in GENRES), *(f"{nom}:E" for nom in FERMETES), "francais:E",
        "experience_mois", *CONDITIONS, "transport:non_desservi",
    )
)  # fmt: skip
COLONNES: Final = frozenset(
    (
        "id", "horaires", "debut", "fin", "heures_hebdo", *FERMETES, "francais", "experience_mois",
        "debutant", "deplacements", *CONDITIONS, "teletravail", "transport",
    )
)  # fmt: skip
# Diplomas that are also certificates: the labels have them in the diploma column.
DIPLOMES: Final = frozenset(("deas", "deap", "dea", "cap_esthetique"))
ROUTIERS: Final = {"fimo_marchandises": "FIMO", "fimo_voyageurs": "FIMO", "fco": "FCO"}


def dites(ligne: Mapping[str, str]) -> set[Item]:
    """What the reader of the labels found in the offer."""
    return {item for item in _dites(ligne) if item[0] in ORDRE}


def _dites(ligne: Mapping[str, str]) -> Iterator[Item]:
    for nom in ("horaires", "deplacements", "transport"):
        yield from ((f"{nom}:{valeur}", "") for valeur in ligne[nom].split("|") if valeur)
    for nom in ("debut", "fin", "experience_mois"):
        if ligne[nom]:
            yield nom, ligne[nom]
    if ligne["heures_hebdo"]:
        yield "heures_hebdo", f"{float(ligne['heures_hebdo']):g}"
    yield from (
        (nom, "") for nom in (*CONDITIONS, "debutant", "teletravail") if ligne[nom] == "oui"
    )
    yield from ((f"{nom}:{ligne[nom]}", "") for nom in ("permis_b", "vehicule") if ligne[nom])
    if ligne["francais"]:
        yield "francais:E", ""
    yield from _diplome(ligne["diplome"])
    for valeur, fermete in _fermes(ligne["autres_permis"]):
        yield f"autres_permis:{fermete}", valeur
    for nom, fermete in _fermes(ligne["certifs"]):
        yield from ((f"certifs:{fermete}", code) for code in _certificats(nom))
    for valeur in filter(None, ligne["langues"].split("|")):
        langue, _, fermete = valeur.partition(":")
        yield f"langues:{fermete or 'E'}", LANGUES.get(langue, langue)


def _diplome(valeur: str) -> Iterator[Item]:
    if valeur == "aucun":
        yield "diplome:aucun", ""
    elif valeur:
        fermete, _, niveau = valeur.partition(":")
        yield f"diplome:{fermete}", niveau


def _fermes(colonne: str) -> Iterator[tuple[str, str]]:
    """("SST", "S") of "E:CACES 3|S:SST"; a value without a mark keeps the last one."""
    fermete, famille = "E", ""
    for valeur in filter(None, colonne.split("|")):
        if valeur[:2] in ("E:", "S:"):
            fermete, valeur = valeur[0], valeur[2:]
        valeur = valeur.strip()
        if valeur.isdecimal() and famille:
            # "CACES 1|3|5": the numbers that follow are of the same kind.
            valeur = f"{famille} {valeur}"
        famille = "CACES" if valeur.upper().startswith("CACES") else ""
        yield valeur, fermete


def _certificats(nom: str) -> set[str]:
    """Our codes of a certificate as the label names it; its own words when there is none."""
    codes = {lue.code for lue in lire_certificats(Texte(nom))}
    return {c for code in codes for c in code.split("|")} or {nom.lower()}


def lues(exigences: Sequence[ExigenceLue]) -> set[Item]:
    """What `lire` found, whatever its firmness for facts."""
    return {item for lue in exigences for item in _lue(lue)}


def fermes(exigences: Sequence[ExigenceLue]) -> set[Item]:
    """Of these, what is read as required and can block."""
    exigees = [lue for lue in exigences if lue.exigence == Exigence.EXIGE]
    return {item for item in lues(exigees) if item[0] in BLOQUANTES}


def _lue(lue: ExigenceLue) -> Iterator[Item]:
    fermete = "" if lue.exigence == Exigence.INCONNU else str(lue.exigence)
    if lue.critere == Critere.HORAIRES:
        yield from _horaires(lue)
    elif lue.critere == Critere.CONDITION and lue.code in CONDITIONS:
        yield lue.code, ""
    elif lue.critere == Critere.DEPLACEMENT:
        yield f"deplacements:{lue.code}", ""
    elif lue.critere == Critere.TELETRAVAIL:
        yield "teletravail", ""
    elif lue.critere == Critere.NON_DESSERVI:
        yield f"transport:{lue.code or 'non_desservi'}", ""
    elif fermete:
        yield from _ferme(lue, fermete)


def _horaires(lue: ExigenceLue) -> Iterator[Item]:
    if lue.code == "hebdo":
        yield "heures_hebdo", f"{(lue.niveau or 0) / 60:g}"
    elif lue.code:
        yield f"horaires:{lue.code}", ""
    elif lue.bornes:
        yield from (
            (nom, heure) for nom, heure in zip(("debut", "fin"), lue.bornes, strict=True) if heure
        )


def _ferme(lue: ExigenceLue, fermete: str) -> Iterator[Item]:
    if lue.critere == Critere.PERMIS and lue.code == "B":
        yield f"permis_b:{fermete}", ""
    elif lue.critere == Critere.PERMIS:
        yield from ((f"autres_permis:{fermete}", code) for code in lue.code.split("|"))
    elif lue.critere == Critere.VEHICULE:
        yield f"vehicule:{fermete}", ""
    elif lue.critere == Critere.CERTIFICAT:
        yield from _certificat(lue.code, fermete)
    elif lue.critere == Critere.NIVEAU:
        niveau = "?" if lue.niveau is None else str(lue.niveau)
        yield ("diplome:aucun", "") if lue.niveau == 0 else (f"diplome:{fermete}", niveau)
    elif lue.critere in (Critere.LANGUE_ORAL, Critere.LANGUE_ECRIT):
        yield ("francais:E", "") if lue.code == "fr" else (f"langues:{fermete}", lue.code)
    elif lue.critere == Critere.EXPERIENCE and fermete == "E":
        yield from _experience(lue)


def _certificat(code: str, fermete: str) -> Iterator[Item]:
    for un in code.split("|"):
        if un in ROUTIERS:
            yield f"autres_permis:{fermete}", ROUTIERS[un]
        elif un not in DIPLOMES:
            yield f"certifs:{fermete}", un


def _experience(lue: ExigenceLue) -> Iterator[Item]:
    if lue.code:
        yield "debutant", ""
    elif lue.niveau:
        yield "experience_mois", str(lue.niveau)
