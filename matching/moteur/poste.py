"""An opening as the engine sees it: facts and requirements, no text, no employer, no name."""

from dataclasses import dataclass
from datetime import date

from matching.moteur.vocabulaire import Exigence, Provenance


@dataclass(frozen=True, slots=True)
class ExigencePoste:
    """One requirement of an opening.

    Parameters
    ----------
    critere : a `vocabulaire.Critere`.
    code : licence, certificate, condition, skill or language code; alternatives are joined by
        ``|`` for licences and certificates ("caces_1|caces_3": either one is enough).
    niveau : level asked: index in `NIVEAUX_CECRL`, diploma level, months of experience, 0–3 for
        digital ease; None when the opening does not give it.
    exigence : "E" blocks, "S" only lowers the score, "inconnu" is to be checked.
    provenance : `deduit` never blocks.
    extrait : words of the opening it was read in, shown as they are.
    """

    critere: str
    code: str = ""
    niveau: int | None = None
    exigence: str = Exigence.EXIGE
    provenance: str = Provenance.EMPLOYEUR
    extrait: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poste:
    """An opening: every None means that the opening does not say it.

    Parameters
    ----------
    cle : the caller's key, any integer of 64 bits.
    metier : ROME code or None.
    nature, contrat : keys of `vocabulaire.NATURES`, `vocabulaire.CONTRATS`.
    point : (latitude, longitude) in degrees of the place of work, or None.
    teletravail : True when the whole job is done from home (no journey).
    heures : weekly hours.
    grille : half-hours worked, rounded outward; the union of the weeks of a rotating shift.
    jeu_debut, jeu_fin : minutes (0–29) between the rounded grid and the exact start (end), the
        smallest over the week's blocks; see `grilles.jeux`.
    debut : first day. salaire : monthly gross euros. expire_le : last day it can be answered.
    mesures : legal measures the person must be eligible for (`vocabulaire.MESURES`).
    exigences : what is asked, each with its firmness and provenance.
    """

    cle: int
    nature: str = "emploi"
    metier: str | None = None
    contrat: str | None = None
    point: tuple[float, float] | None = None
    teletravail: bool = False
    heures: float | None = None
    grille: int | None = None
    jeu_debut: int = 0
    jeu_fin: int = 0
    debut: date | None = None
    salaire: int | None = None
    mesures: tuple[str, ...] = ()
    exigences: tuple[ExigencePoste, ...] = ()
    expire_le: date | None = None
