"""Ways of coming: minutes from home to work for each mode, "environ" until timetables come.

minutes = fixed minutes + crow-flight distance × detour ÷ speed, rounded up. The constants:

- **detour**, network distance over crow-flight distance: about 1.2 for actual car commutes in
  twenty metropolitan areas (Levinson and El-Geneidy 2009, *The minimum circuity frontier and the
  journey to work*), 1.4 for trips between random places (Boscoe, Henry and Zdeb 2012); we take 1.3
  for the slow modes, 1.35 for public transport, whose lines do not go straight to the door.
- **walking** 4.5 km/h, inside the 1.2–1.4 m/s of adults (Bohannon and Andrews 2011).
- **cycling** 14 km/h, 2 minutes to park and lock.
- **public transport** 17 km/h: the median stop-to-stop speed of the Grenoble network's timetables of
  April 2023 is 16.8 km/h; 10 minutes to walk to the stop and wait.
- **moped** 27 km/h, 3 minutes; **car** 36 km/h door to door in and around a city, 5 minutes to park.

They are conventions to be replaced by timetables, so each figure on a screen says "environ".
Distances are chords of the sphere through (x, y, z): under 200 km they differ from the great circle
by less than 0.01 km, and being made of roundings IEEE 754 defines exactly (no sine per pair), one
pair and a million pairs give the same metre.
"""

import math
from dataclasses import dataclass
from typing import Final

from matching.moteur.grilles import Bloc, blocs
from matching.moteur.profil import Point
from matching.moteur.vocabulaire import Mode

RAYON_TERRE_M: Final = 6_371_008.8
# Arrival before the start and departure after the end: minutes of slack a parent needs.
MARGE_GARDE: Final = 15
# No journey is counted longer: beyond, the figure has no meaning for a daily commute.
PLAFOND_MINUTES: Final = 600
# Public transport is thin or absent: minutes of the day (21:00 and 6:30).
TC_NUIT_DEBUT: Final = 1260
TC_NUIT_FIN: Final = 390
JAMAIS: Final = -1
TOUJOURS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Constantes:
    """Of one mode: detour in thousandths, speed in m/h, fixed minutes."""

    detour_milliemes: int
    vitesse_m_h: int
    fixe_min: int


CONSTANTES: Final = {
    Mode.MARCHE: Constantes(1300, 4_500, 0),
    Mode.VELO: Constantes(1300, 14_000, 2),
    Mode.TC: Constantes(1350, 17_000, 10),
    Mode.CYCLO: Constantes(1250, 27_000, 3),
    Mode.VOITURE: Constantes(1250, 36_000, 5),
}
MODES: Final = tuple(Mode)


def vecteur(point: Point) -> tuple[float, float, float]:
    """(x, y, z) in metres of a (latitude, longitude) in degrees, on the mean sphere."""
    latitude, longitude = math.radians(point[0]), math.radians(point[1])
    rayon = RAYON_TERRE_M * math.cos(latitude)
    return (
        rayon * math.cos(longitude),
        rayon * math.sin(longitude),
        RAYON_TERRE_M * math.sin(latitude),
    )


def metres(depart: Point, arrivee: Point) -> int:
    """Crow-flight distance in whole metres.

    >>> metres((45.1885, 5.7245), (45.1667, 5.7167))
    2500
    """
    a, b = vecteur(depart), vecteur(arrivee)
    dx, dy, dz = b[0] - a[0], b[1] - a[1], b[2] - a[2]
    return int(math.sqrt(dx * dx + dy * dy + dz * dz) + 0.5)


def minutes_pour(distance_m: int, mode: Mode) -> int:
    """Minutes of the one-way journey, rounded up, at most `PLAFOND_MINUTES`.

    >>> [minutes_pour(2500, mode) for mode in MODES]
    [44, 16, 22, 10, 11]
    """
    c = CONSTANTES[mode]
    roulees = -(-distance_m * c.detour_milliemes * 60 // (c.vitesse_m_h * 1000))
    return min(PLAFOND_MINUTES, c.fixe_min + roulees)


def marge_de_jour(grille: int) -> int:
    """Longest public-transport journey that stays between 6:30 and 21:00 at both ends of each block.

    In minutes; `JAMAIS` when some block starts before 6:30 or ends after 21:00, `TOUJOURS` for a
    week without edges. A journey longer than this is `inconnu`, not refused.

    >>> from matching.moteur.grilles import depuis_plages
    >>> marge_de_jour(depuis_plages([(range(5), "07:00", "20:00")]))
    30
    """
    return min((_marge_du_bloc(bloc) for bloc in blocs(grille)), default=TOUJOURS)


def _marge_du_bloc(bloc: Bloc) -> int:
    if bloc.longueur >= 336:
        return TOUJOURS
    if bloc.minute_debut >= TC_NUIT_DEBUT or bloc.minute_fin <= TC_NUIT_FIN:
        return JAMAIS
    marge = min(bloc.minute_debut - TC_NUIT_FIN, TC_NUIT_DEBUT - bloc.minute_fin)
    return max(marge, JAMAIS)
