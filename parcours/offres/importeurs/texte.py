"""Requirements and hours read in the text of an offer, beside its structured fields."""

from dataclasses import dataclass
from typing import Any, Final

from matching.moteur import grilles
from matching.moteur.lecture import ExigenceLue, lire
from matching.moteur.vocabulaire import Critere, Exigence, Provenance
from parcours.offres.importeurs.lignes import ExigenceLigne, LigneLue

# One value per opening: a structured field settles them whatever their code.
_UNIQUES: Final = frozenset({Critere.NIVEAU, Critere.EXPERIENCE})


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
    for lue in lues:
        cle = (str(lue.critere), lue.code)
        if cle not in dites and cle[0] not in uniques and not _est_grille(lue):
            exigences.setdefault(cle, _exigence(lue))
    return Lecture(tuple(exigences.values()), _horaires(ligne, lues))


def _est_grille(lue: ExigenceLue) -> bool:
    """Days and times both clear: they become the opening's hours, not a requirement."""
    return bool(lue.critere == Critere.HORAIRES and lue.grille and lue.exigence == Exigence.EXIGE)


def _exigence(lue: ExigenceLue) -> ExigenceLigne:
    return ExigenceLigne(
        critere=str(lue.critere),
        code=lue.code[:40],
        niveau=lue.niveau,
        exigence=str(lue.exigence),
        provenance=str(Provenance.TEXTE),
        extrait=lue.extrait[:300],
        confiance=lue.confiance,
    )


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
