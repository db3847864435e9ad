"""For whom a solution is: oui, non or inconnu, with its reason."""

from datetime import date

import pytest

from freins.regles.faits import Droit, Faits
from freins.regles.publics import Conditions, Situation, admettre

JOUR = date(2026, 11, 28)
GRENOBLE = {"commune": "38185", "epci": "200040715", "departement": "38"}


def _reponse(conditions: Conditions, **situation: object) -> str:
    return admettre(conditions, Situation(**situation), JOUR).valeur


def test_no_condition_is_for_everyone() -> None:
    assert _reponse(Conditions()) == "oui"
    assert _reponse(Conditions(publics=("tous-publics",))) == "oui"
    assert _reponse(Conditions(zone=("france",))) == "oui"


@pytest.mark.parametrize(
    ("naissance", "attendu"),
    [
        (date(2010, 11, 28), "oui"),  # sixteen today
        (date(2010, 11, 29), "non"),  # tomorrow
        (date(2000, 11, 29), "oui"),  # still twenty-five
        (date(2000, 11, 28), "non"),  # twenty-six today
        (None, "inconnu"),
    ],
)
def test_ages_are_completed_years(naissance: date | None, attendu: str) -> None:
    faits = Faits(naissance_le=naissance)
    assert _reponse(Conditions(age_min=16, age_max=25), faits=faits) == attendu


def test_a_year_of_birth_alone_says_what_it_can() -> None:
    conditions = Conditions(age_min=18)
    assert _reponse(conditions, faits=Faits(naissance_annee=2000)) == "oui"
    assert _reponse(conditions, faits=Faits(naissance_annee=2008)) == "inconnu"


@pytest.mark.parametrize(
    ("publics", "faits", "attendu"),
    [
        (("beneficiaires-des-minimas-sociaux",), {"rsa": Droit(True)}, "oui"),
        (("beneficiaires-des-minimas-sociaux",), {"rsa": Droit(False)}, "inconnu"),
        (("beneficiaires-des-minimas-sociaux",),
         {"rsa": Droit(False), "ass": Droit(False), "aah": Droit(False)}, "non"),
        (("demandeurs-emploi",), {"france_travail": Droit(True, au=date(2026, 1, 1))}, "non"),
        (("demandeurs-emploi", "etudiants"), {"france_travail": Droit(False)}, "inconnu"),
        (("residents-qpv-frr",), {"est_qpv": "oui"}, "oui"),
        (("residents-qpv-frr",), {"est_qpv": "non"}, "inconnu"),
        (("personnes-exilees",), {}, "inconnu"),
        (("seniors",), {"naissance_annee": 1950}, "oui"),
        (("seniors",), {"naissance_annee": 1990}, "non"),
        (("jeunes",), {"naissance_annee": 2004}, "oui"),
        (("jeunes",), {"naissance_annee": 1980}, "non"),
        (("jeunes",), {"naissance_annee": 1999}, "inconnu"),
    ],
)  # fmt: skip
def test_publics(publics: tuple[str, ...], faits: dict, attendu: str) -> None:
    assert _reponse(Conditions(publics=publics), faits=Faits(**faits)) == attendu


def test_one_public_is_enough() -> None:
    conditions = Conditions(publics=("familles", "demandeurs-emploi"))
    assert _reponse(conditions, a_des_enfants=True) == "oui"
    sans = Faits(france_travail=Droit(False))
    assert _reponse(conditions, a_des_enfants=False, faits=sans) == "non"


@pytest.mark.parametrize(
    ("zone", "attendu"),
    [
        (("38185",), "oui"),
        (("200040715",), "oui"),
        (("38",), "oui"),
        (("38151",), "non"),
        (("69", "38151"), "non"),
        (("69", "38185"), "oui"),
    ],
)
def test_zones(zone: tuple[str, ...], attendu: str) -> None:
    assert _reponse(Conditions(zone=zone), **GRENOBLE) == attendu
    assert _reponse(Conditions(zone=zone)) == "inconnu"


def test_a_named_neighbourhood() -> None:
    conditions = Conditions(zone=("QN03811M",))
    dedans = {"faits": Faits(est_qpv="oui"), "qpv": "QN03811M"}
    assert _reponse(conditions, **dedans, **GRENOBLE) == "oui"
    assert _reponse(conditions, **dedans | {"qpv": "QN03807M"}, **GRENOBLE) == "non"
    doute = {"faits": Faits(est_qpv="a_verifier"), "qpv": "QN03811M"}
    assert _reponse(conditions, **doute, **GRENOBLE) == "inconnu"


def test_within_reach() -> None:
    conditions = Conditions(rayon_km=8)
    assert _reponse(conditions, distance_km=7.9) == "oui"
    assert _reponse(conditions, distance_km=8.1) == "non"
    assert _reponse(conditions) == "inconnu"


@pytest.mark.parametrize(
    ("sexe", "attendu"),
    [("femme", "oui"), ("homme", "non"), ("autre", "non"), ("non_renseigne", "inconnu")],
)
def test_reserved_to_women_is_a_shown_condition(sexe: str, attendu: str) -> None:
    admission = admettre(Conditions(est_reservee_aux_femmes=True), Situation(sexe=sexe), JOUR)
    assert admission.valeur == attendu
    assert admission.conditions[0].motif.startswith("Réservée aux femmes")


def test_sex_says_nothing_of_any_other_solution() -> None:
    ouverte = Conditions(age_min=18, zone=("38185",), publics=("demandeurs-emploi",))
    reponses = {
        admettre(ouverte, Situation(sexe=sexe, **GRENOBLE), JOUR) for sexe in ("femme", "homme")
    }
    assert len(reponses) == 1


def test_the_refusal_is_what_is_said() -> None:
    conditions = Conditions(age_min=18, zone=("69",))
    admission = admettre(conditions, Situation(**GRENOBLE), JOUR)
    assert admission.valeur == "non"
    assert admission.reserves == ("Hors de la zone desservie.",)
