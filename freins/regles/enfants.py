"""Children to look after: their age, their school, the hours that nobody covers yet.

Asked alike of everyone, used to find solutions and hours, never to rank: nothing of it is in
`Profil`. A grid is that of `matching.moteur.grilles` (7 × 48 half-hours, Monday first).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from matching.moteur import grilles

JOURS_SCOLAIRES: Final = (0, 1, 3, 4)
MERCREDI: Final = 2


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

    def _journees(self) -> int:
        """School with the care tied to it, in the weeks of term."""
        if self.scolarite == Scolarite.AUCUNE:
            return 0
        debut, fin = self.ecole
        des, jusqu_a = self.accueil_des or debut, self.accueil_jusqu_a or fin
        grille = _plage(JOURS_SCOLAIRES, min(des, debut), max(jusqu_a, fin))
        if self.a_classe_mercredi:
            grille |= _plage((MERCREDI,), min(des, debut), "12:00")
        return grille


def _plage(jours: Iterable[int], debut: str, fin: str) -> int:
    """Half-hours wholly inside a stretch of the day; nothing when it holds none."""
    premiere = -(-grilles.minutes_de(debut) // 30)
    derniere = grilles.minutes_de(fin) // 30
    if derniere <= premiere:
        return 0
    jour = (1 << (derniere - premiere)) - 1
    return sum(jour << (j * grilles.PAR_JOUR + premiere) for j in jours)


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


def en_heures(grille: int) -> float:
    """Hours a week of a grid.

    >>> en_heures(0b111)
    1.5
    """
    return grille.bit_count() / 2
