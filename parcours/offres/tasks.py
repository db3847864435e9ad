"""Background work on openings: thin wrappers over the services, idempotent."""

from typing import Any

from parcours.offres import services, services_imports
from parcours.socle.horloge import aujourd_hui
from parcours.socle.taches import Contexte, tache


@tache(services_imports.TACHE)
def importer(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Run one import; a killed one goes on from its cursor."""
    services_imports.executer_import(arguments["import"], progresser=contexte.progresser)


@tache("offres.fermer_expirees")
def fermer_expirees(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Close what is past its last day, in short writes."""
    jour, total = aujourd_hui(), 0
    while fermees := services.fermer_expirees(jour=jour):
        total += fermees
        contexte.progresser(total)
