"""Consuming the outbox: what changed is ranked again, and only then is the event over.

Idempotent: run twice, or killed anywhere and run again, it ends in the same state.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from django.db import transaction

from freins.services.doutes import relever_doutes
from matching import catalogues
from matching.services.calculs import Progres, calculer_lot, lots, recalculer_ouverts
from matching.services.gestes import noter_orientees
from parcours.socle import taches
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.models import EtatTache, Evenement, Tache

RECONSTRUIRE: Final = "matching.reconstruire_catalogue"
CLE: Final = "ouvertures"


def consommer_evenements(*, progresser: Progres | None = None) -> int:
    """Rank again the dossiers that changed, ask for a new catalogue when openings did.

    Return how many events are over. Those written meanwhile are left to the next run.
    """
    par_dossier, autres, ouvertures = _en_attente()
    total = sum(map(len, par_dossier.values())) + len(autres) + len(ouvertures)
    if ouvertures:
        _demander_catalogue(ouvertures)
    finis = len(ouvertures) + _clore(autres)
    for lot in lots(sorted(par_dossier)):
        relever_doutes(lot)
        calculer_lot(lot)
        noter_orientees(lot)
        finis += _clore([cle for dossier in lot for cle in par_dossier[dossier]])
        if progresser:
            progresser(finis, total)
    return finis


def reconstruire_catalogue(*, progresser: Progres | None = None) -> int:
    """Build the catalogue anew, then rank every open dossier; return how many were ranked."""
    jour = aujourd_hui()
    catalogues.reconstruire(jour)
    return recalculer_ouverts(jour=jour, progresser=progresser, doit_ceder=_est_redemande)


def _en_attente() -> tuple[dict[int, list[int]], list[int], list[int]]:
    """Keys of the events waiting: by dossier, of unknown subjects, of openings."""
    par_dossier: dict[int, list[int]] = defaultdict(list)
    autres: list[int] = []
    ouvertures: list[int] = []
    lignes = Evenement.objects.filter(traite_le=None).order_by("pk")
    for cle, sujet, sujet_id in lignes.values_list("pk", "sujet", "sujet_id"):
        if sujet == "dossier":
            par_dossier[sujet_id].append(cle)
        else:
            (ouvertures if sujet == "ouverture" else autres).append(cle)
    return par_dossier, autres, ouvertures


def _demander_catalogue(cles: list[int]) -> None:
    """In one transaction: the events are over as soon as the rebuilding is sure to happen."""
    with transaction.atomic():
        taches.demander(RECONSTRUIRE, cle=CLE, file="long")
        _clore(cles)


def _clore(cles: Collection[int]) -> int:
    instant = maintenant()
    liste = list(cles)
    return sum(
        Evenement.objects.filter(pk__in=lot, traite_le=None).update(traite_le=instant)
        for lot in lots(liste, 500)
    )


def _est_redemande() -> bool:
    """True when another rebuilding waits: it will rank everything on newer openings."""
    return Tache.objects.filter(nom=RECONSTRUIRE, cle=CLE, etat=EtatTache.EN_ATTENTE).exists()
