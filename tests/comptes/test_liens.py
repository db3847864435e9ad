"""One-time links and printed cards: they let in once, or with the right code, and no one else."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from parcours.comptes import liens
from parcours.comptes.models import LienAcces, NatureLien
from tests.monde import Monde

pytestmark = pytest.mark.base


def _chemin(remis: liens.AccesRemis) -> str:
    return "/acces/" + remis.adresse.rsplit("/", 1)[-1]


@pytest.fixture
def carte(monde: Monde) -> liens.AccesRemis:
    return liens.creer_lien(utilisateur=monde.nadia, par=monde.awa, nature=NatureLien.CARTE)


def test_a_one_time_link_lets_in_once(monde: Monde, client: Client) -> None:
    chemin = _chemin(liens.creer_lien(utilisateur=monde.nadia, par=monde.awa))
    assert client.get(chemin).status_code == 200
    assert "_auth_user_id" not in client.session  # GET changes nothing
    assert client.post(chemin).status_code == 302
    assert client.session["_auth_user_id"] == str(monde.nadia.pk)
    assert Client().post(chemin).status_code == 410


def test_a_link_expires(monde: Monde, client: Client) -> None:
    chemin = _chemin(liens.creer_lien(utilisateur=monde.nadia, par=monde.awa))
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert client.post(chemin).status_code == 410


def test_a_card_needs_its_code(carte: liens.AccesRemis, client: Client) -> None:
    reponse = client.post(_chemin(carte), {"code": "AAAAAAAA"})
    assert reponse.status_code == 422
    assert "pas le bon" in reponse.content.decode()
    ecrit = f" {carte.code[:4].lower()} {carte.code[4:]}"
    assert client.post(_chemin(carte), {"code": ecrit}).status_code == 302
    assert Client().post(_chemin(carte), {"code": carte.code}).status_code == 302


def test_five_wrong_codes_close_the_card(carte: liens.AccesRemis, client: Client) -> None:
    for _ in range(liens.ESSAIS_MAX):
        client.post(_chemin(carte), {"code": "ZZZZZZZZ"})
    assert client.post(_chemin(carte), {"code": carte.code}).status_code == 410


def test_a_new_card_revokes_the_old_one(
    monde: Monde, carte: liens.AccesRemis, client: Client
) -> None:
    liens.creer_lien(utilisateur=monde.nadia, par=monde.awa, nature=NatureLien.CARTE)
    assert client.post(_chemin(carte), {"code": carte.code}).status_code == 410


def test_nothing_is_stored_in_clear(carte: liens.AccesRemis) -> None:
    lien = LienAcces.objects.get()
    assert carte.code not in lien.code_hache
    assert carte.adresse.rsplit("/", 1)[-1] not in lien.empreinte


def test_someone_without_an_address_gets_an_account(db: None) -> None:
    compte = liens.compte_personne(prenom="Samia", nom="", email="")
    assert compte.email.endswith(".invalid")
    assert not compte.has_usable_password()
