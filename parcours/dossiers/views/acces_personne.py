"""Giving the person a way in: the card is shown once, never stored in clear."""

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte, dossier_modifiable
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.services.acces_personne import envoyer_lien, remettre_carte

GABARIT = "dossiers/acces_personne.html"


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
@never_cache
def donner_acces(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask which way in, then show the card or send the link."""
    dossier = dossier_modifiable(request, pk)
    contexte = {"dossier": dossier, "onglet": "synthese"}
    if request.method != "POST":
        return render(request, GABARIT, contexte)
    if request.POST.get("nature") == "lien" and dossier.personne.email:
        return _envoyer(request, dossier)
    remis = remettre_carte(dossier=dossier, par=compte(request))
    qr = segno.make(remis.adresse, error="m").svg_data_uri(scale=4)
    code = f"{remis.code[:4]} {remis.code[4:]}"
    return render(request, GABARIT, contexte | {"remis": True, "qr": qr, "code": code})


def _envoyer(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    try:
        envoyer_lien(dossier=dossier, par=compte(request))
    except OSError:
        messages.error(request, "Le courriel n’est pas parti : réessayer, ou faire une carte.")
    else:
        messages.success(request, f"Lien envoyé à {dossier.personne.email}, valable 7 jours.")
    return redirect("dossiers:synthese", dossier.pk)
