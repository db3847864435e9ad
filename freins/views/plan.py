"""The Plan tab: objectives, actions with an owner and a date, what came of them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from freins import services
from freins.etats import GESTES_ACTION, GesteImpossible
from freins.forms.plan import FormAccord, FormAction, FormObjectif, FormReport, FormResultat
from freins.lecture import plan_de
from freins.models import Action, Objectif
from freins.perms import peut_lire_sante
from freins.planification import vue_du_plan
from freins.themes import est_discrete
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


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def action_nouvelle(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a step to an objective."""
    objectif = get_object_or_404(Objectif.objects.select_related("plan", "frein"), pk=pk)
    dossier = dossier_modifiable(request, objectif.plan.dossier_id)
    form = FormAction(request.POST or None, jour=aujourd_hui())
    if form.is_valid():
        champs = ("intitule", "porteur", "echeance_le", "jeton")
        donnees = {c: form.cleaned_data[c] for c in champs}
        services.ajouter_action(objectif=objectif, par=compte(request), **donnees)
        messages.success(request, "Étape ajoutée.")
        return redirect("freins:plan", dossier.pk)
    contexte = {"dossier": dossier, "onglet": "plan", "objectif": objectif, "form": form}
    return rendre(request, "freins/action_nouvelle.html", contexte, form)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One step: what came of it, a new date, its history."""
    etape, dossier = _action(request, pk)
    form = FormReport(
        request.POST or None, jour=aujourd_hui(), initial={"echeance_le": etape.echeance_le}
    )
    if form.is_valid():
        _tenter(request, lambda: services.reporter(
            action=etape, par=compte(request), echeance_le=form.cleaned_data["echeance_le"]
        ), "Nouvelle date notée.")  # fmt: skip
        return redirect("freins:plan", dossier.pk)
    return _page_action(request, dossier, etape, form, FormResultat())


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def action_geste(request: HttpRequest, pk: int, geste: str) -> HttpResponse:
    """Apply one transition of the table to a step, with its result."""
    etape, dossier = _action(request, pk)
    if geste not in GESTES_ACTION:
        raise Http404
    form = FormResultat(request.POST)
    if not form.is_valid():
        report = FormReport(jour=aujourd_hui(), initial={"echeance_le": etape.echeance_le})
        return _page_action(request, dossier, etape, report, form)
    _tenter(request, lambda: services.faire_action(
        action=etape, geste=geste, par=compte(request), jour=aujourd_hui(),
        resultat=form.cleaned_data["resultat"],
    ), "Étape mise à jour.")  # fmt: skip
    return redirect("freins:plan", dossier.pk)


def _page(request: HttpRequest, dossier: Dossier, **formulaires: Any) -> HttpResponse:
    jour = aujourd_hui()
    contexte = {
        "dossier": dossier, "onglet": "plan",
        "plan": vue_du_plan(
            plan_de(dossier), dossier, jour, voit_tout=peut_lire_sante(compte(request), dossier)
        ),
        "form_objectif": FormObjectif(dossier=dossier),
        "form_accord": FormAccord(jour=jour, initial={"convenu_le": jour}),
    } | formulaires  # fmt: skip
    return rendre(request, "freins/plan.html", contexte, *formulaires.values())


def _page_action(
    request: HttpRequest, dossier: Dossier, etape: Action, report: FormReport, fin: FormResultat
) -> HttpResponse:
    histoire = etape.history.select_related("history_user").order_by("history_date", "history_id")
    contexte = {
        "dossier": dossier, "onglet": "plan", "action": etape, "form_report": report,
        "form_resultat": fin, "histoire": histoire,
    }  # fmt: skip
    return rendre(request, "freins/action.html", contexte, report, fin)


def _action(request: HttpRequest, pk: int) -> tuple[Action, Dossier]:
    actions = Action.objects.select_related("objectif__plan", "objectif__frein")
    etape = get_object_or_404(actions, pk=pk)
    dossier = dossier_modifiable(request, etape.objectif.plan.dossier_id)
    frein = etape.objectif.frein
    if frein and est_discrete(frein.thematique) and not peut_lire_sante(compte(request), dossier):
        raise PermissionDenied
    etape.objectif.plan.dossier = dossier
    return etape, dossier


def _tenter(request: HttpRequest, ecriture: Any, succes: str) -> None:
    try:
        ecriture()
        messages.success(request, succes)
    except GesteImpossible as refus:
        messages.error(request, str(refus))
