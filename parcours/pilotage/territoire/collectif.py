"""What a collective solution would open, as it may be shown: place by place, women, QPV.

A trial is counted once for the whole territory; a place, a sex or a number of seats picks and scales
cells already protected, so trying place after place gives nothing back. Pairs are shown where the
people they are for are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any, Final

from matching.collectives import BUS, Choix
from matching.destinations import destinations
from matching.equite.petits_nombres import EXTERNE, TOTAL, Axe, TableProtegee, proteger
from matching.models import EssaiCollectif
from parcours.dossiers.lieux import SEXES
from parcours.pilotage.territoire.comptes import EN_QPV, quartiers
from parcours.pilotage.territoire.protection import axe_quartiers, feuilles, noms_des_lieux, part

GAGNE, SANS_EFFET, HORS, CONCERNES = "gagne", "sans_effet", "hors", "concernes"
_EFFETS: Final = Axe(
    (GAGNE, SANS_EFFET, HORS),
    ((CONCERNES, (GAGNE, SANS_EFFET)), (TOTAL, (CONCERNES, HORS))),
)
_SEXES: Final = Axe.simple(SEXES)


@dataclass(frozen=True, slots=True)
class Reponse:
    """The protected answer of a trial."""

    noms: dict[str, str]
    table: TableProtegee
    _paires: Mapping[tuple[str, str], int]

    @classmethod
    def de(cls, essai: EssaiCollectif) -> "Reponse":
        """Read a trial that has been counted."""
        noms = quartiers()
        effets: dict[tuple[str, ...], int] = {}
        paires: dict[tuple[str, str], int] = {}
        for q, s, tous, concernes, gagnants, ouvertes in essai.comptes or []:
            if q in noms:
                effets[q, s, GAGNE], effets[q, s, SANS_EFFET] = gagnants, concernes - gagnants
                effets[q, s, HORS], paires[q, s] = tous - concernes, ouvertes
        table = proteger(effets, [axe_quartiers(noms), _SEXES, _EFFETS])
        return cls(noms, table, paires)

    def personnes(self, quartier: str, sexe: str = TOTAL) -> int | None:
        """People for whom something opens."""
        return self.table[quartier, sexe, GAGNE]

    def concernes(self, quartier: str, sexe: str = TOTAL) -> int | None:
        """People it could be given to."""
        return self.table[quartier, sexe, CONCERNES]

    def paires(self, quartier: str, sexe: str = TOTAL) -> int | None:
        """Pairs of a person and an opening; hidden with the people."""
        if self.personnes(quartier, sexe) is None:
            return None
        lieux = product(feuilles(axe_quartiers(self.noms), quartier), feuilles(_SEXES, sexe))
        return EXTERNE.arrondir(sum(self._paires.get(lieu, 0) for lieu in lieux))


@dataclass(frozen=True, slots=True)
class Ligne:
    """A place: whom it concerns, for whom it opens something, pairs, the share for women."""

    code: str
    nom: str
    concernes: int | None
    personnes: int | None
    paires: int | None
    part_femmes: int | None


def lignes(r: Reponse) -> list[Ligne]:
    """Place after place, sums first."""
    return [ligne(r, code) for code in noms_des_lieux(r.noms)]


def ligne(r: Reponse, code: str) -> Ligne:
    """One place."""
    paires = r.paires(code)
    femmes = part(r.paires(code, SEXES[0]), paires)
    nom = noms_des_lieux(r.noms)[code]
    return Ligne(code, nom, r.concernes(code), r.personnes(code), paires, femmes)


def part_qpv(r: Reponse) -> int | None:
    """Share of the pairs of the whole territory that are for residents of priority neighbourhoods."""
    return part(r.paires(EN_QPV), r.paires(TOTAL))


def pour_places(li: Ligne, places: int) -> int | None:
    """Pairs that so many seats would open on average, drawn at random among those concerned.

    From the shown figures; None when one is hidden, or when there are seats for everyone.
    """
    if li.paires is None or not li.concernes or places >= li.concernes:
        return None
    return EXTERNE.arrondir(round(li.paires * places / li.concernes))


# --- trials of the day ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comparaison:
    """A trial of the day, to be held against the others."""

    pk: int
    phrase: str
    territoire: Ligne | None
    qpv: int | None


def essais_du_jour(jour: date) -> list[Comparaison]:
    """Trials of the day, the one that opens most first; those not counted yet last."""
    noms = destinations(jour)
    trouves = [_comparer(e, noms) for e in EssaiCollectif.objects.filter(jour=jour)[:12]]
    return sorted(trouves, key=lambda c: -((c.territoire and c.territoire.paires) or 0))


def _comparer(essai: EssaiCollectif, noms: Mapping[str, str]) -> Comparaison:
    if essai.comptes is None:
        return Comparaison(essai.pk, phrase(essai, noms), None, None)
    r = Reponse.de(essai)
    return Comparaison(essai.pk, phrase(essai, noms), ligne(r, TOTAL), part_qpv(r))


def phrase(essai: EssaiCollectif, noms: Mapping[str, str]) -> str:
    """What was tried, in words."""
    valeurs: dict[str, Any] = essai.valeurs
    vers = noms.get(valeurs["vers"], valeurs["vers"]) if essai.nature == BUS else ""
    return Choix(essai.nature, valeurs).dire(vers)
