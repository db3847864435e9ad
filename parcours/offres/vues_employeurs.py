"""What the teams see of employers: requests to decide, one employer, inviting its people."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parcours.comptes.models import Role
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.offres import etats, services_employeurs
from parcours.offres.forms_employeurs import FormulaireAppel, FormulaireInvitation, FormulaireRefus
from parcours.offres.models import DemandeEmployeur, Employeur, EtatDemande
from parcours.offres.services_employeurs import DemandeImpossible
from parcours.socle.formulaires import STATUT_INVALIDE, rendre
from parcours.socle.horloge import maintenant

PAR_PAGE, DERNIERS_APPELS = 25, 5


@require_safe
@exige_role(Role.RESPONSABLE)
def demandes(request: HttpRequest) -> HttpResponse:
    """Requests waiting for an answer, then the last ones answered."""
    return render(request, "offres/employeurs/demandes.html", _contexte_demandes())


def _contexte_demandes() -> dict[str, object]:
    toutes = DemandeEmployeur.objects.select_related("utilisateur", "commune", "decidee_par")
    attente = list(toutes.filter(etat=EtatDemande.EN_ATTENTE))
    sirets = {d.siret for d in attente if d.siret}
    connus = {e.siret: e for e in Employeur.objects.filter(siret__in=sirets)}
    return {
        "attente": [(d, connus.get(d.siret), FormulaireRefus(prefix=str(d.pk))) for d in attente],
        "decidees": toutes.exclude(etat=EtatDemande.EN_ATTENTE).order_by("-decidee_le")[:20],
    }


@require_POST
@exige_role(Role.RESPONSABLE)
def accepter_demande(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the space asked for."""
    get_object_or_404(DemandeEmployeur, pk=pk)
    try:
        services_employeurs.accepter(demande_id=pk, par=request.user)  # type: ignore[arg-type]
        messages.success(request, "L’espace est ouvert ; la personne est prévenue.")
    except DemandeImpossible as refus:
        messages.error(request, str(refus))
    return redirect("offres:demandes_employeurs")


@require_POST
@exige_role(Role.RESPONSABLE)
def refuser_demande(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse, with a reason."""
    demande = get_object_or_404(DemandeEmployeur, pk=pk)
    form = FormulaireRefus(request.POST, prefix=str(pk))
    if not form.is_valid():
        contexte = _contexte_demandes()
        contexte["attente"] = [
            (d, connu, form if d == demande else vide)
            for d, connu, vide in contexte["attente"]  # type: ignore[attr-defined]
        ]
        return render(request, "offres/employeurs/demandes.html", contexte, status=STATUT_INVALIDE)
    try:
        services_employeurs.refuser(
            demande_id=pk, par=request.user, motif=form.cleaned_data["motif"]  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, "La demande est refusée ; la personne lit votre raison.")
    except DemandeImpossible as refus:
        messages.error(request, str(refus))
    return redirect("offres:demandes_employeurs")


@require_safe
@exige_role(*ACCOMPAGNEMENT)
def employeurs(request: HttpRequest) -> HttpResponse:
    """Employers, by name or part of it, with how many of their openings are published."""
    cherche = request.GET.get("q", "").strip()[:100]
    publiees = Count("ouvertures", filter=Q(ouvertures__etat=etats.PUBLIEE))
    trouves = Employeur.objects.annotate(publiees=publiees).order_by("nom", "pk")
    if cherche:
        trouves = trouves.filter(Q(nom__icontains=cherche) | Q(siret__startswith=cherche))
    silencieux = Employeur.objects.silencieux(maintenant())
    a_appeler = request.GET.get("voir") == "a_appeler"
    if a_appeler:
        trouves = trouves.filter(pk__in=silencieux.order_by().values("pk"))
    page = Paginator(trouves, PAR_PAGE).get_page(request.GET.get("page"))
    en_attente = DemandeEmployeur.objects.filter(etat=EtatDemande.EN_ATTENTE).count()
    contexte = {"page": page, "q": cherche, "en_attente": en_attente, "a_appeler": a_appeler}
    return render(request, "offres/employeurs/liste.html", contexte)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def employeur(request: HttpRequest, pk: int) -> HttpResponse:
    """One employer: openings, members, how it answers; POST invites someone."""
    lui = get_object_or_404(Employeur.objects.select_related("commune"), pk=pk)
    form = FormulaireInvitation(
        request.POST if request.method == "POST" else None,
        employeurs=Employeur.objects.filter(pk=pk), initial={"employeur": pk},
    )  # fmt: skip
    if request.method == "POST":
        if request.user.role != Role.RESPONSABLE:  # type: ignore[union-attr]
            raise PermissionDenied
        if form.is_valid() and _inviter(request, lui, form):
            return redirect("offres:employeur", pk=pk)
    contexte = {
        "employeur": lui, "form": form, "membres": lui.membres.order_by("pk"),
        "ouvertures": lui.ouvertures.order_by("-publiee_le", "-pk")[:PAR_PAGE],
        "appels": lui.appels.select_related("par")[:DERNIERS_APPELS],
        "appel": FormulaireAppel(),
        "peut_inviter": request.user.role == Role.RESPONSABLE,  # type: ignore[union-attr]
    }  # fmt: skip
    return rendre(request, "offres/employeurs/fiche.html", contexte, form)


def _inviter(request: HttpRequest, lui: Employeur, form: FormulaireInvitation) -> bool:
    try:
        services_employeurs.inviter(
            employeur=lui, email=form.cleaned_data["email"], par=request.user  # type: ignore[arg-type]
        )  # fmt: skip
    except DemandeImpossible as refus:
        form.add_error("email", str(refus))
        return False
    messages.success(request, f"Invitation envoyée à {form.cleaned_data['email']}.")
    return True


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def noter_appel(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep that the employer was called, and how it ended."""
    lui = get_object_or_404(Employeur, pk=pk)
    form = FormulaireAppel(request.POST)
    if form.is_valid():
        services_employeurs.noter_appel(
            employeur=lui, par=request.user, issue=form.cleaned_data["issue"]  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(
            request, "L’appel est noté : « Ma journée » ne le redemande pas avant une semaine."
        )
    else:
        messages.error(request, "Rien n’est noté : dire comment l’appel s’est terminé.")
    return redirect("offres:employeur", pk=pk)
