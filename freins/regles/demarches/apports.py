"""One gain of a solution, as a change of the profile and in a few words."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from freins.regles.gains import (
    Gain,
    GainAdministratif,
    GainGarde,
    GainLangue,
    GainMobilite,
    GainNumerique,
    GainPermis,
    GainQualification,
    GainSante,
)
from freins.regles.garde import Enfant
from freins.regles.mesures import NIVEAUX_NUMERIQUE
from matching.moteur import grilles
from matching.moteur.ouvrants import Apport
from matching.moteur.vocabulaire import (
    CERTIFICATS,
    CONDITIONS,
    LIBELLES_MODES,
    NIVEAUX_CECRL,
    NIVEAUX_DIPLOME,
    Famille,
)

_MEMES_HEURES: Final = re.compile(r"([^;\d]+?) (\d[^;–]*) – (\d[^;–]*)")


def apport_de(gain: Gain, enfants: Sequence[Enfant] = ()) -> Apport | None:
    """What the gain changes in a profile; None when it changes nothing the engine reads.

    Childcare is counted child by child: what each already has, and the hours of the service when
    it takes that age, so that one child left out opens nothing. Without any child noted the hours
    are taken as covering all of them (the caller says that this is to be checked).
    """
    return _APPORTS[gain.famille](gain, enfants)


def _langue(gain: GainLangue, _: Sequence[Enfant]) -> Apport:
    return Apport(oral=_cecrl(gain.oral), ecrit=_cecrl(gain.ecrit))


def _cecrl(niveau: str | None) -> int | None:
    return None if niveau is None else NIVEAUX_CECRL.index(niveau)


def _garde(gain: GainGarde, enfants: Sequence[Enfant]) -> Apport | None:
    if not enfants:
        return Apport(garde=(gain.grille,))
    prises = [_prend(gain, enfant) for enfant in enfants]
    if not any(prises):
        return None
    par_enfant = (
        enfant.grille | (gain.grille if prise else 0)
        for enfant, prise in zip(enfants, prises, strict=True)
    )
    return Apport(garde=tuple(par_enfant))


def _prend(gain: GainGarde, enfant: Enfant) -> bool:
    """An age that is not noted is given the benefit of the doubt: the caller says so."""
    return enfant.age_mois is None or gain.age_min_mois <= enfant.age_mois <= gain.age_max_mois


def _mobilite(gain: GainMobilite, _: Sequence[Enfant]) -> Apport:
    return Apport(minutes={str(mode): minutes for mode, minutes in gain.minutes.items()})


def _permis(gain: GainPermis, _: Sequence[Enfant]) -> Apport:
    return Apport(permis=frozenset(gain.categories))


def _sante(gain: GainSante, _: Sequence[Enfant]) -> Apport:
    return Apport(limites=frozenset(gain.conditions))


def _qualification(gain: GainQualification, _: Sequence[Enfant]) -> Apport | None:
    """A better proof of the same skills meets no new requirement: it is not a step."""
    if gain.niveau is None and not gain.certificats:
        return None
    return Apport(niveau=gain.niveau, certificats=frozenset(gain.certificats))


def _numerique(gain: GainNumerique, _: Sequence[Enfant]) -> Apport:
    return Apport(numerique=gain.niveau)


def _administratif(gain: GainAdministratif, _: Sequence[Enfant]) -> Apport | None:
    return Apport(droit_travail=True) if gain.droit_travail else None


_APPORTS: Final[dict[Famille, Callable[[Any, Sequence[Enfant]], Apport | None]]] = {
    Famille.LANGUE: _langue,
    Famille.GARDE: _garde,
    Famille.MOBILITE: _mobilite,
    Famille.PERMIS: _permis,
    Famille.SANTE: _sante,
    Famille.QUALIFICATION: _qualification,
    Famille.NUMERIQUE: _numerique,
    Famille.ADMINISTRATIF: _administratif,
}


def mots_du_gain(gain: Gain) -> str:
    """« Garde dès 6 h 30 », « Vélo, 30 min », « Français B1 »: the name of a step."""
    match gain:
        case GainLangue():
            return _mots_langue(gain)
        case GainGarde():
            return f"Garde {bornes(gain.grille)}"
        case GainMobilite():
            dits = (f"{m} min {LIBELLES_MODES[mode]}" for mode, m in gain.minutes.items())
            return f"Trajet : {', '.join(dits)}"
        case GainPermis():
            return f"Permis {', '.join(gain.categories)}"
        case GainSante():
            return f"Poste adapté : {', '.join(CONDITIONS[c].lower() for c in gain.conditions)}"
        case GainQualification():
            niveau = [NIVEAUX_DIPLOME[gain.niveau]] if gain.niveau is not None else []
            return ", ".join(niveau + [CERTIFICATS[c] for c in gain.certificats])
        case GainNumerique():
            return f"Numérique : {NIVEAUX_NUMERIQUE[gain.niveau]}"
    return "Autorisation de travailler"


def _mots_langue(gain: GainLangue) -> str:
    if gain.oral and gain.ecrit and gain.oral != gain.ecrit:
        return f"Français {gain.oral} à l’oral, {gain.ecrit} à l’écrit"
    return f"Français {gain.oral or gain.ecrit}{'' if gain.oral else ' à l’écrit'}"


def bornes(grille: int) -> str:
    """« de 6 h 30 à 21 h, lun–sam » when all days are alike, else the hours day by day."""
    lue = grilles.lisible(grille)
    meme = _MEMES_HEURES.fullmatch(lue)
    if meme is None:
        return f": {lue}"
    return f"de {meme[2]} à {meme[3]}, {meme[1]}"
