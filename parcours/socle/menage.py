"""What the clock leaves behind: done tasks and followed changes, erased after a month."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import QuerySet

from parcours.socle.models import EtatTache, Evenement, Tache

GARDE: Final = timedelta(days=30)
LOT: Final = 1000  # the write lock is let go between two


def ranger(instant: datetime, progresser: Callable[[int], None] = lambda _: None) -> int:
    """Erase the old rows that are over and return how many; what failed or waits is never touched."""
    limite, nombre = instant - GARDE, 0
    perimes: tuple[QuerySet[Any], ...] = (
        Tache.objects.filter(etat=EtatTache.FAITE, finie_le__lt=limite),
        Evenement.objects.filter(traite_le__lt=limite),
    )
    for lignes in perimes:
        while cles := list(lignes.order_by("pk").values_list("pk", flat=True)[:LOT]):
            lignes.filter(pk__in=cles).delete()
            nombre += len(cles)
            progresser(nombre)
    return nombre
