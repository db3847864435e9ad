"""The log is append-only in the database itself, holds pseudonyms, and `check` guards it."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from parcours import checks
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.socle import declencheurs, journal
from parcours.socle.models import ActionJournal, EntreeJournal
from tests.monde import Monde

pytestmark = [pytest.mark.base, pytest.mark.django_db]
TABLES = {"socle_entreejournal": "motif", "orientations_transitionorientation": "vers"}


@pytest.fixture
def entree(monde: Monde) -> EntreeJournal:
    journal.noter_lecture(acteur=monde.awa, dossier_id=monde.dossier_nadia.pk, motif="relais")
    return EntreeJournal.objects.get()


def _ordre(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(sql)


def test_an_entry_says_who_by_pseudonym_and_never_by_name(
    entree: EntreeJournal, monde: Monde
) -> None:
    assert entree.acteur == monde.awa.pseudonyme
    assert (entree.role, entree.action, entree.dossier_id) == (
        "conseiller", ActionJournal.LECTURE, monde.dossier_nadia.pk,
    )  # fmt: skip
    valeurs = " ".join(str(v) for v in vars(entree).values())
    assert not any(mot in valeurs for mot in ("Awa", "Diallo", "Nadia", "Benali", "@"))


def test_the_clock_and_signed_links_have_no_actor(monde: Monde) -> None:
    journal.noter(acteur=None, action=ActionJournal.MODIFICATION, objet="orientation", objet_id=7)
    assert EntreeJournal.objects.get().acteur is None


def test_a_long_reason_is_cut_rather_than_refused(monde: Monde) -> None:
    journal.noter_lecture(acteur=monde.awa, dossier_id=1, motif="x" * 1000)
    assert len(EntreeJournal.objects.get().motif) == 300


@pytest.mark.parametrize(
    "geste",
    [
        lambda: EntreeJournal.objects.update(motif="autre"),
        lambda: EntreeJournal.objects.all().delete(),
        lambda: EntreeJournal.objects.get().delete(),
        lambda: EntreeJournal.objects.get().save(),
        lambda: _ordre("UPDATE socle_entreejournal SET motif = 'autre'"),
        lambda: _ordre("DELETE FROM socle_entreejournal"),
    ],
    ids=["orm update", "orm delete", "row delete", "row save", "sql update", "sql delete"],
)
def test_nothing_changes_nor_removes_an_entry(
    geste: Callable[[], object], entree: EntreeJournal
) -> None:
    with pytest.raises(DatabaseError, match="est en ajout seul"), transaction.atomic():
        geste()
    assert EntreeJournal.objects.get().motif == "relais"


def test_postgresql_does_not_truncate_it_either(entree: EntreeJournal) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE n’existe pas sur SQLite")
    with pytest.raises(DatabaseError, match="est en ajout seul"):
        _ordre("TRUNCATE socle_entreejournal")
    assert EntreeJournal.objects.exists()


def test_the_log_of_transitions_is_guarded_too(monde: Monde) -> None:
    table = TransitionOrientation._meta.db_table
    assert table in declencheurs.TABLES_SANS_REPRISE
    assert Orientation._meta.db_table not in declencheurs.TABLES_SANS_REPRISE


# --- the check ----------------------------------------------------------------------------------


@pytest.fixture
def sans_declencheurs(db: None) -> None:
    """As SQLite leaves a table that a migration has remade (rolled back with the test)."""
    declencheurs.retirer(connection, ("socle_entreejournal",))


def test_check_is_silent_when_nothing_is_missing() -> None:
    assert checks.append_only_tables_are_guarded(databases=["default"]) == []


def test_check_warns_for_each_missing_trigger(sans_declencheurs: None) -> None:
    avertissements = checks.append_only_tables_are_guarded(databases=["default"])
    noms = {m.msg.split("« ")[1].split(" »")[0] for m in avertissements}
    assert {"socle_entreejournal_refuse_update", "socle_entreejournal_refuse_delete"} <= noms
    assert all("poser_declencheurs" in (m.hint or "") for m in avertissements)


def test_check_looks_at_no_database_unless_asked(sans_declencheurs: None) -> None:
    assert checks.append_only_tables_are_guarded(databases=None) == []


def test_the_check_is_registered_and_the_command_mends(
    sans_declencheurs: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("check", databases=["default"])
    assert "parcours.W001" in capsys.readouterr().err
    call_command("poser_declencheurs")
    call_command("check", databases=["default"])
    assert "parcours.W001" not in capsys.readouterr().err
    assert declencheurs.manquants(connection) == []
