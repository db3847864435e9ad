"""Know-how from life: what caring, raising, repairing, translating… teach, as ROME skills.

Only skills and their proof leave this module: the experience itself stays with the person and
their counsellor, and no field of `Profil` could hold it. Written by the team, with official OGR
codes (`donnees/savoirs_de_vie.json`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from matching.moteur.vocabulaire import PREUVES

FICHIER: Final = Path(__file__).parent / "donnees" / "savoirs_de_vie.json"
# From the weakest proof to the strongest.
DEGRES: Final = tuple(PREUVES)


@dataclass(frozen=True, slots=True)
class SavoirFaire:
    """A ROME skill an experience can teach, and the highest proof within reach."""

    code: str
    libelle: str
    preuve_possible: str


@dataclass(frozen=True, slots=True)
class Experience:
    """An experience from life: what to ask about it, what it teaches, how to prove it."""

    code: str
    titre: str
    questions: tuple[str, ...]
    competences: tuple[SavoirFaire, ...]
    comment: str


@lru_cache(maxsize=1)
def experiences() -> Mapping[str, Experience]:
    """All the experiences by code, in the order they are shown.

    >>> experiences()["parent_age"].titre
    'S’occuper d’un parent âgé'
    """
    contenu = json.loads(FICHIER.read_text(encoding="utf-8"))
    return {ligne["code"]: _experience(ligne) for ligne in contenu["experiences"]}


def _experience(ligne: dict) -> Experience:
    return Experience(
        code=ligne["code"],
        titre=ligne["titre"],
        questions=tuple(ligne["questions"]),
        competences=tuple(SavoirFaire(**competence) for competence in ligne["competences"]),
        comment=ligne["comment"],
    )


def savoirs(vecues: Mapping[str, str]) -> dict[str, str]:
    """Skill → proof, for `Profil.competences`; nothing says which experience they came from.

    Parameters
    ----------
    vecues : experience code → proof obtained so far. A skill never gets more than it can reach
        through that experience; between two experiences the better proof is kept.

    Raises
    ------
    ValueError
        When an experience or a proof is unknown.

    >>> savoirs({"velo": "declaree"})["490584"]
    'declaree'
    """
    acquis: dict[str, str] = {}
    for code, preuve in vecues.items():
        if code not in experiences():
            raise ValueError(f"Savoirs de la vie : l’expérience « {code} » n’est pas connue.")
        if preuve not in PREUVES:
            raise ValueError(f"Savoirs de la vie : la preuve « {preuve} » n’est pas connue.")
        for savoir in experiences()[code].competences:
            obtenue = min(preuve, savoir.preuve_possible, key=DEGRES.index)
            acquis[savoir.code] = max(acquis.get(savoir.code, obtenue), obtenue, key=DEGRES.index)
    return dict(sorted(acquis.items()))


def apprises_par(competence: str) -> tuple[Experience, ...]:
    """Experiences that teach a skill: "you may have learnt it by…"; empty when none does."""
    return tuple(
        experience
        for experience in experiences().values()
        if any(savoir.code == competence for savoir in experience.competences)
    )
