"""Proposals while typing: HTML fragments for the pickers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from parcours.referentiels import recherche

GABARIT = "referentiels/propositions.html"


@require_GET
def metiers(request: HttpRequest) -> HttpResponse:
    """List métiers for what is being typed."""
    trouves = recherche.metiers(request.GET.get("q", ""))
    lignes = [(m.libelle, m.pk) for m in trouves]
    return render(request, GABARIT, {"lignes": lignes})


@require_GET
def communes(request: HttpRequest) -> HttpResponse:
    """List communes for what is being typed."""
    trouvees = recherche.communes(request.GET.get("q", ""))
    lignes = [(c.nom, c.pk) for c in trouvees]
    return render(request, GABARIT, {"lignes": lignes})
