from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freins.regles.eligibilite import (
    INCONNU,
    NON,
    OUI,
    droit_de_travailler,
    pour_moteur,
    repondre,
    repondre_a_tout,
)
from freins.regles.faits import DEROGATIONS_APPRENTISSAGE, Droit, Faits, anniversaire
from freins.regles.trois_valeurs import et, non, ou
from matching.moteur.vocabulaire import MESURES

JOUR = date(2026, 9, 1)
HIER, DEMAIN = JOUR - timedelta(1), JOUR + timedelta(1)
OUI_SANS_FIN, NON_DIT = Droit(est=True), Droit(est=False)


def ne_il_y_a(ans, decalage=0):
    return date(JOUR.year - ans, JOUR.month, JOUR.day) + timedelta(decalage)


def valeur(mesure, jour=JOUR, **faits):
    return repondre(Faits(**faits), mesure, jour).valeur


def test_nothing_known_is_never_a_no():
    reponses = repondre_a_tout(Faits(est_accompagnee=None), JOUR)
    assert list(reponses) == list(MESURES)
    assert {r.valeur for r in reponses.values()} == {INCONNU}
    assert set(pour_moteur(reponses).values()) == {None}


def test_each_answer_has_its_reason_article_and_date():
    for reponse in repondre_a_tout(Faits(), JOUR).values():
        assert reponse.motif.endswith(".")
        assert reponse.article
        assert reponse.au == JOUR
        assert reponse.libelle


def test_an_unknown_measure_is_refused():
    with pytest.raises(ValueError, match="inconnue"):
        repondre(Faits(), "emploi_franc", JOUR)


@pytest.mark.parametrize(
    ("naissance", "attendu"),
    [
        (ne_il_y_a(16), OUI),
        (ne_il_y_a(16, 1), INCONNU),
        (ne_il_y_a(15, 1), NON),
        (ne_il_y_a(30, 1), OUI),
        (ne_il_y_a(30), INCONNU),
    ],
)
def test_apprentissage_runs_from_16_to_the_eve_of_30(naissance, attendu):
    assert valeur("apprentissage", naissance_le=naissance) == attendu


def test_apprentissage_says_until_when():
    reponse = repondre(Faits(naissance_le=date(2000, 3, 15)), "apprentissage", JOUR)
    assert (reponse.valeur, reponse.jusqu_au) == (OUI, date(2030, 3, 14))


def test_apprentissage_at_15_needs_the_end_of_troisieme():
    assert valeur("apprentissage", naissance_le=ne_il_y_a(15), a_fini_troisieme=True) == OUI
    assert valeur("apprentissage", naissance_le=ne_il_y_a(15), a_fini_troisieme=False) == NON
    assert valeur("apprentissage", naissance_le=ne_il_y_a(15, 1), a_fini_troisieme=True) == NON


def test_born_on_29_february_turns_30_on_1_march():
    faits = Faits(naissance_le=date(1996, 2, 29))
    assert repondre(faits, "apprentissage", date(2026, 2, 28)).valeur == OUI
    assert repondre(faits, "apprentissage", date(2026, 3, 1)).valeur == INCONNU
    assert anniversaire(date(1996, 2, 29), 32) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("annee", "attendu"), [(2010, INCONNU), (2009, OUI), (1997, OUI), (1996, INCONNU)]
)
def test_a_year_alone_is_unknown_on_the_edge_only(annee, attendu):
    assert valeur("apprentissage", naissance_annee=annee) == attendu


def test_a_year_alone_that_turns_30_this_year_stays_unknown_even_without_derogation():
    sans = {"rqth": NON_DIT, "derogations": frozenset()}
    assert valeur("apprentissage", naissance_annee=1996, **sans) == INCONNU
    assert valeur("apprentissage", naissance_annee=1995, **sans) == NON


def test_a_date_wins_over_a_year():
    assert valeur("apprentissage", naissance_le=ne_il_y_a(20), naissance_annee=1960) == OUI


def test_after_30_the_rqth_lifts_the_age_limit_while_it_lasts():
    age = {"naissance_le": ne_il_y_a(48), "derogations": frozenset()}
    assert valeur("apprentissage", rqth=Droit(True, au=JOUR), **age) == OUI
    assert valeur("apprentissage", rqth=Droit(True, au=HIER), **age) == NON
    assert valeur("apprentissage", **age) == INCONNU


