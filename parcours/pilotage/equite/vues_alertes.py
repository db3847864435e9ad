"""Alerts: the team opens its list and closes the alert with words; the coordinator follows."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from matching import services
from matching.models import AlerteEquite, EtatAlerte
from parcours.comptes.models import Role
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role, structures_de
from parcours.dossiers.acces import compte
from parcours.pilotage.equite import alertes
from parcours.socle.formulaires import Formulaire
from parcours.socle.horloge import aujourd_hui

PAR_PAGE = 10


class CloreForm(Formulaire):
    """What was done, or why nothing is."""

    etat = forms.ChoiceField(
        label="Cette alerte est", widget=forms.RadioSelect,
        choices=[(EtatAlerte.TRAITEE, "traitée"), (EtatAlerte.ECARTEE, "écartée")],
    )  # fmt: skip
    motif = forms.CharField(
        label="Ce qui a été fait, ou pourquoi", min_length=5, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Sans nom ni détail sur une personne : cette phrase est lue par l’équipe.",
    )  # fmt: skip


@exige_role(*ACCOMPAGNEMENT)
@require_GET
def liste(request: HttpRequest) -> HttpResponse:
    """The alerts of the structure, and what was lately closed."""
    utilisateur = compte(request)
    contexte = {
        "alertes": [(a, alertes.titre(a)) for a in alertes.ouvertes(utilisateur)[:50]],
        "closes": [(a, alertes.titre(a)) for a in alertes.closes(utilisateur)[:20]],
    }
    return render(request, "pilotage/equite/alertes.html", contexte)


@exige_role(*ACCOMPAGNEMENT)
@require_GET
def ouvrir(request: HttpRequest, pk: int) -> HttpResponse:
    """The people behind an alert that this account may see, each with a reason and a next step."""
    return _ouvrir(request, _alerte(request, pk), CloreForm())


@exige_role(*ACCOMPAGNEMENT)
@require_POST
def clore(request: HttpRequest, pk: int) -> HttpResponse:
    """Say it is handled, or set it aside, with words."""
    siennes = AlerteEquite.objects.filter(structure_id__in=structures_de(compte(request)))
    alerte, form = get_object_or_404(siennes, pk=pk), CloreForm(request.POST)
    if not form.is_valid():
        return _ouvrir(request, alerte, form, status=422)
    try:
        services.clore(alerte_id=alerte.pk, par=compte(request), **form.cleaned_data)
    except services.AlerteClose as refus:
        messages.warning(request, str(refus))
    else:
        messages.success(request, "C’est noté. L’alerte ne reviendra pas avant deux mois.")
    return redirect("pilotage:alertes")


@exige_role(Role.PILOTAGE)
@require_GET
def suivi(request: HttpRequest) -> HttpResponse:
    """What stands and what was done, in rounded numbers."""
    return render(request, "pilotage/equite/suivi.html", {"lignes": alertes.suivi()})


def _alerte(request: HttpRequest, pk: int) -> AlerteEquite:
    """One of the structures of this account; 404 otherwise."""
    miennes = AlerteEquite.objects.filter(pk__in=alertes.ouvertes(compte(request)).values("pk"))
    return get_object_or_404(miennes, pk=pk)


def _ouvrir(
    request: HttpRequest, alerte: AlerteEquite, form: CloreForm, status: int = 200
) -> HttpResponse:
    lignes = alertes.concernes(alerte, compte(request), aujourd_hui())
    page = Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "alerte": alerte,
        "titre": alertes.titre(alerte),
        "page": page,
        "raisons": alertes.raisons(page.object_list, alerte.famille),
        "form": form,
        "est_responsable": compte(request).role == Role.RESPONSABLE,
    }
    return render(request, "pilotage/equite/alerte.html", contexte, status=status)
