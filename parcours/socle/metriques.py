"""Figures for a monitor (Prometheus): how the site answers, and what waits. Never who nor what.

Requests are counted by the name of their view, so no identifier is a label. With
`PROMETHEUS_MULTIPROC_DIR`, the processes of the site are added up; without, each counts its own.
"""

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from parcours.socle.horloge import maintenant
from parcours.socle.models import EtatTache, Evenement, Tache

_REGISTRE = CollectorRegistry()
REQUETES = Counter(
    "parcours_requetes", "Requêtes servies", ["vue", "methode", "statut"], registry=_REGISTRE
)
DUREES = Histogram(
    "parcours_duree_secondes", "Durée des requêtes", ["vue"], registry=_REGISTRE,
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10),
)  # fmt: skip
METHODES = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class MesureRequetes:
    """Counts every request and how long it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        debut = time.perf_counter()
        reponse = self.get_response(request)
        trouvee = getattr(request, "resolver_match", None)
        vue = trouvee.view_name if trouvee and trouvee.view_name else "aucune"
        methode = request.method if request.method in METHODES else "autre"
        REQUETES.labels(vue, methode, str(reponse.status_code)).inc()
        DUREES.labels(vue).observe(time.perf_counter() - debut)
        return reponse


class _Attentes(Collector):
    """What waits in the database, read when the monitor asks."""

    def collect(self) -> Iterator[Any]:
        taches = GaugeMetricFamily("parcours_taches", "Tâches de fond par état", labels=["etat"])
        nombres = dict(Tache.objects.values_list("etat").annotate(n=Count("pk")).order_by())
        for etat in EtatTache.values:
            taches.add_metric([etat], nombres.get(etat, 0))
        yield taches
        yield GaugeMetricFamily(
            "parcours_attente_secondes", "Âge de la plus vieille tâche due", value=attente()
        )
        yield GaugeMetricFamily(
            "parcours_evenements_a_traiter", "Changements pas encore pris en compte",
            value=Evenement.objects.filter(traite_le=None).count(),
        )  # fmt: skip


def attente() -> float:
    """Seconds the oldest due task has been waiting; 0 when none waits."""
    dues = Tache.objects.filter(etat=EtatTache.EN_ATTENTE).exclude(pas_avant__gt=maintenant())
    premiere = dues.aggregate(d=Min("cree_le"))["d"]
    return 0.0 if premiere is None else (maintenant() - premiere).total_seconds()


def exposer() -> bytes:
    """Everything in the text format of Prometheus."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        commun = CollectorRegistry()
        multiprocess.MultiProcessCollector(commun)
    else:
        commun = _REGISTRE
    en_base = CollectorRegistry()
    en_base.register(_Attentes())
    return generate_latest(commun) + generate_latest(en_base)
