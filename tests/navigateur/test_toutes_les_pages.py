"""Each role's pages: axe finds nothing, no CSP violation, nothing overflows at 360 px or 200 %."""

from collections.abc import Callable

import pytest

from tests.navigateur.conftest import DOSSIER_DE_NADIA, Site, Visiteur, lire

pytestmark = pytest.mark.navigateur

DU_DOSSIER = (
    "", "freins/", "freins/diagnostic/", "freins/nouveau/", "qualifications/", "suggestions/", "lever/",
    "plan/", "orientations/", "journal/", "identite/", "recherche/", "resume/",
    "echanges/nouveau/", "orienter/", "situation/rsa/", "qualifications/diplome/",
    "qualifications/experience/", "documents/nouveau/", "accords/nouveau/", "passation/",
    "freins/garde/", "freins/garde/enfants/", "cloture/", "bilan/",
)  # fmt: skip
PUBLIEE = "SELECT min(id) FROM offres_ouverture WHERE etat = 'publiee'"
PAGES = {
    "awa": ("/journee", "/notifications/", "/notifications/preferences", "/file-active", "/contacts/", "/contacts/nouveau/", "/dossiers/nouveau/",
            "/ouvertures/", "/solutions/"),
    "denis": ("/journee", "/file-active"),
    "nadia": ("/mes-pistes/", "/mon-plan/", "/mes-informations/", "/mes-limites/"),
    "karim": ("/mes-pistes/", "/mon-plan/"),
    "vercors": ("/reponses/",),
    "fatima": (
        "/tableau", "/equite", "/equite/employeurs", "/equite/autour", "/equite/classement?par=sexe",
        "/equite/definitions", "/equite/suivi",
        "/territoire", "/territoire/metiers", "/territoire/solution",
        "/indicateurs", "/indicateurs/definitions", "/registre", "/comment-ca-marche",
    ),
    "gael": ("/exploitation",),
    "odile": ("/clauses/", "/clauses/nouvelle/", "/clauses/1/?q=agent", "/clauses/1/modifier/"),
}  # fmt: skip


def _adresses(prenom: str, site: Site) -> list[str]:
    adresses = list(PAGES[prenom])
    if prenom == "awa":
        nadia = lire(site, DOSSIER_DE_NADIA)
        adresses += [f"/dossiers/{nadia}/{page}" for page in DU_DOSSIER]
        adresses.append(f"/ouvertures/{lire(site, PUBLIEE)}")
        adresses.append(f"/solutions/{lire(site, 'SELECT min(id) FROM solutions_solution')}")
    return adresses


@pytest.mark.parametrize("prenom", list(PAGES))
def test_pages_accessibles(prenom: str, site: Site, visiter: Callable[..., Visiteur]) -> None:
    grand, petit = visiter(), visiter(largeur=360, hauteur=740)
    for visiteur in (grand, petit):
        visiteur.se_connecter(f"{prenom}@demo.test")
    for adresse in _adresses(prenom, site):
        grand.aller(adresse)
        grand.verifier(adresse)
        petit.aller(adresse)
        petit.verifier(f"{adresse} (360 px)")
        petit.pas_de_debordement(f"{adresse} (360 px)")
    assert grand.fautes + petit.fautes == []


def test_public_pages(site: Site, visiter: Callable[..., Visiteur]) -> None:
    visiteur = visiter(largeur=360, hauteur=740)
    visiteur.aller("/connexion/")
    visiteur.verifier("connexion")
    visiteur.pas_de_debordement("connexion")
    assert visiteur.page.goto(site.adresse + "/acces/inconnu").status == 410  # type: ignore[union-attr]
    visiteur.verifier("lien inutilisable")
    assert visiteur.fautes == []


def test_twice_the_size(site: Site, visiter: Callable[..., Visiteur]) -> None:
    """200 % zoom of a 1280 px window is a 640 px wide page."""
    awa = visiter(largeur=640, hauteur=450)
    awa.se_connecter("awa@demo.test")
    for adresse in _adresses("awa", site):
        awa.aller(adresse)
        awa.pas_de_debordement(f"{adresse} (200 %)")
    assert awa.fautes == []
