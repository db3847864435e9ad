"""Background work: one lease, five tries, a sweeper, and nothing that disappears."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from kombu.exceptions import OperationalError

from parcours.socle import taches, tasks
from parcours.socle.models import EtatTache, Tache

pytestmark = [pytest.mark.base, pytest.mark.django_db]
MIDI = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NOM = "essai.travail"


@pytest.fixture
def travail(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """Register a task for the time of the test; the list receives the arguments of each run."""
    faits: list[dict[str, Any]] = []
    monkeypatch.setitem(taches._registre, NOM, lambda contexte, arguments: faits.append(arguments))
    return faits


@pytest.fixture
def envois(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """Messages sent, as (row, queue)."""
    partis: list[tuple[int, str]] = []
    monkeypatch.setattr(
        tasks.executer, "apply_async", lambda args, queue, **_: partis.append((args[0], queue))
    )
    return partis


def _rang(**champs: Any) -> Tache:
    return Tache.objects.create(nom=NOM, **champs)


def _echouer(contexte: taches.Contexte, arguments: dict[str, Any]) -> None:
    raise ValueError("Nadia Benali, 34 ans")


# --- asking -------------------------------------------------------------------------------------


def test_a_task_asked_is_sent_to_its_queue_after_the_commit(
    travail: list, envois: list, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        rang = taches.demander(NOM, {"dossier": 3}, file="long")
        assert envois == []
    assert envois == [(rang.pk, "long")]
    rang.refresh_from_db()
    assert rang.envoyee_le is not None


def test_the_same_work_waits_once_by_key(travail: list, envois: list) -> None:
    premiere = taches.demander(NOM, {"dossier": 3}, cle="3")
    assert taches.demander(NOM, {"dossier": 3}, cle="3").pk == premiere.pk
    assert taches.demander(NOM, {"dossier": 4}, cle="4").pk != premiere.pk


def test_without_a_key_each_asking_counts(travail: list, envois: list) -> None:
    assert taches.demander(NOM).pk != taches.demander(NOM).pk


def test_a_pause_makes_one_task_of_what_comes_meanwhile(
    travail: list, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    """The first is run at once, the next when the pause ends, on time by itself."""
    partis: list[datetime | None] = []
    monkeypatch.setattr(
        tasks.executer, "apply_async", lambda args, queue, eta=None: partis.append(eta)
    )

    def demander() -> Tache:
        with django_capture_on_commit_callbacks(execute=True):
            return taches.demander(NOM, cle="a", repit=timedelta(seconds=5))

    with time_machine.travel(MIDI, tick=False) as horloge:
        premiere = demander()
        assert (premiere.pas_avant, partis) == (None, [None])
        assert taches.executer(premiere.pk)
        horloge.shift(timedelta(seconds=2))
        seconde = demander()
        assert demander() == seconde
        assert seconde.pas_avant == MIDI + timedelta(seconds=5)
        assert partis[1:] == [seconde.pas_avant + taches.SURETE]
        assert not taches.executer(seconde.pk)  # a message that comes too soon
        horloge.shift(timedelta(seconds=3))
        assert taches.executer(seconde.pk)
        horloge.shift(timedelta(seconds=6))
        assert demander().pas_avant is None


def test_a_task_for_much_later_is_left_to_the_sweeper(
    travail: list, envois: list, django_capture_on_commit_callbacks: Any
) -> None:
    with time_machine.travel(MIDI, tick=False) as horloge:
        with django_capture_on_commit_callbacks(execute=True):
            rang = taches.demander(NOM, pas_avant=MIDI + timedelta(hours=1))
        assert (envois, taches.balayer()) == ([], 0)
        horloge.shift(timedelta(hours=1))
        assert taches.balayer() == 1
    assert rang.envoyee_le is None  # of that hour


@pytest.mark.parametrize("panne", [OSError("disque"), OperationalError("courtier")])
def test_a_broker_out_of_reach_only_delays(
    panne: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The page that asked must not fail: the row is there, the sweeper will send it."""

    def en_panne(*args: Any, **kwargs: Any) -> None:
        raise panne

    rang = _rang()
    monkeypatch.setattr(tasks.executer, "apply_async", en_panne)
    taches.envoyer(rang)
    assert "sera renvoyée" in caplog.text
    rang.refresh_from_db()
    assert rang.etat == EtatTache.EN_ATTENTE


