"""Pages of imports of services: their list, one report with its rejected rows, asking for one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.socle.formulaires import rendre
from parcours.solutions import services_imports
from parcours.solutions.forms.imports import FormulaireImport
from parcours.solutions.importeurs.rapport import lignes_du_rapport, phrases
from parcours.solutions.models import ImportSolutions

REJETS_PAR_PAGE = 50


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def imports(request: HttpRequest) -> HttpResponse:
    suivis = ImportSolutions.objects.select_related("demande_par").defer("rejets")
    page = Paginator(suivis, 25).get_page(request.GET.get("page"))
    return render(request, "solutions/imports.html", {"page": page})


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def un_import(request: HttpRequest, pk: int) -> HttpResponse:
    suivi = get_object_or_404(ImportSolutions.objects.select_related("demande_par"), pk=pk)
    contexte = {
        "suivi": suivi,
        "est_vivant": suivi.etat in services_imports.VIVANTS,
        "est_arrete": services_imports.est_arrete(suivi),
        "rejets": Paginator(suivi.rejets, REJETS_PAR_PAGE).get_page(request.GET.get("page")),
        "rapport": lignes_du_rapport(suivi.rapport),
        "phrases": phrases(suivi.rapport) if suivi.rapport else [],
    }
    gabarit = "solutions/_import_etat.html" if request.htmx else "solutions/import.html"  # type: ignore[attr-defined]
    return render(request, gabarit, contexte)


@exige_role(*ACCOMPAGNEMENT)
def importer(request: HttpRequest) -> HttpResponse:
    formulaire = FormulaireImport(request.POST or None, request.FILES or None)
    if request.method == "POST" and formulaire.is_valid():
        suivi = services_imports.demander_import(
            par=request.user,  # type: ignore[arg-type]
            fichiers=formulaire.cleaned_data["fichiers"],
            est_complet=formulaire.cleaned_data["est_complet"],
            jeton=formulaire.cleaned_data["jeton"],
        )
        messages.success(request, "Fichiers déposés : l’import se fait en arrière-plan.")
        return redirect("solutions:import", pk=suivi.pk)
    return rendre(request, "solutions/importer.html", {"form": formulaire}, formulaire)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def reprendre(request: HttpRequest, pk: int) -> HttpResponse:
    suivi = get_object_or_404(ImportSolutions, pk=pk)
    if services_imports.est_arrete(suivi):
        services_imports.reprendre_import(suivi=suivi)
        messages.success(request, "L’import reprend où il s’était arrêté.")
    else:
        messages.error(request, "Cet import n’est pas arrêté.")
    return redirect("solutions:import", pk=pk)
