"""The engine is blind: what it is not given cannot count, and health only blocks."""

import pickle
from dataclasses import fields, replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.moteur import Catalogue, Profil, Statut, classer, evaluer
from matching.moteur.vocabulaire import CONDITIONS
from tests.matching.moteur.mondes import JOUR, monde_au_hasard

# Adding a field is a decision: read design/03 and 04 first, then change this list.
CHAMPS = {
    "point",
    "minutes",
    "permis",
    "oral",
    "ecrit",
    "langues",
    "niveau",
    "certificats",
    "competences",
    "experience",
    "numerique",
    "droit_travail",
    "garde",
    "limites",
    "grille_souhaitee",
    "heures_min",
    "heures_max",
    "salaire_min",
    "debut_au_plus_tot",
    "metiers_voulus",
    "contrats_voulus",
    "natures_voulues",
    "eligibilites",
}

graines = st.integers(0, 10**9)


def octets(profil, catalogue):
    """A whole ranking as bytes."""
    classement = classer(profil, catalogue, jour=JOUR, k=None)
    return pickle.dumps(
        (classement.comptes, classement.pistes, classement.bloquees(), dict(classement.blocages))
    )


def test_the_fields_of_a_profile_are_a_closed_list():
    assert {champ.name for champ in fields(Profil)} == CHAMPS


def test_a_profile_takes_nothing_else_and_cannot_be_extended():
    with pytest.raises(TypeError):
        Profil(sexe="femme")
    with pytest.raises((AttributeError, TypeError)):
        Profil().sexe = "femme"


def melanger(r, valeur):
    """The same mapping or set, filled in another order."""
    if isinstance(valeur, dict):
        return dict(r.sample(list(valeur.items()), len(valeur)))
    if isinstance(valeur, frozenset):
        return frozenset(r.sample(sorted(valeur), len(valeur)))
    return valeur


@given(graines)
def test_the_same_facts_give_the_same_bytes_however_they_were_written(graine):
    r = Random(graine)
    profil, postes, referentiel = monde_au_hasard(r)
    jumeau = Profil(**{c: melanger(r, getattr(profil, c)) for c in sorted(CHAMPS)})
    catalogue = Catalogue.depuis(postes, referentiel)
    assert octets(profil, catalogue) == octets(jumeau, catalogue)
    assert profil.empreinte() == jumeau.empreinte()


def test_another_fact_gives_another_print():
    empreintes = {
        Profil(**champ).empreinte()
        for champ in ({}, {"oral": 1}, {"ecrit": 1}, {"limites": frozenset({"bruit"})})
    }
    assert len(empreintes) == 4


@given(graines)
def test_functional_limits_change_no_score_and_only_block_or_leave_to_check(graine):
    r = Random(graine)
    profil, postes, referentiel = monde_au_hasard(r)
    sain = replace(profil, limites=frozenset())
    limite = replace(profil, limites=frozenset(r.sample(list(CONDITIONS), 6)))
    rangs = list(Statut)
    for poste in postes:
        sans = evaluer(sain, poste, referentiel, JOUR)
        avec = evaluer(limite, poste, referentiel, JOUR)
        assert sans.contributions == avec.contributions
        assert rangs.index(avec.statut) >= rangs.index(sans.statut)


@given(graines)
def test_a_barrier_added_hides_nothing(graine):
    r = Random(graine)
    profil, postes, referentiel = monde_au_hasard(r)
    catalogue = Catalogue.depuis(postes, referentiel)
    freine = replace(
        profil, minutes={}, permis=frozenset(), oral=0, garde=0, limites=frozenset({"charges"})
    )
    avant, apres = (classer(p, catalogue, jour=JOUR, k=None) for p in (profil, freine))
    ouvertes = {rang.cle for rang in apres.pistes}
    bloquees = {rang.cle: rang for rang in apres.bloquees()}
    assert avant.comptes.considerees == apres.comptes.considerees
    for rang in avant.pistes:
        assert rang.cle in ouvertes or bloquees[rang.cle].familles


def test_bad_values_are_refused_with_a_sentence():
    for champs in (
        {"garde": "peut-etre"},
        {"garde": 1 << 400},
        {"oral": 9},
        {"niveau": -1},
        {"numerique": 4},
        {"minutes": {"fusee": 3}},
        {"limites": frozenset({"grossesse"})},
        {"competences": {"1": "revee"}},
        {"metiers_voulus": {"K2204": 0}},
    ):
        with pytest.raises(ValueError, match=r"Profil|Garde|Métiers"):
            Profil(**champs)
