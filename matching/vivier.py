"""The pool: the open dossiers whose person agreed to be accompanied, read for counting only.

Functional limits are left out: health enters no figure, however large. Read once by process, and
again when a dossier enters, leaves, or says something new (the outbox grows).
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Max

from matching import tables
from parcours.dossiers.modeles.dossiers import FinaliteConsentement, StatutDossier
from parcours.dossiers.models import Dossier
from parcours.socle.models import Evenement


@dataclass(frozen=True, slots=True, eq=False)
class Vivier:
    """People of the pool: their dossiers, and in that order `personnes` (`noyau.Personnes`)."""

    cles: tuple[int, ...]
    personnes: Any


def courant(jour: date) -> Vivier:
    """Return the pool as it is now."""
    consentants = Dossier.objects.filter(
        statut=StatutDossier.OUVERT,
        consentements__finalite=FinaliteConsentement.ACCOMPAGNEMENT,
        consentements__retire_le=None,
    )
    cles = tuple(consentants.order_by("pk").values_list("pk", flat=True).distinct())
    dernier = Evenement.objects.aggregate(dernier=Max("pk"))["dernier"]
    return _lire(cles, jour, dernier)


@lru_cache(maxsize=1)
def _lire(cles: tuple[int, ...], jour: date, evenement: int | None) -> Vivier:
    from matching.moteur.noyau.personnes import Personnes  # loads numba

    profils = tables.profils(cles, jour, avec_sante=False)
    return Vivier(cles, Personnes.depuis([profils[cle] for cle in cles], cles))
