"""Measures: their history, their events, and the bulk read of the engine."""

from datetime import date

import pytest

from freins import services
from freins.capacites import CapacitesDossier, capacites_de
from freins.models import Capacite
from freins.regles.mesures import Garde, MesureInvalide, Mobilite, Numerique
from matching.moteur import grilles
from parcours.socle.models import Evenement
from tests.monde import creer_dossier

pytestmark = pytest.mark.base
JOUR = date(2026, 3, 2)
MATIN = grilles.depuis_plages([(range(5), "08:00", "12:00")])
JOURNEE = grilles.depuis_plages([(range(5), "08:00", "18:00")])


def mesurer(monde, famille, mesure, dossier=None):
    return services.mesurer(
        dossier=dossier or monde.dossier_nadia, famille=famille, mesure=mesure, par=monde.awa,
        jour=JOUR,
    )  # fmt: skip


def test_each_measure_is_kept_in_history_with_its_author(monde):
    mesurer(monde, "garde", Garde("grille", MATIN))
    capacite = mesurer(monde, "garde", Garde("grille", JOURNEE))
    assert Capacite.objects.count() == 1
    lignes = capacite.history.order_by("history_id")
    assert [grilles.depuis_hexa(ligne.mesure["grille"]) for ligne in lignes] == [MATIN, JOURNEE]
    assert {ligne.history_user for ligne in lignes} == {monde.awa}


def test_the_same_measure_writes_nothing_new(monde):
    capacite = mesurer(monde, "numerique", Numerique(2))
    mesurer(monde, "numerique", Numerique(2))
    assert capacite.history.count() == 1
    assert Evenement.objects.filter(quoi="capacite").count() == 1


def test_a_family_measured_elsewhere_is_refused(monde):
    with pytest.raises(MesureInvalide):
        mesurer(monde, "sante", Numerique(2))
    with pytest.raises(MesureInvalide):
        mesurer(monde, "garde", Numerique(2))
    assert not Capacite.objects.exists()


def test_a_doubt_is_raised_then_answered_by_measuring(monde):
    mesurer(monde, "garde", Garde("sans_objet"))
    services.mettre_en_doute(dossier=monde.dossier_nadia, famille="garde")
    lues = capacites_de([monde.dossier_nadia.pk])[monde.dossier_nadia.pk]
    assert lues.a_verifier == {"garde"}
    mesurer(monde, "garde", Garde("sans_objet"))
    assert not capacites_de([monde.dossier_nadia.pk])[monde.dossier_nadia.pk].a_verifier


def test_the_bulk_read_gives_each_dossier_its_own(monde):
    mesurer(monde, "garde", Garde("grille", MATIN))
    mesurer(monde, "mobilite", Mobilite({"velo": 20}))
    mesurer(monde, "numerique", Numerique(0), dossier=monde.dossier_karim)
    lues = capacites_de([monde.dossier_nadia.pk, monde.dossier_karim.pk, 0])
    nadia, karim = lues[monde.dossier_nadia.pk], lues[monde.dossier_karim.pk]
    assert nadia.garde.pour_profil() == MATIN
    assert nadia.mobilite.pour_profil()["velo"] == 20
    assert nadia.numerique is None
    assert karim == CapacitesDossier(numerique=Numerique(0))
    assert lues[0] == CapacitesDossier()


def test_the_bulk_read_costs_two_queries_whatever_the_number(
    monde, django_assert_num_queries
):  # fmt: skip
    dossiers = [monde.dossier_nadia]
    for rang in range(12):
        dossiers.append(creer_dossier(f"P{rang}", "Essai", monde.awa, monde.structure))
    for dossier in dossiers:
        mesurer(monde, "numerique", Numerique(1), dossier=dossier)
        services.noter_limites(dossier=dossier, limites=["nuit"], par=monde.awa, consent=True)
    ids = [d.pk for d in dossiers]
    with django_assert_num_queries(2):
        assert len(capacites_de(ids[:1])) == 1
    with django_assert_num_queries(2):
        lues = capacites_de(ids)
    assert all(lue.limites == {"nuit"} for lue in lues.values())


def test_an_unreadable_row_counts_as_never_asked(monde, caplog):
    mesurer(monde, "numerique", Numerique(1))
    mesurer(monde, "garde", Garde("sans_objet"))
    Capacite.objects.filter(famille="numerique").update(mesure={"niveau": 99})
    lues = capacites_de([monde.dossier_nadia.pk])[monde.dossier_nadia.pk]
    assert lues.numerique is None
    assert lues.garde == Garde("sans_objet")
    assert "illisible" in caplog.text
