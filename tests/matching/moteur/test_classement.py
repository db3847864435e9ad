"""The ranking by arrays is the naive one, exactly, on random worlds."""

import pickle
from dataclasses import replace
from datetime import timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.moteur import Catalogue, Poste, Profil, Referentiel, Statut, classer
from matching.moteur.reference import classer_naif
from tests.matching.moteur.mondes import JOUR, METIERS, monde_au_hasard, profil_au_hasard

graines = st.integers(0, 10**9)


def tout(classement):
    """All that a ranking says, as plain values."""
    bloquees = classement.bloquees
    return (
        classement.comptes,
        classement.accessibles,
        classement.a_verifier,
        tuple(bloquees() if callable(bloquees) else bloquees),
        dict(classement.blocages),
    )


@settings(max_examples=150)
@given(graines, st.integers(0, 70), st.sampled_from((None, 0, 1, 3, 100)))
def test_it_equals_the_naive_ranking(graine, nombre, k):
    r = Random(graine)
    profil, postes, referentiel = monde_au_hasard(r, nombre)
    charges = {poste.cle: r.randint(0, 2) for poste in postes[::2]}
    options = {"jour": JOUR, "k": k, "graine": graine, "charges": charges}
    catalogue = Catalogue.depuis(postes, referentiel)
    rapide = classer(profil, catalogue, **options)
    assert tout(rapide) == tout(classer_naif(profil, postes, referentiel, **options))


def test_random_worlds_hold_the_three_statuses_and_most_families():
    vus, familles = set(), set()
    for graine in range(120):
        profil, postes, referentiel = monde_au_hasard(Random(graine))
        classement = classer(profil, Catalogue.depuis(postes, referentiel), jour=JOUR, k=None)
        vus |= {rang.statut for rang in classement.pistes + classement.bloquees()}
        familles |= {famille for groupe in classement.blocages for famille in groupe}
    assert vus == set(Statut)
    assert len(familles) == 10


@given(graines)
def test_the_order_of_the_catalogue_changes_nothing(graine):
    r = Random(graine)
    profil, postes, referentiel = monde_au_hasard(r)
    melanges = r.sample(postes, len(postes))
    un, autre = (
        classer(profil, Catalogue.depuis(liste, referentiel), jour=JOUR, k=None)
        for liste in (postes, melanges)
    )
    assert tout(un) == tout(autre)


@given(graines)
def test_duplicated_openings_double_every_count(graine):
    profil, postes, referentiel = monde_au_hasard(Random(graine), 20)
    doubles = [replace(poste, cle=poste.cle + 10**9) for poste in postes]
    simple = classer(profil, Catalogue.depuis(postes, referentiel), jour=JOUR, k=None)
    double = classer(profil, Catalogue.depuis(postes + doubles, referentiel), jour=JOUR, k=None)
    assert double.comptes.considerees == 2 * simple.comptes.considerees
    assert {f: 2 * n for f, n in simple.blocages.items()} == double.blocages
    anciens = [rang for rang in double.accessibles if rang.cle < 10**9]
    assert anciens == list(simple.accessibles)


@given(graines)
def test_shifted_keys_change_no_status_and_no_score(graine):
    profil, postes, referentiel = monde_au_hasard(Random(graine), 20)
    decales = [replace(poste, cle=poste.cle + 777) for poste in postes]
    un, autre = (
        classer(profil, Catalogue.depuis(liste, referentiel), jour=JOUR, k=None)
        for liste in (postes, decales)
    )
    attendu = {replace(rang, cle=rang.cle + 777) for rang in un.pistes + un.bloquees()}
    assert set(autre.pistes + autre.bloquees()) == attendu


@given(graines)
def test_counts_are_disjoint_and_cover_what_is_considered(graine):
    profil, postes, referentiel = monde_au_hasard(Random(graine))
    classement = classer(profil, Catalogue.depuis(postes, referentiel), jour=JOUR, k=None)
    cles = [rang.cle for rang in classement.pistes + classement.bloquees()]
    vivantes = {p.cle for p in postes if p.expire_le is None or p.expire_le >= JOUR}
    assert len(cles) == len(set(cles)) == classement.comptes.considerees
    assert set(cles) == vivantes
    for statut in Statut:
        assert set(classement.cles(statut)) == {
            r.cle for r in classement.pistes + classement.bloquees() if r.statut is statut
        }


@given(graines)
def test_blocked_openings_are_listed_by_what_blocks_them(graine):
    profil, postes, referentiel = monde_au_hasard(Random(graine))
    classement = classer(profil, Catalogue.depuis(postes, referentiel), jour=JOUR)
    for familles, nombre in classement.blocages.items():
        groupe = classement.bloquees(familles)
        assert len(groupe) == nombre
        assert {rang.familles for rang in groupe} == {familles}
        assert [r.score for r in groupe] == sorted((r.score for r in groupe), reverse=True)
        assert classement.bloquees(familles, k=1) == groupe[:1]
    assert classement.phrase_blocages().startswith(("Aucune", str(classement.comptes.bloquees)))


