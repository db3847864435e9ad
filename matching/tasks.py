"""Background work: thin, idempotent wrappers; arguments hold nothing about anyone."""

from typing import Any

from matching import services
from matching.services import memoires
from parcours.socle.horloge import aujourd_hui
from parcours.socle.taches import Contexte, tache


@tache("matching.consommer_evenements")
def consommer_evenements(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Rank again the dossiers that the outbox says have changed."""
    services.consommer_dossiers(progresser=contexte.progresser)


@tache("matching.consommer_ouvertures")
def consommer_ouvertures(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Write beside the catalogue the openings that the outbox says have changed."""
    services.consommer_ouvertures()


@tache("matching.reconstruire_catalogue")
def reconstruire_catalogue(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Build the catalogue of openings anew and rank the open dossiers."""
    services.reconstruire_catalogue(suivi=contexte)


@tache("matching.relever_classements")
def relever_classements(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Keep the night: who is put first by group, the version in use, the alerts that stand; forget
    what was counted in a quarter that is over."""
    memoires.oublier(aujourd_hui())
    services.relever_classements(suivi=contexte)
    services.inscrire()
    services.actualiser_alertes()


@tache("matching.reclasser_ouverts")
def reclasser_ouverts(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Rank the open dossiers on the catalogue with what was written beside it."""
    services.reclasser_ouverts(progresser=contexte.progresser)


@tache("matching.essayer_collective")
def essayer_collective(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Count what a collective solution would open, asked for by the coordinator."""
    services.essayer(arguments["essai"], progresser=contexte.progresser)


@tache("matching.purger_decisions")
def purger_decisions(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Erase the lines of the decision log that are past their retention."""
    services.purger_decisions()
