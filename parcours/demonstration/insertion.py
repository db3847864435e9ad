"""Bulk inserts that keep the dates they are given, with the history that goes with them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from parcours.socle.horloge import maintenant

M = TypeVar("M", bound=models.Model)
LOT = 500


@contextmanager
def dates_donnees(modele: type[models.Model]) -> Iterator[list[str]]:
    """Suspend `auto_now` and `auto_now_add`: append-only tables cannot be corrected afterwards.

    Give the names of these fields, which must then be filled by hand.
    """
    champs = [c for c in modele._meta.concrete_fields if isinstance(c, models.DateField)]
    automatiques = [(c, c.auto_now, c.auto_now_add) for c in champs if c.auto_now or c.auto_now_add]
    try:
        for champ, _, _ in automatiques:
            champ.auto_now = champ.auto_now_add = False
        yield [champ.name for champ, _, _ in automatiques]
    finally:
        for champ, auto_now, auto_now_add in automatiques:
            champ.auto_now, champ.auto_now_add = auto_now, auto_now_add


def inserer(objets: Sequence[M], quand: Callable[[M], datetime] | None = None) -> list[M]:
    """Insert rows of one model; `quand` gives the instant each was created and last changed.

    A date already set on the object stays as it is.
    """
    if not objets:
        return []
    modele = type(objets[0])
    with dates_donnees(modele) as champs:
        for objet in objets if champs else ():
            manquants = [champ for champ in champs if getattr(objet, champ) is None]
            if manquants:
                instant = quand(objet) if quand else maintenant()
            for champ in manquants:
                setattr(objet, champ, instant)
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
    gestionnaire = type(objets[0]).history
    gestionnaire.bulk_history_create(list(objets), batch_size=LOT, update=genre == "~")
