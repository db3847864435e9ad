"""Ways of coming, childcare around the journey, status and blocking families."""

from datetime import date

import pytest

from matching.moteur import (
    INCONNUE,
    SANS_OBJET,
    ExigencePoste,
    Famille,
    Poste,
    Profil,
    Referentiel,
    evaluer,
)
from matching.moteur.grilles import depuis_plages
from matching.moteur.trajets import metres, minutes_pour
from matching.moteur.vocabulaire import Mode

JOUR = date(2026, 3, 2)
MAISON = (45.1667, 5.7167)
SEMAINE = range(5)
GARDE_6H30 = depuis_plages([(SEMAINE, "06:30", "18:30")])


def a_minutes(mode: Mode, minutes: int) -> tuple[float, float]:
    """A place due north of home at exactly that journey."""
    for pas in range(1, 40_000):
        point = (MAISON[0] + pas * 0.0001, MAISON[1])
        if minutes_pour(metres(MAISON, point), mode) == minutes:
            return point
    raise AssertionError("no such place")


def juger(profil, **poste):
    return evaluer(profil, Poste(cle=1, **poste), Referentiel(), JOUR)


def test_seven_o_clock_with_care_from_half_past_six_and_forty_minutes_is_blocked_by_childcare():
    nadia = Profil(point=MAISON, minutes={"tc": 60}, garde=GARDE_6H30)
    travail = depuis_plages([(SEMAINE, "07:00", "14:00")])
    evaluation = juger(nadia, point=a_minutes(Mode.TC, 40), grille=travail)
    assert evaluation.statut == "bloquee"
    assert evaluation.familles == (Famille.GARDE,)
    preuve = next(c.preuve for c in evaluation.constats if c.critere == "garde")
    assert "début 7 h 00, trajet environ 40 min, garde à partir de 6 h 30" in preuve


def test_the_same_job_is_open_when_a_faster_way_leaves_time():
    nadia = Profil(point=MAISON, minutes={"tc": 60, "velo": 40}, garde=GARDE_6H30)
    travail = depuis_plages([(SEMAINE, "07:00", "14:00")])
    evaluation = juger(nadia, point=a_minutes(Mode.VELO, 12), grille=travail)
    assert (evaluation.statut, evaluation.voie.mode) == ("accessible", Mode.VELO)


def test_care_that_closes_too_early_blocks_with_its_hour():
    nadia = Profil(point=MAISON, minutes={"voiture": 60}, garde=GARDE_6H30)
    travail = depuis_plages([(SEMAINE, "10:00", "18:00")])
    evaluation = juger(nadia, point=a_minutes(Mode.VOITURE, 30), grille=travail)
    preuve = next(c.preuve for c in evaluation.constats if c.critere == "garde")
    assert "fin 18 h 00, trajet environ 30 min, garde jusqu’à 18 h 30" in preuve


def test_a_day_without_care_says_so():
    nadia = Profil(point=MAISON, minutes={"voiture": 60}, garde=GARDE_6H30)
    samedi = depuis_plages([((5,), "10:00", "14:00")])
    evaluation = juger(nadia, point=a_minutes(Mode.VOITURE, 10), grille=samedi)
    assert any("sam : aucune garde" in c.preuve for c in evaluation.constats)


def test_rounding_slack_is_given_back():
    profil = Profil(
        point=MAISON, minutes={"voiture": 60}, garde=depuis_plages([(SEMAINE, "08:00", "18:00")])
    )
    lieu = a_minutes(Mode.VOITURE, 20)
    travail = depuis_plages([(SEMAINE, "08:45", "16:00")])
    assert juger(profil, point=lieu, grille=travail).familles == (Famille.GARDE,)
    assert juger(profil, point=lieu, grille=travail, jeu_debut=15).statut == "accessible"


def test_a_gap_too_short_to_go_home_needs_care_throughout():
    deux = [(SEMAINE, "07:00", "12:30"), (SEMAINE, "15:30", "20:00")]
    profil = Profil(point=MAISON, minutes={"voiture": 60}, garde=depuis_plages(deux))
    coupure = depuis_plages([(SEMAINE, "09:00", "11:30"), (SEMAINE, "16:30", "18:30")])
    assert juger(profil, point=a_minutes(Mode.VOITURE, 30), grille=coupure).statut == "accessible"
    assert juger(profil, point=a_minutes(Mode.VOITURE, 59), grille=coupure).familles == (
        Famille.GARDE,
    )


def test_work_outside_care_blocks_even_when_the_journey_is_unknown():
    profil = Profil(minutes={"voiture": 30}, garde=GARDE_6H30)
    tot = depuis_plages([(SEMAINE, "05:00", "10:00")])
    dedans = depuis_plages([(SEMAINE, "09:00", "15:00")])
    assert juger(profil, grille=tot).familles == (Famille.GARDE,)
    assert juger(profil, grille=dedans).statut == "a_verifier"


