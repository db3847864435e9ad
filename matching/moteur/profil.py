"""What the engine knows of a person: a closed list of fields, and nothing else.

Sex, first name, age, nationality, neighbourhood, family status and health have no field here, so
they cannot enter the ranking (design/03-engine.md, "Blind by construction"). Functional limits
enter only with consent and only block. A test holds the list of fields against a literal one.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Final

from matching.moteur.grilles import PLEINE
from matching.moteur.vocabulaire import CONDITIONS, NIVEAUX_CECRL, PREUVES, Mode

SANS_OBJET: Final = "sans_objet"
INCONNUE: Final = "inconnue"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profil:
    """A person as the engine sees them; every default means "not known" or "no wish".

    Parameters
    ----------
    point : (latitude, longitude) of the home in degrees, or None.
    minutes : longest journey accepted per `Mode`, one way, in minutes. A mode that is absent (or
        None) is not available; the whole mapping is None when mobility was never asked.
    permis : licences held (`vocabulaire.PERMIS`); None when never asked.
    oral, ecrit : French, index in `NIVEAUX_CECRL`, or None.
    langues : other languages, code → index in `NIVEAUX_CECRL`; an absent one is unknown.
    niveau : diploma level 0–8 recognised in France, or None.
    certificats : lower-case ascii codes of the valid ones; None when never asked.
    competences : ROME skill code → proof (`vocabulaire.PREUVES`).
    experience : métier code → months; None when never asked.
    numerique : 0–3, or None.
    droit_travail : True, False or None.
    garde : `SANS_OBJET`, `INCONNUE`, or the grid of covered half-hours (see `grilles`).
    limites : functional limits chosen by the person, given only with consent; only ever block.
    grille_souhaitee : grid of the hours wanted if childcare were solved, or None for no wish.
    heures_min, heures_max : weekly hours wanted.
    salaire_min : monthly gross euros.
    debut_au_plus_tot : first day the person can start.
    metiers_voulus : métier code → weight ≥ 1 (greater is more wanted).
    contrats_voulus, natures_voulues : empty means no preference.
    eligibilites : measure → True, False or None; computed outside, with article and date.

    Raises
    ------
    ValueError
        With a French sentence, when a field holds a value outside its closed list.
    """

    point: Point | None = None
    minutes: Mapping[str, int | None] | None = None
    permis: frozenset[str] | None = None
    oral: int | None = None
    ecrit: int | None = None
    langues: Mapping[str, int] = field(default_factory=dict)
    niveau: int | None = None
    certificats: frozenset[str] | None = None
    competences: Mapping[str, str] = field(default_factory=dict)
    experience: Mapping[str, int] | None = None
    numerique: int | None = None
    droit_travail: bool | None = None
    garde: str | int = INCONNUE
    limites: frozenset[str] = frozenset()
    grille_souhaitee: int | None = None
    heures_min: float | None = None
    heures_max: float | None = None
    salaire_min: int | None = None
    debut_au_plus_tot: date | None = None
    metiers_voulus: Mapping[str, int] = field(default_factory=dict)
    contrats_voulus: frozenset[str] = frozenset()
    natures_voulues: frozenset[str] = frozenset()
    eligibilites: Mapping[str, bool | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._verifier_mesures()
        self._verifier_codes()

    def _verifier_mesures(self) -> None:
        if isinstance(self.garde, str):
            if self.garde not in (SANS_OBJET, INCONNUE):
                raise ValueError(f"Garde : « {self.garde} » n’est ni une grille ni un état connu.")
        elif not 0 <= self.garde <= PLEINE:
            raise ValueError("Garde : la grille dépasse une semaine.")
        for nom in ("oral", "ecrit"):
            _borner(nom, getattr(self, nom), len(NIVEAUX_CECRL) - 1)
        _borner("niveau", self.niveau, 8)
        _borner("numerique", self.numerique, 3)

    def _verifier_codes(self) -> None:
        _appartenir("minutes", self.minutes or (), set(Mode))
        _appartenir("limites", self.limites, set(CONDITIONS))
        _appartenir("preuve", self.competences.values(), set(PREUVES))
        if any(poids < 1 for poids in self.metiers_voulus.values()):
            raise ValueError("Métiers recherchés : un poids est un entier d’au moins 1.")

    def minutes_pour(self, mode: str) -> int | None:
        """Longest accepted journey for `mode` in minutes; None when the mode is not available."""
        return self.minutes.get(mode) if self.minutes else None

    def empreinte(self) -> str:
        """Hex SHA-256 of the fields: equal profiles give equal prints, whatever their order.

        >>> Profil(langues={"en": 2, "it": 1}).empreinte() == Profil(
        ...     langues={"it": 1, "en": 2}).empreinte()
        True
        """
        contenu = {f.name: _canonique(getattr(self, f.name)) for f in fields(self)}
        return hashlib.sha256(json.dumps(contenu, sort_keys=True).encode()).hexdigest()


def _borner(nom: str, valeur: int | None, maximum: int) -> None:
    if valeur is not None and not 0 <= valeur <= maximum:
        raise ValueError(f"Profil : {nom} vaut {valeur}, attendu entre 0 et {maximum}.")


def _appartenir(nom: str, valeurs: Any, permises: set[str]) -> None:
    etrangeres = sorted(set(valeurs) - permises)
    if etrangeres:
        raise ValueError(f"Profil : {nom} contient un code inconnu ({', '.join(etrangeres)}).")


def _canonique(valeur: Any) -> Any:
    if isinstance(valeur, Mapping):
        return {str(cle): valeur[cle] for cle in sorted(valeur)}
    if isinstance(valeur, frozenset):
        return sorted(valeur)
    if isinstance(valeur, date):
        return valeur.isoformat()
    return valeur
