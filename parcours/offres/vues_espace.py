"""The employer's own pages: signing up, offers, team."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parcours.comptes.models import Role, Utilisateur
from parcours.comptes.roles import exige_role
from parcours.offres import etats, relecture, services, services_employeurs
from parcours.offres.fiche import GESTES
from parcours.offres.forms_employeurs import (
    FormulaireInscription,
    FormulaireInvitation,
    FormulairePublier,
)
from parcours.offres.models import DemandeEmployeur, Employeur, Ouverture
from parcours.offres.presentation import en_ordre
from parcours.offres.services_employeurs import DemandeImpossible
from parcours.offres.views import dire_la_suite
from parcours.socle.formulaires import rendre
from parcours.socle.horloge import aujourd_hui


def _employeurs(request: HttpRequest) -> QuerySet[Employeur]:
    return Employeur.objects.filter(membres=request.user).order_by("nom", "pk")  # type: ignore[misc]


def _siennes(request: HttpRequest) -> QuerySet[Ouverture]:
    liees = Ouverture.objects.select_related("employeur", "metier", "commune", "clause")
    return liees.filter(employeur__in=_employeurs(request))


@login_not_required
@require_http_methods(["GET", "POST"])
def inscription(request: HttpRequest) -> HttpResponse:
    """Ask for a space; the answer does not tell whether the address is known."""
    form = FormulaireInscription(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services_employeurs.demander(inscription=form.inscription())
        return render(request, "offres/espace/demande_partie.html")
    return rendre(request, "offres/espace/inscription.html", {"form": form}, form)


@require_safe
@exige_role(Role.EMPLOYEUR)
def espace(request: HttpRequest) -> HttpResponse:
    """Their offers; without an employer yet, where their request stands."""
    employeurs = list(_employeurs(request))
    if not employeurs:
        demandes = DemandeEmployeur.objects.filter(utilisateur=request.user)  # type: ignore[misc]
        return render(request, "offres/espace/attente.html", {"demande": demandes.last()})
    offres = _siennes(request).order_by("-publiee_le", "-pk")
    vivantes = [o for o in offres if o.etat not in (etats.FERMEE, etats.POURVUE)]
    finies = [o for o in offres if o not in vivantes]
    contexte = {"employeurs": employeurs, "vivantes": vivantes, "finies": finies}
    return render(request, "offres/espace/offres.html", contexte)


@require_http_methods(["GET", "POST"])
@exige_role(Role.EMPLOYEUR)
def publier(request: HttpRequest) -> HttpResponse:
    """Type an offer and publish it."""
    data = relecture.donnees(request)
    employeurs = _employeurs(request)
    if not employeurs.exists():
        return redirect("offres:espace")
    form = FormulairePublier.de(data, employeurs=employeurs, initial=_initial(request, employeurs))
    if relecture.est_demandee(request):
        return render(request, "offres/espace/publier.html", {"form": form.sans_juger()})
    if request.method == "POST" and form.is_valid():
        ouverture = services.creer_ouverture(
            par=request.user,  # type: ignore[arg-type]
            champs=form.champs_ouverture(), exigences=form.exigences(), jour=aujourd_hui(),
            jeton=form.cleaned_data["jeton"], texte=form.garde_texte(),
        )  # fmt: skip
        dire_la_suite(request, ouverture, "Votre offre est publiée.")
        return redirect("offres:mon_offre", pk=ouverture.pk)
    return rendre(request, "offres/espace/publier.html", {"form": form}, form)


def _initial(request: HttpRequest, employeurs: QuerySet[Employeur]) -> dict[str, object]:
    premier = employeurs.first()
    return {"employeur": premier, "email_reponse": premier.email if premier else ""}


@require_safe
@exige_role(Role.EMPLOYEUR)
def mon_offre(request: HttpRequest, pk: int) -> HttpResponse:
    """One of their offers, what it asks, what may be done with it."""
    ouverture = get_object_or_404(_siennes(request), pk=pk)
    permis = [(t, GESTES[t][0]) for t in etats.possibles(ouverture.etat) if t in GESTES]
    contexte = {
        "ouverture": ouverture, "gestes": permis,
        "exigences": en_ordre(ouverture.exigences.exclude(provenance="deduit").order_by("code", "pk")),
    }  # fmt: skip
    return render(request, "offres/espace/offre.html", contexte)


@require_http_methods(["GET", "POST"])
@exige_role(Role.EMPLOYEUR)
def modifier_mon_offre(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one of their typed offers."""
    ouverture = get_object_or_404(_siennes(request).filter(source="saisie"), pk=pk)
    data = relecture.donnees(request)
    copie = get_object_or_404(_siennes(request), pk=pk)
    form = FormulairePublier.de(data, employeurs=_employeurs(request), instance=copie)
    contexte = {"form": form, "ouverture": ouverture}
    if relecture.est_demandee(request):
        form.sans_juger()
        return render(request, "offres/espace/publier.html", contexte)
    if request.method == "POST" and form.is_valid():
        services.modifier_ouverture(
            par=request.user,  # type: ignore[arg-type]
            ouverture=ouverture, champs=form.champs_ouverture(), exigences=form.exigences(),
            texte=form.garde_texte(),
        )  # fmt: skip
        dire_la_suite(request, ouverture, "Les changements sont enregistrés.")
        return redirect("offres:mon_offre", pk=pk)
    return rendre(request, "offres/espace/publier.html", contexte, form)


