"""Pages of the text check: reading while typing, quarantine, decisions by two people."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parcours.comptes.models import Role
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.offres import etats, legalite, relecture, services_textes
from parcours.offres.forms_textes import FormulaireDecision, FormulaireTexte
from parcours.offres.models import DecisionTexte, EtatDecision, Ouverture
from parcours.offres.services_textes import DecisionImpossible
from parcours.socle.formulaires import rendre, sous_verrou, versionner
from parcours.socle.horloge import aujourd_hui

PAR_PAGE = 25


@require_POST
@exige_role(*ACCOMPAGNEMENT, Role.EMPLOYEUR)
def verifier_texte(request: HttpRequest) -> HttpResponse:
    """The findings of what is being typed; nothing is kept."""
    lus = [request.POST.get(c, "").replace("\r\n", "\n") for c in ("intitule", "description")]
    contexte = {"constats": legalite.lire(*lus), "est_vide": not any(lus), "modifiable": True}
    return render(request, "offres/_constats.html", contexte)


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def quarantaine(request: HttpRequest) -> HttpResponse:
    """Openings set aside, with what is wrong in each."""
    rangs = Ouverture.objects.filter(etat=etats.EN_QUARANTAINE).select_related("employeur")
    page = Paginator(rangs.order_by("-pk").prefetch_related("decisions_texte"), PAR_PAGE).get_page(
        request.GET.get("page")
    )
    lignes = [(o, services_textes.constats_charges(o)) for o in page]
    return render(request, "offres/quarantaine.html", {"page": page, "lignes": lignes})


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
@sous_verrou
def texte(request: HttpRequest, pk: int) -> HttpResponse:
    """One opening's words: correct them, ask that they stay, judge what a colleague asked."""
    ouverture = _ouverture(pk)
    formulaire = versionner(
        FormulaireTexte(relecture.donnees(request), ouverture=ouverture), ouverture
    )
    if relecture.est_demandee(request):
        return render(request, "offres/texte.html", _contexte(ouverture, formulaire.sans_juger()))
    if request.method == "POST" and formulaire.is_valid():
        ouverture = services_textes.corriger(
            par=request.user,  # type: ignore[arg-type]
            ouverture=ouverture, jour=aujourd_hui(), **formulaire.textes(),
        )  # fmt: skip
        _dire_l_etat(request, ouverture)
        return redirect("offres:texte", pk=pk)
    return rendre(request, "offres/texte.html", _contexte(ouverture, formulaire), formulaire)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def demander_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """An exception of the law, or a disagreement, written down."""
    ouverture = _ouverture(pk)
    formulaire = FormulaireDecision(request.POST, constats=_a_decider(ouverture))
    if not formulaire.is_valid() or not _demander(request, ouverture, formulaire):
        contexte = _contexte(
            ouverture, versionner(FormulaireTexte(None, ouverture=ouverture), ouverture)
        )
        contexte["form_decision"] = formulaire
        return rendre(request, "offres/texte.html", contexte, formulaire)
    return redirect("offres:texte", pk=pk)


def _demander(request: HttpRequest, ouverture: Ouverture, formulaire: FormulaireDecision) -> bool:
    try:
        decision = services_textes.demander(
            par=request.user,  # type: ignore[arg-type]
            ouverture=ouverture, **formulaire.cleaned_data,
        )  # fmt: skip
    except DecisionImpossible as refus:
        formulaire.add_error(None, str(refus))
        return False
    attend = decision.etat == EtatDecision.DEMANDEE
    suite = "Une seconde personne doit la juger." if attend else ""
    messages.success(request, f"Votre avis est gardé. {suite}".strip())
    return True


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def juger_decision(request: HttpRequest, pk: int, decision: int) -> HttpResponse:
    """A second person agrees or not."""
    demande = get_object_or_404(DecisionTexte, pk=decision, ouverture=pk)
    try:
        ouverture = services_textes.juger(
            par=request.user,  # type: ignore[arg-type]
            decision=demande, est_validee=request.POST.get("verdict") == "valider",
            jour=aujourd_hui(),
        )  # fmt: skip
        _dire_l_etat(request, ouverture)
    except DecisionImpossible as refus:
        messages.error(request, str(refus))
    return redirect("offres:texte", pk=pk)


def _dire_l_etat(request: HttpRequest, ouverture: Ouverture) -> None:
    if ouverture.etat == etats.EN_QUARANTAINE:
        messages.info(
            request, "C’est noté. L’offre reste en quarantaine : des mots interdits restent."
        )
    else:
        etat = ouverture.get_etat_display().lower()
        messages.success(request, f"C’est noté. L’offre est {etat}.")


def _ouverture(pk: int) -> Ouverture:
    return get_object_or_404(Ouverture.objects.select_related("employeur", "metier"), pk=pk)


def _a_decider(ouverture: Ouverture) -> list[legalite.Constat]:
    """Findings nobody has decided about, errors first."""
    ouverts = [c for c in services_textes.constats(ouverture) if c.decision is None]
    return sorted(ouverts, key=lambda c: not c.bloque)


def _contexte(ouverture: Ouverture, formulaire: FormulaireTexte) -> dict[str, Any]:
    a_decider = _a_decider(ouverture)
    demandees = ouverture.decisions_texte.filter(etat=EtatDecision.DEMANDEE)
    return {
        "ouverture": ouverture,
        "form": formulaire,
        "a_decider": a_decider,
        "form_decision": FormulaireDecision(constats=a_decider),
        "en_attente": demandees.select_related("par"),
        "peut_fermer": "fermer" in etats.possibles(ouverture.etat),
    }
