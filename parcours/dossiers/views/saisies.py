"""Forms on the person: identity, project, status, situations, search."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte, dossier_modifiable
from parcours.dossiers.forms.personnes import PersonneForm, ProjetForm, StatutForm
from parcours.dossiers.forms.recherches import RechercheForm
from parcours.dossiers.forms.situations import SituationForm
from parcours.dossiers.modeles.dossiers import NatureSituation, Situation
from parcours.dossiers.modeles.recherches import Recherche
from parcours.dossiers.services.dossiers import changer_statut, modifier_projet
from parcours.dossiers.services.personnes import enregistrer_personne
from parcours.dossiers.services.recherches import enregistrer_recherche
from parcours.dossiers.services.situations import noter_situation, retirer_situation
from parcours.dossiers.views.bases import page_formulaire
from parcours.socle.formulaires import sous_verrou, versionner


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
@sous_verrou
def personne(request: HttpRequest, pk: int) -> HttpResponse:
    """Identity, contact, address and neighbourhood."""
    dossier = dossier_modifiable(request, pk)
    fiche = type(dossier.personne).objects.get(pk=dossier.personne_id)
    form = PersonneForm(request.POST or None, instance=fiche, structure=dossier.structure)
    form = versionner(form, fiche)
    if request.method == "POST" and form.is_valid():
        lieu = {c: form.cleaned_data[c] for c in ("point", "quartier")}
        enregistrer_personne(dossier=dossier, par=compte(request), champs=form.champs(), **lieu)
        messages.success(request, "Identité et adresse enregistrées.")
        return redirect("dossiers:synthese", dossier.pk)
    gabarit = "dossiers/personne.html"
    return page_formulaire(request, dossier, form, titre="Identité et adresse", gabarit=gabarit)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
@sous_verrou
def projet(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person aims at."""
    dossier = dossier_modifiable(request, pk)
    form = ProjetForm(request.POST or None, initial=_initial(dossier, "projet", "origine"))
    form = versionner(form, dossier)
    if request.method == "POST" and form.is_valid():
        modifier_projet(dossier=dossier, par=compte(request), **form.cleaned_data)
        messages.success(request, "Projet enregistré.")
        return redirect("dossiers:synthese", dossier.pk)
    return page_formulaire(request, dossier, form, titre="Projet")


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
@sous_verrou
def statut(request: HttpRequest, pk: int) -> HttpResponse:
    """Suspend, close or open the dossier again."""
    dossier = dossier_modifiable(request, pk)
    form = StatutForm(request.POST or None, initial=_initial(dossier, "statut"), dossier=dossier)
    form = versionner(form, dossier)
    if request.method == "POST" and form.is_valid():
        changer_statut(dossier=dossier, par=compte(request), **form.cleaned_data)
        messages.success(request, f"Dossier {dossier.get_statut_display().lower()}.")
        return redirect("dossiers:synthese", dossier.pk)
    return page_formulaire(request, dossier, form, titre="Statut du dossier")


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
@sous_verrou
def situation(request: HttpRequest, pk: int, nature: str) -> HttpResponse:
    """One dated right or registration."""
    dossier = dossier_modifiable(request, pk)
    if nature not in NatureSituation.values:
        raise Http404
    notee = Situation.objects.filter(dossier=dossier, nature=nature).first()
    situee = notee or Situation(nature=nature)
    form = versionner(SituationForm(request.POST or None, instance=situee, nature=nature), situee)
    if request.method == "POST" and form.is_valid():
        champs = form.cleaned_data
        noter_situation(dossier=dossier, par=compte(request), nature=nature, champs=champs)
        messages.success(request, f"{NatureSituation(nature).label} : enregistré.")
        return redirect("dossiers:synthese", dossier.pk)
    retirer = notee and reverse("dossiers:situation_retirer", args=[dossier.pk, nature])
    titre = NatureSituation(nature).label
    return page_formulaire(request, dossier, form, titre=titre, retirer=retirer)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def situation_retirer(request: HttpRequest, pk: int, nature: str) -> HttpResponse:
    """Remove a situation recorded by mistake."""
    dossier = dossier_modifiable(request, pk)
    if nature not in NatureSituation.values:
        raise Http404
    notee = Situation.objects.filter(dossier=dossier, nature=nature).first()
    if notee is not None:  # removed already by a double click: the same end
        retirer_situation(situation=notee, par=compte(request))
    messages.success(request, f"{NatureSituation(nature).label} : retiré.")
    return redirect("dossiers:synthese", dossier.pk)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
@sous_verrou
def recherche(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person wants."""
    dossier = dossier_modifiable(request, pk)
    rang = Recherche.objects.filter(dossier=dossier).first() or Recherche(dossier=dossier)
    form = versionner(RechercheForm(request.POST or None, recherche=rang), rang)
    if request.method == "POST" and form.is_valid():
        enregistrer_recherche(
            dossier=dossier, par=compte(request), champs=form.champs(), metiers=form.metiers()
        )
        messages.success(request, "Recherche enregistrée. Les suggestions se recalculent.")
        return redirect("dossiers:synthese", dossier.pk)
    gabarit = "dossiers/recherche.html"
    return page_formulaire(request, dossier, form, titre="Ce qui est cherché", gabarit=gabarit)


def _initial(objet: object, *champs: str) -> dict[str, object]:
    return {c: getattr(objet, c) for c in champs}
