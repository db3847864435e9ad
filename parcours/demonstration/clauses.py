"""Hours of the insertion clauses, month after month, for whoever started on an opening with one."""

from datetime import timedelta
from decimal import Decimal

from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.insertion import inserer
from parcours.demonstration.tirage import flux
from parcours.orientations.forms_clauses import mois_travailles
from parcours.orientations.models import HeuresClause, Orientation


def creer_heures(graine: int, calendrier: Calendrier) -> None:
    """One row for each month worked but the present one; about a full time."""
    rng = flux(graine, "clauses")
    commencees = Orientation.objects.filter(
        ouverture__clause__isnull=False, demarree_le__isnull=False
    )
    premier_du_mois = calendrier.jour.replace(day=1)
    inserer(
        [
            HeuresClause(
                clause=orientation.ouverture.clause,  # type: ignore[union-attr]
                orientation=orientation, mois=mois,
                heures=Decimal(rng.randrange(90, 152)), par=orientation.par,
            )
            for orientation in commencees.select_related("ouverture__clause", "par").order_by("pk")
            for mois in reversed(mois_travailles(orientation))
            if mois < premier_du_mois
        ],
        quand=lambda rang: vers_instant(min(rang.mois + timedelta(days=33), calendrier.jour)),
    )  # fmt: skip
