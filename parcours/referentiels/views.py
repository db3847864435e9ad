"""Proposals while typing: HTML fragments for the pickers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from parcours.referentiels import proches, recherche
from parcours.referentiels.champs import choix_du_titre, code_de

GABARIT = "referentiels/propositions.html"
CHAMP_METIER = "metier"


@require_GET
def metiers(request: HttpRequest) -> HttpResponse:
    """List métiers for what is being typed."""
    trouves = recherche.propositions(request.GET.get("q", ""))
    lignes = [
        (p.valeur, p.nom, f"{p.metier.libelle} · {p.metier.pk}" if p.autre_nom else p.metier.pk)
        for p in trouves
    ]
    return render(request, GABARIT, {"lignes": lignes})


@require_GET
def communes(request: HttpRequest) -> HttpResponse:
    """List communes for what is being typed."""
    trouvees = recherche.communes(request.GET.get("q", ""))
    lignes = [(f"{c.nom} ({c.pk})", c.nom, c.pk) for c in trouvees]
    return render(request, GABARIT, {"lignes": lignes})


@require_GET
def metiers_du_titre(request: HttpRequest) -> HttpResponse:
    """Offer the métiers of the title being typed, unless one is typed already."""
    tape = request.GET.get(CHAMP_METIER, "").strip()
    choix, legende = choix_du_titre("" if tape else request.GET.get("intitule", ""))
    contexte = {"nom": CHAMP_METIER, "demande": "", "choix": choix, "legende": legende}
    return render(request, "referentiels/_choix.html", contexte)


@require_GET
def metiers_proches(request: HttpRequest) -> HttpResponse:
    """List the métiers near those typed in a search, each with what they share."""
    noms = [nom for nom in request.GET if nom.startswith("metier_")]
    tapes = [texte for nom in noms for texte in request.GET.getlist(nom)]
    contexte = {
        "proches": proches.autour_de([code_de(str(texte)) for texte in tapes]),
        "coches": request.GET.getlist("proches"),
    }
    return render(request, "referentiels/_proches.html", contexte)
