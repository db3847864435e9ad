"""Dated rights by the API: the form of the page, versions, and what speaks of a handicap."""

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from parcours.dossiers.models import Situation
from parcours.socle.models import Evenement
from tests.api.outils import ClientAPI, client_jeton, jeton_de
from tests.monde import Monde

pytestmark = [pytest.mark.base, pytest.mark.django_db]


@pytest.fixture
def awa(monde: Monde) -> ClientAPI:
    cache.clear()
    return jeton_de(monde, "awa")


def adresse(monde: Monde, nature: str) -> str:
    return reverse("api:situation", args=[monde.dossier_nadia.pk, nature])


def test_a_right_is_noted_changed_and_removed_at_its_version(monde: Monde, awa: ClientAPI) -> None:
    ou = adresse(monde, "rsa")
    assert awa.get(ou).status_code == 404
    notee = awa.post(ou, {"est_oui": True, "du": "2026-01-05"})
    assert (notee.status_code, notee.json()["du"]) == (201, "2026-01-05")
    assert awa.post(ou, {"est_oui": False}).status_code == 409
    assert awa.patch(ou, {"au": "2026-12-31"}).status_code == 428
    changee = awa.patch(ou, {"au": "2026-12-31"}, version=notee["ETag"])
    assert changee.status_code == 200, changee.content
    assert {c: changee.json()[c] for c in ("est_oui", "du", "au")} == {
        "est_oui": True, "du": "2026-01-05", "au": "2026-12-31",
    }  # fmt: skip
    assert awa.patch(ou, {"est_oui": False}, version=notee["ETag"]).status_code == 412
    assert Situation.objects.get().est_oui
    assert awa.delete(ou, version=changee["ETag"]).status_code == 204
    assert not Situation.objects.exists()
    assert Evenement.objects.filter(quoi="situation").count() == 3


def test_what_the_page_refuses_the_api_refuses(monde: Monde, awa: ClientAPI) -> None:
    refus = awa.post(
        adresse(monde, "rsa"), {"est_oui": True, "du": "2026-03-01", "au": "2026-02-01"}
    )
    assert (refus.status_code, refus.json()["erreurs"][0]["champ"]) == (422, "au")
    refus = awa.post(adresse(monde, "aah"), {"est_oui": True, "du": "2026-03-01"})
    assert (refus.status_code, refus.json()["erreurs"][0]["champ"]) == (422, "du")
    assert awa.post(adresse(monde, "rsa"), {}).status_code == 422
    assert awa.post(adresse(monde, "chomage"), {"est_oui": True}).status_code == 404
    assert not Situation.objects.exists()


@pytest.mark.parametrize("nature", ["rqth", "aah"])
def test_a_handicap_is_read_by_whoever_edits_alone(
    nature: str, monde: Monde, awa: ClientAPI
) -> None:
    Situation.objects.create(dossier=monde.dossier_nadia, nature=nature, au=date(2027, 1, 1))
    assert awa.get(adresse(monde, nature)).status_code == 200
    for autre in (jeton_de(monde, "bruno"), jeton_de(monde, "chloe"), jeton_de(monde, "fatima")):
        assert autre.get(adresse(monde, nature)).status_code in {403, 404}
    bruno = jeton_de(monde, "bruno")
    assert bruno.patch(adresse(monde, nature), {"est_oui": False}, version=1).status_code == 403
    lecture = client_jeton(monde.awa, "dossiers.lire")
    assert lecture.delete(adresse(monde, nature), version=1).status_code == 403
    assert Situation.objects.get().est_oui