@pytest.mark.parametrize("garde", [SANS_OBJET, INCONNUE, GARDE_6H30])
def test_an_opening_without_hours_is_neither_accessible_nor_blocked_by_hours(garde):
    profil = Profil(point=MAISON, minutes={"voiture": 30}, garde=garde, grille_souhaitee=GARDE_6H30)
    assert juger(profil, point=MAISON).statut == "a_verifier"


def test_public_transport_at_night_is_unknown_not_refused():
    profil = Profil(point=MAISON, minutes={"tc": 45}, garde=SANS_OBJET)
    lieu = a_minutes(Mode.TC, 30)
    tot = depuis_plages([(SEMAINE, "06:30", "12:00")])
    jour = depuis_plages([(SEMAINE, "08:00", "12:00")])
    assert juger(profil, point=lieu, grille=tot).statut == "a_verifier"
    assert juger(profil, point=lieu, grille=jour).statut == "accessible"
    assert juger(profil, point=a_minutes(Mode.TC, 50), grille=tot).familles == (Famille.MOBILITE,)


def test_another_way_makes_a_night_job_accessible():
    profil = Profil(point=MAISON, minutes={"tc": 45, "velo": 30}, garde=SANS_OBJET)
    tot = depuis_plages([(SEMAINE, "05:00", "12:00")])
    evaluation = juger(profil, point=a_minutes(Mode.VELO, 20), grille=tot)
    assert (evaluation.statut, evaluation.voie.mode) == ("accessible", Mode.VELO)


@pytest.mark.parametrize(
    ("exige", "provenance", "statut"),
    [("E", "texte", "bloquee"), ("E", "deduit", "a_verifier"), ("inconnu", "texte", "a_verifier")],
)
def test_a_place_not_served_stops_public_transport_only(exige, provenance, statut):
    exigences = (ExigencePoste("non_desservi", exigence=exige, provenance=provenance),)
    jour = depuis_plages([(SEMAINE, "09:00", "12:00")])
    lieu = a_minutes(Mode.TC, 20)
    tram = Profil(point=MAISON, minutes={"tc": 45}, garde=SANS_OBJET)
    voiture = Profil(point=MAISON, minutes={"tc": 45, "voiture": 45}, garde=SANS_OBJET)
    assert juger(tram, point=lieu, grille=jour, exigences=exigences).statut == statut
    assert juger(voiture, point=lieu, grille=jour, exigences=exigences).statut == "accessible"


def test_unknown_places_and_unknown_mobility_are_to_be_checked():
    jour = depuis_plages([(SEMAINE, "09:00", "12:00")])
    tram = Profil(minutes={"tc": 45}, garde=SANS_OBJET)
    assert juger(tram, point=MAISON, grille=jour).statut == "a_verifier"
    assert juger(Profil(point=MAISON, garde=SANS_OBJET), point=MAISON, grille=jour).statut == (
        "a_verifier"
    )


def test_nobody_to_carry_is_blocked_by_mobility():
    jour = depuis_plages([(SEMAINE, "09:00", "12:00")])
    immobile = Profil(point=MAISON, minutes={}, garde=SANS_OBJET)
    assert juger(immobile, point=MAISON, grille=jour).familles == (Famille.MOBILITE,)


def test_full_telework_asks_for_no_journey_but_keeps_the_margin_of_care():
    jour = depuis_plages([(SEMAINE, "06:30", "12:00")])
    immobile = Profil(minutes={}, garde=SANS_OBJET)
    assert juger(immobile, teletravail=True, grille=jour).statut == "accessible"
    garde = Profil(minutes={}, garde=GARDE_6H30)
    assert juger(garde, teletravail=True, grille=jour).familles == (Famille.GARDE,)


def test_the_way_with_the_fewest_brakes_is_told():
    profil = Profil(point=MAISON, minutes={"tc": 20}, garde=GARDE_6H30)
    travail = depuis_plages([(SEMAINE, "08:00", "14:00")])
    evaluation = juger(profil, point=a_minutes(Mode.TC, 90), grille=travail)
    # By tram: too far and out of care; by car it would be mobility alone.
    assert evaluation.familles == (Famille.MOBILITE,)


def test_several_brakes_are_all_named():
    profil = Profil(
        point=MAISON, minutes={"voiture": 60}, garde=GARDE_6H30, permis=frozenset(), oral=1
    )
    nuit = depuis_plages([(SEMAINE, "22:00", "05:00")])
    evaluation = juger(
        profil,
        point=MAISON,
        grille=nuit,
        exigences=(ExigencePoste("permis", "B"), ExigencePoste("langue_oral", niveau=3)),
    )
    assert evaluation.familles == (Famille.LANGUE, Famille.GARDE, Famille.PERMIS)
