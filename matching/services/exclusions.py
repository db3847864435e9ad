"""What each requirement of an opening keeps out of the pool, and what a gentler one would let in.

Kept out: something blocks today, and nothing would (accessible or to check) without that
requirement. Not counted: the right to work, which the law asks; conditions of work, since health
enters no figure; skills, whose absence never blocks.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import numpy as np

from matching import vivier
from matching.equite.petits_nombres import EXTERNE, Axe, Reponse, proteger
from matching.moteur import ExigencePoste, Poste
from matching.moteur.ouvrants.allegements import Allegement, allegements_de
from matching.moteur.vocabulaire import Critere, Exigence
from matching.services import memoires
from matching.tables import referentiel
from parcours.dossiers import groupes
from parcours.dossiers.models import Dossier

COMPTES: Final = frozenset(
    {
        Critere.PERMIS, Critere.VEHICULE, Critere.LANGUE_ORAL, Critere.LANGUE_ECRIT, Critere.NIVEAU,
        Critere.CERTIFICAT, Critere.EXPERIENCE, Critere.NUMERIQUE, Critere.DEPLACEMENT,
    }
)  # fmt: skip
_LUS: Final = COMPTES | {Critere.DROIT_TRAVAIL, Critere.NON_DESSERVI}
DIMENSIONS: Final = ("sexe", "qpv")
VIVIER: Final = ("vivier",)
ATTEINTES: Final = ("atteintes",)
Populations = dict[tuple[str, ...], frozenset[int]]
Reponses = dict[tuple[str, ...], Reponse]


@dataclass(frozen=True, slots=True)
class Repartition:
    """Those kept out, by group of a dimension: only the groups that may be shown."""

    dimension: str
    groupes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Gentille:
    """Something asked less, and how many more would be reached."""

    allegement: Allegement
    gain: Reponse


@dataclass(frozen=True, slots=True)
class Ligne:
    """A requirement (None: the hours), how many it alone keeps out, and its gentler forms."""

    exigence: ExigencePoste | None
    seule: Reponse | None
    gentilles: tuple[Gentille, ...]
    repartitions: tuple[Repartition, ...] = ()


@dataclass(frozen=True, slots=True)
class Bilan:
    """What an opening keeps out: the pool, those nothing keeps out, requirement by requirement."""

    poste: Poste
    vivier: Reponse
    atteintes: Reponse
    lignes: tuple[Ligne, ...]


def ce_qu_exclut(poste: Poste, *, jour: date, par_groupe: bool = False) -> Bilan:
    """Count what each requirement keeps out, now; an opening that is over is read as if it were not.

    `par_groupe`: split by sex and by priority neighbourhood, for those who may read it.
    """
    poste = replace(
        poste, expire_le=None, exigences=tuple(e for e in poste.exigences if e.critere in _LUS)
    )
    allegements = [a for a in allegements_de(poste) if _est_a_dire(poste, a)]
    populations = _populations(poste, allegements, jour)
    tables = _tables(populations, jour) if par_groupe else {}
    groupes_dits = {cle: gens for table in tables.values() for cle, gens in table.items()}
    reponses = memoires.repondre(populations | groupes_dits, jour)
    lignes = _lignes(poste, allegements, reponses, tables)
    return Bilan(poste, reponses[VIVIER], reponses[ATTEINTES], lignes)


def _est_a_dire(poste: Poste, allegement: Allegement) -> bool:
    """Firm, and of a kind that keeps people out; less hours always is."""
    demandees = [poste.exigences[rang] for rang in allegement.remplace]
    return all(e.critere in COMPTES and e.exigence == Exigence.EXIGE for e in demandees)


def _populations(poste: Poste, allegements: list[Allegement], jour: date) -> Populations:
    from matching.moteur.ouvrants.exclusions import exclusions  # loads numba

    gens = vivier.courant(jour)
    lues = exclusions(
        poste, gens.personnes, allegements, referentiel=referentiel(), jour=jour
    )  # fmt: skip
    cles = np.array(gens.cles, dtype=np.int64)

    def qui(ou: Any) -> frozenset[int]:
        return frozenset(cles[ou].tolist())

    return {
        VIVIER: frozenset(gens.cles),
        ATTEINTES: qui(lues.libres.par(0)),
        **{("gain", a.code): qui(lues.debloques([a.code])) for a in allegements},
    }


def _lignes(
    poste: Poste, allegements: Iterable[Allegement], reponses: Reponses, tables: dict[Any, Any]
) -> tuple[Ligne, ...]:
    par_rang: dict[int | None, list[Gentille]] = {}
    for allegement in allegements:
        rang = next(iter(allegement.remplace), None)
        par_rang.setdefault(rang, []).append(
            Gentille(allegement, reponses["gain", allegement.code])
        )
    return tuple(
        _ligne(None if rang is None else poste.exigences[rang], siennes, reponses, tables)
        for rang, siennes in par_rang.items()
    )


def _ligne(
    exigence: ExigencePoste | None,
    siennes: list[Gentille],
    reponses: Reponses,
    tables: dict[Any, Any],
) -> Ligne:
    if exigence is None:
        return Ligne(None, None, tuple(siennes))
    sans, *moindres = siennes  # to do without comes first: what it alone keeps out
    repartitions = tuple(
        Repartition(dimension, dits)
        for dimension in DIMENSIONS
        if (dits := _dits(tables.get((sans.allegement.code, dimension), {}), reponses))
    )
    return Ligne(exigence, sans.gain, tuple(moindres), repartitions)


# --- by group: for those who may read it, above the threshold, never by subtraction ---------------


def _tables(populations: Populations, jour: date) -> dict[tuple[str, str], Populations]:
    """For each requirement and dimension, the groups that a table would show, and who is in them."""
    tables = {}
    for dimension in DIMENSIONS:
        noms = _noms(dimension, populations[VIVIER], jour)
        for cle, population in populations.items():
            if cle[0] == "gain":
                tables[cle[1], dimension] = _montrables(cle[1], dimension, population, noms)
    return tables


def _noms(dimension: str, cles: frozenset[int], jour: date) -> dict[int, str]:
    groupe = groupes.expression(dimension, jour)
    lignes = Dossier.objects.filter(pk__in=cles).annotate(g=groupe).values_list("pk", "g")
    return dict(lignes)


def _montrables(
    code: str, dimension: str, population: frozenset[int], noms: dict[int, str]
) -> Populations:
    connus = (*groupes.LIBELLES[dimension], groupes.NON_RENSEIGNE)
    parts = {g: frozenset(c for c in population if noms[c] == g) for g in connus}
    table = proteger({(g,): len(gens) for g, gens in parts.items()}, [Axe.simple(connus)])
    return {
        ("groupe", code, dimension, g): gens
        for g, gens in parts.items()
        if gens and table[g,] is not None and len(gens) >= EXTERNE.seuil
    }


def _dits(table: Populations, reponses: Reponses) -> tuple[tuple[str, int], ...]:
    return tuple(
        (groupes.libelle(dimension, groupe), nombre)
        for cle in table
        if (nombre := reponses[cle].nombre) is not None
        for _, _, dimension, groupe in [cle]
    )