@pytest.mark.parametrize(
    ("derogation", "ans", "attendu"),
    [
        ("suite", 34, OUI),
        ("suite", 35, NON),
        ("rupture", 34, OUI),
        ("creation", 52, OUI),
        ("sportif", 36, OUI),
    ],
)
def test_after_30_the_derogations(derogation, ans, attendu):
    faits = {"rqth": NON_DIT, "derogations": frozenset({derogation})}
    assert valeur("apprentissage", naissance_le=ne_il_y_a(ans), **faits) == attendu


def test_suite_on_the_edge_of_35_with_the_year_alone_is_unknown():
    faits = {"rqth": NON_DIT, "derogations": frozenset({"suite"})}
    assert valeur("apprentissage", naissance_annee=1991, **faits) == INCONNU


def test_professionnalisation_by_age_then_by_situation():
    assert valeur("professionnalisation", naissance_le=ne_il_y_a(26, 1)) == OUI
    assert valeur("professionnalisation", naissance_le=ne_il_y_a(16, 1)) == NON
    a_26 = {"naissance_le": ne_il_y_a(26)}
    assert valeur("professionnalisation", **a_26) == INCONNU
    assert valeur("professionnalisation", france_travail=OUI_SANS_FIN, **a_26) == OUI
    assert valeur("professionnalisation", aah=OUI_SANS_FIN, **a_26) == OUI
    aucun = dict.fromkeys(("france_travail", "rsa", "ass", "aah"), NON_DIT)
    assert valeur("professionnalisation", **a_26, **aucun) == NON
    assert valeur("professionnalisation", **a_26, **(aucun | {"ass": Droit()})) == INCONNU
    assert valeur("professionnalisation", **aucun) == INCONNU


def test_iae_is_yes_only_with_a_valid_pass():
    assert valeur("iae", pass_iae=Droit(True, au=JOUR)) == OUI
    assert valeur("iae", pass_iae=Droit(True, au=HIER)) == INCONNU
    assert valeur("iae", pass_iae=OUI_SANS_FIN) == INCONNU
    assert valeur("iae", pass_iae=NON_DIT) == INCONNU


def test_iae_lists_the_criteria_that_are_known():
    faits = Faits(
        rsa=OUI_SANS_FIN, mois_chomage=30, niveau_diplome=3, est_qpv="oui", naissance_annee=1970
    )
    reponse = repondre(faits, "iae", JOUR)
    assert reponse.criteres == (
        "RSA",
        "sans emploi depuis 24 mois ou plus",
        "diplôme de niveau 3 ou moins",
        "50 ans ou plus",
        "habite un QPV",
    )
    assert all(critere in reponse.motif for critere in reponse.criteres)
    assert "12 à 24" in repondre(Faits(mois_chomage=13), "iae", JOUR).motif


def test_entreprise_adaptee_needs_a_valid_rqth():
    assert valeur("entreprise_adaptee", rqth=Droit(True, au=DEMAIN)) == OUI
    assert valeur("entreprise_adaptee", rqth=OUI_SANS_FIN) == OUI
    assert valeur("entreprise_adaptee", rqth=Droit(True, du=DEMAIN)) == NON
    assert valeur("entreprise_adaptee", rqth=Droit(True, au=HIER)) == NON
    assert valeur("entreprise_adaptee", rqth=NON_DIT) == NON
    assert valeur("entreprise_adaptee", rqth=NON_DIT, aah=OUI_SANS_FIN) == INCONNU


def test_pmsmp_is_for_anyone_accompanied_and_poei_for_the_registered():
    assert valeur("pmsmp") == OUI
    assert valeur("pmsmp", est_accompagnee=False) == NON
    assert valeur("poei", france_travail=Droit(True, du=HIER)) == OUI
    assert valeur("poei", france_travail=Droit(True, au=HIER)) == NON
    assert valeur("poei", france_travail=NON_DIT) == NON


def rien_de_vise():
    droits = dict.fromkeys(("rsa", "ass", "aah", "rqth", "pass_iae"), NON_DIT)
    return {
        **droits,
        "est_qpv": "non",
        "mois_chomage": 3,
        "naissance_annee": 1985,
        "niveau_diplome": 4,
    }


