"""Reading the stored form of gains, refusing in French what is outside the vocabulary."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from freins.regles.gains.familles import (
    FAMILLES,
    Gain,
    GainAdministratif,
    GainGarde,
    GainInvalide,
    GainLangue,
    GainMobilite,
    GainNumerique,
    GainPermis,
    GainQualification,
    GainSante,
    minuscule,
)
from freins.regles.mesures import NIVEAUX_NUMERIQUE
from matching.moteur import grilles
from matching.moteur.vocabulaire import (
    LIBELLES_MODES,
    NIVEAUX_CECRL,
    NIVEAUX_DIPLOME,
    PERMIS,
    Famille,
    Mode,
)

_PREALABLE: Final = re.compile(r"(langue|permis|permis_etranger|mobilite|numerique|niveau):(\w+)")
_VALEURS_PREALABLES: Final[dict[str, frozenset[str]]] = {
    "langue": frozenset(NIVEAUX_CECRL),
    "permis": frozenset(PERMIS),
    "permis_etranger": frozenset(PERMIS),
    "mobilite": frozenset(Mode),
    "numerique": frozenset("0123"),
    "niveau": frozenset(str(n) for n in NIVEAUX_DIPLOME),
}

Gains = dict[Famille, Gain]


def depuis_json(valeur: Any) -> Gains:
    """The gains of a solution by family, checked; GainInvalide with a French sentence otherwise."""
    if not isinstance(valeur, Mapping):
        raise GainInvalide("Ce que la solution apporte n’a pas la forme attendue.")
    inconnues = sorted(set(map(str, valeur)) - {str(f) for f in FAMILLES})
    if inconnues:
        raise GainInvalide(f"Famille de frein inconnue : {', '.join(inconnues)}.")
    return {f: _LECTEURS[f](_objet(valeur[f], f)) for f in FAMILLES if f in valeur}


def vers_json(gains: Iterable[Gain]) -> dict[str, Any]:
    """The stored form of gains of different families."""
    par_famille = {gain.famille: gain for gain in gains}
    return {str(f): par_famille[f].vers_json() for f in FAMILLES if f in par_famille}


def _langue(contenu: Mapping[str, Any]) -> Gain:
    _cles(contenu, "Français", {"oral", "ecrit"})
    return GainLangue(contenu.get("oral") or None, contenu.get("ecrit") or None, _avant(contenu))


def _garde(contenu: Mapping[str, Any]) -> Gain:
    _cles(contenu, "Garde", {"plages", "grille", "ages_mois", "vacances"})
    ages = contenu.get("ages_mois")
    if not (
        isinstance(ages, list | tuple) and len(ages) == 2 and all(type(a) is int for a in ages)
    ):
        raise GainInvalide("Garde : donner les âges acceptés, du plus petit au plus grand.")
    vacances = contenu.get("vacances")
    if vacances not in (None, True, False):
        raise GainInvalide("Garde : les vacances scolaires sont « oui », « non » ou inconnues.")
    return GainGarde(_grille(contenu), ages[0], ages[1], vacances, _avant(contenu))


def _grille(contenu: Mapping[str, Any]) -> int:
    try:
        if contenu.get("grille"):
            return grilles.depuis_hexa(str(contenu["grille"]))
        return grille_des_plages(
            (_jours(str(p["jours"])), str(p["debut"]), str(p["fin"]))
            for p in contenu.get("plages") or []
        )
    except (KeyError, TypeError):
        raise GainInvalide("Garde : chaque plage donne ses jours, son début et sa fin.") from None
    except ValueError as erreur:
        raise GainInvalide(f"Garde : {erreur}") from None


def grille_des_plages(plages: Iterable[tuple[Iterable[int], str, str]]) -> int:
    """The half-hours wholly inside the stretches: care that begins at 7:45 helps from 8:00 only.

    (The hours of a job are rounded the other way.) ValueError on an hour that cannot be read.
    """
    grille = 0
    for jours, debut, fin in plages:
        premiere, derniere = -(-grilles.minutes_de(debut) // 30), grilles.minutes_de(fin) // 30
        if derniere <= premiere:
            derniere += grilles.PAR_JOUR
        for jour in jours:
            serie = (1 << (derniere - premiere)) - 1
            grille |= grilles.tourner(serie, jour * grilles.PAR_JOUR + premiere)
    return grille


def _jours(texte: str) -> list[int]:
    """« lun-sam » or « lun,mar,jeu » as day numbers, Monday 0."""
    jours: list[int] = []
    for morceau in texte.split(","):
        debut, _, fin = morceau.strip().partition("-")
        if debut not in grilles.JOURS or (fin and fin not in grilles.JOURS):
            raise ValueError(f"jours « {texte} » : écrire lun-ven ou lun,mar,jeu.")
        premier = grilles.JOURS.index(debut)
        jours += range(premier, grilles.JOURS.index(fin or debut) + 1)
    return jours


def _mobilite(contenu: Mapping[str, Any]) -> Gain:
    _cles(contenu, "Mobilité", set(Mode))
    return GainMobilite({m: contenu[m] for m in Mode if m in contenu}, _avant(contenu))


def _permis(contenu: Mapping[str, Any]) -> Gain:
    _cles(contenu, "Permis", {"categories"})
    return GainPermis(_codes(contenu, "categories"), _avant(contenu))


def _sante(contenu: Mapping[str, Any]) -> Gain:
    _cles(contenu, "Santé", {"conditions"})
    return GainSante(_codes(contenu, "conditions"), _avant(contenu))


def _qualification(contenu: Mapping[str, Any]) -> Gain:
    _cles(contenu, "Qualification", {"niveau", "certificats", "preuve"})
    return GainQualification(
        contenu.get("niveau"), _codes(contenu, "certificats"), str(contenu.get("preuve") or ""),
        _avant(contenu),
    )  # fmt: skip


def _numerique(contenu: Mapping[str, Any]) -> Gain:
    _cles(contenu, "Numérique", {"niveau"})
    return GainNumerique(contenu.get("niveau"), _avant(contenu))  # type: ignore[arg-type]


def _administratif(contenu: Mapping[str, Any]) -> Gain:
    _cles(contenu, "Administratif", {"droit_travail", "papiers"})
    return GainAdministratif(
        contenu.get("droit_travail") is True, _codes(contenu, "papiers"), _avant(contenu)
    )


_LECTEURS: Final = {
    Famille.LANGUE: _langue,
    Famille.GARDE: _garde,
    Famille.MOBILITE: _mobilite,
    Famille.PERMIS: _permis,
    Famille.SANTE: _sante,
    Famille.QUALIFICATION: _qualification,
    Famille.NUMERIQUE: _numerique,
    Famille.ADMINISTRATIF: _administratif,
}


def _objet(valeur: Any, famille: Famille) -> Mapping[str, Any]:
    if not isinstance(valeur, Mapping):
        raise GainInvalide(f"Le gain de la famille « {famille} » n’a pas la forme attendue.")
    return valeur


def _cles(contenu: Mapping[str, Any], nom: str, connues: set[Any]) -> None:
    inconnues = sorted(set(contenu) - connues - {"prealables"})
    if inconnues:
        raise GainInvalide(f"{nom} : information inconnue ({', '.join(map(str, inconnues))}).")


def _codes(contenu: Mapping[str, Any], cle: str) -> tuple[str, ...]:
    valeurs = contenu.get(cle) or ()
    if not isinstance(valeurs, list | tuple):
        raise GainInvalide(f"« {cle} » : une liste est attendue.")
    return tuple(dict.fromkeys(map(str, valeurs)))


def _avant(contenu: Mapping[str, Any]) -> tuple[str, ...]:
    """The steps to have first, checked against their closed lists."""
    codes = _codes(contenu, "prealables")
    for code in codes:
        lu = _PREALABLE.fullmatch(code)
        if lu is None or lu[2] not in _VALEURS_PREALABLES[lu[1]]:
            raise GainInvalide(f"Préalable inconnu : « {code} ».")
    return codes


def phrase_prealable(code: str) -> str:
    """« langue:A2 » in words: « français A2 »."""
    genre, _, valeur = code.partition(":")
    if genre == "langue":
        return f"français {valeur}"
    if genre == "permis":
        return f"permis {valeur}"
    if genre == "permis_etranger":
        return f"permis {valeur} obtenu à l’étranger"
    if genre == "mobilite":
        return f"pouvoir se déplacer {LIBELLES_MODES[Mode(valeur)]}"
    if genre == "numerique":
        return f"numérique : {NIVEAUX_NUMERIQUE[int(valeur)]}"
    return minuscule(NIVEAUX_DIPLOME[int(valeur)])
