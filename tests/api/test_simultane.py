"""Twenty at once with one key create one row; two writers of one version, one is told."""

from typing import Any

import pytest
from django.urls import reverse

from parcours.comptes.models import JetonApi
from parcours.dossiers.models import ContactTerrain, Dossier, Personne
from tests.api.outils import ClientAPI, jeton_de
from tests.monde import Monde
from tests.simultane import Executer

pytestmark = [pytest.mark.base, pytest.mark.django_db(transaction=True)]
CONTACT = {"prenom": "Leïla", "lieu": "Marché", "canal": "pied_immeuble", "suite": "rappeler_3"}


@pytest.fixture(autouse=True)
def _sans_courtier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parcours.socle.taches.envoyer", lambda rang: None)


@pytest.fixture
def awa(monde_partage: Monde) -> ClientAPI:
    client = jeton_de(monde_partage, "awa")
    # Already used this hour: its « last use » is not written again by each of the twenty.
    JetonApi.objects.update(utilise_le=monde_partage.dossier_nadia.dernier_contact_le)
    return client


def test_twenty_requests_with_one_key_create_one_row(
    awa: ClientAPI, en_meme_temps: Executer
) -> None:
    adresse = reverse("api:contacts")

    def poster() -> Any:
        client = ClientAPI()
        client.entetes = awa.entetes
        reponse = client.post(adresse, CONTACT, cle="la-meme")
        return reponse.status_code, reponse.content

    reponses = en_meme_temps(*[poster] * 20)
    assert {code for code, _ in reponses} == {201}
    assert len({corps for _, corps in reponses}) == 1
    (nombres,) = en_meme_temps(
        lambda: (
            ContactTerrain.objects.count(),
            Personne.objects.filter(prenom="Leïla").count(),
        )
    )
    assert nombres == (1, 1)


def test_two_writers_of_the_same_version_keep_one(
    awa: ClientAPI, monde_partage: Monde, en_meme_temps: Executer
) -> None:
    adresse = reverse("api:dossier", args=[monde_partage.dossier_nadia.pk])
    version = awa.get(adresse)["ETag"]

    def changer(projet: str) -> Any:
        client = ClientAPI()
        client.entetes = awa.entetes
        return client.patch(adresse, {"projet": projet}, version=version).status_code

    codes = en_meme_temps(*[lambda p=p: changer(p) for p in ("emploi", "formation", "creation")])
    assert sorted(codes) == [200, 412, 412]
    (projet,) = en_meme_temps(lambda: Dossier.objects.get(pk=monde_partage.dossier_nadia.pk).projet)
    assert projet != "a_definir"
