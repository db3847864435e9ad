"""The facilitatrice: contracts, the openings that carry them, hours by reference (never a name).

The counsellor notes the same hours from the page of the orientation.
"""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parcours.comptes.models import Role
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte
from parcours.offres import services_clauses
from parcours.offres.models import Clause, Ouverture
from parcours.offres.services_clauses import RattachementImpossible
from parcours.orientations import clauses, perms
from parcours.orientations.erreurs import OrientationImpossible
from parcours.orientations.forms_clauses import FormulaireClause, FormulaireHeures
from parcours.orientations.models import Orientation
from parcours.socle.formulaires import STATUT_INVALIDE, rendre, sous_verrou, versionner
from parcours.socle.horloge import aujourd_hui

PAR_PAGE, TROUVEES = 25, 15


@require_safe
@exige_role(Role.FACILITATRICE)
def liste(request: HttpRequest) -> HttpResponse:
    """Every contract with what was done and what remains."""
    page = Paginator(Clause.objects.order_by("marche", "lot", "pk"), PAR_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request, "orientations/clauses/liste.html",
        {"page": page, "avancements": clauses.avancements(page.object_list)},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@exige_role(Role.FACILITATRICE)
def nouvelle(request: HttpRequest) -> HttpResponse:
    """A new contract."""
    return _saisir(request, Clause())


@require_http_methods(["GET", "HEAD", "POST"])
@exige_role(Role.FACILITATRICE)
@sous_verrou
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a contract."""
    return _saisir(request, get_object_or_404(Clause, pk=pk))


def _saisir(request: HttpRequest, clause: Clause) -> HttpResponse:
    donnees = request.POST if request.method == "POST" else None
    form = versionner(FormulaireClause(donnees, instance=clause), clause)
    if form.is_bound and form.is_valid():
        services_clauses.enregistrer_clause(par=compte(request), clause=form.instance)
        messages.success(request, "La clause est enregistrée.")
        return redirect("orientations:clause", form.instance.pk)
    titre = str(clause) if clause.pk else "Nouvelle clause"
    contexte = {"form": form, "clause": clause, "titre": titre}
    return rendre(request, "orientations/clauses/formulaire.html", contexte, form)


@require_safe
@exige_role(Role.FACILITATRICE)
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    """One contract: its openings, others to attach, hours by referral."""
    return _page(request, get_object_or_404(Clause, pk=pk))


def _page(
    request: HttpRequest, clause: Clause, fautif: FormulaireHeures | None = None
) -> HttpResponse:
    orientations = clauses.orientations_de(clause)
    page = Paginator(orientations, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "clause": clause,
        "avancement": clauses.avancements([clause])[clause.pk],
        "ouvertures": clause.ouvertures.select_related("employeur").order_by("intitule", "pk")[:100],
        "page": page,
        "lignes": [(o, _formulaire(o, fautif)) for o in page],
        "fautif": fautif,
    } | _recherche(request)  # fmt: skip
    statut = STATUT_INVALIDE if fautif else 200
    return render(request, "orientations/clauses/fiche.html", contexte, status=statut)


def _formulaire(orientation: Orientation, fautif: FormulaireHeures | None) -> FormulaireHeures:
    if fautif is not None and fautif.orientation.pk == orientation.pk:
        return fautif
    return FormulaireHeures(orientation=orientation, prefix=str(orientation.pk))


def _recherche(request: HttpRequest) -> dict[str, Any]:
    """Published openings that hold the words of `?q=`; none before something is typed."""
    cherche = request.GET.get("q", "").strip()[:100]
    if not cherche:
        return {"q": "", "trouvees": []}
    publiees = Ouverture.objects.publiees(aujourd_hui()).cherchant(cherche)
    trouvees = publiees.select_related("employeur", "commune", "clause").defer("description")
    return {"q": cherche, "trouvees": trouvees.order_by("-publiee_le", "-id")[:TROUVEES]}


@require_POST
@exige_role(Role.FACILITATRICE)
def rattacher(request: HttpRequest, pk: int, ouverture: int) -> HttpResponse:
    """Make an opening carry the clause."""
    clause = get_object_or_404(Clause, pk=pk)
    visee = get_object_or_404(Ouverture.objects.only("pk"), pk=ouverture)
    try:
        faite = services_clauses.rattacher(
            par=compte(request), clause=clause, ouverture_id=visee.pk
        )
        messages.success(request, f"« {faite} » porte cette clause.")
    except RattachementImpossible as refus:
        messages.error(request, str(refus))
    return redirect("orientations:clause", pk)


@require_POST
@exige_role(Role.FACILITATRICE)
def detacher(request: HttpRequest, pk: int, ouverture: int) -> HttpResponse:
    """Take the clause off an opening."""
    clause = get_object_or_404(Clause, pk=pk)
    visee = get_object_or_404(clause.ouvertures.only("pk"), pk=ouverture)
    faite = services_clauses.detacher(par=compte(request), clause=clause, ouverture_id=visee.pk)
    messages.success(request, f"« {faite} » ne porte plus cette clause. Les heures notées restent.")
    return redirect("orientations:clause", pk)


@require_POST
@exige_role(Role.FACILITATRICE)
def heures(request: HttpRequest, pk: int, orientation: int) -> HttpResponse:
    """Note the hours of one referral, by its reference."""
    clause = get_object_or_404(Clause, pk=pk)
    visee = get_object_or_404(clauses.orientations_de(clause), pk=orientation)
    form = FormulaireHeures(request.POST, orientation=visee, prefix=str(visee.pk))
    if not _noter(request, form):
        return _page(request, clause, form)
    return redirect("orientations:clause", pk)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def heures_du_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the hours of an orientation of one's own dossier."""
    orientation = perms.orientation_modifiable(request, pk)
    form = FormulaireHeures(request.POST, orientation=orientation)
    if not _noter(request, form):
        fautes = [str(erreur) for liste in form.errors.values() for erreur in liste]
        messages.error(request, "Rien n’est noté. " + " ".join(fautes))
    return redirect("orientations:fiche", pk)


def _noter(request: HttpRequest, form: FormulaireHeures) -> bool:
    if not form.is_valid():
        return False
    try:
        clauses.noter_heures(
            orientation_id=form.orientation.pk, par=compte(request), **form.cleaned_data
        )
    except OrientationImpossible as refus:
        form.add_error(None, refus.phrase)
        return False
    messages.success(request, "Les heures sont notées.")
    return True
