"""Children and hours: all covered or not at all, school weeks and holidays apart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freins.regles.enfants import (
    Enfant,
    Scolarite,
    grille_couverte,
    heures_decouvertes,
)
from matching.moteur import grilles

TOT = grilles.depuis_plages([(range(5), "06:00", "14:00")])


def test_a_day_of_school_covers_its_half_hours():
    eleve = Enfant(annee=2019, scolarite=Scolarite.ELEMENTAIRE)
    assert grilles.lisible(eleve.couvert()) == "lun–mar, jeu–ven 8 h 30 – 16 h 30"
    avec = Enfant(
        annee=2019, scolarite=Scolarite.ELEMENTAIRE, accueil_des="07:45", accueil_jusqu_a="18:15",
        a_classe_mercredi=True,
    )  # fmt: skip
    # 7:45 is rounded to 8:00: half an hour half covered is not covered.
    assert avec.couvert() >> 15 & 1 == 0
    assert avec.couvert() >> 16 & 1 == 1
    assert avec.couvert() >> 36 & 1 == 0
    mercredi = avec.couvert() >> 2 * 48 & (1 << 48) - 1
    assert grilles.heures(mercredi) == 4


def test_school_is_closed_in_the_holidays():
    eleve = Enfant(annee=2019, scolarite=Scolarite.MATERNELLE, garde_vacances=TOT)
    assert eleve.couvert(vacances=True) == TOT
    assert Enfant(annee=2019, scolarite=Scolarite.MATERNELLE).couvert(vacances=True) == 0


def test_one_child_uncovered_uncovers_all():
    creche = grilles.depuis_plages([(range(5), "07:00", "18:00")])
    petit = Enfant(annee=2025, garde=creche)
    grand = Enfant(annee=2018, scolarite=Scolarite.ELEMENTAIRE)
    commune = grille_couverte([petit, grand])
    assert grilles.lisible(commune) == "lun–mar, jeu–ven 8 h 30 – 16 h 30"
    reste = heures_decouvertes([petit, grand], TOT)
    assert grilles.heures(reste[0]) == 5  # 6 to 7, five days
    assert grilles.heures(reste[1]) == 18  # 6 to 8:30, four days; Wednesday whole
    assert grille_couverte([petit, grand], autre=grilles.PLEINE) == grilles.PLEINE


def test_no_child_needs_nothing_and_one_alone_needs_nobody():
    assert grille_couverte([]) == grilles.PLEINE
    assert Enfant(annee=2010, se_garde_seul=True).couvert(vacances=True) == grilles.PLEINE


@pytest.mark.parametrize(
    ("annee", "mois", "age"), [(2026, 11, 0), (2023, 11, 36), (2024, None, 28), (2027, 2, 0)]
)
def test_age_in_months(annee, mois, age):
    assert Enfant(annee=annee, mois=mois).age_en_mois(date(2026, 11, 28)) == age


SEMAINES = st.binary(min_size=42, max_size=42).map(int.from_bytes)


@given(st.lists(SEMAINES, max_size=4), SEMAINES)
def test_covered_and_uncovered_are_the_two_halves_of_the_need(gardes, besoin):
    enfants = [Enfant(annee=2024, garde=g) for g in gardes]
    manque = 0
    for grille in heures_decouvertes(enfants, besoin):
        manque |= grille
    assert besoin & grille_couverte(enfants) == besoin & ~manque
