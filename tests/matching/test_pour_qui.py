"""« Pour qui ? »: one's own portfolio only, reasons without health, nobody decided already."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from matching.models import GesteSuggestion, Suggestion
from parcours.dossiers.models import Dossier
from parcours.orientations.models import Orientation
from tests.matching.fabrique import exigence, limiter, ouverture, pret

pytestmark = [pytest.mark.base, pytest.mark.django_db]


def _page(client, visee):
    reponse = client.get(reverse("matching:pour_qui", args=[visee.pk]))
    assert reponse.status_code == 200
    return reponse.content.decode()


def test_people_of_my_portfolio_with_reasons(monde, client_de, django_assert_max_num_queries):
    Dossier.objects.filter(pk=monde.dossier_karim.pk).update(referent=monde.bruno)
    pret(monde.dossier_nadia), pret(monde.dossier_karim)
    visee = ouverture(monde)
    client = client_de("awa")
    _page(client, visee)
    with django_assert_max_num_queries(45):
        contenu = _page(client, visee)
    assert "Nadia" in contenu
    assert "Karim" not in contenu
    assert "min à pied" in contenu or "min à" in contenu
    assert reverse("matching:pourquoi", args=[monde.dossier_nadia.pk, visee.pk]) in contenu
    assert "Karim" in _page(client_de("bruno"), visee)
    assert "Personne de votre portefeuille" in _page(client_de("denis"), visee)


def test_the_page_of_an_opening_leads_there(monde, client_de):
    adresse = reverse("matching:pour_qui", args=[monde.ouverture.pk])
    fiche = reverse("offres:fiche", args=[monde.ouverture.pk])
    assert adresse in client_de("awa").get(fiche).content.decode()


def test_a_limit_blocks_without_being_named(monde, client_de):
    limiter(pret(monde.dossier_nadia), "charges")
    visee = ouverture(monde)
    exigence(visee, "condition", "charges")
    contenu = _page(client_de("awa"), visee)
    assert "Nadia" not in contenu
    for mot in ("charges", "limite", "santé"):
        assert mot not in contenu.partition("<h1")[2].lower().replace("non-limite", "")


@pytest.mark.parametrize("geste", [GesteSuggestion.ECARTEE, GesteSuggestion.NON])
def test_who_said_no_is_not_proposed_again(monde, client_de, geste):
    pret(monde.dossier_nadia)
    visee = ouverture(monde)
    Suggestion.objects.create(dossier=monde.dossier_nadia, ouverture=visee, geste=geste)
    contenu = _page(client_de("awa"), visee)
    assert "Nadia" not in contenu
    assert "1 dossier déjà" in contenu


def test_who_was_referred_is_not_proposed_again(monde, client_de):
    pret(monde.dossier_nadia)
    visee = ouverture(monde)
    Orientation.objects.create(
        dossier=monde.dossier_nadia, ouverture=visee, par=monde.awa, etat="envoyee"
    )
    assert "Nadia" not in _page(client_de("awa"), visee)


def test_a_closed_dossier_or_opening_calls_nobody(monde, client_de):
    pret(monde.dossier_nadia)
    visee = ouverture(monde)
    Dossier.objects.filter(pk=monde.dossier_nadia.pk).update(statut="clos")
    assert "Nadia" not in _page(client_de("awa"), visee)
    visee.expire_le = date.today() - timedelta(days=1)
    visee.save()
    reponse = client_de("awa").get(reverse("matching:pour_qui", args=[visee.pk]))
    assert reponse.url == reverse("offres:fiche", args=[visee.pk])
    assert client_de("awa").get(reverse("matching:pour_qui", args=[999_999])).status_code == 404
