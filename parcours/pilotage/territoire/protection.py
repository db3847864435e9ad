"""Tables of a territory as they may be shown: who is concerned, out of whom, place by place.

Everything is counted once for the whole territory, and protected together: choosing a place picks a
cell of a table whose every line keeps its secrets, so asking place after place gives nothing back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from matching.equite.petits_nombres import TOTAL, Axe, TableProtegee, proteger
from parcours.dossiers.lieux import HORS_QPV, INCONNU, SEXES, Lieu
from parcours.pilotage.territoire.comptes import EN_QPV

AVEC, SANS = "avec", "sans"
# Whoever is not concerned counts too: « all of them but one » would tell of one.
_PRESENCE: Final = Axe.simple((AVEC, SANS))


def axe_quartiers(noms: Mapping[str, str]) -> Axe:
    """Neighbourhoods, their sum, and the whole territory."""
    codes = tuple(c for c in noms if c not in (HORS_QPV, INCONNU))
    return Axe(
        (*codes, HORS_QPV, INCONNU),
        ((EN_QPV, codes), (TOTAL, (EN_QPV, HORS_QPV, INCONNU))),
    )


def noms_des_lieux(noms: Mapping[str, str]) -> dict[str, str]:
    """Every place one may ask for, sums first."""
    return {TOTAL: "Tout le territoire", EN_QPV: "Tous les quartiers prioritaires"} | dict(noms)


@dataclass(frozen=True, slots=True)
class Presence:
    """Of the people of a place and a sex, how many are concerned; None when it is hidden."""

    table: TableProtegee

    @classmethod
    def proteger(
        cls, concernes: Mapping[Lieu, int], tous: Mapping[Lieu, int], noms: Mapping[str, str]
    ) -> "Presence":
        """`concernes` are some of `tous`; people of an unlisted neighbourhood are left out."""
        comptes = {}
        for lieu in tous:
            avec = concernes.get(lieu, 0)
            comptes[*lieu, AVEC], comptes[*lieu, SANS] = avec, tous[lieu] - avec
        return cls(proteger(comptes, [axe_quartiers(noms), Axe.simple(SEXES), _PRESENCE]))

    def avec(self, quartier: str, sexe: str = TOTAL) -> int | None:
        """People concerned."""
        return self.table[quartier, sexe, AVEC]

    def sur(self, quartier: str, sexe: str = TOTAL) -> int | None:
        """All of them."""
        return self.table[quartier, sexe, TOTAL]

    def part(self, quartier: str, sexe: str = TOTAL) -> int | None:
        """Whole percents of two shown counts."""
        return part(self.avec(quartier, sexe), self.sur(quartier, sexe))


def part(x: int | None, n: int | None) -> int | None:
    """Whole percents of two shown counts; None as soon as one is hidden."""
    return None if x is None or not n else min(100, round(100 * x / n))


def feuilles(axe: Axe, noeud: str) -> list[str]:
    """The finest parts of a node of an axis."""
    sommes = dict(axe.sommes)
    if noeud not in sommes:
        return [noeud]
    return [f for part_ in sommes[noeud] for f in feuilles(axe, part_)]
