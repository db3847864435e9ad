"""Giving the person a way in: card or link, the account made when needed, the code shown once."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from parcours.comptes.models import LienAcces
from parcours.socle.models import EntreeJournal
from tests.monde import Monde

pytestmark = pytest.mark.base


def _adresse(monde: Monde, dossier: Any = None) -> str:
    return f"/dossiers/{(dossier or monde.dossier_nadia).pk}/acces-personne/"


def test_a_card_lets_the_person_in(monde: Monde, client_de: Any) -> None:
    page = client_de("awa").post(_adresse(monde), {"nature": "carte"}).content.decode()
    code = re.search(r'font-monospace mb-2">([A-Z0-9 ]+)<', page).group(1)  # type: ignore[union-attr]
    lien = LienAcces.objects.get()
    assert lien.utilisateur == monde.nadia
    assert code.replace(" ", "") not in lien.code_hache
    assert EntreeJournal.objects.filter(champ="acces_personne").exists()


def test_a_link_goes_to_the_person_and_opens_their_own_pages(monde: Monde, client_de: Any) -> None:
    client_de("awa").post(_adresse(monde), {"nature": "lien"})
    message = mail.outbox[0]
    assert message.to == ["nadia@exemple.test"]
    chemin = re.search(r"http://\S+?(/acces/\S+)", message.body).group(1)  # type: ignore[union-attr]
    personne = Client()
    personne.post(chemin)
    assert personne.get("/mes-informations/").status_code == 200
    for interdit in ("Nadia", "garde", "santé", "Mistral"):
        assert interdit not in message.body


def test_without_address_an_account_is_made_for_the_card(monde: Monde, client_de: Any) -> None:
    personne = monde.dossier_nadia.personne
    personne.compte, personne.email = None, ""
    personne.save()
    assert "Envoyer un lien" not in client_de("awa").get(_adresse(monde)).content.decode()
    client_de("awa").post(_adresse(monde), {"nature": "lien"})  # forged: falls back to the card
    personne.refresh_from_db()
    assert personne.compte.email.endswith(".invalid")
    assert mail.outbox == []


def test_colleagues_and_other_structures_cannot(monde: Monde, client_de: Any) -> None:
    assert client_de("bruno").post(_adresse(monde), {"nature": "carte"}).status_code == 403
    assert client_de("chloe").post(_adresse(monde), {"nature": "carte"}).status_code == 404
    assert not LienAcces.objects.exists()
