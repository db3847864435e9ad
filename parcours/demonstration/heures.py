"""Weekly hours as people and offers say them, and the grids they make."""

from typing import Final

from matching.moteur import grilles
from matching.moteur.grilles import JOURS

# (days, start, end) as in data/textes_demo: "lun-ven", "lun,mar,jeu".
Heures = tuple[tuple[str, str, str], ...]

GARDES: Final[dict[str, tuple[Heures, float]]] = {
    "ecole": ((("lun,mar,jeu,ven", "08:30", "16:30"),), 24),
    "periscolaire": ((("lun,mar,jeu,ven", "07:45", "18:00"), ("mer", "08:00", "12:00")), 26),
    "creche": ((("lun-ven", "08:00", "18:00"),), 20),
    "assistante": ((("lun-ven", "07:00", "18:00"),), 12),
    "demi": ((("lun,mar,jeu,ven", "08:30", "12:00"),), 10),
    "proche": ((("lun-sam", "06:30", "20:00"),), 8),
}
GARDE_LEVEE: Final[Heures] = (("lun-ven", "06:00", "20:30"),)

VOULUES: Final[dict[str, tuple[Heures, float]]] = {
    "journee": ((("lun-ven", "07:00", "19:00"),), 34),
    "matin": ((("lun-ven", "05:00", "14:00"),), 10),
    "semaine": ((("lun-sam", "06:00", "20:00"),), 26),
    "large": ((("lun-dim", "05:00", "23:00"),), 18),
    "ecole": ((("lun,mar,jeu,ven", "08:00", "17:00"),), 12),
}


def jours_de(texte: str) -> list[int]:
    """Days of « lun-ven » or « lun,mar,jeu », 0 for Monday.

    >>> jours_de("lun-mer,sam")
    [0, 1, 2, 5]
    """
    jours: list[int] = []
    for morceau in texte.split(","):
        debut, _, fin = morceau.strip().partition("-")
        jours += range(JOURS.index(debut), JOURS.index(fin or debut) + 1)
    return jours


def plages(heures: Heures) -> list[grilles.Plage]:
    """The stretches as the engine reads them."""
    return [(jours_de(jours), debut, fin) for jours, debut, fin in heures]


def grille(heures: Heures) -> int:
    """The grid of these hours."""
    return grilles.depuis_plages(plages(heures))


def hexa(heures: Heures) -> str:
    """The stored form of the grid."""
    return grilles.vers_hexa(grille(heures))
