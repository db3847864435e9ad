"""Childcare for all the children: a half-hour counts when each of them is looked after.

One sibling left out and the parent still cannot work: the hours gained are those where **every**
child is either already looked after (school, a relative) or taken by one of the solutions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from freins.regles.gains import GainGarde, age_lisible
from freins.regles.trois_valeurs import Trois
from matching.moteur import grilles


@dataclass(frozen=True, slots=True)
class Enfant:
    """One child to look after: its age in months (None: not said), the half-hours it has already."""

    age_mois: int | None = None
    grille: int = 0


@dataclass(frozen=True, slots=True)
class Couverture:
    """Whether all the children are taken, and why in one sentence."""

    valeur: Trois
    motif: str


def couvre(gain: GainGarde, enfants: Sequence[Enfant]) -> Couverture:
    """Whether the solution takes every child by its age; « inconnu » when an age is missing."""
    if not enfants:
        return Couverture(None, "Les enfants à garder ne sont pas notés.")
    for enfant in enfants:
        if _age_convient(gain, enfant) is False:
            assert enfant.age_mois is not None
            return Couverture(
                False,
                f"Ne prend pas un enfant de {age_lisible(enfant.age_mois)} "
                f"(enfants {gain.ages()}).",
            )
    if any(enfant.age_mois is None for enfant in enfants):
        return Couverture(None, "L’âge d’un enfant n’est pas noté.")
    return Couverture(True, f"Prend {'tous les enfants' if len(enfants) > 1 else 'l’enfant'}.")


def grille_apres(
    gains: Iterable[GainGarde], enfants: Sequence[Enfant], couverte: int = 0
) -> int | None:
    """The half-hours where all the children are looked after once these solutions are there.

    Never less than `couverte`, what the parent has today. None when nothing can be said: no child
    noted, or the age of one missing. A solution that does not take a child adds nothing for it, so
    a nursery alone opens nothing to a parent whose eldest has nobody.
    """
    proposes = list(gains)
    if not enfants or any(enfant.age_mois is None for enfant in enfants):
        return None
    commune = grilles.PLEINE
    for enfant in enfants:
        prises = [g.grille for g in proposes if _age_convient(g, enfant)]
        commune &= grilles.union([couverte, enfant.grille, *prises])
    return couverte | commune


def _age_convient(gain: GainGarde, enfant: Enfant) -> Trois:
    if enfant.age_mois is None:
        return None
    return gain.age_min_mois <= enfant.age_mois <= gain.age_max_mois
