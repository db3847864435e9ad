"""The main job on real input: complete ROME, 1,642 real offers, someone living at Aubenas."""

import gzip
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.navigateur.conftest import Site, Visiteur, gerer, lire

pytestmark = [pytest.mark.navigateur, pytest.mark.reel]


@pytest.fixture
def var_preparee(var_preparee: Path, donnees_partagees: Path, tmp_path: Path) -> Path:
    """The prepared data, with the real archive and the real offers imported by the commands."""
    var = tmp_path / "var-reelle"
    shutil.copytree(var_preparee, var)
    gerer(var, "importer_rome", str(donnees_partagees / "rome" / "RefRomeCsv_v460.zip"))
    offres = donnees_partagees / "offres" / "france_travail_v2_resultats.json.gz"
    gerer(var, "importer_ouvertures", str(offres), "--format", "france-travail")
    return var


def test_someone_at_aubenas_gets_real_offers(
    site: Site, visiter: Callable[..., Visiteur], donnees_partagees: Path
) -> None:
    fichier = donnees_partagees / "offres" / "france_travail_v2_resultats.json.gz"
    lues = len(json.loads(gzip.decompress(fichier.read_bytes()))["resultats"])
    rapport = json.loads(
        str(lire(site, "SELECT rapport FROM offres_importouvertures ORDER BY id DESC"))
    )
    sortes = ("nouvelles", "modifiees", "inchangees", "en_quarantaine", "rejetees", "doublons")
    assert sum(rapport[sorte] for sorte in sortes) == lues == 1642
    awa = visiter()
    awa.se_connecter("awa@demo.test")
    page = awa.aller("/dossiers/nouveau/")
    page.get_by_label("Prénom").fill("Ombeline")
    page.get_by_label(re.compile("J’ai dit à la personne")).check()
    page.get_by_role("button", name="Ouvrir le dossier").click()
    dossier = re.search(r"/dossiers/\d+/", page.url).group()  # type: ignore[union-attr]
    awa.aller(f"{dossier}identite/")
    page.get_by_label("Commune").fill("Aubenas (07019)")
    page.get_by_role("button", name="Enregistrer").click()
    awa.aller(f"{dossier}freins/diagnostic/")
    page.locator("input[name=theme_mobilite][value=genant]").check()
    page.locator("input[name=mobilite-voiture]").fill("30")
    page.get_by_role("button", name="Enregistrer").click()
    awa.aller(f"{dossier}suggestions/")
    expect(page.get_by_text("à vérifier").first).to_be_visible()
    assert page.locator("article").count() > 0
    assert re.search(r"\(07|Ardèche|Aubenas|Vals|Privas|Saint", page.locator("main").inner_text())
    page.locator("#bloquees summary").click()
    expect(page.locator("#bloquees")).to_contain_text("mobilité")
    awa.verifier("suggestions réelles")
    awa.photographier("offres-reelles", entiere=False)
    assert awa.fautes == []
