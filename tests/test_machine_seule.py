"""AUTO-01: what the machine does alone is a short closed list (design 02, Referral).

Held two ways: the registered tasks are a list written here by hand, and every one of them, run on
a world months later, changes no state but those the list allows.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import models

from freins.models import Action, Frein, Objectif, Plan
from parcours.offres.models import Ouverture
from parcours.orientations.etats import TRANSITIONS, Auteur, EtatOrientation
from parcours.orientations.models import Orientation
from parcours.socle import taches
from parcours.socle.models import EtatTache, Tache
from tests.monde import Monde

DEPUIS = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
# Every background job, and the states it may change by itself: (model, field, from, to).
EXPIRER = {
    ("Orientation", "etat", "envoyee", "expiree"),
    ("Orientation", "etat", "a_l_etude", "expiree"),
}
FERMER = {
    ("Ouverture", "etat", "publiee", "fermee"),
    ("Ouverture", "etat", "en_quarantaine", "fermee"),
}
PERMIS: dict[str, set[tuple[str, str, str, str]]] = {
    "api.oublier_cles": set(),
    "comptes.livrer": set(),
    # Tells once a day, with a link, what was told in the site already (docs/decisions/0012);
    # what is older than six months is purged by the retention clock.
    "comptes.recapituler": set(),
    "comptes.envoyer_recapitulatif": set(),
    "matching.consommer_evenements": set(),
    "matching.consommer_ouvertures": set(),
    # Counts for the coordinator who asked; changes nothing but its own row.
    "matching.essayer_collective": set(),
    # The retention clock: lines of the decision log, past a year.
    "matching.purger_decisions": set(),
    "matching.reclasser_ouverts": set(),
    "matching.reconstruire_catalogue": set(),
    # It tells the owner of a step the date a human gave it (docs/decisions/0011).
    "freins.rappeler": set(),
    "freins.envoyer_rappels": set(),
    # A PDF is asked for by a person; the day after, it is purged by the retention clock.
    "freins.imprimer": set(),
    "freins.purger_imprimes": set(),
    # Its own nightly counts; an alert changes state by a human only.
    "matching.relever_classements": set(),
    "orientations.envoyer_courriel": set(),
    # Tells whoever waits that the opening is over; their application stays as it is.
    "orientations.dire_fermetures": set(),
    "orientations.relancer_et_expirer": EXPIRER,
    "offres.fermer_expirees": FERMER,
    # Learns from the referential alone; writes in `var/`, nothing in the base.
    "referentiels.apprendre": set(),
    # An import is asked for by a person, who chose the file and the perimeter.
    "offres.importer": FERMER,
    "solutions.importer": set(),
    # The machine's own rows, done for a month: the retention clock.
    "socle.ranger": set(),
}
# Asked for by a service, in the transaction of what it did.
A_LA_DEMANDE = {
    "comptes.envoyer_recapitulatif", "comptes.livrer", "freins.envoyer_rappels", "freins.imprimer",
    "matching.essayer_collective", "matching.reclasser_ouverts", "offres.importer",
    "orientations.dire_fermetures", "orientations.envoyer_courriel", "solutions.importer",
}  # fmt: skip
CHAMPS_D_ETAT = ("etat", "statut")
# The machine's own records.
SANS_DOMAINE = {"Tache", "Livraison", "Courriel", "ImportOuvertures", "ImportSolutions"}


@pytest.fixture(autouse=True, scope="module")
def _taches_chargees() -> None:
    for application in (
        "api",
        "parcours.comptes",
        "matching",
        "freins",
        "parcours.orientations",
        "parcours.offres",
        "parcours.solutions",
        "parcours.referentiels",
        "parcours.socle",
    ):
        import_module(f"{application}.tasks")


def _registre() -> dict[str, Callable[..., None]]:
    return {nom: f for nom, f in taches._registre.items() if not nom.startswith("essai.")}


def test_the_list_of_background_jobs_is_closed() -> None:
    """A new job is added here with what it may change alone, after a review."""
    assert set(_registre()) == set(PERMIS)


def test_what_the_clock_asks_for_exists() -> None:
    demandees = {
        programme["args"][0]
        for programme in settings.CELERY_BEAT_SCHEDULE.values()
        if programme["task"] == "socle.demander"
    }
    assert demandees == set(PERMIS) - A_LA_DEMANDE


def test_the_clock_is_the_author_of_one_transition() -> None:
    de_l_horloge = {t.nom for t in TRANSITIONS.values() if Auteur.HORLOGE in t.auteurs}
    assert de_l_horloge == {"expirer"}


def _etats() -> dict[tuple[str, str, Any], str]:
    """The value of every field that holds a state, of every row of the domain."""
    trouves = {}
    for modele in apps.get_models():
        if modele.__name__ in SANS_DOMAINE or modele.__name__.startswith("Historical"):
            continue
        for champ in modele._meta.get_fields():
            if isinstance(champ, models.Field) and champ.name in CHAMPS_D_ETAT:
                for pk, valeur in modele._default_manager.values_list("pk", champ.name):
                    trouves[(modele.__name__, champ.name, pk)] = valeur
    return trouves


def _ouverture(monde: Monde, etat: str, **champs: Any) -> Ouverture:
    return Ouverture.objects.create(
        nature="emploi", etat=etat, intitule="Aide de cuisine", metier=monde.metier,
        publiee_le=DEPUIS.date(), **champs,
    )  # fmt: skip


def _peupler(monde: Monde) -> None:
    """An orientation in each state, openings in each state and past their day, late actions."""
    for etat in EtatOrientation.values:
        Orientation.objects.create(
            dossier=monde.dossier_nadia, ouverture=_ouverture(monde, "publiee"), par=monde.awa,
            etat=etat,
            envoyee_le=DEPUIS, email_destinataire="vercors@exemple.test",
        )  # fmt: skip
    for etat in ("brouillon", "publiee", "en_quarantaine", "pourvue", "fermee"):
        _ouverture(monde, etat, expire_le=(DEPUIS + timedelta(days=10)).date())
    frein = Frein.objects.create(
        dossier=monde.dossier_nadia,
        thematique="mobilite",
        impact="bloquant",
        statut="en_cours",
        identifie_le=DEPUIS.date(),
        identifie_par=monde.awa,
    )
    plan = Plan.objects.create(dossier=monde.dossier_nadia)
    objectif = Objectif.objects.create(plan=plan, intitule="Se déplacer", frein=frein)
    for statut in ("prevue", "en_cours", "en_attente"):
        Action.objects.create(
            objectif=objectif, intitule="Vélo-école", statut=statut, echeance_le=date(2026, 1, 20),
            porteur="personne",
        )  # fmt: skip


@pytest.mark.base
@pytest.mark.parametrize("nom", sorted(set(PERMIS) - A_LA_DEMANDE))
def test_run_for_months_a_job_changes_only_what_it_may(
    nom: str, monde: Monde, django_capture_on_commit_callbacks: Any
) -> None:
    _peupler(monde)
    avant = _etats()
    for jours in (12, 22, 45, 200):
        with (
            time_machine.travel(DEPUIS + timedelta(days=jours), tick=False),
            django_capture_on_commit_callbacks(execute=True),
        ):
            rang = Tache.objects.create(nom=nom)
            taches.executer(rang.pk)
        rang.refresh_from_db()
        assert rang.etat == EtatTache.FAITE, rang.erreur
    apres = _etats()
    changes = {
        (modele, champ, etat, apres.get((modele, champ, pk), "supprimé"))
        for (modele, champ, pk), etat in avant.items()
        if apres.get((modele, champ, pk)) != etat
    }
    assert changes <= PERMIS[nom]
    assert bool(changes) == bool(PERMIS[nom]), "a job that does nothing here proves nothing"
    assert set(avant) <= set(apres)
