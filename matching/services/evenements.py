"""Consuming the outbox: what changed is ranked again, and only then is the event over.

Idempotent: run twice, or killed anywhere and run again, it ends in the same state.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from django.db import transaction

from freins.services.doutes import relever_doutes
from matching import catalogues
from matching.services import souvenirs
from matching.services.calculs import (
    Progres,
    calculer_lot,
    lots,
    ouverts,
    par_lots,
    recalculer_ouverts,
)
from matching.services.gestes import noter_orientees
from matching.services.suivis import suivre_lot
from parcours.socle import taches
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.models import EtatTache, Evenement, Tache

RECONSTRUIRE: Final = "matching.reconstruire_catalogue"
RECLASSER: Final = "matching.reclasser_ouverts"
CLE: Final = "ouvertures"
# Openings written one by one beside the catalogue; an import that changes more rebuilds it.
A_COTE_MAX: Final = 200


def consommer_evenements(*, progresser: Progres | None = None) -> int:
    """Rank again the dossiers that changed; write the openings that did beside the catalogue.

    Return how many events are over. Those written meanwhile are left to the next run.
    """
    return consommer_ouvertures() + consommer_dossiers(progresser=progresser)


def consommer_dossiers(*, progresser: Progres | None = None) -> int:
    """Rank again the dossiers that changed; return how many events are over."""
    par_dossier, autres = _en_attente()
    total = sum(map(len, par_dossier.values())) + len(autres)
    finis = _clore(autres)
    for lot in lots(sorted(par_dossier)):
        relever_doutes(lot)
        calculer_lot(lot)
        noter_orientees(lot)
        finis += _clore([cle for dossier in lot for cle in par_dossier[dossier]])
        if progresser:
            progresser(finis, total)
    return finis


def consommer_ouvertures() -> int:
    """Write few changes beside the catalogue, ask for a new one when they are many.

    The events are over, in one transaction, as soon as the ranking of everybody is sure to happen;
    killed before that, the changes are written once more, which changes nothing.
    """
    attendent = Evenement.objects.filter(traite_le=None, sujet="ouverture").order_by("pk")
    evenements = list(attendent.values_list("pk", "sujet_id"))
    ouvertures = {ouverture for _, ouverture in evenements}
    if not evenements:
        return 0
    est_note = len(ouvertures) <= A_COTE_MAX and catalogues.changer(ouvertures, aujourd_hui())
    with transaction.atomic():
        taches.demander(RECLASSER if est_note else RECONSTRUIRE, cle=CLE, file="long")
        return _clore([cle for cle, _ in evenements])


def reconstruire_catalogue(*, progresser: Progres | None = None) -> int:
    """Build the catalogue anew, then rank every open dossier; return how many were ranked."""
    jour = aujourd_hui()
    catalogues.reconstruire(jour)
    return recalculer_ouverts(jour=jour, progresser=progresser, doit_ceder=_est_redemande)


def reclasser_ouverts(*, progresser: Progres | None = None) -> int:
    """Bring every open dossier up to the catalogue and its changes; return how many."""
    souvenirs.oublier_sauf(ouverts())
    return par_lots(suivre_lot, progresser=progresser, doit_ceder=_est_redemande)


def _en_attente() -> tuple[dict[int, list[int]], list[int]]:
    """Keys of the events waiting, those of openings apart: by dossier, of unknown subjects."""
    par_dossier: dict[int, list[int]] = defaultdict(list)
    autres: list[int] = []
    lignes = Evenement.objects.filter(traite_le=None).exclude(sujet="ouverture").order_by("pk")
    for cle, sujet, sujet_id in lignes.values_list("pk", "sujet", "sujet_id"):
        if sujet == "dossier":
            par_dossier[sujet_id].append(cle)
        else:
            autres.append(cle)
    return par_dossier, autres


def _clore(cles: Collection[int]) -> int:
    instant = maintenant()
    liste = list(cles)
    return sum(
        Evenement.objects.filter(pk__in=lot, traite_le=None).update(traite_le=instant)
        for lot in lots(liste, 500)
    )


def _est_redemande() -> bool:
    """True when the same work waits: it will rank everything on newer openings."""
    attendues = Tache.objects.filter(nom__in=(RECONSTRUIRE, RECLASSER), cle=CLE)
    return attendues.filter(etat=EtatTache.EN_ATTENTE).exists()
