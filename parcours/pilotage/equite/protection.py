"""Shares as they may be shown, whatever other filter, period or dimension is asked for next.

Whoever looks at six months may look at twelve, at one family and at all of them, at women and at
women of a priority neighbourhood: every figure is held against all those that contain it
(`matching.equite.petits_nombres.montrer_emboite`), so that no subtraction isolates a handful of people.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from matching.equite import Groupe
from matching.equite.petits_nombres import Part, montrer_emboite
from parcours.pilotage.equite import agregats
from parcours.pilotage.equite.agregats import PERIODES, Comptage, Filtre
from parcours.pilotage.equite.audit import Tableau

Montrer = Callable[[str], Part | None]
Etapes = Mapping[str, Comptage]
Cle = tuple[str, str, Filtre]  # dimension, group, filter
_CROISEE: Final = "sexe_qpv"
_PARTS: Final = ("sexe", "qpv")


def plus_longues(mois: int) -> list[int]:
    """The periods that hold this one, the nearest first."""
    return sorted(m for m in PERIODES if m > mois)


def sur_periodes(comptages: Mapping[int, Comptage], mois: int) -> Montrer:
    """How to show the share of a group over a period, beside the longer ones."""

    def montrer(groupe: str) -> Part | None:
        comptes = {m: _compte(c.groupe(groupe)) for m, c in comptages.items()}
        return montrer_emboite(mois, comptes, plus_longues)

    return montrer


def _compte(groupe: Groupe) -> tuple[int, int]:
    return groupe.retenus, groupe.total


@dataclass(frozen=True, slots=True)
class Voisinage:
    """The steps of one dimension under a filter, and under all the filters that contain it."""

    dimension: str
    filtre: Filtre
    etapes: Mapping[tuple[str, Filtre], Etapes]

    @classmethod
    def autour(cls, tableau: Tableau, dimension: str) -> "Voisinage":
        """What the dashboard has, and the same for all families when it looks at one."""
        etapes: dict[tuple[str, Filtre], Etapes] = {}
        for d in _contenantes(dimension):
            etapes |= _par_filtre(d, tableau.filtre, tableau.par_periode[d])
            if tableau.filtre.famille:
                toutes = replace(tableau.filtre, famille="")
                etapes |= _par_filtre(d, toutes, agregats.entonnoir(d, toutes))
        return cls(dimension, tableau.filtre, etapes)

    def a_l_etape(self, etape: str) -> Montrer:
        """How to show the share of a group at a step."""
        comptes = {
            (dimension, nom, filtre): _compte(groupe)
            for (dimension, filtre), etapes in self.etapes.items()
            for nom, groupe in etapes[etape].groupes.items()
        }
        return lambda groupe: montrer_emboite(
            (self.dimension, groupe, self.filtre), comptes, _contenants
        )


def _par_filtre(
    dimension: str, filtre: Filtre, periodes: Mapping[int, Etapes]
) -> dict[tuple[str, Filtre], Etapes]:
    return {(dimension, filtre.sur(mois)): etapes for mois, etapes in periodes.items()}


def _contenantes(dimension: str) -> tuple[str, ...]:
    return (dimension, *_PARTS) if dimension == _CROISEE else (dimension,)


def _contenants(cle: Cle) -> list[Cle]:
    """The groups and filters that hold all the people of this one."""
    dimension, groupe, filtre = cle
    larges = list(_groupes_contenants(dimension, groupe))
    filtres = [filtre, *filtre.plus_larges()]
    return [(d, g, f) for f in filtres for d, g in larges if (d, g, f) != cle]


def _groupes_contenants(dimension: str, groupe: str) -> Iterator[tuple[str, str]]:
    """The group itself; a sex in a kind of neighbourhood is in that sex and in that kind."""
    yield dimension, groupe
    if dimension == _CROISEE and "/" in groupe:
        yield from zip(_PARTS, groupe.split("/"), strict=True)
