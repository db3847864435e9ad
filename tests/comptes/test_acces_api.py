"""The « Accès API » page: a token shown once, listed, revoked; nobody sees those of others."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from parcours.comptes.jetons import creer_jeton
from parcours.comptes.models import JetonApi
from tests.api.outils import ClientAPI
from tests.monde import Monde

pytestmark = [pytest.mark.base, pytest.mark.django_db]
ADRESSE = "/acces-api/"


def _corps(**champs: Any) -> dict[str, Any]:
    return {"nom": "Agenda", "pour": "personne", "portees": ["dossiers.lire"], "jours": "90",
            "saisie": uuid4()} | champs  # fmt: skip


def _clair(page: Any) -> str:
    return page.content.decode().split('text-break">', 1)[1].split("<", 1)[0]


def test_a_token_is_made_shown_once_and_works(monde: Monde, client_de: Any) -> None:
    awa = client_de("awa")
    page = awa.post(ADRESSE, _corps())
    clair = _clair(page)
    assert page["Cache-Control"].startswith("max-age=0")
    assert ClientAPI(clair).get("/api/v1/dossiers").status_code == 200
    apres = awa.get(ADRESSE).content.decode()
    assert clair not in apres
    assert "Agenda" in apres


def test_the_form_posted_twice_makes_one(monde: Monde, client_de: Any) -> None:
    corps = _corps()
    assert client_de("awa").post(ADRESSE, corps).status_code == 200
    assert client_de("awa").post(ADRESSE, corps).status_code == 302
    assert JetonApi.objects.count() == 1


def test_the_responsable_makes_one_for_the_structure(monde: Monde, client_de: Any) -> None:
    page = client_de("denis").post(ADRESSE, _corps(pour="structure"))
    jeton = JetonApi.objects.get()
    assert (jeton.structure, jeton.utilisateur.est_technique) == (monde.structure, True)
    assert ClientAPI(_clair(page)).get("/api/v1/dossiers").status_code == 200
    assert client_de("awa").post(ADRESSE, _corps(pour="structure")).status_code == 422


@pytest.mark.parametrize(
    "champs", [{"portees": []}, {"portees": ["indicateurs.lire"]}, {"jours": "4000"}, {"nom": ""}]
)
def test_what_cannot_be_granted_is_refused_and_kept_on_screen(
    champs: dict[str, Any], monde: Monde, client_de: Any
) -> None:
    page = client_de("awa").post(ADRESSE, _corps() | champs)
    assert page.status_code == 422
    assert champs.get("nom", "Agenda") in page.content.decode()
    assert not JetonApi.objects.exists()


def test_each_sees_and_stops_only_what_is_theirs(monde: Monde, client_de: Any) -> None:
    remis = creer_jeton(par=monde.awa, nom="À moi", portees=["referentiels"], jours=30)
    assert remis is not None
    vus = {
        qui: "À moi" in client_de(qui).get(ADRESSE).content.decode()
        for qui in ("awa", "bruno", "chloe", "denis", "vercors", "fatima", "gael")
    }
    assert {qui for qui, voit in vus.items() if voit} == {"awa", "denis", "gael"}
    revoquer = reverse("comptes:jeton_revoquer", args=[remis.jeton.pk])
    assert client_de("bruno").post(revoquer).status_code == 404
    client_de("denis").post(revoquer)
    assert ClientAPI(remis.clair).get("/api/v1/metiers?q=agent").status_code == 401
