"""For machines that watch: is the service well, and its figures. Nothing about anyone."""

from typing import Any
from urllib.parse import urlparse

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST
from redis import Redis
from redis.exceptions import RedisError

from parcours.socle import metriques
from parcours.socle.models import EtatTache, Tache

LOCALES = frozenset({"127.0.0.1", "::1"})


@login_not_required
@never_cache
@require_safe
def etat(request: HttpRequest) -> HttpResponse:
    """200 when the base answers, 503 otherwise; a broker that is down only delays."""
    constats = etat_du_service()
    return JsonResponse(constats, status=200 if constats["base"] == "ok" else 503)


def etat_du_service() -> dict[str, Any]:
    """The base, the broker, and how long the oldest due task has been waiting, in seconds."""
    try:
        with connection.cursor() as curseur:
            curseur.execute("SELECT 1")
        attente = round(metriques.attente())
        echouees = Tache.objects.filter(etat=EtatTache.ECHOUEE).count()
    except DatabaseError:
        return {"base": "injoignable", "courtier": _courtier()}
    return {
        "base": "ok",
        "courtier": _courtier(),
        "attente_secondes": attente,
        "taches_echouees": echouees,
    }


def _courtier() -> str:
    adresse = settings.CELERY_BROKER_URL
    if urlparse(adresse).scheme not in {"redis", "rediss", "unix"}:
        return "fichiers"
    try:
        Redis.from_url(adresse, socket_timeout=2, socket_connect_timeout=2).ping()
    except (RedisError, OSError):
        return "injoignable"
    return "ok"


@login_not_required
@never_cache
@require_safe
def chiffres(request: HttpRequest) -> HttpResponse:
    """The figures of Prometheus, for the machine itself or for whoever holds METRIQUES_JETON."""
    if not _peut_mesurer(request):
        raise PermissionDenied
    return HttpResponse(metriques.exposer(), content_type=CONTENT_TYPE_LATEST)


def _peut_mesurer(request: HttpRequest) -> bool:
    """Behind a proxy everyone seems local: a forwarded request needs the token."""
    jeton = settings.METRIQUES_JETON
    if jeton and constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {jeton}"):
        return True
    est_relayee = any(n in request.headers for n in ("X-Forwarded-For", "Forwarded"))
    return request.META.get("REMOTE_ADDR") in LOCALES and not est_relayee
