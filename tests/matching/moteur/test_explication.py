"""The score adds up, reads in French, and says the strongest reasons."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.moteur import (
    ExigencePoste,
    Famille,
    Poste,
    Profil,
    Referentiel,
    evaluer,
    expliquer,
    phrase_blocages,
)
from matching.moteur.grilles import depuis_plages
from matching.moteur.score import MAXIMUM, POIDS, SENS, sur_100
from tests.matching.moteur.mondes import JOUR, monde_au_hasard

COMPETENCES = tuple(str(rang) for rang in range(20))
REF = Referentiel.depuis(
    [("K2204", code, rang < 5) for rang, code in enumerate(COMPETENCES)] + [("K1304", "0", True)],
    {"K2204": ("K1304", "J1301")},
)
MENAGE = {"metier": "K2204"}


def points(profil, critere, **poste):
    """Points of one contribution."""
    contributions = evaluer(profil, Poste(cle=1, **poste), REF, JOUR).contributions
    return next(c.points for c in contributions if c.critere == critere)


@given(st.integers(0, 10**9))
def test_contributions_add_up_exactly(graine):
    profil, postes, referentiel = monde_au_hasard(Random(graine), 5)
    for poste in postes:
        e = expliquer(profil, poste, referentiel, JOUR)
        assert e.score == sum(c.points for c in e.contributions) == e.peut + e.veut
        assert all(0 <= c.points <= c.maximum for c in e.contributions)
        assert all(isinstance(c.points, int) for c in e.contributions)
        assert [c.critere for c in e.contributions] == list(POIDS)
        assert len(e.raisons) <= 3
        assert all(c.libelle and c.texte for c in e.contributions)


def test_the_published_weights_make_a_hundred_points():
    assert sum(POIDS.values()) == 100_000 == sum(MAXIMUM.values())
    assert set(POIDS) == set(SENS)
    assert (sur_100(0, 60_000), sur_100(60_000, 60_000), sur_100(300, 60_000)) == (0, 100, 1)


def test_core_and_rare_skills_weigh_more():
    coeur, autre = ({code: "validee"} for code in ("1", "15"))
    commune = {"0": "validee"}
    assert points(Profil(competences=coeur), "competences", **MENAGE) > points(
        Profil(competences=autre), "competences", **MENAGE
    )
    assert points(Profil(competences=coeur), "competences", **MENAGE) > points(
        Profil(competences=commune), "competences", **MENAGE
    )


def test_a_proved_skill_weighs_more_than_a_declared_one():
    notes = [
        points(Profil(competences={"1": preuve}), "competences", **MENAGE)
        for preuve in ("declaree", "attestee", "validee")
    ]
    assert 0 < notes[0] < notes[1] < notes[2]


def test_all_points_of_skills_come_before_all_skills():
    toutes = Profil(competences=dict.fromkeys(COMPETENCES[:16], "validee"))
    assert points(toutes, "competences", **MENAGE) == POIDS["competences"]


@pytest.mark.parametrize(
    ("experience", "attendu"),
    [({}, 0), ({"K2204": 18}, 6000), ({"K1304": 18}, 3000), ({"K2204": 400}, 12_000)],
)
def test_experience_counts_up_to_three_years_and_half_in_neighbours(experience, attendu):
    assert points(Profil(experience=experience), "experience", **MENAGE) == attendu


@pytest.mark.parametrize(
    ("voulus", "metier", "attendu"),
    [
        ({}, "K2204", 20_000),
        ({"K2204": 1}, "K2204", 20_000),
        ({"K2204": 1, "J1301": 4}, "K2204", 5_000),
        ({"K2204": 1}, "K1304", 14_000),
        ({"K2204": 1}, "J1301", 13_200),
        ({"K2204": 1}, "A1101", 0),
        ({"K2204": 1}, None, 5_000),
    ],
)
def test_the_wanted_metier_and_its_neighbours(voulus, metier, attendu):
    assert points(Profil(metiers_voulus=voulus), "metier", metier=metier) == attendu


@pytest.mark.parametrize(
    ("salaire", "attendu"), [(2000, 6000), (1600, 6000), (1200, 3000), (800, 0), (None, 3000)]
)
def test_pay_under_the_wanted_one_loses_points_and_never_blocks(salaire, attendu):
    profil = Profil(salaire_min=1600)
    assert points(profil, "salaire", salaire=salaire) == attendu
    assert evaluer(profil, Poste(cle=1, salaire=salaire), REF, JOUR).statut == "a_verifier"


def test_wishes_of_the_employer_lower_the_score_only():
    souhaits = tuple(ExigencePoste("permis", code, exigence="S") for code in ("B", "C"))
    profil = Profil(permis=frozenset({"B"}), minutes={}, droit_travail=True)
    assert points(profil, "souhaits", exigences=souhaits) == 2500
    assert points(Profil(), "souhaits", exigences=souhaits) == 2500
    assert points(Profil(permis=frozenset({"CE"})), "souhaits", exigences=souhaits) == 5000
    e = expliquer(profil, Poste(cle=1, exigences=souhaits), REF, JOUR)
    assert [c.code for c in e.souhaits_manques] == ["C"]


def test_the_sentences_of_the_suggestions_screen():
    semaine = depuis_plages([(range(5), "09:00", "15:00")])
    nadia = Profil(
        point=(45.1667, 5.7167),
        minutes={"velo": 45},
        garde=depuis_plages([(range(5), "08:00", "18:00")]),
        competences=dict.fromkeys(COMPETENCES[:14], "declaree"),
        metiers_voulus={"K2204": 3},
    )
    poste = Poste(cle=1, metier="K2204", point=(45.1885, 5.7245), grille=semaine)
    e = expliquer(nadia, poste, REF, date(2026, 3, 2))
    assert e.raisons == (
        "14 savoir-faire en commun",
        "Premier métier recherché",
        "Horaires et trajet dans les heures de garde, 29 min de marge",
    )
    assert (e.statut, e.a_verifier, e.bloque) == ("accessible", (), ())
    assert (e.veut_100, 0 < e.peut_100 < 100) == (100, True)


def test_what_to_check_and_what_blocks_are_told():
    poste = Poste(cle=1, exigences=(ExigencePoste("permis", "B", extrait="permis B exigé"),))
    e = expliquer(Profil(permis=frozenset()), poste, REF, JOUR)
    assert [(c.famille, c.extrait) for c in e.bloque] == [("permis", "permis B exigé")]
    assert any("horaires non précisés" in c.preuve for c in e.a_verifier)


@pytest.mark.parametrize(
    ("comptes", "attendu"),
    [
        ({}, "Aucune ouverture bloquée"),
        ({(Famille.PERMIS,): 1}, "1 bloquée : 1 par le permis seul"),
        (
            {(Famille.GARDE, Famille.PERMIS): 2, (Famille.SANTE, Famille.PERMIS): 1},
            "3 bloquées : 3 par plusieurs freins",
        ),
    ],
)
def test_blocked_openings_in_one_sentence(comptes, attendu):
    assert phrase_blocages(comptes) == attendu
