"""Database triggers that make tables append-only; SQLite loses them when a table is remade,
so `check` verifies that they are there (parcours.checks)."""

from typing import Any

# Tables whose rows are never changed nor deleted by the application.
TABLES_SANS_REPRISE = (
    "socle_entreejournal",
    "orientations_transitionorientation",
    "matching_decision",
)

# Of these, the clock may erase a row past so many days (`quand`); the base refuses any sooner.
GARDEES_JOURS = {"matching_decision": 184}

_SQLITE = """CREATE TRIGGER IF NOT EXISTS {table}_refuse_{verbe} BEFORE {verbe} ON {table}{sauf}
BEGIN SELECT RAISE(ABORT, '{table} est en ajout seul'); END"""
_SQLITE_SAUF = "\nWHEN OLD.quand > strftime('%Y-%m-%d %H:%M:%S', 'now', '-{jours} days')"
_PG_FONCTION = """CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS $$
BEGIN {sauf}RAISE EXCEPTION '{table} est en ajout seul'; END $$ LANGUAGE plpgsql"""
_PG_SAUF = """IF TG_OP = 'DELETE' THEN
IF OLD.quand < now() - interval '{jours} days' THEN RETURN OLD; END IF; END IF; """
_PG = """CREATE OR REPLACE TRIGGER {table}_refuse_{verbe} BEFORE {verbe} ON {table}
FOR EACH {portee} EXECUTE FUNCTION {table}_refuse()"""
# PostgreSQL empties a table by TRUNCATE without firing the triggers of rows.
_PORTEES = {"update": "ROW", "delete": "ROW", "truncate": "STATEMENT"}


def poser(connection: Any, tables: tuple[str, ...] = TABLES_SANS_REPRISE) -> None:
    """Create the triggers (idempotent)."""
    with connection.cursor() as curseur:
        for table in tables:
            for ordre in _ordres(connection.vendor, table):
                curseur.execute(ordre)


def retirer(connection: Any, tables: tuple[str, ...] = TABLES_SANS_REPRISE) -> None:
    """Drop the triggers (the flush of a test database, a reversed migration)."""
    with connection.cursor() as curseur:
        for table in tables:
            for verbe in _verbes(connection.vendor):
                sur = f" ON {table}" if connection.vendor == "postgresql" else ""
                curseur.execute(f"DROP TRIGGER IF EXISTS {table}_refuse_{verbe}{sur}")


def manquants(connection: Any) -> list[str]:
    """Return the triggers that should be there and are not (or are disabled), of existing tables."""
    existantes = set(connection.introspection.table_names())
    attendus = {
        f"{table}_refuse_{verbe}"
        for table in TABLES_SANS_REPRISE
        if table in existantes
        for verbe in _verbes(connection.vendor)
    }
    question = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as curseur:
        curseur.execute(question)
        return sorted(attendus - {nom for (nom,) in curseur.fetchall()})


def _verbes(moteur: str) -> tuple[str, ...]:
    return tuple(_PORTEES) if moteur == "postgresql" else ("update", "delete")


def _ordres(moteur: str, table: str) -> list[str]:
    verbes, jours = _verbes(moteur), GARDEES_JOURS.get(table)
    if moteur == "postgresql":
        sauf = _PG_SAUF.format(jours=jours) if jours else ""
        fonction = [_PG_FONCTION.format(table=table, sauf=sauf)]
        return fonction + [_PG.format(table=table, verbe=v, portee=_PORTEES[v]) for v in verbes]
    sauf = _SQLITE_SAUF.format(jours=jours) if jours else ""
    return [
        _SQLITE.format(table=table, verbe=v, sauf=sauf if v == "delete" else "") for v in verbes
    ]
