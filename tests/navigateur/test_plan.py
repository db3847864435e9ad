"""A step of the plan to its end: what changed, what it opened, the paper; without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.navigateur.conftest import DOSSIER_DE_NADIA, Site, Visiteur, lire

pytestmark = pytest.mark.navigateur
ETAPE = f"""SELECT a.id FROM freins_action a JOIN freins_objectif o ON o.id = a.objectif_id
    JOIN freins_plan p ON p.id = o.plan_id
    WHERE p.dossier_id = ({DOSSIER_DE_NADIA}) AND a.intitule = '%s'"""
VISITE = ETAPE % "Visite garde à domicile"
APPEL = ETAPE % "Appeler Garde Matin pour la visite"


@pytest.mark.parametrize("javascript", [True, False], ids=["avec", "sans_javascript"])
def test_a_step_that_changes_the_hours_shows_what_it_opened(
    site: Site, visiter: Callable[..., Visiteur], javascript: bool
) -> None:
    awa = visiter(javascript=javascript)
    page = awa.se_connecter("awa@demo.test")
    nadia = lire(site, DOSSIER_DE_NADIA)
    awa.aller(f"/dossiers/{nadia}/suggestions/")
    avant = _accessibles(page)
    awa.aller(f"/etapes/{lire(site, VISITE)}/terminer/")
    page.get_by_label("et cela a changé quelque chose").check()
    for jour in range(6):
        for moment in ("matin", "journee", "soir"):
            page.locator(f".pc-raccourcis input[value='{jour}-{moment}']").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name=re.compile("a ouvert"))).to_be_visible()
    phrase = page.get_by_role("status").last.inner_text()
    gagnees = int(re.search(r"(\d+) ouvertures? devien", phrase).group(1))  # type: ignore[union-attr]
    assert gagnees > 0
    if javascript:
        awa.verifier("ce que l’étape a ouvert")
    awa.aller(f"/dossiers/{nadia}/suggestions/")
    assert _accessibles(page) == avant + gagnees
    assert awa.fautes == []


def test_a_failed_step_is_remembered_and_the_plan_is_printed(
    site: Site, visiter: Callable[..., Visiteur]
) -> None:
    awa = visiter(javascript=False, largeur=360, hauteur=740)
    page = awa.se_connecter("awa@demo.test")
    awa.aller(f"/etapes/{lire(site, APPEL)}/terminer/")
    page.get_by_role("radio", name="Cela n’a pas marché").check()
    page.get_by_label(re.compile("Pourquoi cela n’a pas marché")).select_option("horaires")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Déjà essayé (1)")).to_be_visible()
    page.get_by_role("button", name="en mots simples").click()
    with page.expect_download() as telechargement:
        page.get_by_role("link", name="Télécharger le PDF").click()
    assert telechargement.value.suggested_filename == "mon-plan.pdf"
    assert awa.fautes == []


def test_the_end_of_a_step_is_reached_by_the_keyboard(
    site: Site, visiter: Callable[..., Visiteur]
) -> None:
    awa = visiter()
    page = awa.se_connecter("awa@demo.test")
    awa.aller(f"/etapes/{lire(site, APPEL)}/terminer/")
    page.locator("input[name=issue]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Enregistrer").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("C’est noté"))).to_be_visible()
    awa.verifier("plan après une étape")
    assert awa.fautes == []


def _accessibles(page) -> int:
    texte = page.get_by_text(re.compile(r"ouvertures? accessibles? aujourd’hui")).first.inner_text()
    return int(re.sub(r"\D", "", texte.split("ouverture")[0]) or 0)
