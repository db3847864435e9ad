"""What the law opens, from the facts of many dossiers at once."""

from datetime import date

import pytest
from django.urls import reverse

from freins.eligibilites import eligibilites_de
from matching.moteur.vocabulaire import MESURES
from parcours.dossiers.models import Diplome, Situation
from tests.monde import creer_dossier

pytestmark = pytest.mark.base
JOUR = date(2026, 3, 2)


def test_facts_reach_the_rules(monde):
    dossier = creer_dossier(
        "Lina", "Essai", monde.awa, monde.structure, naissance_le=date(2004, 1, 1)
    )
    Situation.objects.create(dossier=dossier, nature="rqth", est_oui=True, au=date(2027, 1, 1))
    Situation.objects.create(dossier=dossier, nature="france_travail", est_oui=False)
    reponses = eligibilites_de([dossier.pk], JOUR)[dossier.pk]
    assert reponses.keys() == MESURES.keys()
    assert reponses["apprentissage"].valeur == "oui"
    assert reponses["entreprise_adaptee"].valeur == "oui"
    assert reponses["entreprise_adaptee"].jusqu_au == date(2027, 1, 1)
    assert reponses["poei"].valeur == "non"


def test_what_was_never_asked_stays_to_check(monde):
    reponses = eligibilites_de([monde.dossier_nadia.pk], JOUR)[monde.dossier_nadia.pk]
    assert reponses["apprentissage"].valeur == "inconnu"
    assert reponses["poei"].valeur == "inconnu"
    assert reponses["clause_insertion"].valeur == "oui"  # Mistral is a QPV


def test_a_diploma_not_recognised_gives_no_level(monde):
    dossier = creer_dossier(
        "Ali", "Essai", monde.awa, monde.structure, naissance_le=date(2002, 1, 1), qpv_etat="non"
    )
    Diplome.objects.create(
        dossier=dossier, intitule="Licence", niveau=6, est_etranger_non_reconnu=True
    )
    assert eligibilites_de([dossier.pk], JOUR)[dossier.pk]["clause_insertion"].valeur == "inconnu"
    Diplome.objects.create(dossier=dossier, intitule="Aucun", niveau=0)
    clause = eligibilites_de([dossier.pk], JOUR)[dossier.pk]["clause_insertion"]
    assert clause.valeur == "oui"
    assert "moins de 26 ans sans qualification" in clause.motif


def test_a_closed_dossier_is_not_accompanied(monde):
    monde.dossier_nadia.statut = "clos"
    monde.dossier_nadia.save()
    reponses = eligibilites_de([monde.dossier_nadia.pk], JOUR)[monde.dossier_nadia.pk]
    assert reponses["pmsmp"].valeur == "non"


def test_three_queries_whatever_the_number(monde, django_assert_num_queries):
    ids = [creer_dossier(f"P{n}", "E", monde.awa, monde.structure).pk for n in range(10)]
    with django_assert_num_queries(3):
        assert set(eligibilites_de(ids, JOUR)) == set(ids)
    assert eligibilites_de([0], JOUR) == {}


def test_who_only_reads_is_not_told_of_a_handicap(monde, client_de):
    Situation.objects.create(dossier=monde.dossier_nadia, nature="rqth", est_oui=True)
    onglet = reverse("freins:onglet", args=[monde.dossier_nadia.pk])
    assert "RQTH valable" in client_de("awa").get(onglet).content.decode()
    assert "RQTH valable" not in client_de("bruno").get(onglet).content.decode()
