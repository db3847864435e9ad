"""The main path, as a new counsellor walks it: from a field contact to a followed referral."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from matching.moteur.vocabulaire import CONDITIONS
from tests.navigateur.conftest import DOSSIER_DE_NADIA, Site, Visiteur, lire

pytestmark = pytest.mark.navigateur


def _rencontrer(awa: Visiteur) -> None:
    page = awa.page
    page.get_by_role("link", name="+ Contact terrain").click()
    awa.verifier("nouveau contact")
    page.get_by_label("Prénom").fill("Salima")
    page.get_by_label("Quartier").select_option(index=1)
    page.get_by_label("Garde", exact=True).check()
    page.get_by_label("La suite").select_option(label="Rappeler sous 3 jours")
    awa.photographier("contact-terrain")
    page.get_by_role("button", name="Enregistrer et ouvrir un dossier").click()


def _ouvrir_dossier(awa: Visiteur) -> None:
    page = awa.page
    expect(page.get_by_role("heading", name="Ouvrir un dossier")).to_be_visible()
    awa.verifier("ouvrir un dossier")
    page.locator("#id_nom").fill("Ouali")
    page.get_by_label("Projet").select_option("emploi")
    page.get_by_label(re.compile("J’ai dit à la personne")).check()
    page.get_by_role("button", name="Ouvrir le dossier").click()
    expect(page.get_by_role("heading", name="Salima O.", level=1)).to_be_visible()
    awa.verifier("synthèse")


def _adresse_et_recherche(awa: Visiteur, dossier: str) -> None:
    page = awa.page
    awa.aller(f"{dossier}identite/")
    page.get_by_label("Commune").fill("Grenoble (38185)")
    page.get_by_role("button", name="Enregistrer").click()
    awa.aller(f"{dossier}recherche/")
    awa.verifier("recherche")
    page.locator("#id_metier_1").fill("ménage")
    proposition = page.get_by_role("option").first
    expect(proposition).to_be_visible()
    proposition.click()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Salima O.", level=1)).to_be_visible()


def _faire_le_point(awa: Visiteur, dossier: str) -> None:
    page = awa.page
    awa.aller(f"{dossier}freins/diagnostic/")
    page.locator("input[name=theme_garde][value=bloquant]").check()
    page.locator("#mesure-garde input[name=garde-etat][value=grille]").check()
    # 8:00 to 17:00, Monday to Friday, box by box as the keyboard would.
    cases = page.locator("#mesure-garde")
    awa.verifier("diagnostic")
    _cocher_journee(cases)
    page.locator("input[name=theme_mobilite][value=genant]").check()
    page.locator("input[name=mobilite-tc]").fill("45")
    page.locator("input[name=mobilite-marche]").fill("25")
    page.locator("input[name=theme_sante][value=genant]").check()
    page.locator(f"input[name=sante-limites][value={TEMOIN}]").check()
    page.locator("input[name=sante-accord]").check()
    page.locator("input[name=sante-moyen][value=oral]").check()
    awa.photographier("diagnostic")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Garde : pas avant 8 h").first).to_be_visible()
    awa.verifier("freins")


def _cocher_journee(section) -> None:  # type: ignore[no-untyped-def]
    """Tick « journée » for the five days of the week by the shortcuts of the grid."""
    for jour in ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi"):
        section.get_by_role("checkbox", name=re.compile(rf"{jour}.*journée", re.I)).first.check()


def _qualifier(awa: Visiteur, dossier: str) -> None:
    page = awa.page
    awa.aller(f"{dossier}qualifications/")
    awa.verifier("qualifications")
    awa.aller(f"{dossier}qualifications/experience/")
    page.get_by_label("Métier").fill("Agent / Agente de propreté de locaux")
    page.get_by_label("Durée").fill("24")
    page.locator("select[name=origine]").select_option("salariee")
    page.get_by_role("button", name="Enregistrer").click()
    awa.aller(f"{dossier}qualifications/langue/")
    page.locator("select[name=code]").select_option("fr")
    page.locator("select[name=oral]").select_option("B1")
    page.locator("select[name=ecrit]").select_option("B1")
    page.get_by_role("button", name="Enregistrer").click()


TEMOIN = "penche_accroupi"


def _traces(site: Site) -> int:
    """Count a limit's code and label in every file of the site: base, WAL, mail, var, log.

    Offers state the same conditions of work in clear, so the count before the path is the
    reference: the path touches no offer, and one trace more would be the person's limit. The
    catalogue is left out (offers again, rebuilt at will; its own test holds it free of people).
    """
    mots = [TEMOIN.encode(), CONDITIONS[TEMOIN].encode()]
    fichiers = [f for f in site.var.rglob("*") if f.is_file() and "catalogue" not in f.parts]
    return sum(f.read_bytes().count(mot) for f in [*fichiers, site.journal] for mot in mots)


def _choisir_une_ouverture(awa: Visiteur, dossier: str) -> str:
    page = awa.page
    awa.aller(f"{dossier}suggestions/")
    expect(page.get_by_text("accessibles").first).to_be_visible()
    awa.verifier("suggestions")
    page.get_by_role("link", name=re.compile("^Pourquoi")).first.click()
    awa.verifier("pourquoi")
    awa.photographier("pourquoi", entiere=True)
    awa.aller(f"{dossier}suggestions/")
    bloquees = page.locator("#bloquees summary")
    bloquees.click()
    expect(bloquees).to_contain_text("garde")

    awa.aller(f"{dossier}orienter/?q=Atelier Vercors")
    lien = page.locator("main a[href^='?ouverture=']").first
    titre = lien.inner_text()
    lien.click()
    return titre


def _orienter(awa: Visiteur) -> None:
    page = awa.page
    page.get_by_label("Votre phrase pour le destinataire").fill(
        "Deux ans de pratique, ponctuelle, disponible tout de suite."
    )
    page.locator("input[name=accord][value=oral]").check()
    awa.verifier("orienter")
    awa.photographier("orienter")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Envoyée").first).to_be_visible()
    awa.verifier("orientation")


def _lien_du_courriel(site: Site) -> str:
    liens = re.findall(r"http://localhost:\d+(/repondre/\S+)", site.courriels())
    assert liens, "aucun lien de réponse dans les courriels"
    return liens[-1]


def _repondre(employeur: Visiteur, chemin: str) -> None:
    page: Page = employeur.aller(chemin)
    for interdit in ("Salima", "Ouali", "Mistral", "femme", "garde"):
        assert interdit.lower() not in page.locator("main").inner_text().lower()
    employeur.verifier("répondre")
    employeur.photographier("repondre", entiere=True)
    page.get_by_text("Proposer un entretien").first.click()
    page.locator("input[name=instant]").fill("2027-01-15T10:00")
    page.locator("input[name=lieu]").fill("12 rue de l’Atelier, tram A")
    page.get_by_role("button", name=re.compile("entretien", re.I)).last.click()
    expect(page.get_by_text("entretien").first).to_be_visible()


def test_du_contact_a_la_reponse(site: Site, visiter: Callable[..., Visiteur]) -> None:
    traces = _traces(site)
    assert traces > 0  # the search does find what is in clear
    awa = visiter()
    awa.se_connecter("awa@demo.test")
    awa.verifier("ma journée")
    awa.photographier("ma-journee")
    awa.aller(f"/dossiers/{lire(site, DOSSIER_DE_NADIA)}/suggestions/")
    awa.photographier("suggestions")
    _rencontrer(awa)
    _ouvrir_dossier(awa)
    dossier = re.search(r"/dossiers/\d+/", awa.page.url).group()  # type: ignore[union-attr]
    _adresse_et_recherche(awa, dossier)
    _faire_le_point(awa, dossier)
    _qualifier(awa, dossier)
    _choisir_une_ouverture(awa, dossier)
    _orienter(awa)
    employeur = visiter(largeur=390, hauteur=844)
    _repondre(employeur, _lien_du_courriel(site))
    awa.aller("/journee")
    expect(awa.page.get_by_text("propose un entretien").first).to_be_visible()

    awa.aller(f"{dossier}orientations/")
    expect(awa.page.get_by_text("Entretien proposé").first).to_be_visible()
    awa.verifier("orientations")
    assert awa.fautes + employeur.fautes == []
    assert _traces(site) == traces
