"""The decision log leaves by the clock, past its retention; the base itself refuses sooner."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from matching.models import ActeDecision, Decision
from matching.services import decisions
from parcours.socle import declencheurs, taches
from parcours.socle.models import EntreeJournal

pytestmark = [pytest.mark.base, pytest.mark.django_db]


def _il_y_a(jours: int) -> Decision:
    with time_machine.travel(timezone.now() - timedelta(days=jours), tick=False):
        return Decision.objects.create(
            dossier_pseudonyme="0" * 32, ouverture_numero=1, acte=ActeDecision.MONTREE
        )


def test_nothing_younger_than_the_retention_leaves() -> None:
    gardees = {_il_y_a(jours).pk for jours in (0, 183, 185, 364)}
    _il_y_a(367)
    _il_y_a(900)
    assert decisions.purger() == 2
    assert set(Decision.objects.values_list("pk", flat=True)) == gardees


def test_run_twice_it_erases_once_and_logs_once() -> None:
    _il_y_a(400)
    assert (decisions.purger(), decisions.purger()) == (1, 0)
    entree = EntreeJournal.objects.get(objet="decisions")
    assert (entree.action, entree.acteur, entree.motif) == ("suppression", None, "1 ligne purgée")
    assert entree.objet_id < str(timezone.localdate() - timedelta(days=300))


def test_a_shorter_retention_than_six_months_is_refused_by_the_base(settings: Any) -> None:
    """Were the setting wrong, were someone in a shell: a young row stays."""
    settings.CONSERVATION_DECISIONS = timedelta(days=10)
    _il_y_a(100)
    with pytest.raises(DatabaseError, match="ajout seul"), transaction.atomic():
        decisions.purger()
    assert Decision.objects.count() == 1


def test_an_old_row_still_cannot_be_rewritten() -> None:
    _il_y_a(400)
    with pytest.raises(DatabaseError, match="ajout seul"), transaction.atomic():
        Decision.objects.update(acte=ActeDecision.OUI)


def test_the_triggers_are_all_there_and_the_journal_never_leaves() -> None:
    assert declencheurs.manquants(connection) == []
    with time_machine.travel(timezone.now() - timedelta(days=4000), tick=False):
        EntreeJournal.objects.create(action="lecture", objet="dossier", objet_id="1")
    with pytest.raises(DatabaseError, match="ajout seul"), transaction.atomic():
        EntreeJournal.objects.all().delete()


def test_the_clock_asks_for_it_each_night(settings: Any) -> None:
    demandes = [p["args"] for p in settings.CELERY_BEAT_SCHEDULE.values() if p.get("args")]
    assert ("matching.purger_decisions",) in demandes
    _il_y_a(500)
    assert taches.executer(taches.demander("matching.purger_decisions").pk)
    assert not Decision.objects.exists()
