"""Children to look after: their age, their school, the hours that nobody covers yet.

Asked alike of everyone, used to find solutions and hours, never to rank: nothing of it is in
`Profil`. A grid is that of `matching.moteur.grilles` (7 × 48 half-hours, Monday first).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from freins.regles.garde import Enfant as EnfantAGarder
from matching.moteur import grilles

JOURS_SCOLAIRES: Final = (0, 1, 3, 4)
MERCREDI: Final = 2
MIDI: Final = "12:00"


class Scolarite(StrEnum):
    """Where a child spends the school day."""

    AUCUNE = "aucune"
    MATERNELLE = "maternelle"
    ELEMENTAIRE = "elementaire"
    COLLEGE = "college"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enfant:
    """One child. Grids hold half-hours surely covered each week of that kind.

    Parameters
    ----------
    annee, mois : birth; the month may be unknown, then the middle of the year stands for it.
    scolarite : `Scolarite`; without school, `ecole` counts for nothing.
    ecole : school hours of a school day, "HH:MM" start and end.
    a_classe_mercredi : school on Wednesday morning, until noon.
    accueil_des, accueil_jusqu_a : before- and after-school care used, or None.
    garde : other care that is sure in school weeks (nursery, childminder, family).
    garde_vacances : what is sure in holiday weeks (leisure centre, family).
    se_garde_seul : the family says this child may stay alone; nothing is then to cover.
    """

    annee: int
    mois: int | None = None
    scolarite: str = Scolarite.AUCUNE
    ecole: tuple[str, str] = ("08:30", "16:30")
    a_classe_mercredi: bool = False
    accueil_des: str | None = None
    accueil_jusqu_a: str | None = None
    garde: int = 0
    garde_vacances: int = 0
    se_garde_seul: bool = False

    def age_en_mois(self, jour: date) -> int:
        """Whole months on a day; 0 before birth.

        >>> Enfant(annee=2024, mois=3).age_en_mois(date(2026, 11, 28))
        32
        """
        return max(0, (jour.year - self.annee) * 12 + jour.month - (self.mois or 7))

    def couvert(self, *, vacances: bool = False) -> int:
        """Grid of the half-hours when someone looks after this child.

        School is rounded inward: a half-hour half covered is not covered.
        """
        if self.se_garde_seul:
            return grilles.PLEINE
        return self.garde_vacances if vacances else self.garde | self._journees()

    def a_garder(self, jour: date, *, autre: int = 0) -> EnfantAGarder:
        """The child as the rules of solutions read it; `autre`: when someone keeps them all."""
        return EnfantAGarder(self.age_en_mois(jour), self.couvert() | autre)

    def _journees(self) -> int:
        """School with the care tied to it, in the weeks of term."""
        if self.scolarite == Scolarite.AUCUNE:
            return 0
        debut, fin = self.ecole
        des, jusqu_a = self.accueil_des or debut, self.accueil_jusqu_a or fin
        grille = plage(JOURS_SCOLAIRES, min(des, debut), max(jusqu_a, fin))
        if self.a_classe_mercredi:
            grille |= plage((MERCREDI,), min(des, debut), MIDI)
        return grille


def plage(jours: Iterable[int], debut: str, fin: str) -> int:
    """Half-hours wholly inside a stretch, on several days; an end before the start is tomorrow's.

    >>> grilles.lisible(plage((0,), "07:45", "08:45"))
    'lun 8 h – 8 h 30'
    >>> grilles.lisible(plage((6,), "22:00", "06:00"))
    'dim 22 h – 6 h le lendemain'
    """
    m_debut, m_fin = grilles.minutes_de(debut), grilles.minutes_de(fin)
    if m_fin <= m_debut:
        m_fin += 1440
    premiere, derniere = -(-m_debut // 30), m_fin // 30
    serie = (1 << max(0, derniere - premiere)) - 1
    return grilles.union(
        grilles.tourner(serie, jour * grilles.PAR_JOUR + premiere) for jour in set(jours)
    )


def grille_couverte(enfants: Sequence[Enfant], *, autre: int = 0, vacances: bool = False) -> int:
    """Grid when **every** child is looked after; `autre` is when someone else keeps them all.

    Without any child nothing is to cover: the whole week.
    """
    commune = grilles.PLEINE
    for enfant in enfants:
        commune &= enfant.couvert(vacances=vacances) | autre
    return commune


def heures_decouvertes(
    enfants: Sequence[Enfant], besoin: int, *, autre: int = 0, vacances: bool = False
) -> list[int]:
    """For each child, the grid of the hours needed that nobody covers."""
    return [besoin & ~(e.couvert(vacances=vacances) | autre) for e in enfants]


def atypiques(besoin: int) -> int:
    """The part of the hours that usual care does not cover: early, late, night, weekend."""
    return besoin & ~_USUELLES


_USUELLES: Final = plage(range(5), "07:30", "18:30")
