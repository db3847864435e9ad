"""The coordinator reads the funnel; the team opens an alert, sees a reason each, and closes it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.navigateur.conftest import Site, Visiteur, gerer

pytestmark = pytest.mark.navigateur
NUIT = (
    "from matching import services; services.reconstruire_catalogue(); "
    "services.relever_classements(); services.inscrire(); services.actualiser_alertes()"
)


def test_the_funnel_names_the_employer_and_shows_no_one(
    site: Site, visiter: Callable[..., Visiteur]
) -> None:
    fatima = visiter(javascript=False)
    page = fatima.se_connecter("fatima@demo.test")
    fatima.aller("/equite")
    expect(page.get_by_role("img").first).to_be_visible()
    page.get_by_label("Comparer par").select_option("qpv")
    page.get_by_role("button", name="Comparer").click()
    expect(page.get_by_role("rowheader", name="Hors quartier prioritaire").first).to_be_visible()
    fatima.aller("/equite/employeurs")
    bloc = page.locator("section", has_text="Entrepôts du Sillon").first
    expect(bloc.get_by_text("Écart établi")).to_be_visible()
    fatima.aller("/indicateurs")
    with page.expect_download() as fichier:
        page.get_by_role("link", name="XLSX").click()
    assert fichier.value.suggested_filename.endswith(".xlsx")


def test_an_alert_ends_in_an_act(site: Site, visiter: Callable[..., Visiteur]) -> None:
    gerer(site.var, "shell", "-c", NUIT)
    denis = visiter()
    page = denis.se_connecter("denis@demo.test")
    denis.aller("/equite/alertes")
    denis.verifier("alertes")
    page.get_by_role("link", name=re.compile("Ouvrir la liste")).first.click()
    denis.verifier("alerte")
    page.set_viewport_size({"width": 360, "height": 800})
    denis.pas_de_debordement("alerte à 360")
    denis.verifier("alerte à 360")
    lien = page.get_by_role("link", name=re.compile("Voir les suggestions|Orienter|Voir ce qui bloque|Revoir")).first  # fmt: skip
    expect(lien).to_be_visible()
    assert denis.page.url.rstrip("/").split("/")[-1].isdecimal()
    lien.click()
    expect(page).to_have_url(re.compile(r"/dossiers/\d+"))  # the act: this person's own page
    page.go_back()
    page.get_by_label("traitée").check()
    page.get_by_label("Ce qui a été fait, ou pourquoi").fill(
        "Deux personnes orientées cette semaine"
    )
    page.get_by_role("button", name="Clore").click()
    expect(page.get_by_text("Deux personnes orientées cette semaine")).to_be_visible()
    assert denis.fautes == []


PAGES = ("/equite", "/equite/employeurs", "/equite/autour", "/equite/classement", "/equite/suivi",
         "/territoire?frein=garde", "/territoire/metiers", "/territoire/solution", "/indicateurs")  # fmt: skip


def test_the_pages_of_the_coordinator_are_clean_at_both_widths(
    site: Site, visiter: Callable[..., Visiteur]
) -> None:
    fatima = visiter()
    page = fatima.se_connecter("fatima@demo.test")
    for chemin in PAGES:
        for largeur in (1280, 360):
            page.set_viewport_size({"width": largeur, "height": 900})
            fatima.aller(chemin)
            fatima.verifier(f"{chemin} à {largeur}")
            fatima.pas_de_debordement(f"{chemin} à {largeur}")
    assert fatima.fautes == []


def test_a_map_has_its_table(site: Site, visiter: Callable[..., Visiteur]) -> None:
    """Every neighbourhood drawn has its number and its row."""
    fatima = visiter(javascript=False)
    page = fatima.se_connecter("fatima@demo.test")
    fatima.aller("/territoire")
    page.get_by_label("Frein").select_option("mobilite")
    page.get_by_role("button", name="Afficher").click()
    expect(page.get_by_role("img", name=re.compile("Carte des quartiers"))).to_be_visible()
    numeros = page.locator("svg[role=img] text").all_text_contents()
    lignes = page.locator("tbody tr td:first-child").all_inner_texts()
    assert len(numeros) > 5
    assert set(numeros) <= set(lignes)
    with page.expect_download() as fichier:
        page.get_by_role("link", name="Tous les freins (CSV)").click()
    assert fichier.value.suggested_filename == "freins-par-quartier.csv"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_collective_solution_is_chosen_placed_and_read(
    javascript: bool, site: Site, visiter: Callable[..., Visiteur]
) -> None:
    fatima = visiter(javascript=javascript, largeur=360)
    page = fatima.se_connecter("fatima@demo.test")
    fatima.aller("/territoire/solution")
    page.set_default_timeout(60_000)  # tasks run at once here, and the first one loads the kernels
    carte = page.get_by_role("form", name="Une crèche à horaires larges")
    carte.get_by_label("Ouvre à").select_option("05:30")
    carte.get_by_label("Ferme à").select_option("20:00")
    carte.get_by_role("button", name="Compter").click()
    expect(page.get_by_role("heading", name=re.compile("Crèche ouverte de 5 h 30 à 20 h"))).to_be_visible()  # fmt: skip
    ouvertes = page.locator(".pc-kpi", has_text="paires ouvertes").locator("b")
    assert int(ouvertes.inner_text()) > 0
    expect(page.get_by_text("des paires pour des femmes")).to_be_visible()
    page.get_by_label("Lieu", exact=True).select_option("qpv")
    page.get_by_label("Places", exact=True).select_option("20")
    page.get_by_role("button", name="Afficher").click()
    expect(page.get_by_role("heading", name="Tous les quartiers prioritaires")).to_be_visible()
    if javascript:
        fatima.verifier("solution à 360")
        fatima.pas_de_debordement("solution à 360")
        page.set_viewport_size({"width": 1280, "height": 900})
        fatima.verifier("solution à 1280")
    page.get_by_role("link", name="Essayer autre chose").click()
    expect(page.get_by_role("link", name=re.compile("Crèche ouverte de 5 h 30"))).to_be_visible()
    assert fatima.fautes == []
