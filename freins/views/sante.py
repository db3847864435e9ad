"""Functional limits: read by the référent for a stated reason, or by the person (VIS-04)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from freins import perms, services
from freins.forms.freins import FormMotif
from freins.forms.mesures import FormSante
from freins.lecture import Acquis, freins_de
from freins.models import LimitesSante
from freins.services.sante import consentement_actif
from matching.moteur.vocabulaire import CONDITIONS
from parcours.comptes.models import Role
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte, dossier_de_la_personne, dossier_modifiable
from parcours.dossiers.models import Dossier, MoyenConsentement
from parcours.socle.formulaires import rendre
from parcours.socle.journal import noter_lecture

CHAMP = "sante"


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def sante(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the limits to the référent who says why; 403 without a reason, and for anyone else."""
    dossier = dossier_modifiable(request, pk)
    if not perms.peut_lire_sante(compte(request), dossier):
        raise PermissionDenied
    form = FormMotif(request.POST if request.method == "POST" else None)
    contexte = {"dossier": dossier, "onglet": "freins", "form": form}
    if not form.is_valid():
        return render(request, "freins/sante_motif.html", contexte, status=403)
    motif = form.cleaned_data["motif"]
    noter_lecture(acteur=request.user, dossier_id=pk, champ=CHAMP, motif=motif)
    fiche = LimitesSante.objects.filter(dossier=dossier).first()
    codes = fiche.codes if fiche else []
    contexte |= {
        "limites": [CONDITIONS[code] for code in codes],
        "accord": consentement_actif(dossier),
        "freins": freins_de(dossier, Acquis(), sante=True),
        "form_limites": FormSante(initial={"limites": codes}),
    }
    return render(request, "freins/sante.html", contexte)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def limites(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace the limits with the person present, on their agreement."""
    dossier = dossier_modifiable(request, pk)
    if not perms.peut_lire_sante(compte(request), dossier):
        raise PermissionDenied
    form = FormSante(request.POST)
    if form.is_valid() and form.cleaned_data["accord"]:
        moyen = form.cleaned_data["moyen"] or MoyenConsentement.ORAL
        _noter(request, dossier, form, moyen)
        return redirect("freins:onglet", pk)
    if form.is_valid():
        form.add_error("accord", "Rien n’est noté sans l’accord de la personne.")
    contexte = {"dossier": dossier, "onglet": "freins", "form_limites": form}
    return rendre(request, "freins/sante_limites.html", contexte, form)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def retirer(request: HttpRequest, pk: int) -> HttpResponse:
    """The person withdraws their agreement through the référent: the limits are emptied."""
    dossier = dossier_modifiable(request, pk)
    if not perms.peut_lire_sante(compte(request), dossier):
        raise PermissionDenied
    services.retirer_accord(dossier=dossier, par=compte(request))
    messages.success(request, "Accord retiré : les limites sont effacées.")
    return redirect("freins:onglet", pk)


@require_http_methods(["GET", "POST"])
@exige_role(Role.PERSONNE)
def mes_limites(request: HttpRequest) -> HttpResponse:
    """The person sees, changes, or takes back the limits they chose."""
    dossier = dossier_de_la_personne(request)
    fiche = LimitesSante.objects.filter(dossier=dossier).first()
    deja = fiche.codes if fiche else []
    if request.method == "POST" and request.POST.get("geste") == "retirer":
        services.retirer_accord(dossier=dossier, par=compte(request))
        messages.success(request, "Votre accord est retiré : ces informations sont effacées.")
        return redirect("freins:mes_limites")
    form = FormSante(request.POST if request.method == "POST" else None, initial={"limites": deja})
    if form.is_valid() and form.cleaned_data["accord"]:
        _noter(request, dossier, form, MoyenConsentement.EN_LIGNE)
        return redirect("freins:mes_limites")
    if form.is_bound and form.is_valid():
        form.add_error("accord", "Pour enregistrer, cochez votre accord.")
    contexte = {"form": form, "accord": consentement_actif(dossier), "a_des_limites": bool(deja)}
    return rendre(request, "freins/mes_limites.html", contexte, form)


def _noter(request: HttpRequest, dossier: Dossier, form: FormSante, moyen: str) -> None:
    services.noter_limites(
        dossier=dossier, limites=form.cleaned_data["limites"], par=compte(request),
        consent=True, moyen=moyen,
    )  # fmt: skip
    messages.success(
        request, "C’est enregistré, et lu par la personne et sa ou son référent seuls."
    )
