"""Pages of solutions: the directory, one service, adding or changing one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from parcours.comptes.models import Utilisateur
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.socle import journal
from parcours.socle.formulaires import rendre, sous_verrou, versionner
from parcours.socle.horloge import aujourd_hui
from parcours.socle.models import ActionJournal
from parcours.solutions import annuaire, presentation, services
from parcours.solutions.forms.recherche import FiltreSolutions
from parcours.solutions.forms.solution import FormulaireSolution, FormulaireStructure
from parcours.solutions.models import LOCALE, Solution, StructureSolution
from parcours.solutions.querysets import SolutionQuerySet


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def liste(request: HttpRequest) -> HttpResponse:
    filtre, solutions = _filtrees(request)
    contexte = {
        "filtre": filtre,
        "page": annuaire.page(solutions, request.GET.get("page")),
        "a_un_filtre": any(request.GET.get(c) for c in FiltreSolutions.base_fields if c != "km"),
        "dossier_pk": _dossier_demande(request),
    }
    return rendre(request, "solutions/liste.html", contexte, filtre)


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def exporter(request: HttpRequest) -> HttpResponse:
    """The filtered directory as a CSV file."""
    _, solutions = _filtrees(request)
    journal.noter(
        acteur=_compte(request), action=ActionJournal.EXPORT, objet="solutions", objet_id="annuaire"
    )
    return annuaire.en_csv(annuaire.avec_lieux(solutions))


def _filtrees(request: HttpRequest) -> tuple[FiltreSolutions, SolutionQuerySet]:
    filtre = FiltreSolutions(request.GET or None)
    donnees = filtre.cleaned_data if filtre.is_bound and filtre.is_valid() else {}
    return filtre, annuaire.filtrer(donnees, jour=aujourd_hui())


def _dossier_demande(request: HttpRequest) -> int | None:
    """The dossier one came from, to refer in one click; any access is checked over there."""
    dossier = request.GET.get("dossier", "")
    return int(dossier) if dossier.isdecimal() and len(dossier) < 19 else None


def _compte(request: HttpRequest) -> Utilisateur:
    return request.user  # type: ignore[return-value]


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    solution = _solution(pk)
    contexte = {
        "solution": solution,
        "dossier_pk": _dossier_demande(request),
        "ages": presentation.ages_en_mots(solution),
        "ouverture": presentation.ouverture_en_mots(solution, aujourd_hui()),
    }
    return render(request, "solutions/fiche.html", contexte)


def _solution(pk: int) -> Solution:
    liees = Solution.objects.select_related("commune", "structure__commune")
    return get_object_or_404(liees, pk=pk)


@exige_role(*ACCOMPAGNEMENT)
def nouvelle(request: HttpRequest) -> HttpResponse:
    formulaire = FormulaireSolution(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        solution = services.creer_solution(
            par=_compte(request),
            structure=formulaire.cleaned_data["structure"],
            nouvelle_structure=formulaire.nouvelle_structure(),
            champs=formulaire.champs_solution(),
            jeton=formulaire.cleaned_data["jeton"],
        )
        messages.success(request, "La solution est ajoutée.")
        return redirect("solutions:fiche", pk=solution.pk)
    return _rendre_formulaire(request, formulaire)


@exige_role(*ACCOMPAGNEMENT)
@sous_verrou
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    solution = _solution(pk)
    formulaire = FormulaireSolution(request.POST or None, instance=_solution(pk))
    formulaire = versionner(formulaire, solution)
    if request.method == "POST" and formulaire.is_valid():
        services.modifier_solution(
            par=_compte(request), solution=solution, champs=formulaire.champs_solution()
        )
        messages.success(request, "La solution est enregistrée.")
        return redirect("solutions:fiche", pk=pk)
    return _rendre_formulaire(request, formulaire, solution=solution)


def _rendre_formulaire(
    request: HttpRequest, formulaire: FormulaireSolution, **contexte: Any
) -> HttpResponse:
    contexte |= {"form": formulaire}
    return rendre(request, "solutions/formulaire.html", contexte, formulaire, formulaire.form_gain)


@exige_role(*ACCOMPAGNEMENT)
def modifier_structure(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an organisation typed here; an imported one belongs to its source."""
    structure = get_object_or_404(StructureSolution, pk=pk)
    if structure.source != LOCALE:
        raise PermissionDenied
    formulaire = FormulaireStructure(
        request.POST or None, instance=get_object_or_404(StructureSolution, pk=pk)
    )
    if request.method == "POST" and formulaire.is_valid():
        services.modifier_structure(
            par=_compte(request), structure=structure, champs=formulaire.cleaned_data
        )
        messages.success(request, "L’organisme est enregistré.")
        return redirect("solutions:liste")
    contexte = {"form": formulaire, "structure": structure}
    return rendre(request, "solutions/structure.html", contexte, formulaire)
