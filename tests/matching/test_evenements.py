"""The outbox: editing a dossier re-ranks unasked, and a killed worker loses nothing."""

from datetime import date
from unittest import mock

import pytest
from django.core.management import call_command

from freins.regles.mesures import Garde
from freins.services.mesurer import mesurer
from matching import catalogues, services
from matching.models import Calcul, GesteSuggestion, Suggestion
from matching.services import evenements as consommation
from parcours.dossiers.services import noter_langue
from parcours.offres.models import Ouverture
from parcours.orientations.models import Orientation
from parcours.socle import evenements, taches
from parcours.socle.models import EtatTache, Evenement, Tache
from tests.matching.fabrique import exigence, limiter, ouverture, pret

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()


def _dernier(dossier):
    return Calcul.objects.derniers([dossier.pk]).get()


def _en_attente():
    return Evenement.objects.filter(traite_le=None).count()


def test_measuring_a_barrier_ranks_again_unasked(monde, django_capture_on_commit_callbacks):
    pret(monde.dossier_nadia)
    ouverture(monde)
    assert services.calculer(monde.dossier_nadia).accessibles == 1
    with django_capture_on_commit_callbacks(execute=True):
        mesurer(
            dossier=monde.dossier_nadia, famille="garde", mesure=Garde("grille", 0),
            par=monde.awa, jour=JOUR,
        )  # fmt: skip
    assert _dernier(monde.dossier_nadia).accessibles == 0
    assert _dernier(monde.dossier_nadia).bloquees == 1
    assert _en_attente() == 0
    assert not Tache.objects.exclude(etat=EtatTache.FAITE).exists()


def test_learning_french_ranks_again_unasked(monde, django_capture_on_commit_callbacks):
    pret(monde.dossier_nadia)
    exigence(ouverture(monde), "langue_oral", "", 3)
    with django_capture_on_commit_callbacks(execute=True):
        noter_langue(dossier=monde.dossier_nadia, par=monde.awa, oral="A2")
    assert _dernier(monde.dossier_nadia).bloquees == 1
    with django_capture_on_commit_callbacks(execute=True):
        noter_langue(dossier=monde.dossier_nadia, par=monde.awa, oral="B1")
    assert _dernier(monde.dossier_nadia).accessibles == 1


def test_a_changed_opening_rebuilds_and_ranks_every_open_dossier(
    monde, django_capture_on_commit_callbacks
):
    for dossier in (monde.dossier_nadia, monde.dossier_karim):
        services.calculer(pret(dossier))
    monde.dossier_ailleurs.statut = "clos"
    monde.dossier_ailleurs.save()
    with django_capture_on_commit_callbacks(execute=True):
        nouvelle = ouverture(monde)
        evenements.publier(sujet="ouverture", sujet_id=nouvelle.pk, quoi="publiee")
    for dossier in (monde.dossier_nadia, monde.dossier_karim):
        assert nouvelle.pk == _dernier(dossier).tete[0][0]
    assert not Calcul.objects.filter(dossier=monde.dossier_ailleurs).exists()
    assert _en_attente() == 0


def test_a_few_changed_openings_are_written_beside_the_catalogue(
    monde, django_capture_on_commit_callbacks
):
    pret(monde.dossier_nadia)
    generation = catalogues.courant(JOUR).vivant.marque.generation
    with (
        django_capture_on_commit_callbacks(execute=True),
        mock.patch.object(catalogues, "reconstruire", side_effect=AssertionError),
    ):
        nouvelle = ouverture(monde)
        evenements.publier(sujet="ouverture", sujet_id=nouvelle.pk, quoi="publiee")
    assert catalogues.courant(JOUR).vivant.marque.generation == generation
    assert nouvelle.pk == _dernier(monde.dossier_nadia).tete[0][0]
    assert _en_attente() == 0


