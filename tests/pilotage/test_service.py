"""What the monitors read: enough to know something is wrong, nothing about anyone."""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from parcours.pilotage import service
from parcours.socle.horloge import maintenant
from parcours.socle.masquage import FormatJSON
from parcours.socle.models import EtatTache, Tache
from tests.monde import Monde

pytestmark = [pytest.mark.base, pytest.mark.django_db]


def test_a_service_that_is_well_says_so_without_an_account() -> None:
    reponse = Client().get("/etat-du-service")
    assert reponse.json() == {
        "base": "ok", "courtier": "fichiers", "attente_secondes": 0, "taches_echouees": 0,
    }  # fmt: skip


def test_the_age_of_the_queue_is_that_of_what_is_due() -> None:
    Tache.objects.create(nom="plus tard", pas_avant=maintenant() + timedelta(hours=1))
    due = Tache.objects.create(nom="due")
    Tache.objects.filter(pk=due.pk).update(cree_le=maintenant() - timedelta(minutes=10))
    Tache.objects.create(nom="ratée", etat=EtatTache.ECHOUEE)
    constats = Client().get("/etat-du-service").json()
    assert 600 <= constats["attente_secondes"] < 660
    assert constats["taches_echouees"] == 1


def test_a_base_that_does_not_answer_is_503(monkeypatch: pytest.MonkeyPatch) -> None:
    def panne() -> None:
        raise DatabaseError

    monkeypatch.setattr(service.metriques, "attente", panne)
    reponse = Client().get("/etat-du-service")
    assert (reponse.status_code, reponse.json()["base"]) == (503, "injoignable")


def test_a_broker_out_of_reach_is_said_and_is_no_failure(settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    reponse = Client().get("/etat-du-service")
    assert (reponse.status_code, reponse.json()["courtier"]) == (200, "injoignable")


def test_figures_name_views_and_never_people(monde: Monde, client_de: Any) -> None:
    client_de("awa").get(f"/dossiers/{monde.dossier_nadia.pk}/")
    texte = Client().get("/metriques").content.decode()
    assert 'parcours_requetes_total{methode="GET",statut="200",vue="dossiers:synthese"}' in texte
    assert 'parcours_taches{etat="echouee"} 0.0' in texte
    for mot in ("Nadia", "Awa", "exemple.test", f"dossiers/{monde.dossier_nadia.pk}"):
        assert mot not in texte


@pytest.mark.parametrize(
    ("entetes", "adresse", "attendu"),
    [
        ({}, "127.0.0.1", 200),
        ({}, "203.0.113.9", 403),
        ({"X-Forwarded-For": "203.0.113.9"}, "127.0.0.1", 403),
        ({"Authorization": "Bearer bon-jeton"}, "203.0.113.9", 200),
        ({"Authorization": "Bearer mauvais"}, "203.0.113.9", 403),
    ],
)
def test_figures_are_for_the_machine_or_for_the_token(
    entetes: dict[str, str], adresse: str, attendu: int, settings: Any
) -> None:
    settings.METRIQUES_JETON = "bon-jeton"
    client = Client(REMOTE_ADDR=adresse)
    assert client.get("/metriques", headers=entetes).status_code == attendu


def test_without_a_token_nobody_far_reads_the_figures(settings: Any) -> None:
    settings.METRIQUES_JETON = ""
    client = Client(REMOTE_ADDR="203.0.113.9")
    assert client.get("/metriques", headers={"Authorization": "Bearer "}).status_code == 403


def test_a_json_log_says_where_and_never_what_was_typed() -> None:
    dit_par_la_base = f"Key (email)=({'nadia'}@exemple.test) exists"
    try:
        raise ValueError(dit_par_la_base)
    except ValueError as erreur:
        cause = (type(erreur), erreur, erreur.__traceback__)
    rang = logging.LogRecord(
        "essai", logging.ERROR, __file__, 1, "échec vers /acces/%s", ("x" * 43,), cause
    )
    lu = json.loads(FormatJSON().format(rang))
    assert lu["niveau"] == "ERROR"
    assert "ValueError" in lu["erreur"]
    assert "nadia@" not in json.dumps(lu)

    assert "x" * 43 not in json.dumps(lu)