def test_a_periodic_task_asked_twice_waits_once(travail: list, envois: list) -> None:
    tasks.demander(NOM)
    tasks.demander(NOM)
    assert Tache.objects.filter(nom=NOM).count() == 1


def test_eager_the_task_runs_at_the_commit(
    travail: list, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """What the tests of the other apps count on (CELERY_TASK_ALWAYS_EAGER)."""
    with django_capture_on_commit_callbacks(execute=True):
        rang = taches.demander(NOM, {"dossier": 3})
    rang.refresh_from_db()
    assert (travail, rang.etat) == ([{"dossier": 3}], EtatTache.FAITE)


# --- running ------------------------------------------------------------------------------------


def test_a_task_runs_with_its_arguments_and_is_done(travail: list) -> None:
    rang = _rang(arguments={"dossier": 3})
    assert taches.executer(rang.pk) is True
    rang.refresh_from_db()
    assert travail == [{"dossier": 3}]
    assert (rang.etat, rang.tentatives, rang.bail_jusqu_a) == (EtatTache.FAITE, 1, None)
    assert rang.finie_le is not None


def test_two_workers_with_the_same_message_run_it_once(travail: list) -> None:
    """The message came twice; the second comes while the first holds the lease, then after."""
    rang = _rang()
    premier = taches._prendre_bail(rang.pk)
    assert premier is not None
    assert taches.executer(rang.pk) is False
    taches._finir(premier)
    assert taches.executer(rang.pk) is False
    assert travail == []


def test_an_ended_lease_is_taken_over_and_the_first_worker_stops(travail: list) -> None:
    with time_machine.travel(MIDI, tick=False) as montre:
        premier = taches._prendre_bail(_rang().pk)
        assert premier is not None
        montre.shift(timedelta(minutes=2))
        second = taches._prendre_bail(premier.pk)
        assert second is not None
        with pytest.raises(taches.BailPerdu):
            taches.Contexte(premier).progresser(1)
        taches.Contexte(second).progresser(1)


def test_the_slow_first_worker_cannot_close_what_another_has(travail: list) -> None:
    with time_machine.travel(MIDI, tick=False) as montre:
        premier = taches._prendre_bail(_rang().pk)
        assert premier is not None
        montre.shift(timedelta(minutes=2))
        taches._prendre_bail(premier.pk)
        assert taches._finir(premier) is False
        taches._echouer(premier, ValueError())
    premier.refresh_from_db()
    assert premier.etat == EtatTache.EN_COURS


def test_losing_the_lease_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def perdre(contexte: taches.Contexte, arguments: dict[str, Any]) -> None:
        Tache.objects.update(bail_jeton="00000000-0000-4000-8000-000000000000")
        contexte.progresser(1)

    monkeypatch.setitem(taches._registre, NOM, perdre)
    rang = _rang()
    assert taches.executer(rang.pk) is False
    rang.refresh_from_db()
    assert (rang.etat, rang.erreur) == (EtatTache.EN_COURS, "")


def test_progress_is_recorded_and_renews_the_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    with time_machine.travel(MIDI, tick=False) as montre:
        pris = taches._prendre_bail(_rang().pk)
        assert pris is not None
        montre.shift(timedelta(seconds=50))
        taches.Contexte(pris).progresser(30, 120)
        montre.shift(timedelta(seconds=50))
        assert taches._prendre_bail(pris.pk) is None
    pris.refresh_from_db()
    assert (pris.fait, pris.total) == (30, 120)


# --- failing ------------------------------------------------------------------------------------


def test_a_failure_waits_and_says_its_kind_without_its_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(taches._registre, NOM, _echouer)
    rang = _rang()
    assert taches.executer(rang.pk) is False
    rang.refresh_from_db()
    assert (rang.etat, rang.erreur) == (EtatTache.EN_ATTENTE, "ValueError")


def test_after_five_tries_it_stays_failed_and_visible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(taches._registre, NOM, _echouer)
    rang = _rang()
    for _ in range(7):
        taches.executer(rang.pk)
    rang.refresh_from_db()
    assert (rang.etat, rang.tentatives, rang.erreur) == (EtatTache.ECHOUEE, 5, "ValueError")
    assert rang.finie_le is not None


def test_an_unknown_name_fails_visibly() -> None:
    rang = Tache.objects.create(nom="essai.inconnue", tentatives=4)
    taches.executer(rang.pk)
    rang.refresh_from_db()
    assert (rang.etat, rang.erreur) == (EtatTache.ECHOUEE, "KeyError")


def test_a_failure_meets_the_same_work_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only one row may wait per key: the failed one gives way and says so."""
    monkeypatch.setitem(taches._registre, NOM, _echouer)
    premiere = _rang(cle="3")
    pris = taches._prendre_bail(premiere.pk)
    assert pris is not None
    seconde = _rang(cle="3")
    taches._echouer(pris, ValueError())
    premiere.refresh_from_db()
    seconde.refresh_from_db()
    assert (premiere.etat, seconde.etat) == (EtatTache.ECHOUEE, EtatTache.EN_ATTENTE)


def test_a_failure_is_logged_for_whoever_mends_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(taches._registre, NOM, _echouer)
    taches.executer(_rang().pk)
    (ligne,) = [r for r in caplog.records if r.name == taches.__name__]
    assert NOM in ligne.getMessage()
    assert ligne.exc_info


# --- sweeping and retrying ----------------------------------------------------------------------


def test_the_sweeper_sends_again_what_was_lost_and_only_that(envois: list) -> None:
    with time_machine.travel(MIDI, tick=False):
        vieux, recent = MIDI - timedelta(minutes=2), MIDI - timedelta(seconds=5)
        jamais_partie = _rang()
        perdue = _rang(envoyee_le=vieux)
        orpheline = _rang(etat="en_cours", bail_jusqu_a=recent, envoyee_le=vieux, tentatives=1)
        _rang(envoyee_le=recent)
        _rang(etat="en_cours", bail_jusqu_a=MIDI + timedelta(seconds=5), envoyee_le=vieux)
        _rang(etat="faite", envoyee_le=vieux)
        _rang(etat="echouee", envoyee_le=vieux)
        assert taches.balayer() == 3
        assert {pk for pk, _ in envois} == {jamais_partie.pk, perdue.pk, orpheline.pk}
        assert taches.balayer() == 1  # the orphan again: nobody has taken it


def test_what_kills_its_worker_each_time_ends_failed(envois: list) -> None:
    """Otherwise it would kill workers for ever."""
    with time_machine.travel(MIDI, tick=False):
        mortelle = _rang(etat="en_cours", bail_jusqu_a=MIDI - timedelta(seconds=1), tentatives=5)
        assert taches.balayer() == 0
    mortelle.refresh_from_db()
    assert (mortelle.etat, mortelle.erreur) == (EtatTache.ECHOUEE, taches.OUVRIER_MORT)


def test_a_person_retries_a_failed_task(
    travail: list, envois: list, django_capture_on_commit_callbacks: Any
) -> None:
    rang = _rang(etat="echouee", tentatives=5, erreur="ValueError")
    with django_capture_on_commit_callbacks(execute=True):
        assert taches.relancer(rang) is True
    rang.refresh_from_db()
    assert (rang.etat, rang.tentatives, rang.erreur) == (EtatTache.EN_ATTENTE, 0, "")
    assert envois == [(rang.pk, "court")]


def test_retrying_what_did_not_fail_does_nothing(
    envois: list, django_capture_on_commit_callbacks: Any
) -> None:
    rang = _rang(etat="faite")
    with django_capture_on_commit_callbacks(execute=True):
        assert taches.relancer(rang) is False
    assert envois == []


def test_retrying_gives_way_to_the_same_work_already_waiting(envois: list) -> None:
    echouee, attente = _rang(etat="echouee", cle="3"), _rang(cle="3")
    assert taches.relancer(echouee) is False
    attente.refresh_from_db()
    assert attente.etat == EtatTache.EN_ATTENTE
