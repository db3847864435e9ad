"""At most sixteen steps: those that promise most, family by family.

The engine counts every set of steps, which doubles with each one. What a step promises is what it
would open if everything else were lifted, so that one useless today and precious tomorrow stays.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from freins.regles.demarches.leviers import Levier, sans
from matching.moteur.vocabulaire import Famille

# Sixteen in all: what the engine takes.
QUOTAS: Final[Mapping[Famille, int]] = {
    Famille.LANGUE: 2,
    Famille.GARDE: 3,
    Famille.MOBILITE: 3,
    Famille.PERMIS: 2,
    Famille.QUALIFICATION: 3,
    Famille.SANTE: 1,
    Famille.NUMERIQUE: 1,
    Famille.ADMINISTRATIF: 1,
}
Promesses = Callable[[Sequence[Levier]], Mapping[str, int]]


def choisir(leviers: Sequence[Levier], promesses: Promesses) -> list[Levier]:
    """Keep the quota of each family; what waits for a step left out goes with it.

    `promesses` says what the steps of a family are worth, by code, greater first; it is asked only
    of families that have too many. Steps come back by family, the surest and quickest first.
    """
    gardes = list(leviers)
    for famille, quota in QUOTAS.items():
        siens = [lv for lv in gardes if lv.etape.famille is famille]
        if len(siens) > quota:
            gardes = sans(gardes, _en_trop(siens, quota, gardes, promesses(siens)))
    return sorted(gardes, key=_ordre)


def _en_trop(
    candidats: Sequence[Levier], quota: int, tous: Sequence[Levier], valeurs: Mapping[str, int]
) -> set[str]:
    """Codes to leave so that `quota` of the candidates stay; what others wait for goes last."""
    attendus = {code for lv in tous for code in lv.etape.apres}
    ranges = sorted(
        candidats,
        key=lambda lv: (lv.etape.code not in attendus, -valeurs[lv.etape.code], _ordre(lv)),
    )
    return {lv.etape.code for lv in ranges[quota:]}


def _ordre(levier: Levier) -> tuple[int, tuple[bool, int, int, int], str]:
    familles = list(QUOTAS)
    return familles.index(levier.etape.famille), levier.meilleure.rang, levier.etape.code
