"""The bulk result, the one-person result and the naive loop are one function."""

from dataclasses import fields, replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.moteur import INCONNUE, Catalogue, Poste, Profil, Referentiel, classer, masse
from matching.moteur.conservation import CatalogueVivant, Marque
from matching.moteur.criteres import CRITERES_EXIGENCES
from matching.moteur.masse import Personnes, classer_tous, classer_un, qui_pour
from matching.moteur.noyau.groupes import A_PART, GROUPE_DE
from matching.moteur.reference import classer_naif
from tests.matching.moteur.mondes import (
    JOUR,
    monde_au_hasard,
    poste_au_hasard,
    profil_au_hasard,
    referentiel_au_hasard,
)

graines = st.integers(0, 10**9)
# Keys of random worlds go from -1,000 to ten million.
DECALAGE = 10**10
nombres = st.sampled_from((0, 1, 3, 100))


def monde(graine, ouvertures=50, personnes=6):
    r = Random(graine)
    _, postes, referentiel = monde_au_hasard(r, r.randint(0, ouvertures))
    profils = [profil_au_hasard(r) for _ in range(personnes)]
    charges = {poste.cle: r.randint(0, 2) for poste in postes[::2]}
    return profils, postes, referentiel, {"jour": JOUR, "graine": graine, "charges": charges}


def dire(tete):
    """All that a complete head says."""
    return tete.comptes, tete.accessibles, tete.a_verifier, dict(tete.blocages)


def sans_numba(monkeypatch):
    monkeypatch.setattr(masse, "EST_COMPILE", False)


@settings(max_examples=120)
@given(graines, nombres)
def test_everyone_at_once_is_the_ranking_of_each(graine, k):
    profils, postes, referentiel, options = monde(graine)
    catalogue = Catalogue.depuis(postes, referentiel)
    vite = classer_tous(profils, catalogue, k, **options)
    tout = classer_tous(profils, catalogue, k, complet=True, **options)
    assert len(vite) == len(profils)
    for rang, profil in enumerate(profils):
        attendu = classer(profil, catalogue, k=k, **options)
        assert dire(tout[rang]) == dire(attendu)
        assert (vite[rang].accessibles, vite[rang].a_verifier) == dire(attendu)[1:3]
        assert vite[rang].comptes is vite[rang].blocages is None
        assert classer_un(profil, catalogue, k, **options) == vite[rang]


@settings(max_examples=60)
@given(graines, nombres)
def test_it_equals_the_naive_loop(graine, k):
    profils, postes, referentiel, options = monde(graine, 40, 2)
    catalogue = Catalogue.depuis(postes, referentiel)
    tout = classer_tous(profils, catalogue, k, complet=True, **options)
    for rang, profil in enumerate(profils):
        assert dire(tout[rang]) == dire(classer_naif(profil, postes, referentiel, k=k, **options))


@settings(max_examples=40)
@given(graines)
def test_neither_order_nor_company_changes_an_answer(graine):
    profils, postes, referentiel, options = monde(graine)
    r = Random(graine)
    catalogue = Catalogue.depuis(postes, referentiel)
    melange = Catalogue.depuis(r.sample(postes, len(postes)), referentiel)
    tetes = classer_tous(profils, catalogue, 5, **options)
    ordre = r.sample(range(len(profils)), len(profils))
    autres = classer_tous([profils[rang] for rang in ordre], melange, 5, **options)
    for place, rang in enumerate(ordre):
        assert autres[place] == tetes[rang]


