"""The outbox: written with the change, gone with it, one waiting task whatever the number."""

from typing import Any

import pytest
from django.db import transaction

from parcours.socle import evenements, taches
from parcours.socle.models import EtatTache, Evenement, Tache

pytestmark = [pytest.mark.base, pytest.mark.django_db]


@pytest.fixture
def envois(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the tasks really sent to the broker."""
    partis: list[str] = []
    monkeypatch.setattr(taches, "envoyer", lambda rang: partis.append(rang.nom))
    return partis


def test_an_event_is_written_with_its_change(envois: list[str]) -> None:
    evenements.publier(sujet="dossier", sujet_id=4, quoi="capacite")
    evenement = Evenement.objects.get()
    assert (evenement.sujet, evenement.sujet_id, evenement.quoi) == ("dossier", 4, "capacite")
    assert evenement.traite_le is None


def test_a_change_undone_leaves_no_event_and_sends_nothing(
    envois: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    @transaction.atomic
    def service_that_fails() -> None:
        evenements.publier(sujet="dossier", sujet_id=4)
        raise RuntimeError("after its event")

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        service_that_fails()
    assert not Evenement.objects.exists()
    assert not Tache.objects.exists()
    assert envois == []


def test_the_consumer_is_sent_after_the_commit_only(
    envois: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        evenements.publier(sujet="dossier", sujet_id=4)
        assert envois == []
    assert envois == [evenements.CONSOMMATEUR]


def test_many_changes_wait_in_one_task(
    envois: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for numero in range(5):
            evenements.publier(sujet="ouverture", sujet_id=numero)
    assert Evenement.objects.count() == 5
    assert Tache.objects.filter(etat=EtatTache.EN_ATTENTE).count() == 1
    assert envois == [evenements.CONSOMMATEURS["ouverture"]]


def test_a_change_during_a_running_consumer_asks_for_another(envois: list[str]) -> None:
    """The running one may have read the outbox already."""
    evenements.publier(sujet="dossier", sujet_id=1)
    Tache.objects.update(etat=EtatTache.EN_COURS)
    evenements.publier(sujet="dossier", sujet_id=2)
    assert Tache.objects.filter(etat=EtatTache.EN_ATTENTE).count() == 1


def test_a_batch_writes_one_event_each(envois: list[str]) -> None:
    evenements.publier_lot(sujet="ouverture", ids=[3, 1, 2], quoi="import")
    assert set(Evenement.objects.values_list("sujet_id", flat=True)) == {1, 2, 3}
    assert Tache.objects.count() == 1


def test_an_empty_batch_asks_for_nothing(envois: list[str]) -> None:
    evenements.publier_lot(sujet="ouverture", ids=[])
    assert not Tache.objects.exists()
