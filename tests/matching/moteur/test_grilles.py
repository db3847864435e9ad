"""Weekly grids: stored form, nights, widening, French."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.moteur import grilles
from matching.moteur.grilles import (
    PLEINE,
    blocs,
    contient,
    depuis_hexa,
    depuis_plages,
    elargir,
    lisible,
    marges,
    tourner,
)

semaine = st.integers(min_value=0, max_value=PLEINE)
SEMAINE = range(5)


def cases(grille):
    """The half-hours of a grid as a set, the slow way."""
    return {rang for rang in range(336) if grille >> rang & 1}


@given(semaine)
def test_the_stored_form_and_the_words_give_the_grid_back(grille):
    assert len(grilles.vers_hexa(grille)) == 84
    assert depuis_hexa(grilles.vers_hexa(grille)) == grille
    assert grilles.depuis_mots(grilles.en_mots([grille, 0])) == [grille, 0]


@pytest.mark.parametrize("texte", ["", "0" * 83, "z" * 84, "0" * 85])
def test_a_malformed_stored_form_gets_a_sentence(texte):
    with pytest.raises(ValueError, match="Grille"):
        depuis_hexa(texte)


@pytest.mark.parametrize("heure", ["7h30", "25:00", "7:75", "24:01", "7:5", ""])
def test_a_malformed_time_gets_a_sentence(heure):
    with pytest.raises(ValueError, match="Heure"):
        depuis_plages([((0,), heure, "12:00")])


def test_a_day_outside_the_week_is_refused():
    with pytest.raises(ValueError, match="Jour 7"):
        depuis_plages([((7,), "08:00", "12:00")])


def test_monday_first_and_one_bit_per_half_hour():
    assert depuis_plages([((0,), "00:00", "00:30")]) == 1
    assert depuis_plages([((6,), "23:30", "24:00")]) == 1 << 335


def test_any_part_of_a_half_hour_is_taken():
    assert depuis_plages([((0,), "07:15", "07:20")]) == 1 << 14
    assert cases(depuis_plages([((0,), "07:15", "08:05")])) == {14, 15, 16}


def test_a_night_crosses_midnight_and_sunday_night_comes_back_to_monday():
    nuit = depuis_plages([((6,), "22:00", "06:00")])
    assert cases(nuit) == {*range(6 * 48 + 44, 336), *range(12)}
    assert blocs(nuit) == [grilles.Bloc(6 * 48 + 44, 16)]


def test_rotating_weeks_are_the_union():
    matin = depuis_plages([(SEMAINE, "05:00", "13:00")])
    soir = depuis_plages([(SEMAINE, "13:00", "21:00")])
    assert grilles.union([matin, soir]) == depuis_plages([(SEMAINE, "05:00", "21:00")])


@given(semaine, st.integers(-40, 200), st.integers(-40, 200))
def test_widening_covers_every_minute_needed_and_nothing_else(grille, avant, apres):
    attendu = set()
    for rang in cases(grille):
        debut, fin = rang * 30 - max(0, avant), rang * 30 + 30 + max(0, apres)
        attendu |= {case % 336 for case in range(debut // 30, -(-fin // 30))}
    assert cases(elargir(grille, avant, apres)) == attendu


def test_a_journey_of_forty_minutes_before_seven_needs_care_from_six():
    travail = depuis_plages([((0,), "07:00", "14:00")])
    assert lisible(elargir(travail, 40 + 15)) == "lun 6 h – 15 h"


def test_a_gap_long_enough_to_go_home_stays_free_and_a_short_one_closes():
    coupure = depuis_plages([((0,), "09:00", "12:00"), ((0,), "17:00", "20:00")])
    assert len(blocs(elargir(coupure, 60))) == 2
    assert len(blocs(elargir(coupure, 150))) == 1


@given(semaine, semaine, st.integers(0, 15), st.integers(0, 15))
def test_margins_say_exactly_how_far_work_may_be_lengthened(besoin, couverte, avant, apres):
    couverte |= elargir(besoin, 30 * (avant // 2), 30 * apres)
    max_avant, max_apres = marges(besoin, couverte, 15)
    tient = contient(couverte, elargir(besoin, 30 * avant, 30 * apres))
    assert tient == (avant <= max_avant and apres <= max_apres)


@given(semaine, st.integers(-700, 700))
def test_turning_the_week_back_gives_it_again(grille, pas):
    assert tourner(tourner(grille, pas), -pas) == grille


@given(semaine)
def test_blocks_partition_the_grid(grille):
    reconstruites = [
        (bloc.debut + pas) % 336 for bloc in blocs(grille) for pas in range(bloc.longueur)
    ]
    assert len(reconstruites) == len(set(reconstruites))
    assert set(reconstruites) == cases(grille)


def test_what_is_missing_is_named():
    garde = depuis_plages([(SEMAINE, "06:30", "18:00")])
    travail = depuis_plages([(SEMAINE, "06:00", "14:00")])
    assert not contient(garde, travail)
    assert lisible(grilles.manque(garde, travail)) == "lun–ven 6 h – 6 h 30"
    assert grilles.heures(travail) == 40


def test_rounding_slack_is_kept_apart():
    plages = [(SEMAINE, "08:45", "12:15"), (SEMAINE, "13:10", "16:50")]
    assert grilles.jeux(plages) == (10, 10)
    assert grilles.jeux([]) == (0, 0)


@pytest.mark.parametrize(
    ("plages", "attendu"),
    [
        ([(SEMAINE, "07:00", "14:30")], "lun–ven 7 h – 14 h 30"),
        ([(SEMAINE, "22:00", "06:00")], "lun–ven 22 h – 6 h le lendemain"),
        (
            [((0, 2), "08:00", "12:00"), ((5,), "09:00", "11:00")],
            "lun, mer 8 h – 12 h ; sam 9 h – 11 h",
        ),
        ([((5,), "08:00", "24:00"), ((6,), "00:00", "24:00")], "sam 8 h – dim 24 h"),
    ],
)
def test_a_grid_reads_in_french(plages, attendu):
    assert lisible(depuis_plages(plages)) == attendu
