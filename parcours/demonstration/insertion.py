"""Bulk inserts that keep the dates they are given, with the history that goes with them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)
LOT = 500


@contextmanager
def dates_donnees(modele: type[models.Model]) -> Iterator[None]:
    """Suspend `auto_now` and `auto_now_add`: append-only tables cannot be corrected afterwards."""
    champs = [c for c in modele._meta.concrete_fields if isinstance(c, models.DateField)]
    avant = [(c, c.auto_now, c.auto_now_add) for c in champs]
    try:
        for champ in champs:
            champ.auto_now = champ.auto_now_add = False
        yield
    finally:
        for champ, auto_now, auto_now_add in avant:
            champ.auto_now, champ.auto_now_add = auto_now, auto_now_add


def inserer(objets: Sequence[M], quand: Callable[[M], datetime] | None = None) -> list[M]:
    """Insert rows of one model; `quand` gives the instant each was created and last changed."""
    if not objets:
        return []
    modele = type(objets[0])
    if quand:
        for objet in objets:
            objet.cree_le = objet.modifie_le = quand(objet)  # type: ignore[attr-defined]
    with dates_donnees(modele):
        return modele._default_manager.bulk_create(objets, batch_size=LOT)


def historiser(objets: Sequence[Any], par: Callable[[Any], Any], *, genre: str = "+") -> None:
    """Write one row of history per object as it is now, dated `modifie_le`, by `par(objet)`.

    `genre`: "+" created, "~" changed.
    """
    if not objets:
        return
    for objet in objets:
        objet._history_date = objet.modifie_le
        objet._history_user = par(objet)
    gestionnaire = type(objets[0]).history  # type: ignore[attr-defined]
    gestionnaire.bulk_history_create(list(objets), batch_size=LOT, update=genre == "~")
