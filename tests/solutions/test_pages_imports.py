"""Importing services from the screen: files kept, report shown, replay and bad files harmless."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parcours.socle.depots import dossier_des_imports
from parcours.solutions.models import ImportSolutions, Solution
from tests.monde import Monde
from tests.solutions.test_import import service, structure

pytestmark = pytest.mark.base


@pytest.fixture(autouse=True)
def _ici(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path
    settings.CELERY_TASK_ALWAYS_EAGER = True


def _fichier(contenu: Any, nom: str = "services.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(nom, json.dumps(contenu).encode())


def test_from_the_screen_to_the_report(
    monde: Monde, client_de: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_de("awa")
    donnees = {
        "jeton": str(uuid4()),
        "fichiers": [
            _fichier([structure()], "structures.json"),
            _fichier([service(1), service(2, frais="cher")]),
        ],
    }
    with django_capture_on_commit_callbacks(execute=True):
        reponse = client.post(reverse("solutions:importer"), donnees)
    suivi = ImportSolutions.objects.get()
    assert reponse.url == reverse("solutions:import", args=[suivi.pk])
    contenu = client.get(reponse.url).content.decode()
    assert "Services : 1 nouveaux + 0 modifiés + 0 inchangés + 1 rejetés" in contenu
    assert "hors de la liste" in contenu
    assert Solution.objects.count() == 1
    assert not list(dossier_des_imports().iterdir())
    assert (
        "structures.json, services.json"
        in client.get(reverse("solutions:imports")).content.decode()
    )


def test_a_replay_gives_the_first_import(monde: Monde, client_de: Any) -> None:
    client, jeton = client_de("awa"), str(uuid4())
    for _ in range(2):
        donnees = {"jeton": jeton, "fichiers": [_fichier([structure()])]}
        client.post(reverse("solutions:importer"), donnees)
    assert ImportSolutions.objects.count() == 1


def test_nothing_chosen_says_so(monde: Monde, client_de: Any) -> None:
    reponse = client_de("awa").post(reverse("solutions:importer"), {"jeton": str(uuid4())})
    assert reponse.status_code == 422
    assert not ImportSolutions.objects.exists()


def test_a_broken_file_is_refused_in_words(
    monde: Monde, client_de: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_de("awa")
    casse = SimpleUploadedFile("casse.json", b"[{")
    with django_capture_on_commit_callbacks(execute=True):
        reponse = client.post(
            reverse("solutions:importer"), {"jeton": str(uuid4()), "fichiers": [casse]}
        )
    contenu = client.get(reponse.url).content.decode()
    assert "Fichier refusé. casse.json : Ligne 1" in contenu
    assert not Solution.objects.exists()


def test_only_a_stopped_import_is_started_again(monde: Monde, client_de: Any) -> None:
    suivi = ImportSolutions.objects.create(fichiers=["f.json"], etat="termine")
    reponse = client_de("awa").post(reverse("solutions:reprendre", args=[suivi.pk]), follow=True)
    assert "n’est pas arrêté" in reponse.content.decode()
