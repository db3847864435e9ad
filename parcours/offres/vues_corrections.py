"""Correcting what was read in an opening, from its page; every answer goes back to that page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.offres import corrections
from parcours.offres.fiche import contexte_fiche, ouverture_ou_404
from parcours.offres.forms import FormulaireHoraires
from parcours.offres.formulaire_valeur import FormulaireDuree, FormulaireExigence, FormulaireValeur
from parcours.offres.models import ExigenceEcartee, ExigenceOuverture, Ouverture
from parcours.socle.formulaires import rendre, sous_verrou, versionner

FERMETES_CORRIGEES = {"E", "S", "inconnu"}
CORRIGEE = "L’exigence est corrigée ; un import ne la changera pas."


def _exigence(pk: int, exigence: int) -> ExigenceOuverture:
    exigences = ExigenceOuverture.objects.select_related("ouverture")
    return get_object_or_404(exigences, pk=exigence, ouverture=pk)


@exige_role(*ACCOMPAGNEMENT)
@sous_verrou
def horaires(request: HttpRequest, pk: int) -> HttpResponse:
    ouverture = ouverture_ou_404(pk)
    formulaire = FormulaireHoraires(request.POST or None, initial={"grille": ouverture.grille})
    formulaire = versionner(formulaire, ouverture)
    if request.method == "POST" and formulaire.is_valid():
        corrections.corriger_horaires(
            par=request.user,  # type: ignore[arg-type]
            ouverture=ouverture, grille=formulaire.cleaned_data["grille"],
        )  # fmt: skip
        messages.success(request, "Les horaires sont enregistrés ; un import ne les changera pas.")
        return redirect("offres:fiche", pk=pk)
    contexte = {"form": formulaire, "ouverture": ouverture}
    return rendre(request, "offres/horaires.html", contexte, formulaire)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def corriger_exigence(request: HttpRequest, pk: int, exigence: int) -> HttpResponse:
    """One click: E, S, inconnu, or `non` (the offer does not ask it)."""
    trouvee = _exigence(pk, exigence)
    fermete = request.POST.get("fermete", "")
    if fermete == "non":
        corrections.ecarter_exigence(par=request.user, exigence=trouvee)  # type: ignore[arg-type]
        messages.success(request, "L’exigence est écartée ; un import ne la ramènera pas.")
    elif fermete in FERMETES_CORRIGEES:
        corrections.changer_fermete(par=request.user, exigence=trouvee, fermete=fermete)  # type: ignore[arg-type]
        messages.success(request, CORRIGEE)
    else:
        messages.error(request, "Choisir : exigé, souhaité, à vérifier ou non demandé.")
    return redirect("offres:fiche", pk=pk)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def ajouter_exigence(request: HttpRequest, pk: int) -> HttpResponse:
    """What the text says and nothing read."""
    ouverture, formulaire = ouverture_ou_404(pk), FormulaireExigence(request.POST, prefix="ajout")
    if formulaire.is_valid():
        try:
            corrections.ajouter_exigence(
                par=request.user,  # type: ignore[arg-type]
                ouverture=ouverture, champs=formulaire.champs(),
            )  # fmt: skip
            messages.success(request, "L’exigence est ajoutée ; un import ne l’enlèvera pas.")
            return redirect("offres:fiche", pk=pk)
        except corrections.ExigenceDejaLa as refus:
            formulaire.add_error("quoi", str(refus))
    contexte = contexte_fiche(request, ouverture, ajout=formulaire)
    return rendre(request, "offres/fiche.html", contexte, formulaire)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def changer_valeur(request: HttpRequest, pk: int, exigence: int) -> HttpResponse:
    formulaire = FormulaireValeur(_exigence(pk, exigence), request.POST)
    if formulaire.is_valid():
        try:
            corrections.changer_valeur(
                par=request.user,  # type: ignore[arg-type]
                exigence=formulaire.exigence, **formulaire.valeur(),
            )  # fmt: skip
            messages.success(request, CORRIGEE)
            return redirect("offres:fiche", pk=pk)
        except corrections.ExigenceDejaLa as refus:
            formulaire.add_error(None, str(refus))
    contexte = contexte_fiche(request, ouverture_ou_404(pk), valeur=formulaire)
    return rendre(request, "offres/fiche.html", contexte, formulaire)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def revenir(request: HttpRequest, pk: int, exigence: int) -> HttpResponse:
    """Back to what was read; a second click finds it done."""
    try:
        corrections.revenir_a_la_lecture(par=request.user, exigence=_exigence(pk, exigence))  # type: ignore[arg-type]
        messages.success(request, "L’exigence est de nouveau comme l’offre la dit.")
    except corrections.ExigenceDejaLa as refus:
        messages.error(request, str(refus))
    return redirect("offres:fiche", pk=pk)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def retablir_exigence(request: HttpRequest, pk: int, ecartee: int) -> HttpResponse:
    """Undo; a second click finds it done."""
    get_object_or_404(Ouverture, pk=pk)
    ecartees = ExigenceEcartee.objects.select_related("ouverture")
    if trouvee := ecartees.filter(pk=ecartee, ouverture=pk).first():
        corrections.retablir_exigence(par=request.user, ecartee=trouvee)  # type: ignore[arg-type]
    messages.success(request, "L’exigence est rétablie.")
    return redirect("offres:fiche", pk=pk)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def corriger_duree(request: HttpRequest, pk: int) -> HttpResponse:
    ouverture = ouverture_ou_404(pk)
    formulaire = FormulaireDuree(request.POST)
    if not formulaire.is_valid():
        contexte = contexte_fiche(request, ouverture, duree=formulaire)
        return rendre(request, "offres/fiche.html", contexte, formulaire)
    corrections.corriger_duree(
        par=request.user,  # type: ignore[arg-type]
        ouverture=ouverture, heures=formulaire.cleaned_data["heures"],
    )  # fmt: skip
    messages.success(request, "La durée est enregistrée ; un import ne la changera pas.")
    return redirect("offres:fiche", pk=pk)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def corriger_fait(request: HttpRequest, pk: int, fait: str) -> HttpResponse:
    """One click: « oui » or « non » to a fact read in the text."""
    reponse = request.POST.get("reponse")
    if reponse not in ("oui", "non"):
        messages.error(request, "Répondre par oui ou par non.")
        return redirect("offres:fiche", pk=pk)
    corrections.corriger_fait(
        par=request.user,  # type: ignore[arg-type]
        ouverture=ouverture_ou_404(pk), fait=fait, est_vrai=reponse == "oui",
    )  # fmt: skip
    messages.success(request, "C’est corrigé ; un import ne le changera pas.")
    return redirect("offres:fiche", pk=pk)
