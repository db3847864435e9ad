"""What the API shows to a browser: the meaning of its refusals; and what it answers elsewhere."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.defaults import bad_request, page_not_found, server_error

from api.erreurs import PROBLEMES, reponse_brute


@login_not_required
@require_safe
def erreurs(request: HttpRequest) -> HttpResponse:
    """Each kind of refusal and its remedy: where the `type` of a problem leads."""
    problemes = [(code, *mots) for code, mots in PROBLEMES.items()]
    return render(request, "comptes/erreurs_api.html", {"problemes": problemes})


def inconnue(request: HttpRequest, reste: str = "") -> HttpResponse:
    """An address the API does not have."""
    return reponse_brute(request, 404, "Cette adresse n’existe pas dans l’API.")


def panne(request: HttpRequest, *args: Any) -> HttpResponse:
    """A server error, as a problem for the API and as the usual page elsewhere."""
    if _est_de_l_api(request):
        return reponse_brute(request, 500, "La demande n’a pas pu être traitée ; rien n’a changé.")
    return server_error(request)


def introuvable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that no pattern reads (a line break in it, say), as a problem for the API."""
    if _est_de_l_api(request):
        return inconnue(request)
    return page_not_found(request, exception)


def illisible(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request refused before any view, as a problem for the API."""
    if not _est_de_l_api(request):
        return bad_request(request, exception)
    if isinstance(exception, RequestDataTooBig):
        return reponse_brute(request, 413, "Le corps de la demande dépasse 2,5 Mo.")
    return reponse_brute(request, 400, "La demande n’a pas pu être lue (adresse ou en-têtes).")


def _est_de_l_api(request: HttpRequest) -> bool:
    return request.path == "/api" or request.path.startswith("/api/")
