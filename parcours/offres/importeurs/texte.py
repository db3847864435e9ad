"""Requirements and hours read in the text of an offer, beside its structured fields."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from matching.moteur import grilles
from matching.moteur.lecture import ExigenceLue, lire
from matching.moteur.vocabulaire import CERTIFICATS, Critere, Exigence, Provenance
from parcours.offres.importeurs.lignes import ExigenceLigne, LigneLue

# One value per opening: a structured field settles them whatever their code.
_UNIQUES: Final = frozenset({Critere.NIVEAU, Critere.EXPERIENCE})
# Read facts that ask nothing of the person, and where the opening keeps them.
_FAITS: Final = {
    (Critere.EXPERIENCE, "debutant"): "debutant_accepte",
    (Critere.NIVEAU, "aucun"): "sans_diplome",
    (Critere.NON_DESSERVI, "desservi"): "desservi",
}
_HEBDO: Final = "hebdo"
# Below this confidence what is read as required is only to be checked: it never blocks.
SEUIL_FERME: Final = 0.75


@dataclass(frozen=True, slots=True)
class Lecture:
    """What the text adds: requirements, and values for fields the source left empty."""

    exigences: tuple[ExigenceLigne, ...]
    champs: dict[str, Any]


def lire_texte(ligne: LigneLue) -> Lecture:
    """Read the title and description; what a structured field already says is left to it."""
    lues = lire(ligne.champs.get("description", ""), ligne.champs["intitule"])
    dites = {(str(e.critere), e.code) for e in ligne.exigences}
    uniques = {critere for critere, _ in dites} & _UNIQUES
    exigences: dict[tuple[str, str], ExigenceLigne] = {}
    accueille = _accueille_les_debutants(ligne, lues)
    for lue in lues:
        cle = (str(lue.critere), lue.code)
        if cle in dites or cle[0] in uniques or _est_un_champ(lue):
            continue
        if accueille and lue.critere == Critere.EXPERIENCE and lue.exigence == Exigence.EXIGE:
            lue = lue.avec(exigence=Exigence.INCONNU, confiance=0.5)
        exigences.setdefault(cle, _exigence(lue))
    return Lecture(tuple(exigences.values()), _champs(ligne, lues))


def _accueille_les_debutants(ligne: LigneLue, lues: list[ExigenceLue]) -> bool:
    """True when the source or the text welcomes beginners: months read beside it are to check."""
    dits = ligne.champs.get("details") or {}
    return bool(dits.get("debutant_accepte")) or any(
        _FAITS.get((lue.critere, lue.code)) == "debutant_accepte" and lue.confiance >= SEUIL_FERME
        for lue in lues
    )


def _est_un_champ(lue: ExigenceLue) -> bool:
    """What is kept in a field of the opening, and is no requirement."""
    return _est_grille(lue) or lue.code == _HEBDO or (lue.critere, lue.code) in _FAITS


def _champs(ligne: LigneLue, lues: list[ExigenceLue]) -> dict[str, Any]:
    """Hours and facts read in the text, never over what the source says."""
    champs = _horaires(ligne, lues)
    extraits: dict[str, str] = {}
    hebdo = next((x for x in lues if x.code == _HEBDO), None)
    if hebdo is not None and hebdo.niveau and ligne.champs.get("heures_hebdo") is None:
        extraits["heures_hebdo"] = hebdo.extrait[:200]
        if hebdo.exigence == Exigence.EXIGE:
            champs["heures_hebdo"] = (Decimal(hebdo.niveau) / 60).quantize(Decimal("0.1"))
    dits = {nom: valeur for nom, valeur in (ligne.champs.get("details") or {}).items() if valeur}
    for lue in lues:
        nom = _FAITS.get((lue.critere, lue.code))
        if nom and nom not in dits and not _est_dementi(nom, ligne):
            extraits[nom] = lue.extrait[:200]
    faits: dict[str, Any] = {nom: True for nom in extraits if nom != "heures_hebdo"}
    if extraits:
        champs["details"] = faits | {"lus": extraits} | dits
    return champs


def _est_dementi(fait: str, ligne: LigneLue) -> bool:
    """True when a structured field says otherwise: experience required, no beginner."""
    return fait == "debutant_accepte" and any(
        e.critere == Critere.EXPERIENCE and e.exigence == Exigence.EXIGE for e in ligne.exigences
    )


def _est_grille(lue: ExigenceLue) -> bool:
    """Days and times both clear: they become the opening's hours, not a requirement."""
    return bool(lue.critere == Critere.HORAIRES and lue.grille and lue.exigence == Exigence.EXIGE)


def _exigence(lue: ExigenceLue) -> ExigenceLigne:
    return ExigenceLigne(
        critere=str(lue.critere),
        code=lue.code[:40],
        niveau=lue.niveau,
        libelle=_libelle(lue),
        exigence=_fermete(lue),
        provenance=str(Provenance.TEXTE),
        extrait=lue.extrait[:300],
        confiance=lue.confiance,
    )


def _fermete(lue: ExigenceLue) -> str:
    est_incertaine = lue.exigence == Exigence.EXIGE and lue.confiance < SEUIL_FERME
    return str(Exigence.INCONNU if est_incertaine else lue.exigence)


def _libelle(lue: ExigenceLue) -> str:
    """Certificates have names; everything else is named by its code."""
    if lue.critere != Critere.CERTIFICAT:
        return ""
    noms = (CERTIFICATS.get(code, code.replace("_", " ")) for code in lue.code.split("|"))
    return " ou ".join(noms)[:200]


def _horaires(ligne: LigneLue, lues: list[ExigenceLue]) -> dict[str, Any]:
    """The grid read in the text, unless the source gives one."""
    lue = next((x for x in lues if _est_grille(x)), None)
    if lue is None or not lue.grille or ligne.champs.get("grille"):
        return {}
    return {
        "grille": grilles.vers_hexa(lue.grille),
        "grille_provenance": str(Provenance.TEXTE),
        "jeu_debut": lue.jeux[0],
        "jeu_fin": lue.jeux[1],
        "horaires_texte": lue.extrait[:300],
    }
