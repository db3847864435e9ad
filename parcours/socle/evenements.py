"""The outbox: a service says what it changed, in the transaction of the change."""

from parcours.socle import taches
from parcours.socle.models import Evenement

CONSOMMATEUR = "matching.consommer_evenements"


def publier(*, sujet: str, sujet_id: int, quoi: str = "") -> None:
    """Write the event and ask for its consumer (one waiting task at most).

    `sujet` is `dossier` or `ouverture`; `quoi` a coded word such as `capacite`, never content.
    """
    Evenement.objects.create(sujet=sujet, sujet_id=sujet_id, quoi=quoi)
    taches.demander(CONSOMMATEUR, cle="evenements")


def publier_lot(*, sujet: str, ids: list[int], quoi: str = "") -> None:
    """Write many events at once (imports)."""
    Evenement.objects.bulk_create(
        [Evenement(sujet=sujet, sujet_id=i, quoi=quoi) for i in ids], batch_size=500
    )
    if ids:
        taches.demander(CONSOMMATEUR, cle="evenements")
