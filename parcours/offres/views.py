"""Pages of openings: the list, one opening, typing an offer, correcting what was read."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.offres import etats, listes, perms, relecture, services, services_textes
from parcours.offres.contextes import conditions_du_metier
from parcours.offres.forms import (
    FERMETES,
    FiltreOuvertures,
    FormulaireHoraires,
    FormulaireOuverture,
)
from parcours.offres.models import ExigenceEcartee, ExigenceOuverture, Ouverture
from parcours.offres.presentation import en_ordre, noms_des_conditions
from parcours.socle.formulaires import rendre, sous_verrou, versionner
from parcours.socle.horloge import aujourd_hui

GESTES = {
    "pourvoir": ("Déclarer pourvue", "L’ouverture est pourvue."),
    "fermer": ("Fermer", "L’ouverture est fermée."),
    "rouvrir": ("Rouvrir", "L’ouverture est de nouveau publiée."),
    "publier": ("Publier", "L’ouverture est publiée."),
}
FERMETES_CORRIGEES = {"E", "S", "inconnu"}


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def liste(request: HttpRequest) -> HttpResponse:
    filtre = FiltreOuvertures(request.GET or None)
    est_valide = not filtre.is_bound or filtre.is_valid()
    donnees = filtre.cleaned_data if filtre.is_bound and est_valide else {}
    page = listes.page(listes.filtrer(donnees, jour=aujourd_hui()), request.GET.get("page"))
    contexte = {
        "filtre": filtre, "page": page, "est_filtree": bool(donnees),
        "a_un_filtre": any(donnees.get(c) for c in FiltreOuvertures.base_fields if c != "km"),
    }  # fmt: skip
    return rendre(request, "offres/liste.html", contexte, filtre)


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    ouverture = _ouverture(pk)
    return render(request, "offres/fiche.html", _contexte_fiche(request, ouverture))


def _contexte_fiche(request: HttpRequest, ouverture: Ouverture) -> dict[str, Any]:
    metier = ouverture.metier_id
    deduites = conditions_du_metier([metier]).get(metier, frozenset()) if metier else frozenset()
    exigences = en_ordre(ouverture.exigences.order_by("code", "pk"))
    dites = {e.code for e in exigences}
    permises = etats.possibles(ouverture.etat)
    dossier = request.GET.get("dossier", "")
    return {
        "ouverture": ouverture,
        "exigences": exigences,
        "ecartees": list(ouverture.exigences_ecartees.order_by("pk")),
        "deduites": noms_des_conditions(deduites - dites),
        "gestes": [(t, GESTES[t][0]) for t in permises if t in GESTES],
        "fermetes": [*FERMETES, ("inconnu", "à vérifier")],
        "peut_modifier": perms.peut_modifier_tout(request.user, ouverture),
        "constats": [c for c in services_textes.constats(ouverture) if not c.est_regle],
        "dossier_pk": int(dossier) if dossier.isdecimal() and len(dossier) < 19 else None,
    }


def _ouverture(pk: int) -> Ouverture:
    liees = Ouverture.objects.select_related("employeur", "metier", "commune", "clause")
    return get_object_or_404(liees, pk=pk)


@exige_role(*ACCOMPAGNEMENT)
def nouvelle(request: HttpRequest) -> HttpResponse:
    formulaire = FormulaireOuverture(relecture.donnees(request))
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
    ouverture = _ouverture(pk)
    if not perms.peut_modifier_tout(request.user, ouverture):
        raise PermissionDenied
    formulaire = FormulaireOuverture(relecture.donnees(request), instance=_ouverture(pk))
    formulaire = versionner(formulaire, ouverture)
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
    ouverture = _ouverture(pk)
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
def horaires(request: HttpRequest, pk: int) -> HttpResponse:
    ouverture = _ouverture(pk)
    formulaire = FormulaireHoraires(request.POST or None, initial={"grille": ouverture.grille})
    formulaire = versionner(formulaire, ouverture)
    if request.method == "POST" and formulaire.is_valid():
        services.corriger_horaires(
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
    trouvee = get_object_or_404(
        ExigenceOuverture.objects.select_related("ouverture"), pk=exigence, ouverture=pk
    )
    fermete = request.POST.get("fermete", "")
    if fermete == "non":
        services.ecarter_exigence(par=request.user, exigence=trouvee)  # type: ignore[arg-type]
        messages.success(request, "L’exigence est écartée ; un import ne la ramènera pas.")
    elif fermete in FERMETES_CORRIGEES:
        services.corriger_exigence(par=request.user, exigence=trouvee, fermete=fermete)  # type: ignore[arg-type]
        messages.success(request, "L’exigence est corrigée ; un import ne la changera pas.")
    else:
        messages.error(request, "Choisir : exigé, souhaité, à vérifier ou non demandé.")
    return redirect("offres:fiche", pk=pk)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def retablir_exigence(request: HttpRequest, pk: int, ecartee: int) -> HttpResponse:
    """Undo; a second click finds it done."""
    get_object_or_404(Ouverture, pk=pk)
    ecartees = ExigenceEcartee.objects.select_related("ouverture")
    if trouvee := ecartees.filter(pk=ecartee, ouverture=pk).first():
        services.retablir_exigence(par=request.user, ecartee=trouvee)  # type: ignore[arg-type]
    messages.success(request, "L’exigence est rétablie.")
    return redirect("offres:fiche", pk=pk)
