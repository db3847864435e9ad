"""The directory: filters, order, pages, and the same as a table (CSV)."""

import csv
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import HttpResponse

from parcours.solutions import presentation, vocabulaire
from parcours.solutions.models import Solution
from parcours.solutions.querysets import SolutionQuerySet

PAR_PAGE: Final = 25
# A spreadsheet would run a cell that begins with one of these.
FORMULES: Final = ("=", "+", "-", "@", "\t", "\r")
ENTETES: Final = (
    "Solution", "Organisme", "Commune", "Thématiques", "Ce qu’elle lève", "Publics", "Âges",
    "Zone", "Frais", "Reste à charge (€)", "Délai (jours)", "Places", "Accueil", "Téléphone",
    "E-mail", "Page",
)  # fmt: skip


def filtrer(donnees: dict[str, Any], *, jour: date) -> SolutionQuerySet:
    """Solutions the cleaned filter asks for, by name, or nearest first near a commune."""
    solutions = Solution.objects.ouvertes(jour)
    if donnees.get("q"):
        solutions = solutions.cherchant(donnees["q"])
    if donnees.get("thematique"):
        solutions = solutions.pour_la_thematique(donnees["thematique"])
    if donnees.get("famille"):
        solutions = solutions.qui_levent(donnees["famille"])
    if donnees.get("public"):
        solutions = solutions.pour_le_public(donnees["public"])
    if donnees.get("frais"):
        solutions = solutions.filter(frais=donnees["frais"])
    if donnees.get("mode"):
        solutions = solutions.en_mode(donnees["mode"])
    commune = donnees.get("commune")
    if commune is not None and commune.latitude is not None:
        return solutions.autour(commune.latitude, commune.longitude, float(donnees["km"]))
    return solutions.order_by("nom", "pk")


def page(solutions: SolutionQuerySet, numero: str | None) -> Page:
    """One page, with what its lines show in one query more."""
    return Paginator(avec_lieux(solutions), PAR_PAGE).get_page(numero)


def avec_lieux(solutions: SolutionQuerySet) -> SolutionQuerySet:
    """With organisation and place."""
    return solutions.select_related("commune", "structure__commune")


def en_csv(solutions: Iterable[Solution]) -> HttpResponse:
    """The same list as a file a spreadsheet opens."""
    reponse = HttpResponse(content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = 'attachment; filename="solutions.csv"'
    reponse.write("\ufeff")  # Excel reads UTF-8 only with it
    ecrivain = csv.writer(reponse, delimiter=";")
    ecrivain.writerow(ENTETES)
    for solution in solutions:
        ecrivain.writerow([_inoffensif(cellule) for cellule in _ligne(solution)])
    return reponse


def _ligne(solution: Solution) -> list[str]:
    structure = solution.structure
    return [
        solution.nom,
        structure.nom,
        solution.lieu.nom if solution.lieu else "",
        _mots(solution.thematiques),
        " | ".join(f"{a.nom} : {a.phrase}" for a in presentation.apports(solution)),
        _mots(solution.publics),
        presentation.ages_en_mots(solution),
        ", ".join(solution.zone_locale or solution.zone),
        vocabulaire.libelle(solution.frais) if solution.frais else "",
        _nombre(solution.cout),
        _nombre(solution.delai_jours),
        _nombre(solution.places),
        _mots(solution.modes_accueil),
        solution.telephone or structure.telephone,
        solution.email or structure.email,
        solution.lien,
    ]


def _mots(codes: list[str]) -> str:
    return ", ".join(vocabulaire.libelle(code) for code in codes)


def _nombre(valeur: int | None) -> str:
    return "" if valeur is None else str(valeur)


def _inoffensif(cellule: str) -> str:
    return f"'{cellule}" if cellule.startswith(FORMULES) else cellule
