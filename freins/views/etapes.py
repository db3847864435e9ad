"""One step of the plan: added, changed, ended; what it changed is asked, then what it opened."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from freins import services
from freins.etats import GESTES_ACTION, GESTES_DE_FIN, GesteImpossible
from freins.forms.changements import FormAbandon, FormTerminer
from freins.forms.plan import FormAction, FormModifier
from freins.lecture import plan_de
from freins.models import A_FAIRE, OUVERTS, Action, Objectif
from freins.perms import peut_lire_sante, peut_toucher
from freins.planification import ObjectifLu, vue_du_plan
from freins.services.changements import etat_de
from freins.themes import est_discrete, theme
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte, dossier_modifiable
from parcours.dossiers.models import Dossier
from parcours.socle.formulaires import rendre
from parcours.socle.horloge import aujourd_hui

CE_QUI_S_EST_OUVERT = "matching:ce_qui_s_est_ouvert"


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def action_nouvelle(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a step to an objective, beside what was tried before."""
    objectif = get_object_or_404(Objectif.objects.select_related("plan", "frein"), pk=pk)
    dossier = dossier_modifiable(request, objectif.plan.dossier_id)
    _verifier_confidence(request, objectif, dossier)
    form = FormAction(request.POST or None, jour=aujourd_hui(), frein=objectif.frein)
    if form.is_valid():
        champs = ("intitule", "porteur", "echeance_le", "rappel_le", "solution", "jeton")
        donnees: dict[str, Any] = {c: form.cleaned_data.get(c) for c in champs}
        services.ajouter_action(objectif=objectif, par=compte(request), **donnees)
        messages.success(request, "Étape ajoutée.")
        return redirect("freins:plan", dossier.pk)
    contexte = {"dossier": dossier, "onglet": "plan", "lu": _lu(dossier, objectif), "form": form}
    return rendre(request, "freins/action_nouvelle.html", contexte, form)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One step: its state, a new date or owner, its history."""
    etape, dossier = _action(request, pk)
    form = FormModifier(request.POST or None, jour=aujourd_hui(), action=etape)
    if form.is_valid():
        donnees = {c: v for c, v in form.cleaned_data.items() if c != "confirme"}
        ecrire = lambda: services.modifier_action(action=etape, par=compte(request), **donnees)  # noqa: E731
        _tenter(request, ecrire, "Étape modifiée.")
        return redirect("freins:plan", dossier.pk)
    return _page(request, dossier, etape, form)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def action_geste(request: HttpRequest, pk: int, geste: str) -> HttpResponse:
    """Start a step, put it on hold, take it up again."""
    etape, dossier = _action(request, pk)
    if geste not in GESTES_ACTION or geste in GESTES_DE_FIN:
        raise Http404
    _tenter(request, lambda: services.faire_action(
        action=etape, geste=geste, par=compte(request), jour=aujourd_hui()
    ), "Étape mise à jour.")  # fmt: skip
    return redirect("freins:plan", dossier.pk)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def action_terminer(request: HttpRequest, pk: int) -> HttpResponse:
    """« Qu’est-ce que cela a donné ? », then what it opened."""
    etape, dossier = _action(request, pk)
    if request.method == "GET" and etape.statut not in A_FAIRE and not etape.est_a_preciser:
        return redirect("freins:action", pk)
    form = _form_terminer(request, etape, dossier)
    if form.is_bound and form.is_valid():
        try:
            services.terminer(
                action=etape, fin=form.fin(), version=form.form.cleaned_data["version"],
                par=compte(request), jour=aujourd_hui(),
            )  # fmt: skip
            return _suite(request, etape, dossier)
        except services.RienNeChange as refus:
            form.refuser(str(refus))
        except GesteImpossible as refus:
            messages.error(request, str(refus))
            return redirect("freins:plan", dossier.pk)
    return _page_fin(request, dossier, etape, form)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def action_abandonner(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a step up, with the reason."""
    etape, dossier = _action(request, pk)
    form = FormAbandon(request.POST)
    if not form.is_valid():
        modifier = FormModifier(jour=aujourd_hui(), action=etape)
        return _page(request, dossier, etape, modifier, form)
    _tenter(request, lambda: services.terminer(
        action=etape, fin=form.fin(), version=form.cleaned_data["version"], par=compte(request),
        jour=aujourd_hui(),
    ), "Étape abandonnée : la raison reste dans « Déjà essayé ».")  # fmt: skip
    return redirect("freins:plan", dossier.pk)


