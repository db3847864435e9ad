"""The person: says no to one of their own orientations, with a reason of theirs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_POST

from parcours.comptes.models import Role
from parcours.comptes.roles import exige_role
from parcours.dossiers.acces import compte
from parcours.dossiers.models import MoyenConsentement
from parcours.orientations import etats, perms
from parcours.orientations.erreurs import OrientationImpossible
from parcours.orientations.etats import Auteur
from parcours.orientations.forms import FormulaireTransition
from parcours.orientations.identite import dire_qui
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


@require_POST
@exige_role(Role.PERSONNE)
def me_nommer(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to be named to the employer of one's own interview; 404 for someone else's."""
    orientation = perms.orientation_de_la_personne(request, pk)
    try:
        dire_qui(
            orientation_id=orientation.pk, champs=["nom"], moyen=MoyenConsentement.EN_LIGNE,
            par=compte(request),
        )  # fmt: skip
        messages.success(request, "C’est noté : l’employeur peut lire votre nom.")
    except OrientationImpossible as refus:
        messages.error(request, refus.phrase)
    return redirect(_retour())


def _retour() -> str:
    try:
        return reverse("matching:mes_pistes")
    except NoReverseMatch:
        return reverse("accueil")
