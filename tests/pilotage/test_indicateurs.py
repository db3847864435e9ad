"""Indicators: right figures, one rule of small numbers over screen, filters and three files."""

import csv
import io
import re
from datetime import date
from itertools import product
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from freins.models import Frein
from matching.equite.petits_nombres import TOTAL, Axe
from parcours.dossiers.models import ContactTerrain, Dossier
from parcours.offres.models import Clause
from parcours.orientations.models import HeuresClause, Orientation
from parcours.pilotage.indicateurs import comptes, tableau
from parcours.pilotage.indicateurs.comptes import EN_QPV, HORS_QPV, INCONNU, SEXES, TRIMESTRES
from parcours.referentiels.models import QPV
from parcours.socle.horloge import maintenant
from parcours.socle.models import EntreeJournal
from tests.monde import MISTRAL, Monde, creer_dossier

pytestmark = [pytest.mark.base, pytest.mark.django_db]
ANNEE = date.today().year


def _peupler(monde: Monde, nombre: int, **personne: Any) -> None:
    for i in range(nombre):
        dossier = creer_dossier(f"Inventée{i}", "Témoin", monde.awa, monde.structure, **personne)
        dossier.ouvert_le = date(ANNEE, 1 + 3 * (i % 4), 10)
        dossier.save()


@pytest.fixture
def ville(monde: Monde) -> Monde:
    """Two neighbourhoods, one of them with very few people; and people outside."""
    petit = QPV.objects.create(code="QN00000P", nom="Les Essarts", commune=monde.grenoble, geometrie=MISTRAL)  # fmt: skip
    _peupler(monde, 52, sexe="femme", qpv=monde.mistral, qpv_etat="oui")
    _peupler(monde, 47, sexe="homme", qpv=monde.mistral, qpv_etat="oui")
    _peupler(monde, 3, sexe="femme", qpv=petit, qpv_etat="oui")
    _peupler(monde, 60, sexe="femme", qpv_etat="non")
    _peupler(monde, 58, sexe="homme", qpv_etat="non")
    return monde


def test_figures_are_right_and_rounded(ville: Monde) -> None:
    an = tableau.annee(ANNEE)
    exact = sum(comptes.PAR_CODE["dossiers"].compter(ANNEE).values())
    assert an.case("dossiers", TOTAL, TOTAL) == 5 * round(exact / 5)
    assert an.case("dossiers", HORS_QPV, TOTAL, "femme") == 60
    assert an.case("dossiers", "QN00000P", TOTAL) is None


def test_people_met_are_counted_once_a_quarter(monde: Monde) -> None:
    for _ in range(3):
        ContactTerrain.objects.create(
            personne=monde.dossier_nadia.personne, structure=monde.structure, par=monde.awa,
            quand=maintenant(), lieu="Place", canal="permanence", issue="informee",
        )  # fmt: skip
    assert sum(comptes.PAR_CODE["contacts"].compter(ANNEE).values()) == 1


def test_health_is_counted_nowhere(monde: Monde) -> None:
    for thematique in ("sante", "mobilite--acceder-a-un-vehicule"):
        Frein.objects.create(
            dossier=monde.dossier_nadia, thematique=thematique, identifie_par=monde.awa,
            identifie_le=date(ANNEE, 2, 1),
        )  # fmt: skip
    assert sum(comptes.PAR_CODE["freins_identifies"].compter(ANNEE).values()) == 1


# --- a differencing attack over everything one may download ---------------------------------------