@settings(max_examples=40)
@given(graines)
def test_duplicated_openings_double_counts_and_shifted_keys_change_no_score(graine):
    profils, postes, referentiel, _ = monde(graine, 30, 3)
    doubles = [replace(poste, cle=poste.cle + DECALAGE) for poste in postes]
    simple = classer_tous(
        profils, Catalogue.depuis(postes, referentiel), 0, jour=JOUR, complet=True
    )
    double = classer_tous(
        profils, Catalogue.depuis(postes + doubles, referentiel), 100, jour=JOUR, complet=True
    )
    decale = classer_tous(profils, Catalogue.depuis(doubles, referentiel), 50, jour=JOUR)
    np.testing.assert_array_equal(double.comptes, 2 * simple.comptes)
    np.testing.assert_array_equal(double.blocages, 2 * simple.blocages)
    for rang in range(len(profils)):
        anciens = [r for r in double[rang].accessibles if r.cle < DECALAGE // 2]
        jumeaux = {replace(r, cle=r.cle - DECALAGE) for r in decale[rang].accessibles}
        assert jumeaux == set(anciens)


def test_random_worlds_fill_both_lists_and_meet_most_families():
    vus, familles = np.zeros(2, dtype=int), set()
    for graine in range(60):
        profils, postes, referentiel, options = monde(graine)
        catalogue = Catalogue.depuis(postes, referentiel)
        tetes = classer_tous(profils, catalogue, 20, complet=True, **options)
        vus += tetes.nombres.sum(axis=0)
        familles |= {f for rang in range(len(tetes)) for g in tetes[rang].blocages for f in g}
    assert vus.min() > 50
    assert len(familles) == 10


@settings(max_examples=25)
@given(graines, st.integers(1, 4))
def test_without_numba_the_answers_are_equal(graine, k):
    profils, postes, referentiel, options = monde(graine)
    catalogue = Catalogue.depuis(postes, referentiel)
    compile_, poste = classer_tous(profils, catalogue, k, complet=True, **options), Poste(cle=3)
    appel = qui_pour(poste, profils, k, referentiel=referentiel, jour=JOUR)
    with pytest.MonkeyPatch.context() as monkeypatch:
        sans_numba(monkeypatch)
        par_numpy = classer_tous(profils, catalogue, k, complet=True, **options)
        assert qui_pour(poste, profils, k, referentiel=referentiel, jour=JOUR) == appel
    for champ in fields(par_numpy):
        np.testing.assert_array_equal(
            getattr(par_numpy, champ.name), getattr(compile_, champ.name), champ.name
        )


def test_without_numba_people_already_read_are_refused_with_a_sentence(monkeypatch):
    sans_numba(monkeypatch)
    with pytest.raises(TypeError, match="Sans numba"):
        classer_tous(Personnes.depuis([Profil()]), Catalogue.depuis([], Referentiel()), jour=JOUR)


@settings(max_examples=60)
@given(graines, nombres)
def test_an_opening_calls_those_it_suits_best(graine, k):
    r = Random(graine)
    referentiel, poste = referentiel_au_hasard(r), poste_au_hasard(r, 7)
    profils = [profil_au_hasard(r) for _ in range(r.randint(0, 40))]
    charges = {rang: r.randint(0, 2) for rang in range(0, 40, 3)}
    options = {"referentiel": referentiel, "jour": JOUR, "graine": graine, "charges": charges}
    appel = qui_pour(poste, profils, k, **options)
    with pytest.MonkeyPatch.context() as monkeypatch:
        sans_numba(monkeypatch)
        assert qui_pour(poste, profils, k, **options) == appel
    catalogue = Catalogue.depuis([poste], referentiel)
    for rang in appel.accessibles + appel.a_verifier:
        seul = classer(profils[rang.cle], catalogue, jour=JOUR).pistes[0]
        assert (seul.score, seul.peut, seul.statut) == (rang.score, rang.peut, rang.statut)


def test_the_keys_of_people_are_those_given():
    personnes = Personnes.depuis([Profil(oral=1), Profil(oral=5)], cles=[40, 50])
    appel = qui_pour(Poste(cle=1), personnes, referentiel=Referentiel(), jour=JOUR)
    assert {rang.cle for rang in appel.a_verifier} == {40, 50}
    seule = qui_pour(
        Poste(cle=1), personnes, 1, referentiel=Referentiel(), jour=JOUR, charges={40: 2}
    )
    assert [rang.cle for rang in seule.a_verifier] == [50]


def test_an_expired_opening_calls_nobody():
    poste = Poste(cle=1, expire_le=JOUR.replace(day=1))
    appel = qui_pour(poste, [Profil()], referentiel=Referentiel(), jour=JOUR)
    assert (appel.comptes.considerees, appel.accessibles, appel.a_verifier) == (0, (), ())


@settings(max_examples=40)
@given(graines)
def test_a_base_and_its_changes_rank_as_one_catalogue(graine):
    profils, postes, referentiel, options = monde(graine)
    r = Random(graine)
    nouveaux = tuple(poste_au_hasard(r, cle) for cle in (2 * 10**9, 2 * 10**9 + 1))
    changes = [replace(poste_au_hasard(r, 0), cle=poste.cle) for poste in postes[:2]]
    fermes = {poste.cle for poste in postes[2:5]}
    ajoutes = (*nouveaux, *changes)
    vivant = CatalogueVivant(
        Catalogue.depuis(postes, referentiel),
        Catalogue.depuis(ajoutes, referentiel),
        frozenset(fermes | {poste.cle for poste in ajoutes}),
        Marque("", 0),
        ajoutes,
    )
    entier = Catalogue.depuis([*postes[5:], *ajoutes], referentiel)
    for k in (0, 3):
        par_parties = classer_tous(profils, vivant, k, complet=True, **options)
        attendu = classer_tous(profils, entier, k, complet=True, **options)
        rejoint = classer_tous(profils, vivant.en_entier(), k, complet=True, **options)
        for rang in range(len(profils)):
            assert dire(par_parties[rang]) == dire(attendu[rang]) == dire(rejoint[rang])


def test_threads_lots_and_people_read_beforehand_give_the_same(monkeypatch):
    profils, postes, referentiel, options = monde(11, personnes=40)
    catalogue = Catalogue.depuis(postes, referentiel)
    attendu = classer_tous(profils, catalogue, 3, **options)
    monkeypatch.setattr(masse, "LOT", 7)
    monkeypatch.setattr(masse, "MORCEAU", 3)
    for gens in (iter(profils), profils, Personnes.depuis(profils)):
        obtenu = classer_tous(gens, catalogue, 3, travailleurs=2, **options)
        np.testing.assert_array_equal(obtenu.cles, attendu.cles)
        np.testing.assert_array_equal(obtenu.scores, attendu.scores)


def test_nobody_no_opening_and_a_negative_number():
    vide = Catalogue.depuis([], Referentiel())
    assert len(classer_tous([], vide, jour=JOUR)) == 0
    assert classer_un(Profil(), vide, jour=JOUR, complet=True).comptes.considerees == 0
    with pytest.raises(ValueError, match="négatif"):
        classer_tous([], vide, -1, jour=JOUR)


def test_a_wish_outside_the_vocabulary_is_still_a_wish():
    postes = [Poste(cle=1, contrat="cdi"), Poste(cle=2)]
    catalogue = Catalogue.depuis(postes, Referentiel())
    profil = Profil(contrats_voulus=frozenset({"mecenat"}), garde=INCONNUE)
    assert (
        classer_un(profil, catalogue, jour=JOUR).a_verifier
        == classer(profil, catalogue, jour=JOUR).a_verifier
    )


def test_every_requirement_is_answered_by_a_group_or_apart():
    assert set(CRITERES_EXIGENCES) == set(GROUPE_DE) | {str(critere) for critere in A_PART}
