"""System checks of the project: what a deployment can lose without noticing."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from parcours.socle import declencheurs


@register(Tags.database)
def append_only_tables_are_guarded(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Warn about each missing trigger (`manage.py check --database default`).

    A warning, not an error: an error would stop `migrate`, which the repair may need.
    """
    return [
        Warning(
            f"Le déclencheur « {nom} » manque : des lignes en ajout seul pourraient être modifiées.",
            hint="Le remettre : manage.py poser_declencheurs",
            id="parcours.W001",
        )
        for alias in databases or ()
        for nom in declencheurs.manquants(connections[alias])
    ]
