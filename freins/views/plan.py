"""The Plan tab: objectives, what was agreed, one page for all of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from freins import services
from freins.forms.plan import FormAccord, FormObjectif
from freins.lecture import plan_de
from freins.perms import peut_lire_sante
from freins.planification import vue_du_plan
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte, dossier_lisible, dossier_modifiable
from parcours.dossiers.models import Dossier
from parcours.socle.formulaires import rendre
from parcours.socle.horloge import aujourd_hui


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the plan on one page, printable."""
    return _page(request, dossier_lisible(request, pk))


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def objectif_nouveau(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an objective."""
    dossier = dossier_modifiable(request, pk)
    form = FormObjectif(request.POST, dossier=dossier)
    if not form.is_valid():
        return _page(request, dossier, form_objectif=form)
    donnees = {c: form.cleaned_data[c] for c in ("intitule", "frein", "jeton")}
    services.ajouter_objectif(dossier=dossier, par=compte(request), **donnees)
    messages.success(request, "Objectif ajouté.")
    return redirect("freins:plan", pk)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def convenir(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the person's agreement to the plan."""
    dossier = dossier_modifiable(request, pk)
    form = FormAccord(request.POST, jour=aujourd_hui())
    if not form.is_valid():
        return _page(request, dossier, form_accord=form)
    services.convenir(
        dossier=dossier, par=compte(request), convenu_le=form.cleaned_data["convenu_le"],
        comment=form.cleaned_data["convenu_comment"],
    )  # fmt: skip
    messages.success(request, "Accord de la personne noté.")
    return redirect("freins:plan", pk)


def _page(request: HttpRequest, dossier: Dossier, **formulaires: Any) -> HttpResponse:
    jour = aujourd_hui()
    voit_tout = peut_lire_sante(compte(request), dossier)
    contexte = {
        "dossier": dossier, "onglet": "plan",
        "plan": vue_du_plan(plan_de(dossier), dossier, jour, voit_tout=voit_tout),
        "peut_tout_imprimer": voit_tout,
        "form_objectif": FormObjectif(dossier=dossier),
        "form_accord": FormAccord(jour=jour, initial={"convenu_le": jour}),
    } | formulaires  # fmt: skip
    return rendre(request, "freins/plan.html", contexte, *formulaires.values())
