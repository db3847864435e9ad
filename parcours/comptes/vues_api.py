"""The « Accès API » pages: tokens and outgoing notices, made, seen and stopped."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parcours.comptes import abonnements, jetons, portees
from parcours.comptes.forms_api import AbonnementForm, JetonForm
from parcours.comptes.models import Livraison, Role, Structure, Utilisateur
from parcours.comptes.roles import exige_role, structure_principale
from parcours.socle.formulaires import rendre
from parcours.socle.horloge import maintenant

# The person's own pages need no programme.
AVEC_JETONS = (
    Role.CONSEILLER, Role.RESPONSABLE, Role.EMPLOYEUR, Role.FACILITATRICE, Role.PILOTAGE,
    Role.ADMINISTRATION,
)  # fmt: skip
PAR_PAGE = 25


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@exige_role(*AVEC_JETONS)
def acces_api(request: HttpRequest) -> HttpResponse:
    """List the tokens one may see; POST makes one and shows it, this once."""
    utilisateur = _compte(request)
    form = JetonForm(request.POST or None, utilisateur=utilisateur)
    remis = _creer(utilisateur, form) if form.is_bound and form.is_valid() else None
    if form.is_bound and form.is_valid() and remis is None:
        messages.info(request, "Ce jeton est déjà créé ; il ne peut pas être montré de nouveau.")
        return redirect("comptes:acces_api")
    visibles = Paginator(jetons.visibles_pour(utilisateur), PAR_PAGE)
    contexte = {
        "form": JetonForm(utilisateur=utilisateur) if remis else form, "remis": remis,
        "page": visibles.get_page(request.GET.get("page")), "maintenant": maintenant(),
        "libelles": portees.LIBELLES,
        "a_des_avis": utilisateur.role == Role.RESPONSABLE,
    }  # fmt: skip
    return rendre(request, "comptes/acces_api.html", contexte, form)


def _creer(utilisateur: Utilisateur, form: JetonForm) -> jetons.JetonRemis | None:
    lues = form.cleaned_data
    pour_structure = lues["pour"] == JetonForm.POUR_LA_STRUCTURE
    return jetons.creer_jeton(
        par=utilisateur, nom=lues["nom"], jours=lues["jours"], saisie=lues["saisie"],
        portees=[p for p in lues["portees"] if not (pour_structure and p in portees.PERSONNELLES)],
        structure=structure_principale(utilisateur) if pour_structure else None,
    )  # fmt: skip


@require_POST
@exige_role(*AVEC_JETONS)
def jeton_revoquer(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a token at once."""
    utilisateur = _compte(request)
    jeton = get_object_or_404(jetons.visibles_pour(utilisateur), pk=pk)
    jetons.revoquer(jeton=jeton, par=utilisateur)
    messages.success(request, f"Le jeton « {jeton.nom} » ne vaut plus rien.")
    return redirect("comptes:acces_api")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@exige_role(Role.RESPONSABLE)
def avis(request: HttpRequest) -> HttpResponse:
    """The outgoing notices of the structure; POST adds an address and shows its secret, this once."""
    form, remis = AbonnementForm(request.POST or None), None
    if form.is_bound and form.is_valid():
        remis = abonnements.creer_abonnement(
            structure=_structure(request), par=_compte(request), **form.cleaned_data
        )
    siens = abonnements.visibles_pour(_compte(request))
    livraisons = Livraison.objects.filter(abonnement__in=siens).select_related("abonnement")
    contexte = {
        "form": AbonnementForm() if remis else form, "remis": remis, "abonnements": siens,
        "page": Paginator(livraisons, PAR_PAGE).get_page(request.GET.get("page")),
        "libelles": abonnements.EVENEMENTS,
    }  # fmt: skip
    return rendre(request, "comptes/avis.html", contexte, form)


@require_POST
@exige_role(Role.RESPONSABLE)
def avis_basculer(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the notices of an address, or take them up again."""
    abonnement = get_object_or_404(abonnements.visibles_pour(_compte(request)), pk=pk)
    abonnements.changer_abonnement(
        abonnement=abonnement, par=_compte(request), champs={"est_actif": not abonnement.est_actif}
    )
    mot = "repris" if abonnement.est_actif else "arrêtés"
    messages.success(request, f"Les avis vers {abonnement.adresse} sont {mot}.")
    return redirect("comptes:avis")


@require_POST
@exige_role(Role.RESPONSABLE)
def avis_essayer(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a notice that says nothing."""
    abonnement = get_object_or_404(abonnements.visibles_pour(_compte(request)), pk=pk)
    abonnements.essayer(abonnement=abonnement)
    messages.success(request, "Un avis d’essai est parti : sa suite se voit ci-dessous.")
    return redirect("comptes:avis")


@require_POST
@exige_role(Role.RESPONSABLE)
def livraison_relancer(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again a delivery that was given up."""
    siens = abonnements.visibles_pour(_compte(request))
    livraison = get_object_or_404(Livraison, pk=pk, abonnement__in=siens)
    if abonnements.relancer(livraison=livraison):
        messages.success(request, "L’avis repart.")
    else:
        messages.info(request, "Cet avis n’est pas abandonné : rien à relancer.")
    return redirect("comptes:avis")


@require_safe
@exige_role(*AVEC_JETONS)
def essayer_api(request: HttpRequest) -> HttpResponse:
    """A page to call the API with one's own session: nothing comes from elsewhere."""
    return render(request, "comptes/essayer_api.html")


def _structure(request: HttpRequest) -> Structure:
    structure = structure_principale(_compte(request))
    if structure is None:
        raise PermissionDenied("Votre compte n’est rattaché à aucune structure.")
    return structure


def _compte(request: HttpRequest) -> Utilisateur:
    assert isinstance(request.user, Utilisateur)
    return request.user
