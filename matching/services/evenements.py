"""Consuming the outbox: what changed is ranked again, and only then is the event over.

Idempotent: run twice, or killed anywhere and run again, it ends in the same state.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Final

from django.db import transaction

from freins.services.doutes import relever_doutes
from matching import catalogues
from matching.services import souvenirs
from matching.services.calculs import COEURS, Progres, calculer_lot, lots, ouverts, par_lots
from matching.services.gestes import noter_orientees
from matching.services.suivis import suivre_lot
from matching.services.territoires import SansSuite, Suivi, par_territoire
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


def reconstruire_catalogue(*, suivi: Suivi | None = None) -> int:
    """Build the catalogue anew, then rank every open dossier, territory after territory.

    Killed, the next run goes on where this one stood, on the catalogue it had built. Return how many
    dossiers are done.
    """
    suivi, jour = suivi or SansSuite(), aujourd_hui()
    commence = suivi.reprise().get("travail")
    if commence is None or commence != _travail(jour):
        catalogues.reconstruire(jour)
    return par_territoire(
        lambda lot: calculer_lot(lot, jour=jour, coeurs=COEURS),
        suivi,
        travail=_travail(jour),
        doit_ceder=_est_a_reconstruire,
    )


def _travail(jour: date) -> dict[str, str]:
    """What a night’s work rests on: a mark left on another day or base is worth nothing."""
    return {"jour": jour.isoformat(), "base": catalogues.base(catalogues.courant(jour))}


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


def _est_redemande(*noms: str) -> bool:
    """True when the same work waits: it will rank everything on newer openings."""
    attendues = Tache.objects.filter(nom__in=noms or (RECONSTRUIRE, RECLASSER), cle=CLE)
    return attendues.filter(etat=EtatTache.EN_ATTENTE).exists()


def _est_a_reconstruire() -> bool:
    """Not when few openings changed: following them comes after, and takes a second."""
    return _est_redemande(RECONSTRUIRE)