@require_POST
@exige_role(Role.EMPLOYEUR)
def changer_mon_offre(request: HttpRequest, pk: int, transition: str) -> HttpResponse:
    """Filled, closed, opened again."""
    ouverture = get_object_or_404(_siennes(request), pk=pk)
    try:
        services.changer_etat(
            par=request.user,  # type: ignore[arg-type]
            ouverture=ouverture, transition=transition, jour=aujourd_hui(),
        )  # fmt: skip
        messages.success(request, GESTES[transition][1])
    except etats.TransitionRefusee as refus:
        messages.error(request, str(refus))
    return redirect("offres:mon_offre", pk=pk)


@require_http_methods(["GET", "POST"])
@exige_role(Role.EMPLOYEUR)
def equipe(request: HttpRequest) -> HttpResponse:
    """Who publishes and answers for each of their employers; POST invites."""
    employeurs = _employeurs(request)
    form = FormulaireInvitation(
        request.POST if request.method == "POST" else None, employeurs=employeurs
    )
    if request.method == "POST" and form.is_valid() and _inviter(request, form):
        return redirect("offres:equipe")
    contexte = {"form": form, "employeurs": employeurs.prefetch_related("membres")}
    return rendre(request, "offres/espace/equipe.html", contexte, form)


def _inviter(request: HttpRequest, form: FormulaireInvitation) -> bool:
    lues = form.cleaned_data
    try:
        services_employeurs.inviter(
            employeur=lues["employeur"], email=lues["email"],
            par=request.user,  # type: ignore[arg-type]
        )  # fmt: skip
    except DemandeImpossible as refus:
        form.add_error("email", str(refus))
        return False
    messages.success(request, f"Invitation envoyée à {lues['email']}.")
    return True


@require_POST
@exige_role(Role.EMPLOYEUR)
def retirer_membre(request: HttpRequest, pk: int, membre: int) -> HttpResponse:
    """Close the pages of an employer to one of its members."""
    employeur = get_object_or_404(_employeurs(request), pk=pk)
    vise = get_object_or_404(Utilisateur, pk=membre, employeurs=employeur)
    try:
        services_employeurs.retirer(employeur=employeur, membre=vise, par=request.user)  # type: ignore[arg-type]
        messages.success(request, "Ce membre n’a plus accès à votre espace.")
    except DemandeImpossible as refus:
        messages.error(request, str(refus))
    return redirect("offres:equipe")
