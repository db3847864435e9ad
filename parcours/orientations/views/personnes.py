"""The person: says no to one of their own orientations, with a reason of theirs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods

from parcours.comptes.models import Role
from parcours.comptes.roles import exige_role
from parcours.dossiers.acces import compte
from parcours.orientations import etats, perms
from parcours.orientations.etats import Auteur
from parcours.orientations.forms import FormulaireTransition
from parcours.orientations.views import gestes


@require_http_methods(["GET", "HEAD", "POST"])
@exige_role(Role.PERSONNE)
def decliner_moi(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no; 404 for someone else's."""
    orientation = perms.orientation_de_la_personne(request, pk)
    geste = gestes.Geste()
    if request.method == "POST":
        donnee = request.POST.get("transition") == "decliner"
        geste = gestes.tenter(request, orientation, Auteur.PERSONNE, par=compte(request))
        if geste.est_fait and donnee:
            messages.success(
                request, "C’est noté : vous avez dit non. Votre conseillère est prévenue."
            )
            return redirect(_retour())
    possible = etats.peut("decliner", orientation, Auteur.PERSONNE)
    form = geste.form or FormulaireTransition(
        orientation=orientation, regle=etats.TRANSITIONS["decliner"], auteur=Auteur.PERSONNE
    )
    contexte = {
        "orientation": orientation, "form": form, "possible": possible, "retour": _retour(),
        "erreur": geste.erreur,
    }  # fmt: skip
    return render(request, "orientations/decliner_moi.html", contexte, status=geste.statut)


def _retour() -> str:
    try:
        return reverse("matching:mes_pistes")
    except NoReverseMatch:
        return reverse("accueil")
