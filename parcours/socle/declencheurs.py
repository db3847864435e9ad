"""Database triggers that make tables append-only; SQLite loses them when a table is remade,
so `check` verifies that they are there."""

from typing import Any

# Tables whose rows are never changed nor deleted by the application.
TABLES_SANS_REPRISE = ("socle_entreejournal", "orientations_transitionorientation")

_SQLITE = """CREATE TRIGGER IF NOT EXISTS {table}_refuse_{verbe} BEFORE {verbe} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} est en ajout seul'); END"""
_PG_FONCTION = """CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{table} est en ajout seul'; END $$ LANGUAGE plpgsql"""
_PG = """CREATE OR REPLACE TRIGGER {table}_refuse_{verbe} BEFORE {verbe} ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"""


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
            for verbe in ("update", "delete"):
                sur = f" ON {table}" if connection.vendor == "postgresql" else ""
                curseur.execute(f"DROP TRIGGER IF EXISTS {table}_refuse_{verbe}{sur}")


def manquants(connection: Any) -> list[str]:
    """Return the triggers that should be there and are not."""
    attendus = {f"{t}_refuse_{v}" for t in TABLES_SANS_REPRISE for v in ("update", "delete")}
    question = (
        "SELECT tgname FROM pg_trigger"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as curseur:
        curseur.execute(question)
        return sorted(attendus - {nom for (nom,) in curseur.fetchall()})


def _ordres(moteur: str, table: str) -> list[str]:
    if moteur == "postgresql":
        fonction = [_PG_FONCTION.format(table=table)]
        return fonction + [_PG.format(table=table, verbe=v) for v in ("update", "delete")]
    return [_SQLITE.format(table=table, verbe=v) for v in ("update", "delete")]
