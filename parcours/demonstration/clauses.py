"""Insertion clauses carried by jobs that started, and their hours, month after month."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.insertion import inserer
from parcours.demonstration.tirage import flux
from parcours.offres.mesures import avec_clause
from parcours.offres.models import Clause, EtatOuverture, Ouverture
from parcours.orientations.forms_clauses import mois_travailles
from parcours.orientations.models import HeuresClause, Orientation

OUVERTURES: Final = 7


def rattacher_clauses(graine: int) -> None:
    """Give a clause to openings where somebody started and nobody is awaited any more: what is
    ranked today stays as it is."""
    rng = flux(graine, "rattachements")
    clauses = list(Clause.objects.order_by("pk"))
    pourvues = Ouverture.objects.filter(
        clause=None, nature__in=("emploi", "siae"), orientations__demarree_le__isnull=False
    ).exclude(etat=EtatOuverture.PUBLIEE)
    for ouverture in pourvues.distinct().order_by("pk")[:OUVERTURES]:
        ouverture.clause = rng.choice(clauses)
        ouverture.mesures = avec_clause(ouverture.mesures, True)
        ouverture.save(update_fields=["clause", "mesures"])


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