def _form_terminer(request: HttpRequest, etape: Action, dossier: Dossier) -> FormTerminer:
    frein = etape.objectif.frein
    le_sien = theme(frein.thematique) if frein else None
    famille = le_sien.famille if le_sien else None
    levable = frein and frein.statut in OUVERTS and peut_toucher(compte(request), frein)
    return FormTerminer(
        etape, famille=famille, etat=etat_de(dossier, famille, aujourd_hui()),
        est_levable=bool(levable),
        data=request.POST if request.method == "POST" else None,
    )  # fmt: skip


def _suite(request: HttpRequest, etape: Action, dossier: Dossier) -> HttpResponse:
    """To what it opened when a measure changed; the page is of another app, known by its name."""
    etape.refresh_from_db()
    if etape.effet:
        messages.success(request, "C’est noté : la mesure est à jour et le classement se refait.")
        return redirect(CE_QUI_S_EST_OUVERT, dossier.pk, etape.pk)
    messages.success(request, "C’est noté. Le frein et sa mesure restent comme ils étaient."
                     if etape.a_change is False else "C’est noté.")  # fmt: skip
    return redirect("freins:plan", dossier.pk)


def _page(
    request: HttpRequest, dossier: Dossier, etape: Action, form: FormModifier,
    form_abandon: FormAbandon | None = None,
) -> HttpResponse:  # fmt: skip
    histoire = etape.history.select_related("history_user").order_by("history_date", "history_id")
    abandon = form_abandon or FormAbandon(initial={"version": etape.version})
    contexte = {
        "dossier": dossier, "onglet": "plan", "action": etape, "form": form,
        "form_abandon": abandon, "histoire": histoire, "est_a_faire": etape.statut in A_FAIRE,
    }  # fmt: skip
    return rendre(request, "freins/action.html", contexte, form, abandon)


def _page_fin(
    request: HttpRequest, dossier: Dossier, etape: Action, form: FormTerminer
) -> HttpResponse:
    contexte = {
        "dossier": dossier, "onglet": "plan", "action": etape, "form": form.form,
        "mesure": form.mesure, "frein": etape.objectif.frein,
        "lu": _lu(dossier, etape.objectif),
    }  # fmt: skip
    return rendre(request, "freins/terminer.html", contexte, form)


def _lu(dossier: Dossier, objectif: Objectif) -> ObjectifLu:
    """The objective with what was tried before for its barrier; who is here may read it."""
    vue = vue_du_plan(plan_de(dossier), dossier, aujourd_hui(), voit_tout=True)
    return next(lu for lu in vue.objectifs if lu.objectif.pk == objectif.pk)


def _action(request: HttpRequest, pk: int) -> tuple[Action, Dossier]:
    actions = Action.objects.select_related("objectif__plan", "objectif__frein", "solution")
    etape = get_object_or_404(actions, pk=pk)
    dossier = dossier_modifiable(request, etape.objectif.plan.dossier_id)
    _verifier_confidence(request, etape.objectif, dossier)
    etape.objectif.plan.dossier = dossier
    if etape.objectif.frein:
        etape.objectif.frein.dossier = dossier
    return etape, dossier


def _verifier_confidence(request: HttpRequest, objectif: Objectif, dossier: Dossier) -> None:
    frein = objectif.frein
    if frein and est_discrete(frein.thematique) and not peut_lire_sante(compte(request), dossier):
        raise PermissionDenied


def _tenter(request: HttpRequest, ecriture: Any, succes: str) -> None:
    try:
        ecriture()
        messages.success(request, succes)
    except GesteImpossible as refus:
        messages.error(request, str(refus))
