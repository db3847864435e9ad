"""The outbox: a service says what it changed, in the transaction of the change."""

from datetime import timedelta

from parcours.socle import taches
from parcours.socle.models import Evenement

# Who consumes what: one person's change is never behind openings that change by hundreds.
CONSOMMATEURS = {"ouverture": "matching.consommer_ouvertures"}
CONSOMMATEUR = "matching.consommer_evenements"
# The first change is followed at once; those that come within these seconds make one pass.
REPIT_OUVERTURES = timedelta(seconds=5)


def publier(*, sujet: str, sujet_id: int, quoi: str = "") -> None:
    """Write the event and ask for its consumer (one waiting task at most).

    `sujet` is `dossier` or `ouverture`; `quoi` a coded word such as `capacite`, never content.
    """
    Evenement.objects.create(sujet=sujet, sujet_id=sujet_id, quoi=quoi)
    _demander(sujet)


def publier_lot(*, sujet: str, ids: list[int], quoi: str = "") -> None:
    """Write many events at once (imports)."""
    Evenement.objects.bulk_create(
        [Evenement(sujet=sujet, sujet_id=i, quoi=quoi) for i in ids], batch_size=500
    )
    if ids:
        _demander(sujet)


def _demander(sujet: str) -> None:
    """Ask for the consumer, once for all that waits."""
    repit = REPIT_OUVERTURES if sujet == "ouverture" else None
    taches.demander(CONSOMMATEURS.get(sujet, CONSOMMATEUR), cle="evenements", repit=repit)
