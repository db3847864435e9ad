"""An employer, from an unlawful offer to an answer: stopped, mended with the proposals, told what the
licence keeps out, published, sent an application without a name, answered by the link of the e-mail."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.conftest import DOSSIER_DE_NADIA, Site, Visiteur, lire

pytestmark = pytest.mark.navigateur
LENT = 30_000  # a busy machine answers late
TITRE = "Agent / Agente de propreté (F/H), bureaux"
ILLICITE = "Entretien de bureaux, de 8 h à 12 h. Nous cherchons une personne de moins de 30 ans."
# What tells who someone is; none of it may be on an employer's page nor in an e-mail.
IDENTITE = ("Nadia", "Benali", "Mistral", "34 ans", "femme")


def _aux_deux_largeurs(visiteur: Visiteur, nom: str) -> None:
    """Axe is clean and nothing overflows, on a desk and on a phone."""
    for largeur in (1280, 360):
        visiteur.page.set_viewport_size({"width": largeur, "height": 900})
        visiteur.verifier(f"{nom} ({largeur} px)")
        visiteur.pas_de_debordement(f"{nom} ({largeur} px)")
    visiteur.page.set_viewport_size({"width": 1280, "height": 900})


def _publier(page: Page) -> None:
    page.locator("button.btn-primary", has_text="Publier").last.click()


def _coller_une_offre_illicite(vercors: Visiteur) -> None:
    page = vercors.page
    vercors.aller("/espace-employeur/offres/nouvelle")
    _aux_deux_largeurs(vercors, "publier une offre")
    page.locator("#id_intitule").fill(TITRE)
    page.locator("#id_description").fill(ILLICITE)
    page.locator("#id_nature").select_option("emploi")
    page.locator("#id_contrat").select_option("cdi")
    page.locator("#id_commune").fill("Grenoble (38185)")
    page.locator("#id_permis").select_option("B")
    _publier(page)
    expect(page.get_by_text("Bloque la publication").first).to_be_visible(timeout=LENT)
    expect(page.locator("#id_description")).to_have_value(ILLICITE)
    _aux_deux_largeurs(vercors, "offre arrêtée")


def _corriger_avec_les_propositions(vercors: Visiteur) -> None:
    page = vercors.page
    bouton = page.locator("button[name=remplacer]")
    for _ in range(5):
        if not bouton.count():
            break
        bouton.first.click()
        page.wait_for_load_state()
    expect(page.get_by_text("Rien à signaler dans ce texte")).to_be_visible(timeout=LENT)
    assert "30 ans" not in page.locator("#id_description").input_value()
    page.locator("#id_description").press("End")
    expect(page.locator("#id_description")).to_have_value(re.compile("Entretien de bureaux"))


def _voir_ce_que_le_permis_exclut(vercors: Visiteur) -> None:
    page = vercors.page
    page.locator("button[name=compter]").click()
    phrase = page.get_by_text(re.compile("Le permis B, à lui seul, tient à l’écart"))
    expect(phrase).to_be_visible(timeout=LENT)
    _aux_deux_largeurs(vercors, "ce que le permis exclut")


def _orienter_nadia(awa: Visiteur, site: Site, offre: str) -> None:
    page = awa.page
    nadia = lire(site, DOSSIER_DE_NADIA)
    awa.aller(f"/dossiers/{nadia}/orienter/?ouverture={offre}")
    page.get_by_label("Votre phrase pour le destinataire").fill(
        "Deux ans de pratique, à l’heure, disponible tout de suite."
    )
    page.locator("input[name=accord][value=oral]").check()
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Envoyée").first).to_be_visible(timeout=LENT)


def _lien_de_la_candidature(site: Site) -> str:
    courriels = site.courriels()
    liens = re.findall(r"http://localhost:\d+(/repondre/\S+)", courriels)
    assert liens, "aucun lien de réponse dans les e-mails"
    assert not [mot for mot in IDENTITE if mot in courriels.rsplit("Subject:", 1)[-1]]
    return liens[-1]


def _repondre_par_le_lien(employeur: Visiteur, chemin: str) -> None:
    page = employeur.aller(chemin)
    lu = page.locator("main").inner_text()
    assert not [mot for mot in IDENTITE if mot.lower() in lu.lower()]
    _aux_deux_largeurs(employeur, "répondre")
    page.get_by_text("Proposer un entretien").first.click()
    page.locator("input[name=instant]").fill("2030-01-15T10:00")
    page.locator("input[name=lieu]").fill("12 rue de l’Atelier, tram A")
    page.get_by_role("button", name=re.compile("entretien", re.I)).last.click()
    expect(page.get_by_text("votre réponse est enregistrée")).to_be_visible(timeout=LENT)
    _aux_deux_largeurs(employeur, "réponse donnée")


def test_from_an_unlawful_offer_to_an_answer(site: Site, visiter: Callable[..., Visiteur]) -> None:
    vercors, awa, boite = visiter(), visiter(), visiter()
    vercors.se_connecter("vercors@demo.test")
    _coller_une_offre_illicite(vercors)
    publiees = lire(site, "SELECT count(*) FROM offres_ouverture WHERE source = 'saisie'")
    _corriger_avec_les_propositions(vercors)
    _voir_ce_que_le_permis_exclut(vercors)
    _publier(vercors.page)
    expect(vercors.page.get_by_text("Votre offre est publiée.")).to_be_visible(timeout=LENT)
    assert lire(site, "SELECT count(*) FROM offres_ouverture WHERE source = 'saisie'") == publiees + 1  # type: ignore[operator]  # fmt: skip
    _aux_deux_largeurs(vercors, "mon offre")
    offre = re.search(r"/offres/(\d+)", vercors.page.url).group(1)  # type: ignore[union-attr]

    awa.se_connecter("awa@demo.test")
    _orienter_nadia(awa, site, offre)
    vercors.aller("/notifications/")
    expect(vercors.page.get_by_text("nouvelle candidature").first).to_be_visible()
    _aux_deux_largeurs(vercors, "notifications de l’employeur")

    _repondre_par_le_lien(boite, _lien_de_la_candidature(site))
    awa.aller("/notifications/")
    expect(awa.page.get_by_text(re.compile("entretien proposé")).first).to_be_visible()
    _aux_deux_largeurs(awa, "notifications")
    assert vercors.fautes + awa.fautes + boite.fautes == []