def jumeaux(nombre=30):
    return [Poste(cle=cle) for cle in range(nombre)]


def ordre(**options):
    catalogue = Catalogue.depuis(options.pop("postes", jumeaux()), Referentiel())
    classement = classer(Profil(), catalogue, k=None, **({"jour": JOUR} | options))
    return [rang.cle for rang in classement.pistes]


def test_ties_are_shuffled_by_seed_and_day_and_replay_the_same():
    assert ordre() == ordre()
    assert ordre() != list(range(30))
    assert ordre() != ordre(graine=1)
    assert ordre() != ordre(jour=JOUR + timedelta(days=1))


def test_a_new_opening_does_not_reorder_the_others():
    assert [cle for cle in ordre(postes=jumeaux(31)) if cle < 30] == ordre()


def test_among_equals_the_least_solicited_comes_first():
    assert ordre(charges={3: 0, **dict.fromkeys(set(range(30)) - {3}, 2)})[0] == 3
    assert ordre(charges={5: 9})[-1] == 5


def test_a_charge_never_beats_a_score():
    meilleur = Poste(cle=99, salaire=3000)
    profil = Profil(salaire_min=2000)
    catalogue = Catalogue.depuis([*jumeaux(3), meilleur], Referentiel())
    classement = classer(profil, catalogue, jour=JOUR, charges={99: 50})
    assert classement.pistes[0].cle == 99


def test_an_expired_opening_is_not_considered_from_the_day_after():
    catalogue = Catalogue.depuis([Poste(cle=1, expire_le=JOUR)], Referentiel())
    assert classer(Profil(), catalogue, jour=JOUR).comptes.considerees == 1
    demain = JOUR + timedelta(days=1)
    assert classer(Profil(), catalogue, jour=demain).comptes.considerees == 0


@given(graines)
def test_a_mask_is_the_ranking_of_the_openings_it_keeps(graine):
    profil, postes, referentiel = monde_au_hasard(Random(graine))
    catalogue = Catalogue.depuis(postes, referentiel)
    masque = catalogue.masque(natures=("emploi", "formation"), metiers=METIERS[:3])
    gardes = [p for p in postes if p.nature in ("emploi", "formation") and p.metier in METIERS[:3]]
    un = classer(profil, catalogue, jour=JOUR, k=None, masque=masque)
    autre = classer(profil, Catalogue.depuis(gardes, referentiel), jour=JOUR, k=None)
    assert tout(un) == tout(autre)


def test_a_mask_around_a_place_keeps_what_may_be_near():
    postes = [
        Poste(cle=1, point=(45.18, 5.72)),
        Poste(cle=2, point=(44.6, 4.4)),
        Poste(cle=3),
        Poste(cle=4, point=(44.6, 4.4), teletravail=True),
        Poste(cle=5, point=(45.18, 5.72), contrat="cdi"),
    ]
    catalogue = Catalogue.depuis(postes, Referentiel())
    proche = catalogue.masque(autour=((45.18, 5.72), 20))
    assert proche.tolist() == [True, False, True, True, True]
    assert catalogue.masque(contrats=("cdi",)).tolist() == [False] * 4 + [True]


def test_keys_are_found_by_position():
    catalogue = Catalogue.depuis([Poste(cle=40), Poste(cle=-7)], Referentiel())
    assert catalogue.positions([-7, 40]).tolist() == [1, 0]
    with pytest.raises(KeyError):
        catalogue.positions([8])


@pytest.mark.parametrize(
    "champs", [{"nature": "stage"}, {"contrat": "cdx"}, {"mesures": ("magie",)}]
)
def test_a_code_outside_the_vocabulary_is_refused_with_a_sentence(champs):
    with pytest.raises(ValueError, match="inconnue du vocabulaire"):
        Catalogue.depuis([Poste(cle=1, **champs)], Referentiel())


def test_a_ranking_and_its_inputs_travel_between_processes():
    profil, postes, referentiel = monde_au_hasard(Random(4))
    catalogue = Catalogue.depuis(postes, referentiel)
    copie = pickle.loads(pickle.dumps((profil, catalogue)))
    assert tout(classer(*copie, jour=JOUR)) == tout(classer(profil, catalogue, jour=JOUR))


def test_ranking_leaves_the_catalogue_as_it_was():
    _, postes, referentiel = monde_au_hasard(Random(5))
    catalogue = Catalogue.depuis(postes, referentiel)
    avant = {nom: t.copy() for nom, t in catalogue.tableaux().items()}
    for graine in range(20):
        classer(profil_au_hasard(Random(graine)), catalogue, jour=JOUR)
    for nom, tableau in catalogue.tableaux().items():
        np.testing.assert_array_equal(tableau, avant[nom])
