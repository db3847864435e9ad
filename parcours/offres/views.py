"""Pages of openings: the list, one opening, typing an offer, its states."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.offres import etats, listes, perms, relecture, services
from parcours.offres.fiche import GESTES, contexte_fiche, ouverture_ou_404
from parcours.offres.forms import (
    FiltreOuvertures,
    FormulaireMetier,
    FormulaireOuverture,
)
from parcours.offres.models import Ouverture
from parcours.socle.formulaires import rendre, sous_verrou, versionner
from parcours.socle.horloge import aujourd_hui, maintenant


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def liste(request: HttpRequest) -> HttpResponse:
    filtre = FiltreOuvertures(request.GET or None)
    est_valide = not filtre.is_bound or filtre.is_valid()
    donnees = filtre.cleaned_data if filtre.is_bound and est_valide else {}
    silencieuses = listes.des_silencieux(maintenant())
    page = listes.page(
        listes.filtrer(donnees, jour=aujourd_hui()), request.GET.get("page"),
        dernieres=() if donnees.get("tri") in listes.TRIS_CHOISIS else silencieuses,
        est_cherchee=bool(donnees.get("q")),
    )  # fmt: skip
    contexte = {
        "filtre": filtre, "page": page, "silencieuses": silencieuses, "est_filtree": bool(donnees),
        "a_un_filtre": any(donnees.get(c) for c in FiltreOuvertures.base_fields if c != "km"),
    }  # fmt: skip
    return rendre(request, "offres/liste.html", contexte, filtre)


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    ouverture = ouverture_ou_404(pk)
    return render(request, "offres/fiche.html", contexte_fiche(request, ouverture))


@exige_role(*ACCOMPAGNEMENT)
def nouvelle(request: HttpRequest) -> HttpResponse:
    formulaire = FormulaireOuverture.de(relecture.donnees(request))
    if relecture.est_demandee(request):
        return render(request, "offres/formulaire.html", {"form": formulaire.sans_juger()})
    if request.method == "POST" and formulaire.is_valid():
        ouverture = services.creer_ouverture(
            par=request.user,  # type: ignore[arg-type]
            champs=champs_avec_employeur(formulaire),
            exigences=formulaire.exigences(),
            jour=aujourd_hui(),
            jeton=formulaire.cleaned_data["jeton"],
            texte=formulaire.garde_texte(),
        )
        dire_la_suite(request, ouverture, "L’ouverture est publiée.")
        return redirect("offres:fiche", pk=ouverture.pk)
    return rendre(request, "offres/formulaire.html", {"form": formulaire}, formulaire)


@exige_role(*ACCOMPAGNEMENT)
@sous_verrou
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    ouverture = ouverture_ou_404(pk)
    if not perms.peut_modifier_tout(request.user, ouverture):
        raise PermissionDenied
    formulaire = _formulaire_de(request, ouverture)
    contexte = {"form": formulaire, "ouverture": ouverture}
    if relecture.est_demandee(request):
        formulaire.sans_juger()
        return render(request, "offres/formulaire.html", contexte)
    if request.method == "POST" and formulaire.is_valid():
        services.modifier_ouverture(
            par=request.user,  # type: ignore[arg-type]
            ouverture=ouverture,
            champs=champs_avec_employeur(formulaire),
            exigences=formulaire.exigences(),
            texte=formulaire.garde_texte(),
        )
        dire_la_suite(request, ouverture, "Les changements sont enregistrés.")
        return redirect("offres:fiche", pk=pk)
    return rendre(request, "offres/formulaire.html", contexte, formulaire)


def _formulaire_de(request: HttpRequest, ouverture: Ouverture) -> FormulaireOuverture:
    """The form of an opening; asked for métiers, it keeps the version it was opened on."""
    copie = ouverture_ou_404(ouverture.pk)
    formulaire = versionner(
        FormulaireOuverture.de(relecture.donnees(request), instance=copie), ouverture
    )
    formulaire.initial["version"] = request.POST.get("version", ouverture.version)
    return formulaire


def dire_la_suite(request: HttpRequest, ouverture: Ouverture, phrase: str) -> None:
    """Say that it is done, or that it waits for two people."""
    if ouverture.etat == etats.EN_QUARANTAINE:
        messages.info(
            request,
            "L’offre est enregistrée sans être publiée : son texte demande une exception, que deux "
            "personnes de l’équipe examinent.",
        )
    else:
        messages.success(request, phrase)


def champs_avec_employeur(formulaire: FormulaireOuverture) -> dict[str, Any]:
    """Fields of the opening, its employer chosen or created."""
    champs, lues = formulaire.champs_ouverture(), formulaire.cleaned_data
    if champs["employeur"] is None:
        champs["employeur"] = services.creer_employeur(
            nom=lues["employeur_nom"], siret=lues["employeur_siret"],
            est_particulier=lues["employeur_particulier"], email=champs["email_reponse"],
        )  # fmt: skip
    return champs


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def changer_etat(request: HttpRequest, pk: int, transition: str) -> HttpResponse:
    ouverture = ouverture_ou_404(pk)
    try:
        services.changer_etat(
            par=request.user,  # type: ignore[arg-type]
            ouverture=ouverture, transition=transition, jour=aujourd_hui(),
        )  # fmt: skip
        messages.success(request, GESTES[transition][1])
    except etats.TransitionRefusee as refus:
        messages.error(request, str(refus))
    return redirect("offres:fiche", pk=pk)


@exige_role(*ACCOMPAGNEMENT)
@sous_verrou
def corriger_metier(request: HttpRequest, pk: int) -> HttpResponse:
    """The métier of an imported opening, chosen by a person among those its title suggests."""
    ouverture = ouverture_ou_404(pk)
    if not perms.peut_corriger_metier(request.user, ouverture):
        raise PermissionDenied
    formulaire = versionner(FormulaireMetier(request.POST or None, ouverture=ouverture), ouverture)
    if formulaire.is_valid():
        services.corriger_metier(
            par=request.user,  # type: ignore[arg-type]
            ouverture=ouverture, metier=formulaire.cleaned_data["metier"],
        )  # fmt: skip
        messages.success(request, "Le métier est enregistré ; un import ne le changera pas.")
        return redirect("offres:fiche", pk=pk)
    contexte = {"form": formulaire, "ouverture": ouverture}
    return rendre(request, "offres/metier.html", contexte, formulaire)