def _tout_lire(client: Any) -> dict[tuple[str, str, str, str], set[str]]:
    """Every cell seen in the CSV, the XLSX and each filter of the screen, by its names."""
    vues: dict[tuple[str, str, str, str], set[str]] = {}
    csv_ = client.get(f"/indicateurs/export.csv?annee={ANNEE}").content.decode("utf-8-sig")
    for li in list(csv.reader(io.StringIO(csv_), delimiter=";"))[1:]:
        vues.setdefault((li[1], li[2], li[3], li[4]), set()).add(li[5])
    xlsx = client.get(f"/indicateurs/export.xlsx?annee={ANNEE}").content
    for li in list(load_workbook(io.BytesIO(xlsx)).worksheets[0].values)[1:]:
        vues.setdefault((str(li[1]), str(li[2]), str(li[3]), str(li[4])), set()).add(str(li[5]))
    an = tableau.annee(ANNEE)
    for (quartier, nom), (t, periode) in product(an.noms_quartiers.items(), tableau.NOMS_TRIMESTRES.items()):  # fmt: skip
        page = client.get(f"/indicateurs?annee={ANNEE}&quartier={quartier}&trimestre={t}")
        cases = re.findall(
            r"Dossiers ouverts</th>\s*<td class=\"pc-num\">(.*?)</td>\s*<td class=\"pc-num\">(.*?)</td>"
            r"\s*<td class=\"pc-num\">(.*?)</td>", page.content.decode(), re.DOTALL,
        )  # fmt: skip
        for sexe, valeur in zip(tableau.NOMS_SEXES.values(), cases[0], strict=True):
            vues.setdefault(("Dossiers ouverts", nom, periode, sexe), set()).add(valeur.strip())
    return vues


def test_screen_filters_and_files_say_the_same_thing(ville: Monde, client_de: Any) -> None:
    """One figure per cell wherever it is read: nothing is counted again for a filter."""
    for case, valeurs in _tout_lire(client_de("fatima")).items():
        assert len(valeurs) == 1, (case, valeurs)


def test_no_line_of_what_can_be_downloaded_gives_back_a_small_group(
    ville: Monde, client_de: Any
) -> None:
    """Add and subtract everything: the hidden cells of a line hold 11 people or more together."""
    vues = {case: next(iter(v)) for case, v in _tout_lire(client_de("fatima")).items()}
    an = tableau.annee(ANNEE)
    vrais = comptes.PAR_CODE["dossiers"].compter(ANNEE)
    noms = [an.noms_quartiers, tableau.NOMS_TRIMESTRES, tableau.NOMS_SEXES]
    codes = [c for c in an.quartiers if c not in (HORS_QPV, INCONNU)]
    axes = [
        Axe((*codes, HORS_QPV, INCONNU), ((EN_QPV, tuple(codes)), (TOTAL, (EN_QPV, HORS_QPV, INCONNU)))),
        Axe.simple(TRIMESTRES), Axe.simple(SEXES),
    ]  # fmt: skip
    feuilles = [dict.fromkeys(a.feuilles) for a in axes]

    def vrai(case: tuple[str, ...]) -> int:
        dedans = [_feuilles(axe, n) for axe, n in zip(axes, case, strict=True)]
        return sum(vrais.get(f, 0) for f in product(*dedans))  # type: ignore[call-overload]

    def montre(case: tuple[str, ...]) -> str:
        return vues["Dossiers ouverts", *(noms[i][c] for i, c in enumerate(case))]

    assert all(feuilles)
    lignes = 0
    for rang, axe in enumerate(axes):
        autres = [a.noeuds for i, a in enumerate(axes) if i != rang]
        for (somme, parts), reste in product(axe.sommes, product(*autres)):
            cases = [(*reste[:rang], p, *reste[rang:]) for p in (*parts, somme)]
            caches = [c for c in cases if montre(c) == "masqué"]
            lignes += 1
            assert len(caches) != 1, cases
            if caches and cases[-1] not in caches:
                assert sum(map(vrai, caches)) >= 11
    assert lignes > 50


def _feuilles(axe: Axe, noeud: str) -> list[str]:
    sommes = dict(axe.sommes)
    if noeud not in sommes:
        return [noeud]
    return [f for part in sommes[noeud] for f in _feuilles(axe, part)]


def test_no_small_count_is_written_anywhere(ville: Monde, client_de: Any) -> None:
    for valeurs in _tout_lire(client_de("fatima")).values():
        for valeur in valeurs:
            assert valeur == "masqué" or int(valeur) == 0 or (int(valeur) >= 10 and int(valeur) % 5 == 0)  # fmt: skip