def test_killed_between_the_catalogue_and_the_events_it_is_written_again(monde):
    catalogues.courant(JOUR)
    nouvelle = ouverture(monde)
    evenements.publier(sujet="ouverture", sujet_id=nouvelle.pk, quoi="publiee")
    with (
        mock.patch.object(consommation.taches, "demander", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        services.consommer_evenements()
    assert _en_attente() == 1
    services.consommer_evenements()
    assert _en_attente() == 0
    assert catalogues.courant(JOUR).catalogue.cles.tolist().count(nouvelle.pk) == 1
    assert Tache.objects.filter(nom="matching.reclasser_ouverts").count() == 1


def test_many_changes_of_openings_ask_for_one_rebuilding(monde):
    evenements.publier_lot(sujet="ouverture", ids=list(range(1, 400)))
    services.consommer_evenements()
    services.consommer_evenements()
    assert Tache.objects.filter(nom="matching.reconstruire_catalogue").count() == 1
    assert _en_attente() == 0


def test_a_consumer_killed_in_the_middle_resumes(monde, monkeypatch):
    """Death between two batches, after the ranking: its events stay, the next run ends the work."""
    monkeypatch.setattr(consommation, "lots", lambda ids, taille=1: ([i] for i in ids))
    dossiers = [monde.dossier_nadia, monde.dossier_karim, monde.dossier_ailleurs]
    for dossier in dossiers:
        evenements.publier(sujet="dossier", sujet_id=dossier.pk, quoi="capacite")
    vrai, appels = consommation.calculer_lot, []

    def mourir_au_deuxieme(lot):
        appels.append(lot)
        faits = vrai(lot)
        if len(appels) == 2:
            raise RuntimeError("tué")
        return faits

    with (
        mock.patch.object(consommation, "calculer_lot", mourir_au_deuxieme),
        pytest.raises(RuntimeError),
    ):
        services.consommer_evenements()
    assert _en_attente() == 2
    assert services.consommer_evenements() == 2
    assert _en_attente() == 0
    assert Calcul.objects.count() == 3  # the one ranked twice is written once


def test_the_task_itself_resumes_after_its_worker_died(monde):
    """A lease left by a dead worker, the events still there: the sweeper's message ends it."""
    evenements.publier(sujet="dossier", sujet_id=monde.dossier_nadia.pk, quoi="langue")
    tache = Tache.objects.get(nom="matching.consommer_evenements")
    with (
        mock.patch.object(consommation, "calculer_lot", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        taches.executer(tache.pk)
    tache.refresh_from_db()
    assert tache.etat == EtatTache.EN_COURS
    Tache.objects.update(bail_jusqu_a=tache.cree_le)
    assert taches.executer(tache.pk)
    assert _en_attente() == 0
    assert Calcul.objects.filter(dossier=monde.dossier_nadia).count() == 1


def test_events_of_unknown_things_do_not_stop_the_others(monde):
    evenements.publier(sujet="dossier", sujet_id=999_999, quoi="capacite")
    evenements.publier(sujet="autre", sujet_id=1)
    evenements.publier(sujet="dossier", sujet_id=monde.dossier_nadia.pk)
    assert services.consommer_evenements() == 3
    assert _en_attente() == 0
    assert Calcul.objects.count() == 1


def test_an_event_written_meanwhile_waits_for_the_next_run(monde):
    evenements.publier(sujet="dossier", sujet_id=monde.dossier_nadia.pk)
    vrai = consommation.calculer_lot

    def pendant(lot):
        evenements.publier(sujet="dossier", sujet_id=monde.dossier_nadia.pk)
        return vrai(lot)

    with mock.patch.object(consommation, "calculer_lot", pendant):
        assert services.consommer_evenements() == 1
    assert _en_attente() == 1


def test_ranking_everyone_gives_way_to_a_newer_catalogue(monde):
    demande = taches.demander("matching.reconstruire_catalogue", cle="ouvertures", file="long")
    with (
        mock.patch("matching.services.calculs.lots", lambda ids: ([i] for i in ids)),
        mock.patch("matching.services.territoires.LOT", 1),
    ):
        assert services.reconstruire_catalogue() == 1
        demande.delete()
        demande = taches.demander("matching.reclasser_ouverts", cle="ouvertures", file="long")
        assert services.reclasser_ouverts() == 1
        demande.delete()
        assert services.reconstruire_catalogue() == 3


def test_a_referral_leaves_its_score_and_version(monde, django_capture_on_commit_callbacks):
    pret(monde.dossier_nadia)
    visee = ouverture(monde)
    Orientation.objects.create(
        dossier=monde.dossier_nadia, ouverture=visee, par=monde.awa, etat="envoyee"
    )
    with django_capture_on_commit_callbacks(execute=True):
        evenements.publier(sujet="dossier", sujet_id=monde.dossier_nadia.pk, quoi="orientation")
    suivie = Suggestion.objects.get(dossier=monde.dossier_nadia, ouverture=visee)
    assert suivie.geste == GesteSuggestion.ORIENTEE
    assert suivie.score == suivie.peut + suivie.veut
    assert suivie.version_moteur
    assert suivie.calcul is not None
    services.noter_orientees([monde.dossier_nadia.pk])
    assert Suggestion.objects.count() == 1


def test_arguments_of_tasks_hold_nothing_about_anyone(monde, django_capture_on_commit_callbacks):
    limiter(pret(monde.dossier_nadia), "charges")
    with django_capture_on_commit_callbacks(execute=True):
        evenements.publier(sujet="dossier", sujet_id=monde.dossier_nadia.pk, quoi="capacite")
        evenements.publier(sujet="ouverture", sujet_id=monde.ouverture.pk)
    assert set(map(str, Tache.objects.values_list("arguments", flat=True))) == {"{}"}


def test_the_command_consumes_or_ranks_everything(monde, capsys):
    evenements.publier(sujet="dossier", sujet_id=monde.dossier_nadia.pk)
    call_command("recalculer")
    assert "1 changements" in capsys.readouterr().out
    Ouverture.objects.all().delete()
    call_command("recalculer", "--tous")
    assert "3 dossiers" in capsys.readouterr().out
    assert len(catalogues.courant(JOUR).catalogue) == 0
