"""What a solution may raise: one class per family, what it says and the steps it gives."""

from collections.abc import Mapping
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
        dits = [minuscule(NIVEAUX_DIPLOME[self.niveau])] if self.niveau is not None else []
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
        return ", ".join(droit + [minuscule(n) for n in noms])

    def etapes(self) -> tuple[str, ...]:
        droit = ("administratif:droit_travail",) if self.droit_travail else ()
        return (*droit, *(f"administratif:{p}" for p in self.papiers))


def age_lisible(mois: int) -> str:
    """Months as one says them: « 3 mois » under two years, then completed years."""
    if mois < 24 and mois % 12:
        return f"{mois} mois"
    ans = mois // 12
    return f"{ans} an{'s' if ans > 1 else ''}"


def minuscule(libelle: str) -> str:
    """A label inside a sentence: its acronyms stay."""
    return libelle[:1].lower() + libelle[1:]


def _plein(**valeurs: Any) -> dict[str, Any]:
    """The keys that say something."""
    return {cle: v for cle, v in valeurs.items() if v is not None and v != "" and v != []}


def _est_entier(valeur: Any, minimum: int, maximum: int) -> bool:
    return type(valeur) is int and minimum <= valeur <= maximum


_JOUR: Final = (1 << grilles.PAR_JOUR) - 1
