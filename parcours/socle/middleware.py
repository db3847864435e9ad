"""What every request goes through."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from parcours.socle.nir import refus_nir, trouver_nir

CHAMPS_NON_LUS = {"csrfmiddlewaretoken"}
FORMULAIRES = {"application/x-www-form-urlencoded", "multipart/form-data"}


class RefusOctetNul:
    """Refuse (400) a page asked for with a NUL byte: nobody types one, and PostgreSQL keeps none.

    The API says it itself, field by field.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, vue: Any, args: Any, kwargs: Any) -> None:
        """Raise BadRequest; nothing has been read nor written yet."""
        if request.path.startswith("/api/"):
            return
        est_formulaire = request.method == "POST" and request.content_type in FORMULAIRES
        listes = [request.GET, *([request.POST] if est_formulaire else [])]
        if any("\x00" in x for liste in listes for n, vs in liste.lists() for x in (n, *vs)):
            raise BadRequest("octet nul")


class RefusNir:
    """Refuse (400) any request that carries a valid NIR, and give back what was typed to mend it.

    The project never stores a social security number (DATA-01); one place guards every form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, vue: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Check after the middlewares of CSRF and login: what a forged or anonymous request typed
        is never given back with a valid token."""
        if request.method not in {"POST", "PUT", "PATCH"}:
            return None
        if request.method == "POST" and request.content_type in FORMULAIRES:
            fautifs = _champs_fautifs(request)
            return _page_de_reprise(request, fautifs) if fautifs else None
        if any(trouver_nir(texte) for texte in _textes_json(request.body)):
            return _refus_json(request)
        return None


def _refus_json(request: HttpRequest) -> JsonResponse:
    """A problem (RFC 9457), as the API says all its refusals."""
    corps = {
        "type": "/api/v1/erreurs#400",
        "title": "Demande illisible",
        "status": 400,
        "detail": refus_nir(),
        "remede": "Retirer ce numéro : il n’est jamais gardé.",
        "instance": request.path,
    }
    return JsonResponse(corps, status=400, content_type="application/problem+json")


def _champs_fautifs(request: HttpRequest) -> set[str]:
    return {
        nom
        for nom, valeurs in request.POST.lists()
        if nom not in CHAMPS_NON_LUS and any(trouver_nir(str(v)) for v in valeurs)
    }


def _page_de_reprise(request: HttpRequest, fautifs: set[str]) -> HttpResponse:
    saisies = [
        {"nom": nom, "valeur": valeur, "fautif": nom in fautifs}
        for nom, valeurs in request.POST.lists()
        for valeur in valeurs
        if nom not in CHAMPS_NON_LUS and "password" not in nom
    ]
    contexte = {"saisies": saisies, "phrase": refus_nir(), "adresse": request.get_full_path()}
    reponse = render(request, "socle/nir_refuse.html", contexte, status=400)
    reponse["HX-Retarget"] = "body"  # a fragment asked by htmx must show the whole page
    reponse["HX-Reswap"] = "innerHTML"
    return reponse


def _textes_json(corps: bytes) -> Iterator[str]:
    try:
        yield from _feuilles(json.loads(corps or b"null"))
    except (ValueError, RecursionError):
        yield corps.decode("utf-8", "replace")


def _feuilles(valeur: Any) -> Iterator[str]:
    if isinstance(valeur, dict):
        for cle, contenu in valeur.items():
            yield str(cle)
            yield from _feuilles(contenu)
    elif isinstance(valeur, list):
        for contenu in valeur:
            yield from _feuilles(contenu)
    elif valeur is not None:
        yield str(valeur)
