"""The count that follows the conversation, and what lifting opens, put into the plan by a click."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.navigateur.conftest import DOSSIER_DE_NADIA, Site, Visiteur, lire

pytestmark = pytest.mark.navigateur


def _accessibles(page: Page) -> int:
    compte = page.locator(".mt-vivant-phrase strong").first.inner_text()
    return int(re.sub(r"\D", "", compte))


def _lentement(route: Route) -> None:
    if route.request.method == "POST":
        time.sleep(1)
    route.continue_()


@pytest.mark.parametrize("largeur", [1280, 360])
def test_the_count_follows_what_is_typed_and_nothing_is_kept(
    site: Site, visiter: Callable[..., Visiteur], largeur: int
) -> None:
    awa = visiter(largeur=largeur, hauteur=800)
    page = awa.se_connecter("awa@demo.test")
    adresse = f"/dossiers/{lire(site, DOSSIER_DE_NADIA)}/freins/diagnostic/"
    awa.aller(adresse)
    avant = _accessibles(page)
    # Slow on purpose: what is typed while the server thinks must stay.
    page.route(re.compile("/freins/diagnostic/$"), _lentement)
    page.locator("input[name=theme_mobilite][value=bloquant]").check()
    page.locator("input[name=mobilite-voiture]").fill("45")
    # A busy machine answers late: what matters is that the count comes.
    expect(page.locator(".mt-ecart")).to_be_visible(timeout=30_000)
    assert _accessibles(page) > avant
    assert page.locator("input[name=mobilite-voiture]").input_value() == "45"
    awa.verifier("le compte en direct")
    awa.aller(adresse)
    assert _accessibles(page) == avant
    assert awa.fautes == []


@pytest.mark.parametrize("javascript", [True, False], ids=["avec", "sans_javascript"])
def test_a_bar_leads_to_its_openings_and_a_plan_to_the_plan(
    site: Site, visiter: Callable[..., Visiteur], javascript: bool
) -> None:
    awa = visiter(javascript=javascript)
    page = awa.se_connecter("awa@demo.test")
    nadia = lire(site, DOSSIER_DE_NADIA)
    awa.aller(f"/dossiers/{nadia}/lever/")
    if javascript:
        awa.verifier("ce que lever un frein ouvre")
    barre = page.locator(".mt-leviers td.pc-num a").first
    gain = int(re.search(r"\+(\d+)", barre.inner_text()).group(1))  # type: ignore[union-attr]
    barre.click()
    expect(page.get_by_role("heading", name=re.compile(rf"^{gain} ouvertures?$"))).to_be_visible()
    if javascript:
        awa.verifier("les ouvertures derrière une étape")
    awa.aller(f"/dossiers/{nadia}/lever/")
    premier = page.locator(".mt-plan").first
    nom = premier.locator("p").first.inner_text().split(" (")[0]
    premier.get_by_role("button", name=re.compile("Mettre dans le plan")).click()
    expect(page).to_have_url(re.compile(rf"/dossiers/{nadia}/plan/"))
    expect(page.get_by_text(nom).first).to_be_visible()
    assert awa.fautes == []
