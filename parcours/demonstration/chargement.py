"""Fills a fresh database with the whole demonstration territory, in one transaction."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from parcours.comptes.models import Structure
from parcours.demonstration import comptes as equipes_
from parcours.demonstration.calendrier import Calendrier
from parcours.demonstration.clauses import creer_heures, rattacher_clauses
from parcours.demonstration.contacts import (
    creer_contacts,
    creer_echanges,
    dater_derniers_contacts,
)
from parcours.demonstration.employeurs import creer_employeurs
from parcours.demonstration.lieux import Territoire
from parcours.demonstration.mesures import creer_freins
from parcours.demonstration.nouvelles import creer_nouvelles
from parcours.demonstration.orientations import creer_orientations
from parcours.demonstration.ouvertures import creer_ouvertures
from parcours.demonstration.personas import creer_personas
from parcours.demonstration.personnes import creer_suivis
from parcours.demonstration.plans import creer_plans
from parcours.demonstration.qualifications import creer_qualifications
from parcours.demonstration.recherches import creer_recherches
from parcours.demonstration.refus import planter_refus
from parcours.demonstration.situations import creer_situations
from parcours.demonstration.solutions import creer_solutions
from parcours.demonstration.suggestions import creer_suggestions
from parcours.demonstration.vitrine import creer_vitrine
from parcours.dossiers.models import Dossier, Personne
from parcours.offres.models import Ouverture
from parcours.socle import evenements

GRAINE = 38
NOMBRE_DOSSIERS = 300
Dire = Callable[[str], None]


class BaseDejaRemplie(Exception):
    """The demonstration is only for a fresh database; the message is a French sentence."""


def est_vide() -> bool:
    """True when no structure, person or opening is there yet."""
    return not any(m.objects.exists() for m in (Structure, Personne, Ouverture))


@transaction.atomic
def charger(
    *, graine: int = GRAINE, jour: date, fin: datetime | None = None, dire: Dire = lambda _: None
) -> None:
    """Create everything from one seed, dated from `jour`; BaseDejaRemplie when data is there.

    The same `graine`, `jour` and `fin` give the same content. Referentials must be loaded:
    ReferentielsManquants otherwise.
    """
    if not est_vide():
        raise BaseDejaRemplie(
            "La base contient déjà des données : la démonstration se charge sur une base neuve "
            "(« make reset » repart de zéro)."
        )
    calendrier = Calendrier.du_jour(jour, fin)
    territoire = Territoire()
    equipes = equipes_.creer_equipes(calendrier)
    dire(f"Comptes et équipes : {len(equipes.comptes)} comptes, 2 structures.")
    solutions = creer_solutions(graine, territoire, calendrier)
    employeurs = creer_employeurs(graine, equipes["vercors"], territoire, calendrier)
    ouvertures = creer_ouvertures(graine, employeurs, territoire, calendrier)
    dire(f"Ouvertures : {len(ouvertures)}, solutions : {len(solutions)}.")
    suivis = creer_suivis(graine, NOMBRE_DOSSIERS, equipes, territoire, calendrier)
    creer_situations(graine, suivis, calendrier)
    creer_qualifications(graine, suivis, calendrier)
    creer_recherches(graine, suivis, calendrier)
    creer_freins(graine, suivis, calendrier)
    dire(f"Dossiers : {len(suivis)}, avec qualifications, recherches et freins.")
    creer_contacts(graine, suivis, equipes, territoire, calendrier)
    creer_echanges(graine, suivis, calendrier)
    dire("Contacts terrain et échanges d’une année.")
    registre = creer_orientations(graine, suivis, ouvertures, solutions, calendrier)
    planter_refus(graine, suivis, ouvertures, registre, calendrier)
    creer_plans(graine, suivis, solutions, calendrier)
    personas = creer_personas(graine, equipes, territoire, solutions, calendrier)
    creer_vitrine(
        graine, personas, suivis, equipes, employeurs, territoire, solutions, registre, calendrier
    )
    rattacher_clauses(graine)
    creer_heures(graine, calendrier)
    creer_nouvelles(calendrier)
    creer_suggestions(graine, suivis, ouvertures, calendrier)
    dater_derniers_contacts(calendrier)
    demander_le_classement()
    dire(f"Orientations et plans. Au total, {Dossier.objects.count()} dossiers.")


def demander_le_classement() -> None:
    """Ask for a new catalogue, which ranks every open dossier: one event is enough."""
    premiere = Ouverture.objects.order_by("pk").values_list("pk", flat=True)[0]
    evenements.publier(sujet="ouverture", sujet_id=premiere, quoi="demonstration")
