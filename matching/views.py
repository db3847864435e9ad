"""The Suggestions tab of a dossier, and « Mes pistes » of the person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from freins.forms.conversation import FormConversation
from freins.models import Action
from freins.themes import est_discrete
from matching import services
from matching.ecrans import clair, pourquoi, vivant
from matching.ecrans.chercher import chercher as trouver
from matching.ecrans.effets import effet_de
from matching.ecrans.pistes import REGARD, mes_pistes
from matching.ecrans.pour_qui import pour_qui as pour_qui_cette_ouverture
from matching.ecrans.regards import Regard
from matching.ecrans.suggestions import bloquees, onglet, une_carte
from matching.forms import Filtres, FormChercher, FormEcarter, FormReponse
from parcours.comptes.models import Role
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import (
    compte,
    dossier_de_la_personne,
    dossier_lisible,
    dossier_modifiable,
)
from parcours.dossiers.models import Dossier, StatutDossier
from parcours.dossiers.services.recherches import vouloir_metier
from parcours.offres.models import Ouverture
from parcours.referentiels.champs import code_de
from parcours.referentiels.models import Metier
from parcours.socle.formulaires import rendre
from parcours.socle.horloge import aujourd_hui

PLUS_PROPOSEE = "Cette ouverture n’est plus proposée."


@exige_role(*ACCOMPAGNEMENT)
@require_safe
def suggestions(request: HttpRequest, pk: int) -> HttpResponse:
    """Rank now and show a page of the list, with what blocks the rest."""
    dossier = dossier_lisible(request, pk)
    if dossier.statut == StatutDossier.CLOS:
        return _clos(request, pk)
    filtres = Filtres(request.GET)
    contexte = {
        "dossier": dossier,
        "onglet": "suggestions",
        "filtres": filtres,
        "vue": onglet(
            dossier, Regard.de(compte(request), dossier), filtres, request.GET.get("page", 1)
        ),
    }
    return render(request, "matching/suggestions.html", contexte)


@exige_role(*ACCOMPAGNEMENT)
@require_POST
def recalculer(request: HttpRequest, pk: int) -> HttpResponse:
    """Rank again on demand."""
    dossier = dossier_lisible(request, pk)
    if dossier.statut == StatutDossier.CLOS:
        return _clos(request, pk)
    services.calculer(dossier)
    messages.success(request, "Suggestions recalculées avec les informations du dossier.")
    return redirect("matching:suggestions", pk)


def _clos(request: HttpRequest, pk: int) -> HttpResponse:
    """A closed dossier is read, no longer ranked."""
    messages.info(request, "Ce dossier est clos : il n’est plus classé. Voici son bilan.")
    return redirect("freins:bilan", pk)


@exige_role(*ACCOMPAGNEMENT)
@require_POST
def compte_vivant(request: HttpRequest, pk: int) -> HttpResponse:
    """Count with the conversation as it is typed; a fragment, nothing written."""
    dossier = dossier_modifiable(request, pk)
    form = FormConversation.pour(dossier, compte(request), request.POST)
    vue = vivant.compter(dossier, Regard.de(compte(request), dossier), form)
    return render(request, "matching/_compte_vivant.html", {"dossier": dossier, "vue": vue})


@exige_role(*ACCOMPAGNEMENT)
@require_safe
def bloquees_par(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the openings that the same barriers block, with their causes."""
    dossier = dossier_lisible(request, pk)
    regard = Regard.de(compte(request), dossier)
    vue = bloquees(dossier, regard, request.GET.get("par", ""), request.GET.get("page", 1))
    if vue is None:
        messages.info(request, "Plus aucune ouverture n’est bloquée pour cette raison.")
        return redirect("matching:suggestions", pk)
    contexte = {"dossier": dossier, "onglet": "suggestions", "vue": vue}
    return render(request, "matching/bloquees.html", contexte)


@exige_role(*ACCOMPAGNEMENT)
@require_safe
def expliquer(request: HttpRequest, pk: int, ouverture: int) -> HttpResponse:
    """« Pourquoi ? »: the contributions, the criteria, where each was read."""
    dossier = dossier_lisible(request, pk)
    visee = get_object_or_404(Ouverture, pk=ouverture)
    carte = une_carte(dossier, visee.pk, Regard.de(compte(request), dossier))
    if carte is None:
        messages.info(request, PLUS_PROPOSEE)
        return redirect("matching:suggestions", pk)
    contexte = {"dossier": dossier, "onglet": "suggestions", **pourquoi.contexte(carte)}
    return render(request, "matching/pourquoi.html", contexte)


