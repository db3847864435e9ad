"""The API of the referentials: searches, refusals with a sentence, a valid description."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver

from parcours.referentiels import intitules
from parcours.referentiels.models import Metier
from tests.monde import Monde

pytestmark = [pytest.mark.base, pytest.mark.django_db]


@pytest.fixture
def awa(client_de: Any) -> Client:
    return client_de("awa")


def test_metiers_by_what_people_type(awa: Client, monde: Monde) -> None:
    trouves = awa.get("/api/v1/metiers", {"q": "agent de proprete"}).json()["resultats"]
    assert trouves[0] == {"code": monde.metier.code, "libelle": monde.metier.libelle}


def test_the_title_of_an_offer_gives_metiers_and_says_from_what(awa: Client, monde: Monde) -> None:
    adresse = "/api/v1/metiers/du-titre"
    attente = awa.get(adresse, {"q": "urgent agent de propreté H/F CDI"}).json()
    assert attente == {"referentiel": "jeu de départ", "est_sur": False, "candidats": []}
    Metier.objects.create(code="F1703", libelle="Maçon / Maçonne")
    intitules.construire()
    reponse = awa.get(adresse, {"q": "urgent agent de propreté H/F CDI"}).json()
    assert reponse["candidats"][0]["code"] == monde.metier.code
    assert 0 <= reponse["candidats"][0]["probabilite"] <= 1


def test_communes_by_name_and_by_postal_code(awa: Client, monde: Monde) -> None:
    for texte in ("grenob", "38100", "38185"):
        (commune,) = awa.get("/api/v1/communes", {"q": texte}).json()["resultats"]
        assert (commune["code"], commune["nom"]) == ("38185", "Grenoble")
        assert commune["latitude"] == pytest.approx(45.18, abs=0.01)


def test_nothing_found_is_an_empty_list(awa: Client) -> None:
    assert awa.get("/api/v1/communes", {"q": "zzzzzz"}).json() == {
        "resultats": [],
        "suivant": None,
    }


def test_the_neighbourhood_of_a_point(awa: Client, monde: Monde) -> None:
    dedans = awa.get("/api/v1/qpv", {"latitude": "45.1685", "longitude": "5.71"}).json()
    assert dedans == {"situation": "oui", "code": "QN03811M", "nom": "Mistral"}
    limite = awa.get("/api/v1/qpv", {"latitude": "45.1651", "longitude": "5.71"}).json()
    assert limite["situation"] == "a_verifier"
    loin = awa.get("/api/v1/qpv", {"latitude": "48.85", "longitude": "2.35"}).json()
    assert loin == {"situation": "non", "code": None, "nom": None}


@pytest.mark.parametrize(
    ("demande", "champ"),
    [({}, "q"), ({"q": ""}, "q"), ({"q": "x" * 101}, "q"), ({"q": "\x00a"}, "q"),
     ({"q": "a", "limite": "dix"}, "limite"), ({"q": "a", "limite": "51"}, "limite")],
)  # fmt: skip
@pytest.mark.parametrize(
    "adresse", ["/api/v1/metiers", "/api/v1/metiers/du-titre", "/api/v1/communes"]
)
def test_a_bad_request_says_which_parameter_and_why(
    adresse: str, demande: dict[str, str], champ: str, awa: Client
) -> None:
    reponse = awa.get(adresse, demande)
    assert reponse.status_code == 400
    (faute,) = reponse.json()["erreurs"]
    assert faute["champ"] == champ
    assert faute["message"].endswith(".")
    assert faute["remede"].endswith(".")


def test_the_limit_is_kept(awa: Client, monde: Monde) -> None:
    trouvees = awa.get("/api/v1/communes", {"q": "g", "limite": "1"}).json()
    assert len(trouvees["resultats"]) == 1


def test_nothing_is_written_by_these_addresses(awa: Client) -> None:
    for methode in ("post", "put", "patch", "delete"):
        assert getattr(awa, methode)("/api/v1/metiers").status_code == 405


def test_no_page_to_write_in_is_offered(awa: Client) -> None:
    """JSON alone: the browsable pages of the framework would carry inline scripts."""
    reponse = awa.get("/api/v1/metiers", {"q": "agent"}, headers={"Accept": "text/html"})
    assert reponse.status_code == 406


def test_the_description_is_valid_and_without_warning(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, format="openapi-json")
    sortie = capsys.readouterr().out
    assert '"openapi": "3.1.1"' in sortie
    assert '"/api/v1/metiers"' in sortie


def test_the_description_says_every_address_and_every_refusal(awa: Client) -> None:
    schema = awa.get("/api/v1/schema").json()
    ecrites = {chemin.split("{")[0] for chemin in schema["paths"]}
    nommees = {
        f"/api/v1/{motif.pattern}".split("<")[0]
        for branche in get_resolver().url_patterns
        if str(branche.pattern) == "api/"
        for version in branche.url_patterns
        if hasattr(version, "url_patterns")
        for motif in version.url_patterns
    }
    assert ecrites == nommees - {"/api/v1/schema", "/api/v1/erreurs"}
    operation = schema["paths"]["/api/v1/dossiers/{id}"]["patch"]
    assert {"200", "401", "403", "404", "412", "422", "428"} <= set(operation["responses"])
    assert [p["name"] for p in operation["parameters"] if p["in"] == "header"] == ["If-Match"]
