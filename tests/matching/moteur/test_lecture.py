"""Reading requirements in the text: only clear statements are firm."""

import pytest

from matching.moteur import grilles
from matching.moteur.lecture import lire


def lues(texte, critere, intitule=""):
    """(code, firmness) of what is read about one criterion."""
    return [(e.code, e.exigence) for e in lire(texte, intitule) if e.critere == critere]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Permis B indispensable.", [("B", "E")]),
        ("Le permis B est obligatoire pour les tournées", [("B", "E")]),
        ("Vous êtes titulaire du permis de conduire", [("B", "E")]),
        ("Permis de conduire B exigé", [("B", "E")]),
        ("Permis VL requis", [("B", "E")]),
        ("Permis B souhaité", [("B", "S")]),
        ("Le permis B serait un plus", [("B", "S")]),
        ("Idéalement titulaire du permis C", [("C", "S")]),
        ("Permis B apprécié, poste à Échirolles", [("B", "S")]),
        ("Profil : CAP cuisine, permis B", [("B", "E")]),
        ("Permis B non exigé", []),
        ("Le permis n’est pas nécessaire, permis B pas obligatoire", []),
        ("Pas besoin de permis B, le tram est à deux pas", []),
        ("Formation en vue de l’obtention du permis D", []),
        ("Demander un permis de construire ou un permis de feu", []),
        ("Permis à jour", []),
        ("Permis CE + FIMO en cours de validité", [("CE", "E")]),
        ("Permis poids lourd exigé", [("C", "E")]),
        ("Permis B indispensable - permis EB souhaitable", [("B", "E"), ("BE", "S")]),
        (
            "Permis B obligatoire car livraisons, et le permis C serait un plus",
            [("B", "E"), ("C", "S")],
        ),
    ],
)
def test_licences(texte, attendu):
    assert lues(texte, "permis") == attendu


def test_two_readings_that_contradict_each_other_are_to_be_checked():
    assert lues("Permis B exigé.\nLe permis B est un plus.", "permis") == [("B", "inconnu")]
    assert lues("Permis B exigé.\nPermis B, CACES", "permis") == [("B", "E")]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Véhicule personnel indispensable", [("voiture", "E")]),
        ("Véhicule obligatoire", [("voiture", "E")]),
        ("Vous êtes véhiculé(e)", [("motorise", "E")]),
        ("Un moyen de locomotion serait apprécié", [("motorise", "S")]),
        ("Véhicule de service fourni", []),
        ("Nettoyage des véhicules de l’agence", []),
    ],
)
def test_own_vehicle(texte, attendu):
    assert lues(texte, "vehicule") == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Site non desservi par les transports en commun", [("", "E")]),
        ("Attention, pas de transports en commun à cette heure", [("", "E")]),
        ("Lieu mal desservi", [("", "inconnu")]),
        ("Bien desservi par le tram A", [("desservi", "E")]),
    ],
)
def test_places_without_public_transport(texte, attendu):
    assert lues(texte, "non_desservi") == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Horaires : du lundi au vendredi 6h-13h", "lun–ven 6 h – 13 h"),
        ("Lundi au vendredi de 7h à 15h30.", "lun–ven 7 h – 15 h 30"),
        (
            "9h00-12h30 et 14h00-17h30 du lundi au vendredi",
            "lun–ven 9 h – 12 h 30 et 14 h – 17 h 30",
        ),
        ("8h-12h 14h-18h du mardi au samedi", "mar–sam 8 h – 12 h et 14 h – 18 h"),
        (
            "9H30-18H30 du mardi au vendredi et de 9H à 13H le samedi",
            "mar–ven 9 h 30 – 18 h 30 ; sam 9 h – 13 h",
        ),
        ("Lundi, mardi et jeudi : 8:30-12:00", "lun–mar, jeu 8 h 30 – 12 h"),
        ("Le week-end de 14h à minuit", "sam–dim 14 h – 24 h"),
        ("Du lundi au jeudi 22h-6h", "lun–jeu 22 h – 6 h le lendemain"),
        ("2x8 : 5h-13h ou 13h-21h du lundi au vendredi", "lun–ven 5 h – 21 h"),
        (
            "Poste du lundi au vendredi\n- horaires : 8h-12h / 13h30-17h",
            "lun–ven 8 h – 12 h et 13 h 30 – 17 h",
        ),
        ("Du lundi au vendredi 8h-12h, repos le samedi", "lun–ven 8 h – 12 h"),
    ],
)
def test_a_clear_week_becomes_a_grid(texte, attendu):
    horaires = next(e for e in lire(texte) if e.critere == "horaires" and not e.code)
    assert (grilles.lisible(horaires.grille), horaires.exigence) == (attendu, "E")
    assert horaires.confiance >= 0.8
    assert horaires.extrait


@pytest.mark.parametrize(
    "texte",
    [
        "Temps plein de 8h à 17h30",
        "Du lundi au vendredi entre 7h et 19h",
        "Du lundi au samedi, 9h-17h selon planning",
        "Du lundi au vendredi, 8h-12h ou 14h-18h",
        "Du lundi au vendredi 09h00 12h00 / 14h00 19h00",
        "Du lundi au vendredi 8h-16h, et le samedi",
        "Du lundi au vendredi de 4h à 23h",
    ],
)
def test_a_doubtful_week_is_to_be_checked(texte):
    horaires = [e for e in lire(texte) if e.critere == "horaires" and not e.code]
    assert [(e.exigence, e.grille) for e in horaires] == [("inconnu", None)]


@pytest.mark.parametrize(
    "texte",
    [
        "Magasin ouvert du lundi au samedi de 9h à 19h",
        "Appelez-nous du lundi au vendredi de 9h à 12h",
        "Venez à l’agence du lundi au vendredi de 8h à 12h",
        "Job dating le mardi 25 mars de 10h à 16h",
        "Contrat de 35h/semaine, 7h par jour",
        "",
    ],
)
def test_other_hours_are_not_those_of_the_work(texte):
    assert [e for e in lire(texte) if e.critere == "horaires" and not e.code] == []


def test_minutes_lost_by_rounding_are_kept():
    assert lire("Du lundi au vendredi 8h45-16h50")[0].jeux == (15, 10)


@pytest.mark.parametrize(
    ("texte", "codes"),
    [
        ("Travail de nuit", {"nuit"}),
        ("Poste en 3x8", {"nuit", "poste"}),
        ("Travail le week-end", {"samedi", "dimanche"}),
        ("Pas de travail de nuit ni le dimanche", set()),
        ("Le dimanche n’est jamais travaillé", set()),
        ("Fermeture dimanche", set()),
        ("Horaires décalés", {"variables"}),
    ],
)
def test_kinds_of_hours(texte, codes):
    assert {code for code, _ in lues(texte, "horaires")} == codes


def test_night_and_shifts_are_also_conditions_of_work():
    assert lues("Équipe de nuit", "condition") == [("nuit", "E")]
    assert lues("Travail en 2x8", "condition") == [("horaires_decales", "E")]
    assert lues("Travail de nuit possible", "condition") == [("nuit", "inconnu")]


def test_the_title_is_read_too_and_extracts_are_copied_from_the_text():
    assert lues("", "permis", "Conducteur PERMIS C EXIGÉ") == [("C", "E")]
    texte = "Vous aimez le contact. Permis B INDISPENSABLE ; CACES souhaité."
    assert lire(texte)[0].extrait in texte
