"""Ways of coming: distance, minutes, public transport at night."""

import math

import pytest

from matching.moteur.grilles import PLEINE, depuis_plages
from matching.moteur.trajets import (
    JAMAIS,
    MODES,
    PLAFOND_MINUTES,
    TOUJOURS,
    marge_de_jour,
    metres,
    minutes_pour,
)
from matching.moteur.vocabulaire import Mode


def haversine(a, b):
    """The textbook great circle, to hold the chord against."""
    la, lo, lb, lp = map(math.radians, (*a, *b))
    x = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(x))


@pytest.mark.parametrize("arrivee", [(45.16, 5.71), (45.36, 5.59), (44.62, 4.39), (45.76, 4.83)])
def test_the_chord_is_the_great_circle_within_ten_metres(arrivee):
    grenoble = (45.1885, 5.7245)
    assert abs(metres(grenoble, arrivee) - haversine(grenoble, arrivee)) < 10


def test_a_place_is_at_no_distance_of_itself():
    assert metres((45.1, 5.7), (45.1, 5.7)) == 0


@pytest.mark.parametrize("mode", MODES)
def test_minutes_grow_with_distance_and_are_capped(mode):
    minutes = [minutes_pour(distance, mode) for distance in range(0, 400_000, 500)]
    assert minutes == sorted(minutes)
    assert minutes[-1] <= PLAFOND_MINUTES
    assert minutes_pour(20_000_000, mode) == PLAFOND_MINUTES


def test_two_kilometres_and_a_half_in_town():
    assert {mode.value: minutes_pour(2500, mode) for mode in MODES} == {
        "marche": 44,
        "velo": 16,
        "tc": 22,
        "cyclo": 10,
        "voiture": 11,
    }


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        ("08:00", "17:00", 90),
        ("07:00", "14:00", 30),
        ("06:00", "14:00", JAMAIS),
        ("06:30", "14:00", 0),
        ("13:00", "20:30", 30),
        ("13:00", "21:00", 0),
        ("13:00", "21:30", JAMAIS),
        ("22:00", "06:00", JAMAIS),
        ("21:00", "07:00", JAMAIS),
    ],
)
def test_the_longest_journey_by_public_transport_in_daytime(debut, fin, attendu):
    assert marge_de_jour(depuis_plages([((0,), debut, fin)])) == attendu


def test_the_worst_day_decides_and_a_week_without_edge_has_no_commute():
    jour_et_nuit = depuis_plages([((0,), "09:00", "17:00"), ((1,), "05:00", "12:00")])
    assert marge_de_jour(jour_et_nuit) == JAMAIS
    assert marge_de_jour(PLEINE) == TOUJOURS


def test_modes_follow_the_vocabulary():
    assert tuple(Mode) == MODES
