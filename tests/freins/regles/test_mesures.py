import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freins.regles.mesures import (
    Garde,
    Langue,
    MesureInvalide,
    Mobilite,
    Numerique,
    depuis_json,
)
from matching.moteur.grilles import PLEINE, depuis_plages, vers_hexa
from matching.moteur.profil import Profil
from matching.moteur.vocabulaire import NIVEAUX_CECRL, Mode

SEMAINE = range(5)


def grille(*plages):
    return Garde("grille", depuis_plages(plages))


@pytest.mark.parametrize(
    ("mesure", "texte"),
    [
        (Garde(), "Garde : à préciser"),
        (Garde("sans_objet"), "Garde : sans objet"),
        (Garde("grille", 0), "Garde : aucune heure couverte"),
        (Garde("grille", PLEINE), "Garde : couverte jour et nuit"),
        (grille((SEMAINE, "08:00", "24:00")), "Garde : pas avant 8 h"),
        (grille((SEMAINE, "08:30", "18:00")), "Garde : pas avant 8 h 30 ni après 18 h"),
        (grille((SEMAINE, "00:00", "12:00")), "Garde : pas après 12 h"),
        (
            grille(((0, 1, 3, 4), "08:00", "18:00")),
            "Garde : pas avant 8 h ni après 18 h, pas le mercredi",
        ),
        (grille(((5,), "08:00", "18:00")), "Garde : pas avant 8 h ni après 18 h"),
        (Mobilite({Mode.MARCHE: 20, Mode.TC: 35}), "Mobilité : 35 min, sans voiture"),
        (Mobilite({Mode.VOITURE: 45, Mode.TC: 30}), "Mobilité : 45 min, avec voiture"),
        (Mobilite(), "Mobilité : aucun moyen de transport"),
        (Numerique(1), "Numérique : a besoin d’aide"),
        (Langue("B1", "B1"), "Français : B1"),
        (Langue("B1", "A2"), "Français : oral B1, écrit A2"),
        (Langue("A2"), "Français : oral A2"),
        (Langue(), "Français : à préciser"),
    ],
)
def test_the_chip_says_it_in_a_few_words(mesure, texte):
    assert mesure.puce() == texte


def test_what_is_stored_is_what_the_design_says():
    assert Garde("inconnue").vers_json() == {"etat": "inconnue"}
    assert grille(((0,), "00:00", "01:00")).vers_json() == {
        "etat": "grille",
        "grille": "0" * 83 + "3",
    }
    assert Mobilite({Mode.VELO: 20}).vers_json() == {
        "marche": None,
        "velo": 20,
        "tc": None,
        "cyclo": None,
        "voiture": None,
    }
    assert Numerique(2).vers_json() == {"niveau": 2}
    assert Langue("A2").vers_json() == {"oral": "A2", "ecrit": None}


niveaux = st.none() | st.sampled_from(NIVEAUX_CECRL)
mesures = st.one_of(
    st.tuples(st.just("garde"), st.sampled_from(["sans_objet", "inconnue"]).map(Garde)),
    st.tuples(st.just("garde"), st.integers(0, PLEINE).map(lambda g: Garde("grille", g))),
    st.tuples(
        st.just("mobilite"),
        st.fixed_dictionaries({m: st.none() | st.integers(1, 180) for m in Mode}).map(Mobilite),
    ),
    st.tuples(st.just("numerique"), st.integers(0, 3).map(Numerique)),
    st.tuples(st.just("langue"), st.builds(Langue, niveaux, niveaux)),
)


@given(mesures)
def test_writing_then_reading_gives_the_same_measure(cas):
    famille, mesure = cas
    assert depuis_json(famille, json.loads(json.dumps(mesure.vers_json()))) == mesure
    assert mesure.puce()


@given(mesures)
def test_the_engine_takes_them(cas):
    _, mesure = cas
    if isinstance(mesure, Garde):
        assert Profil(garde=mesure.pour_profil()).garde == mesure.pour_profil()
    if isinstance(mesure, Mobilite):
        assert Profil(minutes=mesure.pour_profil()).minutes_pour("tc") == mesure.minutes["tc"]


@pytest.mark.parametrize(
    ("famille", "valeur", "phrase"),
    [
        ("garde", None, "forme attendue"),
        ("garde", {"etat": "oui"}, "réponse possible"),
        ("garde", {"etat": "grille"}, "grille"),
        ("garde", {"etat": "inconnue", "grille": "0" * 84}, "grille"),
        ("garde", {"etat": "grille", "grille": "0" * 83}, "84"),
        ("garde", {"etat": "grille", "grille": "z" * 84}, "hexadécimal"),
        ("garde", {"etat": "grille", "grille": 12}, "hexadécimaux"),
        ("garde", {"etat": "grille", "enfants": 2}, "enfants"),
        ("mobilite", {"tc": 0}, "entre 1 et 180"),
        ("mobilite", {"tc": 181}, "entre 1 et 180"),
        ("mobilite", {"tc": "35"}, "entre 1 et 180"),
        ("mobilite", {"tc": True}, "entre 1 et 180"),
        ("mobilite", {"train": 35}, "train"),
        ("mobilite", [35], "forme attendue"),
        ("numerique", {"niveau": 4}, "de 0 à 3"),
        ("numerique", {"niveau": True}, "de 0 à 3"),
        ("numerique", {}, "de 0 à 3"),
        ("langue", {"oral": "B3"}, "B3"),
        ("langue", {"ecrit": "b1"}, "écrit"),
        ("sante", {}, "pas de mesure"),
    ],
)
def test_a_bad_measure_is_refused_with_a_sentence(famille, valeur, phrase):
    with pytest.raises(MesureInvalide, match=phrase):
        depuis_json(famille, valeur)


def test_an_empty_grid_field_means_no_grid():
    assert depuis_json("garde", {"etat": "sans_objet", "grille": ""}) == Garde("sans_objet")
    assert vers_hexa(0) == "0" * 84
