"""The main job on real input: complete ROME, 1,642 real offers, someone living at Aubenas."""

import gzip
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.navigateur.conftest import Site, Visiteur, gerer, lire, preparer_une_fois

pytestmark = [pytest.mark.navigateur, pytest.mark.reel]


@pytest.fixture
def var_preparee(
    var_preparee: Path, donnees_partagees: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The prepared data, with the real archive and the real offers imported by the commands."""

    def preparer(var: Path) -> None:
        shutil.copytree(var_preparee, var, ignore=shutil.ignore_patterns("prete"))
        # Learning the titles of the whole of ROME takes minutes: a worker's job, not this test's.
        rome = donnees_partagees / "rome" / "RefRomeCsv_v460.zip"
        gerer(var, "importer_rome", str(rome), en_fond=True)
        offres = donnees_partagees / "offres" / "france_travail_v2_resultats.json.gz"
        gerer(var, "importer_ouvertures", str(offres), "--format", "france-travail")

    return preparer_une_fois(tmp_path_factory, "var-reelle", preparer)


OFFRE_LUE = """
    SELECT e.ouverture_id FROM offres_exigenceouverture e
    JOIN offres_ouverture o ON o.id = e.ouverture_id
    WHERE o.source = 'france_travail' AND e.provenance = 'texte' AND e.extrait <> ''
    GROUP BY e.ouverture_id
    HAVING SUM(e.critere = 'permis' AND e.code = 'B' AND e.exigence = 'E') > 0
       AND SUM(e.critere = 'niveau' AND e.exigence = 'E') > 0
    ORDER BY COUNT(*) DESC"""


def test_what_was_read_in_a_real_offer_is_corrected_and_stays(
    site: Site, visiter: Callable[..., Visiteur], donnees_partagees: Path
) -> None:
    offre = lire(site, OFFRE_LUE)
    for largeur in (1280, 360):
        awa = visiter(largeur=largeur)
        awa.se_connecter("awa@demo.test")
        page = awa.aller(f"/ouvertures/{offre}")
        demandes = page.locator("section[aria-labelledby=exigences]")
        expect(demandes.get_by_text("lu dans l’offre : «").first).to_be_visible()
        for pliage in page.locator("details.of-corriger").all():
            pliage.locator("summary").click()
        awa.verifier(f"corriger une offre à {largeur} px")
        awa.pas_de_debordement(f"corriger une offre à {largeur} px")
        assert awa.fautes == []
    permis = demandes.locator("li", has=page.get_by_text("Permis B", exact=True))
    permis.get_by_role("button", name="souhaité").click()
    expect(page.get_by_text("un import ne la changera pas")).to_be_visible()
    niveau = demandes.locator("li", has_text="Niveau")
    niveau.locator("summary").press("Enter")
    niveau.get_by_label("Niveau de diplôme").select_option("4")
    niveau.get_by_role("button", name="Changer").press("Enter")
    expect(demandes).to_contain_text("Niveau 4")
    fichier = donnees_partagees / "offres" / "france_travail_v2_resultats.json.gz"
    gerer(site.var, "shell", "-c", _OUBLIER_LES_EMPREINTES)
    gerer(site.var, "importer_ouvertures", str(fichier), "--format", "france-travail")
    page = awa.aller(f"/ouvertures/{offre}")
    permis = demandes.locator("li", has=page.get_by_text("Permis B", exact=True))
    expect(permis).to_contain_text("souhaité")
    expect(permis).to_contain_text("corrigée à la main")
    expect(demandes).to_contain_text("Niveau 4")
    expect(page.get_by_text("Corrections faites à la main (2)")).to_be_visible()
    assert awa.fautes == []


# Every offer of the file is then read and written again.
_OUBLIER_LES_EMPREINTES = (
    "from parcours.offres.models import Ouverture; Ouverture.objects.update(empreinte='')"
)


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
    page.locator("article").first.get_by_role("link", name=re.compile("^Pourquoi")).click()
    expect(page.get_by_role("heading", name="D’où vient l’ordre de la liste")).to_be_visible()
    expect(page.get_by_text("Lu dans l’offre").first).to_be_visible()
    awa.verifier("pourquoi, sur une offre réelle")
    awa.aller(f"{dossier}suggestions/")
    page.locator("#bloquees summary").click()
    expect(page.locator("#bloquees")).to_contain_text("mobilité")
    awa.verifier("suggestions réelles")
    awa.photographier("offres-reelles", entiere=False)
    assert awa.fautes == []
