"""What a `Capacite` holds: read, checked, written back, and said in a few words.

Stored forms (JSON): garde ``{"etat": "grille", "grille": 84 hex digits}``; mobilite, minutes or
null for each of the five ways; numerique ``{"niveau": 0..3}``; langue ``{"oral": …, "ecrit": …}``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from matching.moteur import grilles
from matching.moteur.profil import INCONNUE, SANS_OBJET
from matching.moteur.vocabulaire import NIVEAUX_CECRL, Famille, Mode

GRILLE: Final = "grille"
ETATS_GARDE: Final = {
    SANS_OBJET: "Pas de garde à prévoir",
    INCONNUE: "À préciser",
    GRILLE: "Heures couvertes connues",
}
MINUTES_MAX: Final = 180
NIVEAUX_NUMERIQUE: Final = {
    0: "n’utilise pas",
    1: "a besoin d’aide",
    2: "se débrouille",
    3: "à l’aise",
}
_JOURS_OUVRES: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")


class MesureInvalide(ValueError):
    """The stored or typed measure cannot be read; the message is a French sentence."""


class Mesure(Protocol):
    """What all measures can do."""

    def vers_json(self) -> dict[str, Any]: ...

    def puce(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Garde:
    """Childcare: no need, not known, or the grid of half-hours where all children are covered."""

    etat: str = INCONNUE
    grille: int | None = None

    def __post_init__(self) -> None:
        if self.etat not in ETATS_GARDE:
            raise MesureInvalide(f"Garde : « {self.etat} » n’est pas une réponse possible.")
        if (self.etat == GRILLE) != (self.grille is not None):
            raise MesureInvalide(
                "Garde : la grille se donne avec l’état « grille », et seulement là."
            )
        if self.grille is not None and not 0 <= self.grille <= grilles.PLEINE:
            raise MesureInvalide("Garde : la grille dépasse une semaine.")

    @classmethod
    def depuis_json(cls, valeur: Any) -> "Garde":
        contenu = _objet(valeur, "Garde", {"etat", "grille"})
        hexa = contenu.get("grille")
        if hexa in (None, ""):
            return cls(str(contenu.get("etat", INCONNUE)))
        if not isinstance(hexa, str):
            raise MesureInvalide("Garde : la grille se donne en chiffres hexadécimaux.")
        try:
            return cls(str(contenu.get("etat", INCONNUE)), grilles.depuis_hexa(hexa))
        except MesureInvalide:
            raise
        except ValueError as erreur:
            raise MesureInvalide(f"Garde : {erreur}") from None

    def vers_json(self) -> dict[str, Any]:
        if self.grille is None:
            return {"etat": self.etat}
        return {"etat": self.etat, "grille": grilles.vers_hexa(self.grille)}

    def pour_profil(self) -> str | int:
        """What `Profil.garde` expects."""
        return self.etat if self.grille is None else self.grille

    def puce(self) -> str:
        if self.grille is None:
            return "Garde : sans objet" if self.etat == SANS_OBJET else "Garde : à préciser"
        if self.grille == 0:
            return "Garde : aucune heure couverte"
        if self.grille == grilles.PLEINE:
            return "Garde : couverte jour et nuit"
        return f"Garde : {_bornes(self.grille)}"


@dataclass(frozen=True, slots=True)
class Mobilite:
    """Longest journey accepted by each way of moving, in minutes one way; None: not available."""

    minutes: Mapping[Mode, int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mode, minutes in self.minutes.items():
            if minutes is not None and not _est_entier(minutes, 1, MINUTES_MAX):
                raise MesureInvalide(
                    f"Mobilité ({mode}) : attendu un nombre de minutes entre 1 et {MINUTES_MAX}."
                )

    @classmethod
    def depuis_json(cls, valeur: Any) -> "Mobilite":
        contenu = _objet(valeur, "Mobilité", set(Mode))
        return cls({mode: contenu.get(mode) for mode in Mode})

    def vers_json(self) -> dict[str, Any]:
        return {mode.value: self.minutes.get(mode) for mode in Mode}

    def pour_profil(self) -> dict[str, int | None]:
        """What `Profil.minutes` expects."""
        return {mode: self.minutes.get(mode) for mode in Mode}

    def puce(self) -> str:
        possibles = {mode: m for mode, m in self.minutes.items() if m is not None}
        if not possibles:
            return "Mobilité : aucun moyen de transport"
        voiture = "avec" if Mode.VOITURE in possibles else "sans"
        return f"Mobilité : {max(possibles.values())} min, {voiture} voiture"


@dataclass(frozen=True, slots=True)
class Numerique:
    """Ease with a computer or a phone, 0 to 3."""

    niveau: int

    def __post_init__(self) -> None:
        if not _est_entier(self.niveau, 0, 3):
            raise MesureInvalide("Numérique : le niveau va de 0 à 3.")

    @classmethod
    def depuis_json(cls, valeur: Any) -> "Numerique":
        return cls(_objet(valeur, "Numérique", {"niveau"}).get("niveau"))  # type: ignore[arg-type]

    def vers_json(self) -> dict[str, Any]:
        return {"niveau": self.niveau}

    def puce(self) -> str:
        return f"Numérique : {NIVEAUX_NUMERIQUE[self.niveau]}"


@dataclass(frozen=True, slots=True)
class Langue:
    """French, spoken and written, on the CEFR scale; None: not known."""

    oral: str | None = None
    ecrit: str | None = None

    def __post_init__(self) -> None:
        for nom, niveau in (("oral", self.oral), ("écrit", self.ecrit)):
            if niveau is not None and niveau not in NIVEAUX_CECRL:
                raise MesureInvalide(
                    f"Français ({nom}) : « {niveau} » n’est pas un niveau, de A0 à C2."
                )

    @classmethod
    def depuis_json(cls, valeur: Any) -> "Langue":
        contenu = _objet(valeur, "Français", {"oral", "ecrit"})
        return cls(contenu.get("oral") or None, contenu.get("ecrit") or None)

    def vers_json(self) -> dict[str, Any]:
        return {"oral": self.oral, "ecrit": self.ecrit}

    def puce(self) -> str:
        if self.oral == self.ecrit:
            return f"Français : {self.oral or 'à préciser'}"
        dits = (("oral", self.oral), ("écrit", self.ecrit))
        return f"Français : {', '.join(f'{nom} {n}' for nom, n in dits if n)}"


MESURES_PAR_FAMILLE: Final = {
    Famille.GARDE: Garde,
    Famille.MOBILITE: Mobilite,
    Famille.NUMERIQUE: Numerique,
    Famille.LANGUE: Langue,
}


def depuis_json(famille: str, valeur: Any) -> Mesure:
    """The measure of a family, checked; MesureInvalide with a French sentence otherwise."""
    classe = MESURES_PAR_FAMILLE.get(famille)  # type: ignore[call-overload]
    if classe is None:
        raise MesureInvalide(f"La famille « {famille} » n’a pas de mesure.")
    return classe.depuis_json(valeur)


def _objet(valeur: Any, nom: str, cles: set[Any]) -> Mapping[str, Any]:
    if not isinstance(valeur, Mapping):
        raise MesureInvalide(f"{nom} : la mesure n’a pas la forme attendue.")
    inconnues = sorted(set(valeur) - cles)
    if inconnues:
        raise MesureInvalide(f"{nom} : information inconnue ({', '.join(map(str, inconnues))}).")
    return valeur


def _est_entier(valeur: Any, minimum: int, maximum: int) -> bool:
    return type(valeur) is int and minimum <= valeur <= maximum


def _bornes(grille: int) -> str:
    """The earliest and the latest covered minute of the week, and the working days without any."""
    jours = [grille >> jour * grilles.PAR_JOUR & _JOUR_PLEIN for jour in range(7)]
    debut = min(_premiere(jour) for jour in jours if jour) * 30
    fin = max(jour.bit_length() for jour in jours) * 30
    morceaux = []
    if debut:
        morceaux.append(f"pas avant {grilles.heure_lisible(debut)}")
    if fin < 1440:
        morceaux.append(f"{'ni' if debut else 'pas'} après {grilles.heure_lisible(fin)}")
    texte = " ".join(morceaux) or "certaines heures"
    sans = [nom for nom, jour in zip(_JOURS_OUVRES, jours, strict=False) if not jour]
    return f"{texte}, pas le {' ni le '.join(sans)}" if 0 < len(sans) < 3 else texte


_JOUR_PLEIN: Final = (1 << grilles.PAR_JOUR) - 1


def _premiere(jour: int) -> int:
    return (jour & -jour).bit_length() - 1