@exige_role(*ACCOMPAGNEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def ecarter(request: HttpRequest, pk: int, ouverture: int) -> HttpResponse:
    """Put an opening aside, with its reason."""
    dossier = dossier_modifiable(request, pk)
    visee = get_object_or_404(Ouverture, pk=ouverture)
    form = FormEcarter(request.POST if request.method == "POST" else None)
    if form.is_valid():
        motif = form.cleaned_data["motif"]
        services.ecarter(dossier=dossier, ouverture=visee, motif=motif, par=compte(request))
        messages.success(request, f"« {visee.intitule} » est rangée dans « Écartées ».")
        return redirect("matching:suggestions", pk)
    contexte = {"dossier": dossier, "onglet": "suggestions", "ouverture": visee, "form": form}
    return rendre(request, "matching/ecarter.html", contexte, form)


@exige_role(*ACCOMPAGNEMENT)
@require_POST
def reprendre(request: HttpRequest, pk: int, ouverture: int) -> HttpResponse:
    """Bring back an opening put aside."""
    dossier = dossier_modifiable(request, pk)
    visee = get_object_or_404(Ouverture, pk=ouverture)
    if services.reprendre(dossier=dossier, ouverture=visee, par=compte(request)):
        messages.success(request, f"« {visee.intitule} » est revenue dans les suggestions.")
    return redirect("matching:suggestions", pk)


@exige_role(*ACCOMPAGNEMENT)
@require_safe
def ce_qui_s_est_ouvert(request: HttpRequest, pk: int, action: int) -> HttpResponse:
    """The openings that the new measure of a finished step made accessible."""
    dossier = dossier_lisible(request, pk)
    regard = Regard.de(compte(request), dossier)
    siennes = Action.objects.filter(objectif__plan__dossier=dossier).exclude(effet={})
    etape = get_object_or_404(siennes.select_related("objectif__frein"), pk=action)
    frein = etape.objectif.frein
    if frein and est_discrete(frein.thematique) and not regard.voit_limites:
        raise Http404
    vue = effet_de(etape, dossier, regard, request.GET.get("page", 1))
    contexte = {"dossier": dossier, "onglet": "plan", "etape": etape, "vue": vue}
    return render(request, "matching/effet.html", contexte)


@exige_role(*ACCOMPAGNEMENT)
@require_safe
def pour_qui(request: HttpRequest, pk: int) -> HttpResponse:
    """The people of one's own portfolio whom a published opening suits."""
    jour = aujourd_hui()
    visee = get_object_or_404(Ouverture.objects.select_related("employeur", "commune"), pk=pk)
    if not Ouverture.objects.publiees(jour).filter(pk=pk).exists():
        messages.info(request, PLUS_PROPOSEE)
        return redirect("offres:fiche", pk)
    vue = pour_qui_cette_ouverture(visee, compte(request), jour)
    return render(request, "matching/pour_qui.html", {"vue": vue, "ouverture": visee})


# --- The person ---------------------------------------------------------------------------------


@exige_role(Role.PERSONNE)
@require_safe
def pistes(request: HttpRequest) -> HttpResponse:
    """Show at most five openings, in plain words, and what was already said."""
    dossier = dossier_de_la_personne(request)
    vue = mes_pistes(dossier)
    contexte = {
        "dossier": dossier,
        "vue": vue,
        "pistes": [(carte, clair.dire(carte)) for carte in vue.cartes],
        "form": FormReponse(),
        "chercher": FormChercher(),
    }
    return render(request, "matching/mes_pistes.html", contexte)


@exige_role(Role.PERSONNE)
@require_safe
def chercher(request: HttpRequest) -> HttpResponse:
    """« Je cherche : nounou »: métiers for the person's words, then openings of one of them."""
    dossier = dossier_de_la_personne(request)
    form = FormChercher(request.GET if "q" in request.GET else None)
    texte = form.cleaned_data["q"] if form.is_valid() else ""
    vue = trouver(dossier, code_de(texte), request.GET.get("metier", "")[:5])
    contexte = {
        "dossier": dossier, "chercher": form, "texte": texte, "vue": vue,
        "resultats": [(carte, clair.dire(carte)) for carte in vue.cartes],
    }  # fmt: skip
    return render(request, "matching/chercher.html", contexte)


@exige_role(Role.PERSONNE)
@require_POST
def vouloir(request: HttpRequest) -> HttpResponse:
    """Add a métier found to what the person looks for; twice is once."""
    dossier = dossier_de_la_personne(request)
    metier = get_object_or_404(Metier, pk=request.POST.get("metier", ""), est_retire=False)
    vouloir_metier(dossier=dossier, par=compte(request), metier=metier)
    messages.success(
        request, f"C’est noté : vous cherchez « {metier.libelle} ». Vos pistes en tiennent compte."
    )
    return redirect("matching:mes_pistes")


@exige_role(Role.PERSONNE)
@require_http_methods(["GET", "HEAD", "POST"])
def piste(request: HttpRequest, ouverture: int) -> HttpResponse:
    """One opening in plain words; POST says yes, or no with a reason."""
    dossier = dossier_de_la_personne(request)
    visee = get_object_or_404(Ouverture, pk=ouverture)
    carte = une_carte(dossier, visee.pk, REGARD)
    if carte is None:
        messages.info(request, PLUS_PROPOSEE)
        return redirect("matching:mes_pistes")
    form = FormReponse(request.POST) if request.method == "POST" else FormReponse()
    if form.is_bound and form.is_valid():
        return _repondre(request, dossier, visee, form.cleaned_data)
    contexte = {"dossier": dossier, "carte": carte, "clair": clair.dire(carte), "form": form}
    return rendre(request, "matching/piste.html", contexte, form)


def _repondre(
    request: HttpRequest, dossier: Dossier, ouverture: Ouverture, reponse: dict[str, Any]
) -> HttpResponse:
    if reponse["reponse"] == "oui":
        services.dire_oui(dossier=dossier, ouverture=ouverture, par=compte(request))
        prenom = dossier.referent.prenom
        messages.success(request, f"C’est noté. {prenom} le voit et va vous en parler.")
    else:
        services.dire_non(
            dossier=dossier, ouverture=ouverture, motif=reponse["motif"], par=compte(request)
        )
        messages.success(request, "C’est noté. On ne vous la montre plus.")
    return redirect(reverse("matching:mes_pistes"))
