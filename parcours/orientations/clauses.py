"""Hours of insertion clauses, by referral and month: who did how many, and what a clause has had."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet, Sum

from parcours.comptes.models import Utilisateur
from parcours.offres.models import Clause
from parcours.orientations.erreurs import HeuresRefusees
from parcours.orientations.models import HEURES_MAX_PAR_MOIS, HeuresClause, Orientation
from parcours.socle import journal
from parcours.socle.horloge import aujourd_hui
from parcours.socle.models import ActionJournal


@transaction.atomic
def noter_heures(*, orientation_id: int, mois: date, heures: Decimal, par: Utilisateur) -> None:
    """Write the hours done in a month; again corrects them, zero takes them away.

    HeuresRefusees when the opening carries no clause, nothing started, or the month or the hours
    cannot be.
    """
    # Held, so that two people who type the same month give one row.
    orientation = (
        Orientation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("ouverture__clause")
        .get(pk=orientation_id)
    )
    clause = _clause_de(orientation, mois.replace(day=1))
    if not 0 <= heures <= HEURES_MAX_PAR_MOIS:
        raise HeuresRefusees(f"Un mois compte de 0 à {HEURES_MAX_PAR_MOIS} heures.")
    _ecrire(orientation, clause, mois.replace(day=1), heures, par)
    journal.noter(
        acteur=par, action=ActionJournal.MODIFICATION, objet="heures_clause",
        objet_id=orientation_id, dossier_id=orientation.dossier_id, champ=f"{mois:%Y-%m}",
    )  # fmt: skip


def _clause_de(orientation: Orientation, mois: date) -> Clause:
    ouverture = orientation.ouverture
    if ouverture is None or ouverture.clause is None:
        raise HeuresRefusees("Cette ouverture ne porte pas de clause d’insertion.")
    debut, fin = orientation.demarree_le, orientation.finie_le or aujourd_hui()
    if debut is None:
        raise HeuresRefusees("Noter d’abord le démarrage : aucune heure n’est encore faite.")
    if not debut.replace(day=1) <= mois <= fin:
        raise HeuresRefusees(f"Choisir un mois entre {debut:%m/%Y} et {fin:%m/%Y}.")
    return ouverture.clause


def _ecrire(
    orientation: Orientation, clause: Clause, mois: date, heures: Decimal, par: Utilisateur
) -> None:
    if not heures:
        HeuresClause.objects.filter(orientation=orientation, mois=mois).delete()
        return
    # What was noted for a month stays on the clause it was done for.
    HeuresClause.objects.update_or_create(
        orientation=orientation, mois=mois, defaults={"heures": heures, "par": par},
        create_defaults={"heures": heures, "par": par, "clause": clause},
    )  # fmt: skip


def porte_des_heures(orientation: Orientation) -> bool:
    """True when hours may be noted: started, on an opening that carries a clause."""
    ouverture = orientation.ouverture
    return bool(ouverture and ouverture.clause_id and orientation.demarree_le)


def heures_faites(clauses: Iterable[Clause]) -> dict[int, int]:
    """Hours each clause has had, those done outside included; one query, all clauses present."""
    faites = {c.pk: Decimal(c.heures_hors_suivi) for c in clauses}
    notees = HeuresClause.objects.filter(clause__in=faites).order_by().values_list("clause")
    for cle, heures in notees.annotate(heures_notees=Sum("heures")):
        faites[cle] += heures
    return {cle: round(heures) for cle, heures in faites.items()}


def heures_par_personne(clauses: Iterable[Clause]) -> dict[int, dict[int, Decimal]]:
    """Clause → dossier → hours noted, over all the referrals of the person; one query."""
    notees = HeuresClause.objects.filter(clause__in=list(clauses)).order_by()
    par_clause: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for clause, dossier, heures in notees.values_list("clause", "orientation__dossier").annotate(
        heures_notees=Sum("heures")
    ):
        par_clause[clause][dossier] = heures
    return dict(par_clause)


@dataclass(frozen=True, slots=True)
class Avancement:
    """Hours of a clause: done, remaining (never below zero), share done in percent."""

    faites: int
    reste: int
    part: int


def avancements(clauses: Iterable[Clause]) -> dict[int, Avancement]:
    """How far each clause is."""
    toutes = list(clauses)
    faites = heures_faites(toutes)
    return {c.pk: _avancement(c.heures_prevues, faites[c.pk]) for c in toutes}


def _avancement(prevues: int, faites: int) -> Avancement:
    part = min(100, round(100 * faites / prevues)) if prevues else 0
    return Avancement(faites, max(0, prevues - faites), part)


def orientations_de(clause: Clause) -> QuerySet[Orientation]:
    """What started on the openings of the clause, or has hours on it, with them; latest first."""
    portees = Q(ouverture__clause=clause) | Q(heures_clause__clause=clause)
    return (
        Orientation.objects.filter(portees, demarree_le__isnull=False)
        .distinct()
        .select_related("ouverture__employeur", "dossier__structure")
        .prefetch_related("heures_clause")
        .order_by("-demarree_le", "-pk")
    )
