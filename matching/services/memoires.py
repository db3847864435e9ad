"""Counts of the pool, told by the one guard of small numbers, whose memory everybody shares."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.utils.crypto import salted_hmac

from matching.equite.petits_nombres import EXTERNE, Gardien, Reponse, Souvenir
from matching.models import MemoireComptes, PopulationComptee

Cle = TypeVar("Cle")
Populations = Mapping[Cle, frozenset[int]]


@transaction.atomic
def repondre(populations: Populations[Cle], jour: date) -> dict[Cle, Reponse]:
    """What may be told of each population, in the order given; remembered for the quarter.

    Two questions at once are answered one after the other: each must know what the other was told.
    """
    debut = trimestre(jour)
    MemoireComptes.objects.get_or_create(debut_le=debut)
    memoire = MemoireComptes.objects.select_for_update().get(debut_le=debut)
    souvenirs = _voisins(memoire, populations)
    gardien = Gardien(_sel(debut), souvenirs)
    reponses = {cle: gardien.repondre(population) for cle, population in populations.items()}
    connues = {souvenir.population for souvenir in souvenirs}
    PopulationComptee.objects.bulk_create(
        _rangee(memoire, s) for s in gardien.souvenirs if s.population not in connues
    )
    return reponses


def _voisins(memoire: MemoireComptes, populations: Populations[Cle]) -> list[Souvenir]:
    """Two sets differ at least by what their sizes differ by: the others cannot be neighbours."""
    tailles = {
        n
        for population in populations.values()
        for n in range(len(population) - EXTERNE.seuil + 1, len(population) + EXTERNE.seuil)
    }
    rangees = memoire.populations.filter(taille__in=sorted(tailles)).order_by("pk")
    return [Souvenir(frozenset(r.population), Reponse(r.nombre, r.bande)) for r in rangees]


def _rangee(memoire: MemoireComptes, souvenir: Souvenir) -> PopulationComptee:
    cles = sorted(int(str(cle)) for cle in souvenir.population)
    rangee = PopulationComptee(
        memoire=memoire, taille=len(cles), nombre=souvenir.reponse.nombre,
        bande=souvenir.reponse.bande,
    )  # fmt: skip
    rangee.population = cles  # type: ignore[assignment]
    return rangee


def oublier(jour: date) -> None:
    """Erase what was told in the quarters that are over."""
    MemoireComptes.objects.filter(debut_le__lt=trimestre(jour)).delete()


def trimestre(jour: date) -> date:
    """The first day of its quarter.

    >>> trimestre(date(2026, 5, 17))
    datetime.date(2026, 4, 1)
    """
    return jour.replace(month=(jour.month - 1) // 3 * 3 + 1, day=1)


def _sel(debut: date) -> bytes:
    return salted_hmac("matching.exclusions", debut.isoformat(), algorithm="sha256").digest()
