"""The Freins tab: barriers, what they measure, what the law opens; their transitions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from freins import perms, services
from freins.eligibilites import eligibilites_de
from freins.etats import GESTES_FREIN, GesteImpossible
from freins.forms.freins import FormFrein, FormImpact, FormMotif
from freins.lecture import acquis_de, freins_de, mesures_de
from freins.lecture_doutes import a_verifier_de
from freins.models import Frein, ImpactFrein
from matching.moteur.vocabulaire import MESURES
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte, dossier_lisible, dossier_modifiable
from parcours.dossiers.perms import peut_modifier
from parcours.socle.formulaires import rendre
from parcours.socle.horloge import aujourd_hui


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def onglet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the barriers of a dossier; the health section asks the référent for a reason."""
    dossier = dossier_lisible(request, pk)
    modifiable = peut_modifier(compte(request), dossier)
    reponses = eligibilites_de([pk], aujourd_hui(), voit_protege=modifiable)[pk]
    contexte = {
        "dossier": dossier,
        "onglet": "freins",
        "freins": freins_de(dossier, acquis_de(dossier)),
        "mesures": mesures_de(dossier),
        "eligibilites": [(MESURES[code], reponse) for code, reponse in reponses.items()],
        "impacts": ImpactFrein.choices,
        "doutes": a_verifier_de(
            dossier, voit_sante=perms.peut_lire_sante(compte(request), dossier)
        ),
        "form_motif": FormMotif() if perms.peut_lire_sante(compte(request), dossier) else None,
    }
    return rendre(request, "freins/onglet.html", contexte)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def nouveau(request: HttpRequest, pk: int) -> HttpResponse:
    """Name one barrier precisely."""
    dossier = dossier_modifiable(request, pk)
    form = FormFrein(request.POST or None)
    if form.is_valid():
        frein = services.identifier(
            dossier=dossier, par=compte(request), jour=aujourd_hui(), **form.cleaned_data
        )
        messages.success(request, f"Frein noté ({frein.get_impact_display().lower()}).")
        return redirect("freins:onglet", pk)
    contexte = {"dossier": dossier, "onglet": "freins", "form": form}
    return rendre(request, "freins/nouveau.html", contexte, form)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the impact and the priority of a barrier."""
    frein = _frein(request, pk)
    form = FormImpact(request.POST)
    if not form.is_valid():
        messages.error(request, "Rien n’a changé : choisir un impact dans la liste.")
        return redirect("freins:onglet", frein.dossier_id)
    try:
        services.changer(frein=frein, par=compte(request), **form.cleaned_data)
        messages.success(request, "Frein mis à jour.")
    except GesteImpossible as refus:
        messages.error(request, str(refus))
    return redirect("freins:onglet", frein.dossier_id)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def geste(request: HttpRequest, pk: int, geste: str) -> HttpResponse:
    """Apply one transition of the table to a barrier."""
    frein = _frein(request, pk)
    if geste not in GESTES_FREIN:
        raise Http404
    try:
        services.faire(frein=frein, geste=geste, par=compte(request), jour=aujourd_hui())
        messages.success(request, "Frein mis à jour.")
    except GesteImpossible as refus:
        messages.error(request, str(refus))
    return redirect("freins:onglet", frein.dossier_id)


def _frein(request: HttpRequest, pk: int) -> Frein:
    """The barrier to edit: 404 outside the structure, 403 for whoever only reads."""
    frein = get_object_or_404(Frein, pk=pk)
    frein.dossier = dossier_modifiable(request, frein.dossier_id)
    if not perms.peut_toucher(compte(request), frein):
        raise PermissionDenied
    return frein
