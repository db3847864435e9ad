"""Weekly grids: 7 × 48 half-hours in one Python int, Monday 0:00 is bit 0.

Bit ``jour * 48 + demi_heure``; the week is a circle (Sunday 23:30 touches Monday 0:00). The stored
form is 84 hexadecimal digits, most significant first. Work is rounded **outward** to half-hours;
what was lost by rounding is kept apart as two small numbers (`jeux`) so that a job starting at
8:45 does not ask for childcare as if it started at 8:30.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

JOURS: Final = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
PAR_JOUR: Final = 48
TAILLE: Final = 7 * PAR_JOUR
PLEINE: Final = (1 << TAILLE) - 1
CHIFFRES_HEXA: Final = TAILLE // 4
MOTS: Final = 6
MINUTES_SEMAINE: Final = 7 * 1440

# Night work by default, 21:00 to 6:00 (Code du travail, art. L3122-20).
NUIT: Final = sum(1 << (j * PAR_JOUR + h) for j in range(7) for h in (*range(12), *range(42, 48)))

# One stretch of work: days (0 = Monday), start and end "HH:MM"; an end at or before the start
# falls on the next day.
Plage = tuple[Iterable[int], str, str]


@dataclass(frozen=True, slots=True)
class Bloc:
    """A maximal stretch of half-hours: `debut` in 0..335, `longueur` in half-hours (1..336)."""

    debut: int
    longueur: int

    @property
    def jour(self) -> int:
        """Day of the first half-hour, 0 = Monday."""
        return self.debut // PAR_JOUR

    @property
    def minute_debut(self) -> int:
        """Minute of the day of the start, 0..1410."""
        return self.debut % PAR_JOUR * 30

    @property
    def minute_fin(self) -> int:
        """Minute of the day of the end, 30..1440 (midnight is 1440, never 0)."""
        return (self.debut + self.longueur - 1) % PAR_JOUR * 30 + 30


def minutes_de(heure: str) -> int:
    """Minutes since midnight of "HH:MM"; "24:00" is 1440. ValueError with a sentence otherwise.

    >>> minutes_de("6:30"), minutes_de("24:00")
    (390, 1440)
    """
    heures, separateur, minutes = heure.strip().partition(":")
    if not (separateur and heures.isdecimal() and minutes.isdecimal() and len(minutes) == 2):
        raise ValueError(f"Heure « {heure} » : écrire HH:MM, par exemple 06:30.")
    total = int(heures) * 60 + int(minutes)
    if int(minutes) > 59 or total > 1440:
        raise ValueError(f"Heure « {heure} » : attendue entre 00:00 et 24:00.")
    return total


def heure_lisible(minute: int) -> str:
    """A minute of the day in French.

    >>> heure_lisible(390), heure_lisible(420), heure_lisible(1440)
    ('6 h 30', '7 h', '24 h')
    """
    heures, minutes = divmod(minute, 60)
    return f"{heures} h {minutes:02d}" if minutes else f"{heures} h"


def heure_precise(minute: int) -> str:
    """A minute of the day with its two digits, as evidence shows it.

    >>> heure_precise(420)
    '7 h 00'
    """
    return f"{minute // 60} h {minute % 60:02d}"


def depuis_plages(plages: Iterable[Plage]) -> int:
    """Grid of the stretches, each rounded outward; nights cross midnight and the week's end.

    >>> lisible(depuis_plages([(range(5), "07:00", "14:30")]))
    'lun–ven 7 h – 14 h 30'
    >>> lisible(depuis_plages([((6,), "22:00", "06:00")]))
    'dim 22 h – 6 h le lendemain'
    """
    grille = 0
    for jour, debut, fin in _stretches(plages):
        premiere = (jour * 1440 + debut) // 30
        derniere = -(-(jour * 1440 + fin) // 30)
        grille |= _serie(premiere, derniere - premiere)
    return grille


def jeux(plages: Iterable[Plage]) -> tuple[int, int]:
    """Minutes gained at the start and at the end by outward rounding, the smallest over the week.

    >>> jeux([(range(5), "08:45", "12:15"), (range(5), "13:15", "17:00")])
    (15, 0)
    """
    bords = [(debut % 30, -fin % 30) for _, debut, fin in _stretches(plages)]
    return (min(d for d, _ in bords), min(f for _, f in bords)) if bords else (0, 0)


def _stretches(plages: Iterable[Plage]) -> Iterator[tuple[int, int, int]]:
    for jours, debut, fin in plages:
        m_debut, m_fin = minutes_de(debut), minutes_de(fin)
        if m_fin <= m_debut:
            m_fin += 1440
        for jour in jours:
            if not 0 <= jour < 7:
                raise ValueError(f"Jour {jour} : attendu entre 0 (lundi) et 6 (dimanche).")
            yield jour, m_debut, m_fin


def _serie(debut: int, longueur: int) -> int:
    """`longueur` half-hours from `debut`, around the week."""
    return tourner((1 << min(longueur, TAILLE)) - 1, debut)


def tourner(grille: int, pas: int) -> int:
    """The grid moved `pas` half-hours later (earlier when negative), around the week."""
    pas %= TAILLE
    return (grille << pas | grille >> (TAILLE - pas)) & PLEINE


def depuis_hexa(texte: str) -> int:
    """Read the stored form (84 hex digits); ValueError with a sentence otherwise.

    >>> depuis_hexa(vers_hexa(5))
    5
    """
    if len(texte) != CHIFFRES_HEXA:
        raise ValueError(f"Grille : {CHIFFRES_HEXA} chiffres hexadécimaux attendus.")
    try:
        return int(texte, 16)
    except ValueError:
        raise ValueError("Grille : un caractère n’est pas un chiffre hexadécimal.") from None


def vers_hexa(grille: int) -> str:
    """The stored form: 84 lower-case hex digits, most significant first."""
    return f"{grille:0{CHIFFRES_HEXA}x}"


def union(grilles: Iterable[int]) -> int:
    """All half-hours of any of the grids: the weeks of a rotating shift, or several carers."""
    total = 0
    for grille in grilles:
        total |= grille
    return total


def contient(grille: int, besoin: int) -> bool:
    """True when every half-hour of `besoin` is in `grille`."""
    return not besoin & ~grille


def manque(grille: int, besoin: int) -> int:
    """The half-hours of `besoin` that `grille` lacks, as a grid."""
    return besoin & ~grille


def heures(grille: int) -> float:
    """Number of hours in the grid."""
    return grille.bit_count() / 2


def blocs(grille: int) -> list[Bloc]:
    """Maximal stretches in order of their start; one that crosses the week's end is one block.

    A full week has no edge: it is one block starting at 0.
    """
    if grille == PLEINE:
        return [Bloc(0, TAILLE)]
    departs = grille & ~tourner(grille, 1)
    resultat = []
    while departs:
        debut = (departs & -departs).bit_length() - 1
        departs &= departs - 1
        libres = ~tourner(grille, -debut) & PLEINE
        resultat.append(Bloc(debut, (libres & -libres).bit_length() - 1))
    return resultat


def elargir(grille: int, minutes_avant: int, minutes_apres: int | None = None) -> int:
    """The grid with every worked block lengthened at both ends, rounded outward.

    `minutes_apres` defaults to `minutes_avant`; a negative number counts as 0. Any half-hour needed
    even for a minute is in the result. A gap between two blocks stays free only where it is longer
    than the two lengthenings together, that is when the person has time to go home and come back;
    otherwise the blocks merge (they stay out, and the child stays in care).

    >>> lisible(elargir(depuis_plages([(range(5), "07:00", "14:30")]), 40 + 15))
    'lun–ven 6 h – 15 h 30'
    """
    apres = minutes_avant if minutes_apres is None else minutes_apres
    resultat = grille
    for pas in range(1, demi_heures(minutes_avant) + 1):
        resultat |= tourner(grille, -pas)
    for pas in range(1, demi_heures(apres) + 1):
        resultat |= tourner(grille, pas)
    return resultat


def demi_heures(minutes: int) -> int:
    """Half-hours needed to hold `minutes`, rounded up; 0 for a negative number.

    >>> [demi_heures(m) for m in (-5, 0, 1, 30, 31)]
    [0, 0, 1, 1, 2]
    """
    return max(0, -(-minutes // 30))


def marges(besoin: int, couverte: int, plafond: int) -> tuple[int, int]:
    """How far `besoin` may be lengthened before and after while staying inside `couverte`.

    Returns two numbers of half-hours, each -1 when `besoin` itself is not covered, and at most
    `plafond`: ``contient(couverte, elargir(besoin, 30 * a, 30 * b))`` holds exactly when
    ``a <= avant and b <= apres``.

    >>> marges(depuis_plages([((0,), "08:00", "12:00")]),
    ...        depuis_plages([((0,), "07:00", "12:30")]), 10)
    (2, 1)
    """
    return (
        _marge(besoin, couverte, plafond, -1),
        _marge(besoin, couverte, plafond, 1),
    )


def _marge(besoin: int, couverte: int, plafond: int, sens: int) -> int:
    for pas in range(plafond + 1):
        if not contient(couverte, tourner(besoin, sens * pas)):
            return pas - 1
    return plafond


def lisible(grille: int) -> str:
    """The grid in French: days that share the same hours are grouped.

    >>> lisible(depuis_plages([((0, 1, 3), "08:00", "12:00"), ((0, 1, 3), "14:00", "18:00")]))
    'lun–mar, jeu 8 h – 12 h et 14 h – 18 h'
    >>> lisible(0), lisible(PLEINE)
    ('aucune heure', 'toute la semaine, jour et nuit')
    """
    if not grille:
        return "aucune heure"
    if grille == PLEINE:
        return "toute la semaine, jour et nuit"
    par_jour: dict[int, list[str]] = {}
    for bloc in blocs(grille):
        par_jour.setdefault(bloc.jour, []).append(_bloc_lisible(bloc))
    return _par_jour(par_jour)


def _par_jour(par_jour: dict[int, list[str]]) -> str:
    groupes: dict[tuple[str, ...], list[int]] = {}
    for jour in sorted(par_jour):
        groupes.setdefault(tuple(par_jour[jour]), []).append(jour)
    return " ; ".join(
        f"{_jours_lisibles(jours)} {' et '.join(textes)}" for textes, jours in groupes.items()
    )


def _bloc_lisible(bloc: Bloc) -> str:
    debut = heure_lisible(bloc.minute_debut)
    fin = heure_lisible(bloc.minute_fin)
    dernier = (bloc.debut + bloc.longueur - 1) // PAR_JOUR % 7
    if dernier == bloc.jour and bloc.longueur <= PAR_JOUR:
        return f"{debut} – {fin}"
    if bloc.longueur < PAR_JOUR:
        return f"{debut} – {fin} le lendemain"
    return f"{debut} – {JOURS[dernier]} {fin}"


def _jours_lisibles(jours: Sequence[int]) -> str:
    suites: list[list[int]] = []
    for jour in jours:
        if suites and suites[-1][-1] == jour - 1:
            suites[-1].append(jour)
        else:
            suites.append([jour])
    return ", ".join(
        JOURS[s[0]] if len(s) == 1 else f"{JOURS[s[0]]}–{JOURS[s[-1]]}" for s in suites
    )


def en_mots(grilles: Sequence[int]) -> NDArray[np.uint64]:
    """Grids as an array of shape (n, 6), uint64; bit b of the week is bit b % 64 of word b // 64."""
    octets = b"".join(grille.to_bytes(8 * MOTS, "little") for grille in grilles)
    return np.frombuffer(octets, dtype="<u8").reshape(-1, MOTS).astype(np.uint64)


def depuis_mots(mots: NDArray[np.uint64]) -> list[int]:
    """The grids of an array made by `en_mots`."""
    return [
        int.from_bytes(ligne.astype("<u8").tobytes(), "little") for ligne in np.atleast_2d(mots)
    ]
