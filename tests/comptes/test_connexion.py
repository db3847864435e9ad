"""Logging in by e-mail: any case of letters, closed by default, locked after many tries."""

import pytest
from django.conf import settings
from django.test import Client

from tests.monde import MOT_DE_PASSE, Monde

pytestmark = pytest.mark.base


def test_the_address_is_read_without_case(monde: Monde, client: Client) -> None:
    reponse = client.post("/connexion/", {"username": "AWA@exemple.test", "password": MOT_DE_PASSE})
    assert reponse.status_code == 302


def test_many_wrong_passwords_lock_the_door(monde: Monde, client: Client) -> None:
    mauvais = {"username": "awa@exemple.test", "password": "non"}
    for _ in range(settings.AXES_FAILURE_LIMIT):
        reponse = client.post("/connexion/", mauvais)
    assert reponse.status_code == 429
    bon = {"username": "awa@exemple.test", "password": MOT_DE_PASSE}
    assert client.post("/connexion/", bon).status_code == 429


def test_an_unknown_page_still_asks_to_log_in_first(db: None, client: Client) -> None:
    assert client.get("/").status_code == 302
    assert "/connexion/" in client.get("/").url
