"""Nobody overwrites what they have not seen: the version read is the version written over."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F

from parcours.socle.models import Versionnee


class VersionDepassee(Exception):
    """Someone changed the record since it was read; `actuelle` is its version now."""

    def __init__(self, actuelle: int) -> None:
        super().__init__("Cette fiche a changé depuis que vous l’avez lue.")
        self.actuelle = actuelle


def avancer(objet: Versionnee) -> None:
    """Count one more change of a versioned record, in the database and in hand."""
    type(objet)._base_manager.filter(pk=objet.pk).update(version=F("version") + 1)
    objet.version += 1


def version_actuelle(objet: Versionnee) -> int:
    """Return the version in the database, the row held until the end of the transaction."""
    rang = type(objet)._base_manager.filter(pk=objet.pk)
    if transaction.get_connection().in_atomic_block:
        rang = rang.select_for_update(no_key=True)
    return rang.values_list("version", flat=True).get()


@contextmanager
def a_la_version(objet: Versionnee, lue: int) -> Iterator[None]:
    """Hold the record for the change made inside; VersionDepassee when `lue` is an older version.

    The check and the change are one transaction: of two writers who read the same version, the
    second is told.
    """
    with transaction.atomic():
        actuelle = version_actuelle(objet)
        if actuelle != lue:
            raise VersionDepassee(actuelle)
        yield
