"""Pages of solutions: the directory, one service, adding or changing one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.socle.formulaires import rendre
from parcours.solutions import services
from parcours.solutions.forms import FiltreSolutions, FormulaireSolution
from parcours.solutions.models import Solution


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def liste(request: HttpRequest) -> HttpResponse:
    filtre = FiltreSolutions(request.GET or None)
    donnees = filtre.cleaned_data if filtre.is_bound and filtre.is_valid() else {}
    solutions = (
        Solution.objects.actives().select_related("structure__commune").order_by("nom", "pk")
    )
    if donnees.get("q"):
        solutions = solutions.cherchant(donnees["q"])
    if donnees.get("thematique"):
        solutions = solutions.pour_la_thematique(donnees["thematique"])
    page = Paginator(solutions, 25).get_page(request.GET.get("page"))
    contexte = {"filtre": filtre, "page": page, "a_un_filtre": any(donnees.values())}
    return rendre(request, "solutions/liste.html", contexte, filtre)


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = request.GET.get("dossier", "")
    contexte = {
        "solution": _solution(pk),
        "dossier_pk": int(dossier) if dossier.isdecimal() and len(dossier) < 19 else None,
    }
    return render(request, "solutions/fiche.html", contexte)


def _solution(pk: int) -> Solution:
    return get_object_or_404(Solution.objects.select_related("structure__commune"), pk=pk)


@exige_role(*ACCOMPAGNEMENT)
def nouvelle(request: HttpRequest) -> HttpResponse:
    formulaire = FormulaireSolution(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        solution = services.creer_solution(
            par=request.user,  # type: ignore[arg-type]
            structure=formulaire.cleaned_data["structure"],
            nouvelle_structure=formulaire.nouvelle_structure(),
            champs=formulaire.champs_solution(),
            jeton=formulaire.cleaned_data["jeton"],
        )
        messages.success(request, "La solution est ajoutée.")
        return redirect("solutions:fiche", pk=solution.pk)
    return rendre(request, "solutions/formulaire.html", {"form": formulaire}, formulaire)


@exige_role(*ACCOMPAGNEMENT)
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    solution = _solution(pk)
    formulaire = FormulaireSolution(request.POST or None, instance=_solution(pk))
    if request.method == "POST" and formulaire.is_valid():
        services.modifier_solution(
            par=request.user,  # type: ignore[arg-type]
            solution=solution, champs=formulaire.champs_solution(),
        )  # fmt: skip
        messages.success(request, "Les changements sont enregistrés.")
        return redirect("solutions:fiche", pk=pk)
    contexte = {"form": formulaire, "solution": solution}
    return rendre(request, "solutions/formulaire.html", contexte, formulaire)
