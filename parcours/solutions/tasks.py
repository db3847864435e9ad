"""Background work on solutions: thin wrappers over the services, idempotent."""

from typing import Any

from parcours.socle.taches import Contexte, tache
from parcours.solutions import services_imports


@tache(services_imports.TACHE)
def importer(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Run one import; a killed one goes on from its cursor."""
    services_imports.executer_import(arguments["import"], progresser=contexte.progresser)
