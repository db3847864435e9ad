import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parcours.offres.smic import (
    DERNIERE_VALEUR,
    SMIC_HORAIRE,
    SmicInconnu,
    est_a_confirmer,
    est_conforme,
    heures_payees,
    part_apprentissage,
    part_professionnalisation,
    salaire_apprentissage,
    smic_au,
    smic_horaire,
    smic_mensuel,
)

EN_2026 = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("jour", "horaire", "mensuel"),
    [
        (date(2023, 4, 30), "11.27", "1709.28"),
        (date(2023, 5, 1), "11.52", "1747.20"),
        (date(2024, 1, 1), "11.65", "1766.92"),
        (date(2024, 11, 1), "11.88", "1801.80"),
        (date(2025, 12, 31), "11.88", "1801.80"),
        (date(2026, 1, 1), "12.02", "1823.03"),
    ],
)
def test_the_published_amounts(jour, horaire, mensuel):
    assert smic_horaire(jour) == Decimal(horaire)
    assert smic_mensuel(jour) == Decimal(mensuel)


def test_the_table_goes_up_in_order_and_each_line_has_its_text():
    assert list(SMIC_HORAIRE) == sorted(SMIC_HORAIRE, key=lambda s: (s.des_le, s.horaire))
    assert all(a.horaire < b.horaire for a, b in itertools.pairwise(SMIC_HORAIRE))
    assert all(smic.texte for smic in SMIC_HORAIRE)


def test_before_the_table_nothing_is_made_up_and_after_it_a_doubt_is_told():
    with pytest.raises(SmicInconnu, match="01/01/2021"):
        smic_horaire(date(2020, 12, 31))
    assert smic_au(date(2030, 1, 1)) is DERNIERE_VALEUR
    assert est_a_confirmer(DERNIERE_VALEUR.des_le + timedelta(days=366))
    assert not est_a_confirmer(DERNIERE_VALEUR.des_le + timedelta(days=365))


def test_overtime_is_paid_more():
    assert heures_payees(35) == 35
    assert heures_payees(39) == 40
    assert heures_payees(45) == Decimal("48.0")
    assert smic_mensuel(EN_2026, 17.5) == Decimal("911.52")
    for heures in (0, -1, 61):
        with pytest.raises(ValueError, match="Durée"):
            heures_payees(heures)


@pytest.mark.parametrize(
    ("montant", "periode", "heures", "attendu"),
    [
        (12.02, "horaire", None, True),
        (12.01, "horaire", None, False),
        (1823.03, "mensuel", 35, True),
        (1823.02, "mensuel", 35, False),
        (1823.03, "mensuel", 39, False),
        (2083.47, "mensuel", 39, True),
        (1823.03, "mensuel", None, True),
        (1100, "mensuel", None, None),
        (1100, "mensuel", 20, True),
        (1000, "mensuel", 20, False),
        (21876.36, "annuel", 35, True),
        (21000, "annuel", 35, False),
        (21000, "annuel", None, None),
    ],
)
def test_a_pay_is_held_against_the_smic_of_its_hours(montant, periode, heures, attendu):
    assert est_conforme(montant, periode=periode, jour=EN_2026, heures_hebdo=heures) is attendu


def test_a_pay_lawful_last_year_may_no_longer_be():
    assert est_conforme(11.88, periode="horaire", jour=date(2025, 12, 31))
    assert not est_conforme(11.88, periode="horaire", jour=EN_2026)


def test_an_unknown_period_is_refused():
    with pytest.raises(ValueError, match="hebdomadaire"):
        est_conforme(400, periode="hebdomadaire", jour=EN_2026)


@given(
    st.dates(SMIC_HORAIRE[0].des_le, date(2027, 1, 1)),
    st.decimals(1, 60, places=1),
)
def test_the_smic_itself_is_always_lawful_and_a_euro_less_is_not(jour, heures):
    mensuel = smic_mensuel(jour, heures)
    assert est_conforme(mensuel, periode="mensuel", jour=jour, heures_hebdo=heures)
    assert not est_conforme(mensuel - 1, periode="mensuel", jour=jour, heures_hebdo=heures)


@pytest.mark.parametrize(
    ("age", "parts"),
    [
        (16, (27, 39, 55)),
        (17, (27, 39, 55)),
        (18, (43, 51, 67)),
        (20, (43, 51, 67)),
        (21, (53, 61, 78)),
        (25, (53, 61, 78)),
        (26, (100, 100, 100)),
        (52, (100, 100, 100)),
    ],
)
def test_apprentices_by_age_and_year(age, parts):
    assert tuple(part_apprentissage(age, annee) for annee in (1, 2, 3)) == parts


def test_apprentices_pay_in_euros():
    assert salaire_apprentissage(30, 1, EN_2026) == smic_mensuel(EN_2026)
    assert est_conforme(492.22, periode="mensuel", jour=EN_2026, heures_hebdo=35, pourcentage=27)
    for age, annee in ((17, 0), (17, 4), (-1, 1)):
        with pytest.raises(ValueError, match=r"Apprentissage|Âge"):
            salaire_apprentissage(age, annee, EN_2026)


@pytest.mark.parametrize(
    ("age", "sans", "avec"), [(18, 55, 65), (21, 70, 80), (25, 70, 80), (26, 100, 100)]
)
def test_professionnalisation_by_age_and_diploma(age, sans, avec):
    assert part_professionnalisation(age, a_bac_professionnel=False) == sans
    assert part_professionnalisation(age, a_bac_professionnel=True) == avec
