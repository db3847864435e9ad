"""Childcare hours against the hours that openings ask for, by slice of the day."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.moteur import Catalogue, Classement, Famille, Profil
from matching.moteur.grilles import PAR_JOUR, TAILLE

# Slices of the day in half-hours, as drawn.
TRANCHES: Final = (
    ("0–6 h", 0, 12), ("6–8 h", 12, 16), ("8–12 h", 16, 24), ("12–14 h", 24, 28),
    ("14–17 h", 28, 34), ("17–20 h", 34, 40), ("20–24 h", 40, 48),
)  # fmt: skip
JOURS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
SEUIL: Final = 20
LUES: Final = 2000  # blocked openings looked at, best first: enough to see where hours lack


@dataclass(frozen=True, slots=True)
class Case:
    """A slice of a day: `classe` colours it, `mots` say it."""

    classe: str
    mots: str


@dataclass(frozen=True, slots=True)
class Semaine:
    """The table: one row per slice, seven cells each; what counts as asked for."""

    lignes: list[tuple[str, list[Case]]]
    seuil: int
    jours: tuple[str, ...] = JOURS


def semaine(profil: Profil, classement: Classement, catalogue: Catalogue) -> Semaine | None:
    """None when childcare has no grid, or when nothing is blocked by childcare alone."""
    rangs = classement.bloquees((Famille.GARDE,), LUES)
    if not isinstance(profil.garde, int) or not rangs:
        return None
    demandes = _demandes(catalogue, [rang.cle for rang in rangs])
    seuil = max(1, min(SEUIL, len(rangs) // 5))
    lignes = [
        (nom, [_case(profil.garde, demandes, jour, debut, fin, seuil) for jour in range(7)])
        for nom, debut, fin in TRANCHES
    ]
    return Semaine([ligne for ligne in lignes if any(c.classe for c in ligne[1])], seuil)


def _demandes(catalogue: Catalogue, cles: list[int]) -> list[int]:
    """How many of these openings work in each half-hour of the week."""
    lignes = np.isin(catalogue.cles, np.array(cles, dtype=np.int64))
    poids = np.bincount(catalogue.grille[lignes], minlength=len(catalogue.grilles_mots) + 1)[:-1]
    utiles = np.flatnonzero(poids)
    octets = np.ascontiguousarray(catalogue.grilles_mots[utiles]).astype("<u8").view(np.uint8)
    bits = np.unpackbits(octets, axis=1, bitorder="little")[:, :TAILLE]
    return (poids[utiles] @ bits.astype(np.int64)).tolist()


def _case(couverte: int, demandes: list[int], jour: int, debut: int, fin: int, seuil: int) -> Case:
    heures = range(jour * PAR_JOUR + debut, jour * PAR_JOUR + fin)
    manquantes = [h for h in heures if not couverte >> h & 1]
    if not manquantes:
        return Case("ok", "couvert")
    voulues = max(demandes[h] for h in manquantes)
    if voulues >= seuil:
        return Case("need", f"non couvert, demandé par {voulues} ouvertures")
    if len(manquantes) < len(heures):
        return Case("ok", "couvert en partie")
    return Case("", "non couvert")
