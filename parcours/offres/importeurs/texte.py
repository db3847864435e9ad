"""Requirements and hours read in the text of an offer, beside its structured fields."""

from dataclasses import dataclass
from typing import Any, Final

from matching.moteur import grilles
from matching.moteur.vocabulaire import Critere, Provenance
from parcours.offres.importeurs.lignes import ExigenceLigne, LigneLue

try:
    from matching.moteur import lecture
except ImportError:
    lecture = None

# One value per opening: a structured field settles them whatever their code.
_UNIQUES: Final = frozenset({Critere.NIVEAU, Critere.EXPERIENCE})


@dataclass(frozen=True, slots=True)
class Lecture:
    """What the text adds: requirements, and values for fields the source left empty."""

    exigences: tuple[ExigenceLigne, ...]
    champs: dict[str, Any]


def lire_texte(ligne: LigneLue) -> Lecture:
    """Read the title and description; what a structured field already says is left to it."""
    intitule = ligne.champs["intitule"]
    if lecture is None:
        return Lecture((), {})
    lues = lecture.lire(ligne.champs.get("description", ""), intitule)
    dites = {(str(e.critere), e.code) for e in ligne.exigences}
    uniques = {critere for critere, _ in dites} & _UNIQUES
    exigences: dict[tuple[str, str], ExigenceLigne] = {}
    for lue in lues:
        cle = (str(lue.critere), lue.code)
        if lue.critere != Critere.HORAIRES and cle not in dites and cle[0] not in uniques:
            exigences.setdefault(cle, _exigence(lue))
    return Lecture(tuple(exigences.values()), _horaires(ligne, lues))


def _exigence(lue: Any) -> ExigenceLigne:
    return ExigenceLigne(
        critere=str(lue.critere),
        code=lue.code[:40],
        niveau=lue.niveau,
        exigence=str(lue.exigence),
        provenance=Provenance.TEXTE,
        extrait=lue.extrait[:300],
        confiance=lue.confiance,
    )


def _horaires(ligne: LigneLue, lues: list[Any]) -> dict[str, Any]:
    """The grid read in the text, unless the source gives one."""
    lue = next((x for x in lues if x.critere == Critere.HORAIRES and x.grille), None)
    if lue is None or ligne.champs.get("grille"):
        return {}
    return {
        "grille": grilles.vers_hexa(lue.grille),
        "grille_provenance": str(Provenance.TEXTE),
        "horaires_texte": lue.extrait[:300],
    }