# --- files ----------------------------------------------------------------------------------------


def test_the_pdf_is_tagged_in_french_and_says_the_same(ville: Monde, client_de: Any) -> None:
    reponse = client_de("fatima").get(f"/indicateurs/export.pdf?annee={ANNEE}")
    assert reponse["Content-Type"] == "application/pdf"
    lu = PdfReader(io.BytesIO(reponse.content))
    texte = "".join(page.extract_text() for page in lu.pages)
    assert "Dossiers ouverts" in texte
    assert "masqué" in texte
    assert "Témoin" not in texte
    assert lu.trailer["/Root"]["/Lang"] == "fr"
    assert lu.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_pdf_of_each_place_says_what_its_screen_says(ville: Monde, client_de: Any) -> None:
    """The fourth way out of the same cells: place by place, figure by figure."""
    client, an = client_de("fatima"), tableau.annee(ANNEE)
    for quartier in (TOTAL, EN_QPV, HORS_QPV, "QN00000P"):
        filtre = f"annee={ANNEE}&quartier={quartier}"
        contenu = client.get(f"/indicateurs/export.pdf?{filtre}").content
        texte = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(contenu)).pages)
        cases = [an.case("dossiers", quartier, TOTAL, s) for s in tableau.NOMS_SEXES]
        attendu = " ".join("masqué" if n is None else str(n) for n in cases)
        assert f"Dossiers ouverts {attendu}" in " ".join(texte.split())


def test_hours_per_person_do_not_give_back_how_many_people(ville: Monde) -> None:
    """1,200 hours at 100 each would be 12 people exactly: the mean is of the rounded count."""
    clause = Clause.objects.create(
        marche="Voirie", acheteur="Métropole", heures_prevues=2000, heures_hors_suivi=100
    )
    ville.ouverture.clause = clause
    ville.ouverture.save()
    for dossier in Dossier.objects.order_by("-pk")[:12]:
        orientation = Orientation.objects.create(
            dossier=dossier, ouverture=ville.ouverture, par=ville.awa, etat="en_cours",
            demarree_le=date(ANNEE, 1, 5),
        )  # fmt: skip
        HeuresClause.objects.create(
            clause=clause,
            orientation=orientation,
            mois=date(ANNEE, 1, 1),
            heures=100,
            par=ville.awa,
        )
    (ligne,) = tableau.clauses()
    # The hours done outside Parcours are nobody's here: they count in what remains, not by person.
    assert (ligne.personnes, ligne.reste, ligne.par_personne) == (10, 700, 120)
    HeuresClause.objects.filter(
        pk__in=list(HeuresClause.objects.values_list("pk", flat=True)[:2])
    ).delete()
    (ligne,) = tableau.clauses()
    assert (ligne.personnes, ligne.par_personne) == (None, None)


def test_the_spreadsheet_holds_its_definitions(ville: Monde, client_de: Any) -> None:
    contenu = client_de("fatima").get(f"/indicateurs/export.xlsx?annee={ANNEE}").content
    feuilles = load_workbook(io.BytesIO(contenu)).sheetnames
    assert feuilles == [f"Indicateurs {ANNEE}", "Définitions"]


def test_exports_are_logged_and_unknown_forms_do_not_exist(monde: Monde, client_de: Any) -> None:
    client_de("fatima").get("/indicateurs/export.csv")
    assert EntreeJournal.objects.filter(action="export", objet="indicateurs").count() == 1
    assert client_de("fatima").get("/indicateurs/export.json").status_code == 404


def test_a_wrong_year_or_place_shows_the_present_year_whole(monde: Monde, client_de: Any) -> None:
    page = client_de("fatima").get("/indicateurs?annee=1999&quartier=x&trimestre=9")
    assert page.status_code == 200
    assert f"Indicateurs {ANNEE}" in page.content.decode()
