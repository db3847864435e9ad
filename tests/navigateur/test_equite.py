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
    lien = page.get_by_role("link", name=re.compile("Voir les suggestions|Orienter|Voir ce qui bloque|Revoir")).first  # fmt: skip
    expect(lien).to_be_visible()
    page.get_by_label("traitée").check()
    page.get_by_label("Ce qui a été fait, ou pourquoi").fill(
        "Deux personnes orientées cette semaine"
    )
    page.get_by_role("button", name="Clore").click()
    expect(page.get_by_text("Deux personnes orientées cette semaine")).to_be_visible()
    assert denis.fautes == []