@pytest.mark.parametrize(
    "fait",
    [
        {"mois_chomage": 12},
        {"rsa": OUI_SANS_FIN},
        {"ass": OUI_SANS_FIN},
        {"aah": OUI_SANS_FIN},
        {"rqth": OUI_SANS_FIN},
        {"pass_iae": Droit(True, au=DEMAIN)},
        {"est_qpv": "oui"},
        {"naissance_annee": 2003, "niveau_diplome": 2},
    ],
)
def test_one_public_is_enough_for_a_clause_and_a_geiq(fait):
    faits = rien_de_vise() | fait
    assert valeur("clause_insertion", **faits) == OUI
    assert valeur("geiq", **faits) == OUI


def test_a_clause_is_refused_only_when_everything_is_known():
    assert valeur("clause_insertion", **rien_de_vise()) == NON
    assert valeur("clause_insertion", **(rien_de_vise() | {"est_qpv": "a_verifier"})) == INCONNU
    assert valeur("clause_insertion", **(rien_de_vise() | {"mois_chomage": None})) == INCONNU
    assert valeur("geiq", **rien_de_vise()) == INCONNU


def test_right_to_work_and_its_last_day():
    assert droit_de_travailler(Faits(droit_travail=Droit(True, au=JOUR)), JOUR).valeur == OUI
    assert droit_de_travailler(Faits(droit_travail=Droit(True, au=HIER)), JOUR).valeur == NON
    assert droit_de_travailler(Faits(), JOUR).valeur == INCONNU


def test_facts_refuse_unknown_codes_and_reversed_dates():
    with pytest.raises(ValueError, match="QPV"):
        Faits(est_qpv="peut-être")
    with pytest.raises(ValueError, match="Dérogation"):
        Faits(derogations=frozenset({"autre"}))
    with pytest.raises(ValueError, match="précède"):
        Droit(True, du=DEMAIN, au=HIER)


droits = st.builds(
    Droit,
    st.sampled_from([None, True, False]),
    st.sampled_from([None, HIER - timedelta(400), DEMAIN]),
    st.sampled_from([None, DEMAIN, DEMAIN + timedelta(90)]),
)
faits_quelconques = st.builds(
    Faits,
    naissance_le=st.none() | st.dates(date(1950, 1, 1), date(2012, 12, 31)),
    naissance_annee=st.none() | st.integers(1950, 2012),
    rqth=droits,
    france_travail=droits,
    rsa=droits,
    ass=droits,
    aah=droits,
    pass_iae=droits,
    niveau_diplome=st.none() | st.integers(0, 8),
    est_qpv=st.sampled_from(["oui", "non", "a_verifier", "inconnu"]),
    mois_chomage=st.none() | st.integers(0, 60),
    a_fini_troisieme=st.sampled_from([None, True, False]),
    derogations=st.none() | st.frozensets(st.sampled_from(sorted(DEROGATIONS_APPRENTISSAGE))),
)
OUBLIS = {
    "naissance_le": None,
    "naissance_annee": None,
    "rqth": Droit(),
    "france_travail": Droit(),
    "rsa": Droit(),
    "ass": Droit(),
    "aah": Droit(),
    "pass_iae": Droit(),
    "niveau_diplome": None,
    "est_qpv": "inconnu",
    "mois_chomage": None,
    "a_fini_troisieme": None,
    "derogations": None,
}


@given(faits_quelconques, st.sampled_from(list(MESURES)), st.sets(st.sampled_from(list(OUBLIS))))
def test_forgetting_a_fact_never_turns_an_answer_into_its_contrary(faits, mesure, oublies):
    if "naissance_le" in oublies:
        oublies = oublies | {"naissance_annee"}  # else another birth year takes over
    avant = repondre(faits, mesure, JOUR).valeur
    apres = repondre(replace(faits, **{f: OUBLIS[f] for f in oublies}), mesure, JOUR).valeur
    assert apres in (avant, INCONNU)


@given(st.dates(date(1950, 1, 1), date(2010, 12, 31)), st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_a_year_alone_never_contradicts_the_date(naissance, jour):
    par_date = Faits(naissance_le=naissance)
    par_annee = Faits(naissance_annee=naissance.year)
    for ans in (15, 16, 26, 30, 35, 50):
        assert par_annee.a_age(ans, jour) in (None, par_date.a_age(ans, jour))


def test_three_valued_logic():
    assert (et([True, None]), et([None, False]), et([])) == (None, False, True)
    assert (ou([False, None]), ou([None, True]), ou([])) == (None, True, False)
    assert (non(None), non(True)) == (None, False)
