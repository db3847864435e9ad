"""Rate limits, per token (or per account for a session): readings and writings apart."""

import logging
from typing import Any

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from parcours.comptes.models import JetonApi

log = logging.getLogger(__name__)


class DebitParJeton(SimpleRateThrottle):
    """`API_DEBIT_LECTURE` and `API_DEBIT_ECRITURE` requests a minute.

    Counted in the cache: shared by all processes with Redis, per process without. A cache that
    does not answer lets through: a limit must not close the service.
    """

    cache = cache
    rate = "1/min"

    def allow_request(self, request: Request, view: Any) -> bool:
        est_lecture = request.method in SAFE_METHODS
        self.scope = "lecture" if est_lecture else "ecriture"
        limite = settings.API_DEBIT_LECTURE if est_lecture else settings.API_DEBIT_ECRITURE
        self.num_requests, self.duration = limite, 60
        try:
            return super().allow_request(request, view)
        except RedisError:
            log.warning("cache injoignable : le débit de l’API n’est pas limité")
            return True

    def get_cache_key(self, request: Request, view: Any) -> str:
        return f"debit-{self.scope}-{porteur(request)}"


def porteur(request: Request) -> str:
    """Return what names the caller in keys: the token, else the account."""
    if isinstance(request.auth, JetonApi):
        return f"jeton:{request.auth.pk}"
    return f"compte:{request.user.pk}"
