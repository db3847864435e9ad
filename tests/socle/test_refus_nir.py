"""A NIR posted anywhere is refused: 400, nothing written, what was typed given back to mend."""

import json
import re

import pytest
from django.contrib.messages import get_messages
from django.test import Client, RequestFactory
from django.urls import reverse

from parcours.comptes.models import FiltreEnregistre
from parcours.socle.middleware import RefusNir
from tests.monde import Monde

pytestmark = [pytest.mark.base, pytest.mark.django_db]
# Invented: woman, May 1985, a département that never was; 97 − n mod 97 gives the key.
CORPS = "2850599123456"
NIR = f"{CORPS}{97 - int(CORPS) % 97:02d}"
FAUX = f"{CORPS}{(97 - int(CORPS) % 97) % 97 + 1:02d}"


@pytest.fixture
def adresse() -> str:
    return reverse("pilotage:enregistrer_filtre")


@pytest.fixture
def awa(client_de) -> Client:
    return client_de("awa")


def test_a_form_is_refused_and_nothing_is_written(awa: Client, adresse: str) -> None:
    reponse = awa.post(adresse, {"nom": f"Mon numéro {NIR}", "requete": "q=mistral"})
    assert reponse.status_code == 400
    assert not FiltreEnregistre.objects.exists()
    assert not list(get_messages(reponse.wsgi_request))


def test_what_was_typed_is_given_back_ready_to_send_again(awa: Client, adresse: str) -> None:
    donnees = {"nom": f"Mon numéro {NIR}", "requete": "q=mistral", "autres": ["un", "deux"]}
    page = awa.post(adresse, donnees).content.decode()
    assert re.search(rf'action="{adresse}"', page)
    assert re.search(rf'<textarea[^>]*name="nom"[^>]*>Mon numéro {NIR}</textarea>', page)
    assert '<input type="hidden" name="requete" value="q=mistral">' in page
    assert page.count('name="autres"') == 2
    assert "csrfmiddlewaretoken" in page
    assert "Rien n’a été gardé" in page


def test_once_mended_it_goes_through(awa: Client, adresse: str) -> None:
    awa.post(adresse, {"nom": f"Mistral {NIR}", "requete": "q=a"})
    assert awa.post(adresse, {"nom": "Mistral", "requete": "q=a"}).status_code == 302
    assert FiltreEnregistre.objects.get().nom == "Mistral"


@pytest.mark.parametrize("texte", [NIR[:1] + " " + NIR[1:3] + " " + NIR[3:], f"n° {NIR}."])
def test_with_separators_or_inside_a_sentence(texte: str, awa: Client, adresse: str) -> None:
    assert awa.post(adresse, {"nom": texte, "requete": "q=a"}).status_code == 400


def test_a_wrong_key_is_only_a_number(awa: Client, adresse: str) -> None:
    assert awa.post(adresse, {"nom": f"Devis {FAUX}", "requete": "q=a"}).status_code == 302


def test_passwords_are_never_written_back(client: Client) -> None:
    donnees = {"username": NIR, "password": "tres-secret-et-long"}
    reponse = client.post(reverse("comptes:connexion"), donnees)
    assert reponse.status_code == 400
    assert "tres-secret" not in reponse.content.decode()


def test_htmx_shows_the_whole_page(awa: Client, adresse: str) -> None:
    """A fragment swapped into a corner would hide the refusal."""
    reponse = awa.post(adresse, {"nom": NIR, "requete": ""}, headers={"HX-Request": "true"})
    assert (reponse.status_code, reponse["HX-Retarget"]) == (400, "body")


@pytest.mark.parametrize("methode", ["post", "put", "patch"])
@pytest.mark.parametrize(
    "corps",
    [{"note": f"son numéro : {NIR}"}, {"a": [{"b": [int(NIR)]}]}, {NIR: 1}, [NIR]],
    ids=["text", "deep number", "key", "list"],
)
def test_json_is_refused_with_a_sentence(methode: str, corps: object, awa: Client) -> None:
    reponse = getattr(awa, methode)("/", json.dumps(corps), content_type="application/json")
    assert reponse.status_code == 400
    assert "NIR" in reponse.json()["detail"]
    assert NIR not in reponse.content.decode()


@pytest.mark.parametrize("genre", ["text/plain", "application/x-www-form-urlencoded"])
def test_other_bodies_are_read_too(genre: str, awa: Client) -> None:
    assert awa.put("/", f"note={NIR}", content_type=genre).status_code == 400


def test_broken_json_is_read_as_text(awa: Client) -> None:
    reponse = awa.post("/", '{"note": "' + NIR, content_type="application/json")
    assert reponse.status_code == 400


def test_a_forged_request_is_not_given_a_valid_token(monde: Monde) -> None:
    """Another site posts hidden fields and a NIR: the page to mend must not sign them for it."""
    forge = Client(enforce_csrf_checks=True)
    forge.force_login(monde.awa, backend="django.contrib.auth.backends.ModelBackend")
    reponse = forge.post(reverse("pilotage:enregistrer_filtre"), {"nom": NIR, "requete": "piege"})
    assert reponse.status_code == 403
    assert "piege" not in reponse.content.decode()


def test_an_anonymous_request_goes_to_the_door(client: Client, adresse: str) -> None:
    reponse = client.post(adresse, {"nom": NIR})
    assert reponse.status_code == 302
    assert reponse["Location"].startswith(reverse("comptes:connexion"))


def test_reading_is_never_refused(rf: RequestFactory) -> None:
    garde = RefusNir(lambda request: None)
    assert garde.process_view(rf.get("/", {"q": NIR}), None, (), {}) is None
