"""data·inclusion sent as it is: in the body, as files, again, and by whom."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from parcours.solutions.models import ImportSolutions, Solution, StructureSolution
from tests.api.outils import ClientAPI, client_jeton, jeton_de
from tests.monde import Monde
from tests.solutions.test_import import service, structure

pytestmark = [pytest.mark.base, pytest.mark.django_db]
ADRESSE = "/api/v1/solutions/imports"


@pytest.fixture(autouse=True)
def _ici(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path
    settings.CELERY_TASK_ALWAYS_EAGER = True
    cache.clear()


@pytest.fixture
def awa(monde: Monde) -> ClientAPI:
    return jeton_de(monde, "awa")


def test_structures_and_services_come_in_one_call(
    awa: ClientAPI, django_capture_on_commit_callbacks: Any
) -> None:
    corps = {"structures": [structure()], "services": [service(1), service(2, frais="cher")]}
    with django_capture_on_commit_callbacks(execute=True):
        demande = awa.post(ADRESSE, corps)
    assert demande.status_code == 202, demande.content
    suivi = awa.get(demande["Location"]).json()
    assert (suivi["etat"], suivi["fichiers"]) == ("termine", ["structures.json", "services.json"])
    assert suivi["rapport"]["service"]["nouvelles"] == 1
    assert suivi["rejets"][0]["raison"] == "frais : valeur hors de la liste (« cher »)"
    solution = Solution.objects.get()
    assert (solution.nom, solution.structure.nom) == ("Prêt 1", "Centre 1")
    assert awa.get(ADRESSE).json()["resultats"][0]["id"] == suivi["id"]


def test_files_are_taken_and_a_replay_imports_nothing_more(
    awa: ClientAPI, django_capture_on_commit_callbacks: Any
) -> None:
    cle = str(uuid4())
    reponses = []
    for _ in range(2):
        champs = {
            "fichier_structures": _fichier([structure()]), "fichier_services": _fichier([service()]),
        }  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            reponses.append(
                awa.client.post(ADRESSE, champs, headers=awa.entetes | {"Idempotency-Key": cle})
            )
    assert [r.status_code for r in reponses] == [202, 202]
    assert reponses[1]["Idempotency-Replayed"] == "true"
    assert ImportSolutions.objects.count() == Solution.objects.count() == 1


def test_who_does_not_write_services_imports_none(monde: Monde) -> None:
    corps = {"structures": [structure()]}
    appelants = [jeton_de(monde, qui) for qui in ("vercors", "fatima", "nadia", "gael", "eve")]
    appelants.append(client_jeton(monde.awa, "solutions.lire", "ouvertures.ecrire"))
    for appelant in appelants:
        assert appelant.post(ADRESSE, corps).status_code in {401, 403}
    assert not ImportSolutions.objects.exists()
    assert not StructureSolution.objects.exists()


def _fichier(contenu: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile("f.json", json.dumps(contenu).encode())
