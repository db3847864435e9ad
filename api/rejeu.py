"""`Idempotency-Key`: the same POST sent again gives the same answer and creates nothing.

The key is inserted first, in the transaction of the effect: of two requests with one key, the
second waits for the first and then reads what it answered. A refusal keeps nothing, so that the
mended request may use the key again.
"""

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.debits import porteur
from api.erreurs import CleReprise, Illisible
from api.models import CleIdempotence
from parcours.socle.horloge import maintenant

ENTETE: Final = "Idempotency-Key"
LONGUEUR: Final = 200
GARDE: Final = timedelta(hours=48)
ENTETES_GARDES: Final = ("Location", "ETag")
REJOUEE: Final = "Idempotency-Replayed"
_ESPACE = uuid.UUID("5f0c8f0e-6a2b-4e7d-9c1a-0d8b2c7e4a11")


def une_fois(request: Request, faire: Callable[[], Response]) -> Response:
    """Return what `faire` answers, or what it answered to this key before.

    Illisible without a key, CleReprise when the key came with another content.
    """
    cle, empreinte = _cle(request), _empreinte(request)
    with transaction.atomic():
        rang = _reserver(porteur(request), cle, empreinte)
        if rang is None:
            return _rejouer(porteur(request), cle, empreinte)
        reponse = faire()
        rang.statut = reponse.status_code
        rang.corps = JSONRenderer().render(reponse.data).decode()
        rang.entetes = {n: reponse[n] for n in ENTETES_GARDES if n in reponse}
        rang.save(update_fields=["statut", "corps", "entetes"])
    return reponse


def jeton_de_saisie(request: Request) -> uuid.UUID:
    """The replay token the services expect, from the caller and the key."""
    return uuid.uuid5(_ESPACE, f"{porteur(request)}:{_cle(request)}")


def oublier(*, avant: Any = None) -> int:
    """Forget the keys older than two days; return how many."""
    limite = avant or maintenant() - GARDE
    return CleIdempotence.objects.filter(cree_le__lt=limite).delete()[0]


def _cle(request: Request) -> str:
    cle = request.headers.get(ENTETE, "").strip()
    if not cle or len(cle) > LONGUEUR or not cle.isprintable() or not cle.isascii():
        raise Illisible(
            f"L’en-tête {ENTETE} est nécessaire : une suite neuve pour chaque demande (un UUID), "
            f"{LONGUEUR} caractères au plus, la même si la demande est renvoyée."
        )
    return cle


def _empreinte(request: Request) -> str:
    """What makes two requests the same: the address and the content."""
    resume = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if fichiers := getattr(request, "FILES", None):
        for nom, valeurs in sorted(request.POST.lists()):
            resume.update(f"{nom}={valeurs}\n".encode())
        for nom, fichier in sorted(fichiers.items()):
            resume.update(f"{nom}:{fichier.size}\n".encode())
            for morceau in fichier.chunks():
                resume.update(morceau)
            fichier.seek(0)
    else:
        resume.update(JSONRenderer().render(request.data))
    return resume.hexdigest()


def _reserver(qui: str, cle: str, empreinte: str) -> CleIdempotence | None:
    try:
        with transaction.atomic():
            return CleIdempotence.objects.create(porteur=qui, cle=cle, empreinte=empreinte)
    except IntegrityError:
        return None


def _rejouer(qui: str, cle: str, empreinte: str) -> Response:
    deja = CleIdempotence.objects.get(porteur=qui, cle=cle)
    if deja.empreinte != empreinte:
        raise CleReprise
    reponse = Response(json.loads(deja.corps or "null"), status=deja.statut, headers=deja.entetes)
    reponse[REJOUEE] = "true"
    return reponse
