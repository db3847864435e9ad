"""CSV, XLSX and PDF of the same protected cells; a hidden count says « masqué » everywhere."""

import csv
import io
from datetime import date
from typing import Final

from django.template.loader import render_to_string

from freins.impression import en_pdf
from parcours.pilotage.indicateurs import tableau
from parcours.pilotage.indicateurs.comptes import INDICATEURS
from parcours.pilotage.indicateurs.tableau import Annee

MASQUE: Final = "masqué"
ENTETES: Final = ("Thème", "Indicateur", "Territoire", "Période", "Sexe", "Nombre")


def _lignes(an: Annee) -> list[tuple[str, str, str, str, str, int | str]]:
    return [
        (i.theme, i.libelle, quartier, trimestre, sexe, MASQUE if n is None else n)
        for i, quartier, trimestre, sexe, n in tableau.plat(an)
    ]


def en_csv(an: Annee) -> bytes:
    """Every cell of the year, one a line, for a spreadsheet (UTF-8 with its mark, semicolons)."""
    flux = io.StringIO()
    ecrivain = csv.writer(flux, delimiter=";")
    ecrivain.writerow(ENTETES)
    ecrivain.writerows(_lignes(an))
    return ("\ufeff" + flux.getvalue()).encode()


def en_xlsx(an: Annee) -> bytes:
    """The same cells, with the definitions on a second sheet."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    classeur = Workbook()
    feuille = classeur.active
    feuille.title = f"Indicateurs {an.annee}"
    feuille.append(ENTETES)
    for ligne in _lignes(an):
        feuille.append(ligne)
    definitions = classeur.create_sheet("Définitions")
    definitions.append(("Indicateur", "Définition"))
    for i in INDICATEURS:
        definitions.append((i.libelle, i.definition))
    definitions.append((MASQUE, "De 1 à 10 personnes, ou ce qui permettrait de le retrouver. Les autres nombres sont arrondis à 5."))  # fmt: skip
    for page in (feuille, definitions):
        page.freeze_panes = "A2"
        for case in page[1]:
            case.font = Font(bold=True)
        for lettre, largeur in zip("ABCDEF", (26, 40, 34, 16, 24, 10), strict=True):
            page.column_dimensions[lettre].width = largeur
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def en_page_pdf(an: Annee, quartier: str, trimestre: str, jour: date) -> bytes:
    """The screen as a tagged PDF/UA, for the place and period chosen."""
    contexte = {
        "an": an,
        "jour": jour,
        "lieu": an.noms_quartiers[quartier],
        "periode": tableau.NOMS_TRIMESTRES[trimestre],
        "lignes": tableau.lignes(an, quartier, trimestre),
        "delai": tableau.delai_de_levee(an.annee),
        "partenaires": tableau.partenaires(an.annee),
        "clauses": tableau.clauses(),
    }
    return en_pdf(render_to_string("pilotage/indicateurs/pdf.html", contexte))
