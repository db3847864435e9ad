"""Pages of imports: their list, one report with its rejected rows, asking for one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.offres import services_imports
from parcours.offres.forms import FormulaireImport
from parcours.offres.importeurs import csv_parcours
from parcours.offres.importeurs.rapport import lignes_du_rapport, phrases
from parcours.offres.models import EtatImport, ImportOuvertures
from parcours.socle.formulaires import rendre

REJETS_PAR_PAGE = 50


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def imports(request: HttpRequest) -> HttpResponse:
    suivis = ImportOuvertures.objects.select_related("demande_par").defer("rejets")
    page = Paginator(suivis, 25).get_page(request.GET.get("page"))
    return render(request, "offres/imports.html", {"page": page})


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def un_import(request: HttpRequest, pk: int) -> HttpResponse:
    suivi = get_object_or_404(ImportOuvertures.objects.select_related("demande_par"), pk=pk)
    contexte = {
        "suivi": suivi,
        "est_vivant": suivi.etat in (EtatImport.EN_ATTENTE, EtatImport.EN_COURS),
        "est_arrete": services_imports.est_arrete(suivi),
        "rejets": Paginator(suivi.rejets, REJETS_PAR_PAGE).get_page(request.GET.get("page")),
        "rapport": lignes_du_rapport(suivi.rapport),
        "phrases": phrases(suivi.rapport) if suivi.rapport else [],
    }
    gabarit = "offres/_import_etat.html" if request.htmx else "offres/import.html"  # type: ignore[attr-defined]
    return render(request, gabarit, contexte)


@exige_role(*ACCOMPAGNEMENT)
def importer(request: HttpRequest) -> HttpResponse:
    formulaire = FormulaireImport(request.POST or None, request.FILES or None)
    if request.method == "POST" and formulaire.is_valid():
        lues = formulaire.cleaned_data
        suivi = services_imports.demander_import(
            par=request.user,  # type: ignore[arg-type]
            fichier=lues["fichier"], nom=lues["fichier"].name, jeton=lues["jeton"],
            champs={c: lues[c] for c in ("format", "source", "perimetre")},
        )  # fmt: skip
        messages.success(request, "Le fichier est déposé : l’import se fait en arrière-plan.")
        return redirect("offres:import", pk=suivi.pk)
    contexte = {"form": formulaire, "colonnes": csv_parcours.COLONNES.items()}
    return rendre(request, "offres/importer.html", contexte, formulaire)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def reprendre(request: HttpRequest, pk: int) -> HttpResponse:
    suivi = get_object_or_404(ImportOuvertures, pk=pk)
    if services_imports.est_arrete(suivi):
        services_imports.reprendre_import(suivi=suivi)
        messages.success(request, "L’import reprend où il s’était arrêté.")
    else:
        messages.error(request, "Cet import n’est pas arrêté.")
    return redirect("offres:import", pk=pk)


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def modele_csv(request: HttpRequest) -> HttpResponse:
    reponse = HttpResponse("\ufeff" + csv_parcours.modele(), content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = 'attachment; filename="modele-ouvertures.csv"'
    return reponse
