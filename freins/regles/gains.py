"""What a solution raises: which capacity, to what, under which conditions. Declarative.

Stored form (JSON), one entry per family a solution lifts, each a small object:

- ``langue``: ``{"oral": "B1", "ecrit": "A2"}``, one of the two at least;
- ``garde``: ``{"plages": [{"jours": "lun-ven", "debut": "06:00", "fin": "22:00"}]}`` or
  ``{"grille": 84 hex digits}``, with ``"ages_mois": [3, 155]`` (both ends included) and
  ``"vacances": true | false | null`` (open in school holidays);
- ``mobilite``: minutes one way for each way of moving gained, ``{"velo": 30}``;
- ``permis``: ``{"categories": ["B"]}``;
- ``sante``: ``{"conditions": ["charges"]}``, the conditions of work it adapts or takes away;
- ``qualification``: ``{"niveau": 3, "certificats": ["caces_1"], "preuve": "attestee"}``;
- ``numerique``: ``{"niveau": 2}``;
- ``administratif``: ``{"droit_travail": true, "papiers": ["compte_bancaire"]}``.

Any of them may carry ``"prealables"``: steps to have first, such as ``langue:A2`` or ``permis:AM``.
`Gain.etapes` gives the same codes for what is gained, so that the engine can chain them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from freins.regles.mesures import NIVEAUX_NUMERIQUE
from matching.moteur import grilles
from matching.moteur.vocabulaire import (
    CERTIFICATS,
    CONDITIONS,
    LIBELLES_MODES,
    NIVEAUX_CECRL,
    NIVEAUX_DIPLOME,
    PERMIS,
    PREUVES,
    Famille,
    Mode,
)

# In the order people read them.
FAMILLES: Final = (
    Famille.LANGUE, Famille.GARDE, Famille.MOBILITE, Famille.PERMIS, Famille.SANTE,
    Famille.QUALIFICATION, Famille.NUMERIQUE, Famille.ADMINISTRATIF,
)  # fmt: skip
PAPIERS: Final = {
    "identite": "Pièce d’identité",
    "titre_sejour": "Titre de séjour",
    "compte_bancaire": "Compte bancaire",
    "domiciliation": "Adresse ou domiciliation",
    "droits_sante": "Droits à l’assurance maladie",
    "rqth": "Reconnaissance de la qualité de travailleur handicapé (RQTH)",
}
AGE_MAX_MOIS: Final = 18 * 12
MINUTES_MAX: Final = 180
_PREALABLE: Final = re.compile(r"(langue|permis|mobilite|numerique|niveau):(\w+)")
_VALEURS_PREALABLES: Final[dict[str, frozenset[str]]] = {
    "langue": frozenset(NIVEAUX_CECRL),
    "permis": frozenset(PERMIS),
    "mobilite": frozenset(Mode),
    "numerique": frozenset("0123"),
    "niveau": frozenset(str(n) for n in NIVEAUX_DIPLOME),
}


class GainInvalide(ValueError):
    """What a solution would raise cannot be read; the message is a French sentence."""


class Gain(Protocol):
    """What all gains can do."""

    @property
    def famille(self) -> Famille: ...

    @property
    def prealables(self) -> tuple[str, ...]: ...

    def vers_json(self) -> dict[str, Any]: ...

    def phrase(self) -> str:
        """What it raises and to what, in words, without the name of its family."""

    def etapes(self) -> tuple[str, ...]:
        """Codes of the steps it makes possible, `famille:valeur`."""


@dataclass(frozen=True, slots=True)
class GainLangue:
    """French raised to a CEFR level, spoken or written."""

    oral: str | None = None
    ecrit: str | None = None
    prealables: tuple[str, ...] = ()
    famille: Famille = field(default=Famille.LANGUE, init=False)

    def __post_init__(self) -> None:
        if not (self.oral or self.ecrit):
            raise GainInvalide("Français : donner le niveau visé, à l’oral ou à l’écrit.")
        for niveau in (self.oral, self.ecrit):
            if niveau is not None and niveau not in NIVEAUX_CECRL[1:]:
                raise GainInvalide(f"Français : « {niveau} » n’est pas un niveau, de A1 à C2.")

    def vers_json(self) -> dict[str, Any]:
        return _plein(oral=self.oral, ecrit=self.ecrit, prealables=list(self.prealables))

    def phrase(self) -> str:
        if self.oral == self.ecrit:
            return f"niveau {self.oral} à l’oral et à l’écrit"
        dits = (("à l’oral", self.oral), ("à l’écrit", self.ecrit))
        return ", ".join(f"niveau {niveau} {ou}" for ou, niveau in dits if niveau)

    def etapes(self) -> tuple[str, ...]:
        oral = (f"langue:{self.oral}",) if self.oral else ()
        return (*oral, *((f"langue_ecrit:{self.ecrit}",) if self.ecrit else ()))


@dataclass(frozen=True, slots=True)
class GainGarde:
    """Hours of childcare and the children it takes, in months, both ends included."""

    grille: int
    age_min_mois: int
    age_max_mois: int
    vacances: bool | None = None
    prealables: tuple[str, ...] = ()
    famille: Famille = field(default=Famille.GARDE, init=False)

    def __post_init__(self) -> None:
        if not 0 < self.grille <= grilles.PLEINE:
            raise GainInvalide("Garde : donner au moins une heure de garde dans la semaine.")
        if not 0 <= self.age_min_mois <= self.age_max_mois <= AGE_MAX_MOIS:
            raise GainInvalide(
                "Garde : l’âge minimum des enfants doit être sous l’âge maximum, de 0 à 18 ans."
            )

    def vers_json(self) -> dict[str, Any]:
        return _plein(
            grille=grilles.vers_hexa(self.grille),
            ages_mois=[self.age_min_mois, self.age_max_mois],
            vacances=self.vacances,
            prealables=list(self.prealables),
        )

    def phrase(self) -> str:
        vacances = {True: ", vacances scolaires comprises", False: ", hors vacances scolaires"}
        suite = vacances.get(self.vacances, "") if self.vacances is not None else ""
        return f"{grilles.lisible(self.grille)}, pour les enfants {self.ages()}{suite}"

    def ages(self) -> str:
        """« de 3 mois à 12 ans », « de 3 à 11 ans »: the last age is a completed one."""
        debut, fin = age_lisible(self.age_min_mois), age_lisible(self.age_max_mois)
        if self.age_min_mois == 0:
            return f"jusqu’à {fin}"
        memes = debut.endswith("ans") and fin.endswith("ans")
        return f"de {debut.removesuffix(' ans') if memes else debut} à {fin}"

    def etapes(self) -> tuple[str, ...]:
        """The earliest hour covered names the step, as « garde:6h30 »."""
        jours = [self.grille >> j * grilles.PAR_JOUR & _JOUR for j in range(7)]
        premiere = min((j & -j).bit_length() - 1 for j in jours if j) * 30
        heures, minutes = divmod(premiere, 60)
        return (f"garde:{heures}h{minutes:02d}",)


@dataclass(frozen=True, slots=True)
class GainMobilite:
    """Ways of moving gained, in minutes one way."""

    minutes: Mapping[Mode, int]
    prealables: tuple[str, ...] = ()
    famille: Famille = field(default=Famille.MOBILITE, init=False)

    def __post_init__(self) -> None:
        if not self.minutes:
            raise GainInvalide("Mobilité : donner au moins un moyen de transport et ses minutes.")
        for mode, minutes in self.minutes.items():
            if mode not in set(Mode):
                raise GainInvalide(f"Mobilité : « {mode} » n’est pas un moyen de transport connu.")
            if not _est_entier(minutes, 1, MINUTES_MAX):
                raise GainInvalide(
                    f"Mobilité ({LIBELLES_MODES[mode]}) : attendu des minutes, de 1 à {MINUTES_MAX}."
                )

    def vers_json(self) -> dict[str, Any]:
        minutes = {str(m): self.minutes[m] for m in Mode if m in self.minutes}
        return minutes | _plein(prealables=list(self.prealables))

    def phrase(self) -> str:
        return ", ".join(
            f"jusqu’à {self.minutes[m]} min {LIBELLES_MODES[m]}" for m in Mode if m in self.minutes
        )

    def etapes(self) -> tuple[str, ...]:
        return tuple(f"mobilite:{m}" for m in Mode if m in self.minutes)


@dataclass(frozen=True, slots=True)
class GainPermis:
    """Driving licences obtained or recognised."""

    categories: tuple[str, ...]
    prealables: tuple[str, ...] = ()
    famille: Famille = field(default=Famille.PERMIS, init=False)

    def __post_init__(self) -> None:
        if not self.categories:
            raise GainInvalide("Permis : donner au moins une catégorie.")
        for categorie in self.categories:
            if categorie not in PERMIS:
                raise GainInvalide(f"Permis : « {categorie} » n’est pas une catégorie connue.")

    def vers_json(self) -> dict[str, Any]:
        return _plein(categories=list(self.categories), prealables=list(self.prealables))

    def phrase(self) -> str:
        mot = "catégorie" if len(self.categories) == 1 else "catégories"
        return f"{mot} {', '.join(self.categories)}"

    def etapes(self) -> tuple[str, ...]:
        return tuple(f"permis:{c}" for c in self.categories)


@dataclass(frozen=True, slots=True)
class GainSante:
    """Conditions of work that an adaptation makes possible; never a diagnosis."""

    conditions: tuple[str, ...]
    prealables: tuple[str, ...] = ()
    famille: Famille = field(default=Famille.SANTE, init=False)

    def __post_init__(self) -> None:
        if not self.conditions:
            raise GainInvalide("Santé : donner au moins une condition de travail adaptée.")
        for condition in self.conditions:
            if condition not in CONDITIONS:
                raise GainInvalide(f"Santé : « {condition} » n’est pas une condition connue.")

    def vers_json(self) -> dict[str, Any]:
        return _plein(conditions=list(self.conditions), prealables=list(self.prealables))

    def phrase(self) -> str:
        noms = ", ".join(CONDITIONS[c].lower() for c in self.conditions)
        return f"poste adapté pour : {noms}"

    def etapes(self) -> tuple[str, ...]:
        return tuple(f"sante:{c}" for c in self.conditions)


@dataclass(frozen=True, slots=True)
class GainQualification:
    """A diploma level, certificates, or a proof of the skills one has already."""

    niveau: int | None = None
    certificats: tuple[str, ...] = ()
    preuve: str = ""
    prealables: tuple[str, ...] = ()
    famille: Famille = field(default=Famille.QUALIFICATION, init=False)

    def __post_init__(self) -> None:
        if self.niveau is None and not self.certificats and not self.preuve:
            raise GainInvalide("Qualification : donner un niveau, un certificat ou une preuve.")
        if self.niveau is not None and not _est_entier(self.niveau, 1, 8):
            raise GainInvalide("Qualification : le niveau va de 1 à 8.")
        for certificat in self.certificats:
            if certificat not in CERTIFICATS:
                raise GainInvalide(
                    f"Qualification : « {certificat} » n’est pas un certificat connu."
                )
        if self.preuve and self.preuve not in PREUVES:
            raise GainInvalide(f"Qualification : « {self.preuve} » n’est pas une preuve connue.")

    def vers_json(self) -> dict[str, Any]:
        return _plein(
            niveau=self.niveau, certificats=list(self.certificats), preuve=self.preuve,
            prealables=list(self.prealables),
        )  # fmt: skip

    def phrase(self) -> str:
        dits = [_minuscule(NIVEAUX_DIPLOME[self.niveau])] if self.niveau is not None else []
        dits += [CERTIFICATS[c] for c in self.certificats]
        if self.preuve:
            dits.append(f"compétences {PREUVES[self.preuve].lower()}s")
        return ", ".join(dits)

    def etapes(self) -> tuple[str, ...]:
        niveau = (f"niveau:{self.niveau}",) if self.niveau is not None else ()
        return (*niveau, *(f"certificat:{c}" for c in self.certificats))


@dataclass(frozen=True, slots=True)
class GainNumerique:
    """Ease with a computer or a phone, 1 to 3."""

    niveau: int
    prealables: tuple[str, ...] = ()
    famille: Famille = field(default=Famille.NUMERIQUE, init=False)

    def __post_init__(self) -> None:
        if not _est_entier(self.niveau, 1, 3):
            raise GainInvalide("Numérique : le niveau visé va de 1 à 3.")

    def vers_json(self) -> dict[str, Any]:
        return _plein(niveau=self.niveau, prealables=list(self.prealables))

    def phrase(self) -> str:
        return f"niveau {self.niveau} ({NIVEAUX_NUMERIQUE[self.niveau]})"

    def etapes(self) -> tuple[str, ...]:
        return (f"numerique:{self.niveau}",)


@dataclass(frozen=True, slots=True)
class GainAdministratif:
    """The right to work obtained or renewed, papers put in order."""

    droit_travail: bool = False
    papiers: tuple[str, ...] = ()
    prealables: tuple[str, ...] = ()
    famille: Famille = field(default=Famille.ADMINISTRATIF, init=False)

    def __post_init__(self) -> None:
        if not (self.droit_travail or self.papiers):
            raise GainInvalide("Administratif : donner l’autorisation de travail ou un papier.")
        for papier in self.papiers:
            if papier not in PAPIERS:
                raise GainInvalide(f"Administratif : « {papier} » n’est pas un papier connu.")

    def vers_json(self) -> dict[str, Any]:
        droit = {"droit_travail": True} if self.droit_travail else {}
        return droit | _plein(papiers=list(self.papiers), prealables=list(self.prealables))

    def phrase(self) -> str:
        droit = ["autorisation de travailler"] if self.droit_travail else []
        noms = [PAPIERS[p] for p in self.papiers]
        return ", ".join(droit + [_minuscule(n) for n in noms])

    def etapes(self) -> tuple[str, ...]:
        droit = ("administratif:droit_travail",) if self.droit_travail else ()
        return (*droit, *(f"administratif:{p}" for p in self.papiers))


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


def phrase_prealable(code: str) -> str:
    """« langue:A2 » in words: « français A2 »."""
    genre, _, valeur = code.partition(":")
    if genre == "langue":
        return f"français {valeur}"
    if genre == "permis":
        return f"permis {valeur}"
    if genre == "mobilite":
        return f"pouvoir se déplacer {LIBELLES_MODES[Mode(valeur)]}"
    if genre == "numerique":
        return f"numérique : {NIVEAUX_NUMERIQUE[int(valeur)]}"
    return _minuscule(NIVEAUX_DIPLOME[int(valeur)])


def age_lisible(mois: int) -> str:
    """Months as one says them: « 3 mois » under two years, then completed years."""
    if mois < 24 and mois % 12:
        return f"{mois} mois"
    ans = mois // 12
    return f"{ans} an{'s' if ans > 1 else ''}"


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
_JOUR: Final = (1 << grilles.PAR_JOUR) - 1


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


def _minuscule(libelle: str) -> str:
    """A label inside a sentence: its acronyms stay."""
    return libelle[:1].lower() + libelle[1:]


def _plein(**valeurs: Any) -> dict[str, Any]:
    """The keys that say something."""
    return {cle: v for cle, v in valeurs.items() if v is not None and v != "" and v != []}


def _est_entier(valeur: Any, minimum: int, maximum: int) -> bool:
    return type(valeur) is int and minimum <= valeur <= maximum
