"""Antichains, signed weights, the transform, shares and plans, against their definitions."""

from fractions import Fraction
from itertools import permutations
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.moteur import Apport, Catalogue, Demarche, Etape, Famille, ouvrants
from matching.moteur.ouvrants.ensembles import (
    contient,
    couvrants,
    minimaux,
    poids_signes,
    sommer,
)
from matching.moteur.ouvrants.partage import shapley
from matching.moteur.ouvrants.plans import front
from tests.matching.moteur.mondes import JOUR
from tests.matching.moteur.ouvrants.mondes import etapes_au_hasard, monde_a_ouvrir

masques = st.lists(st.integers(0, 63), max_size=6)
graines = st.integers(0, 10**9)


@given(masques)
def test_an_antichain_holds_what_its_masks_held(liste):
    petits = minimaux(liste)
    assert not any(a & b == a for a in petits for b in petits if a != b)
    for ensemble in range(64):
        assert contient(petits, ensemble) == contient(liste, ensemble)


@given(masques)
def test_signed_weights_make_one_inside_and_nothing_outside(liste):
    poids = poids_signes(minimaux(liste))
    for ensemble in range(64):
        somme = sum(signe for masque, signe in poids.items() if masque & ~ensemble == 0)
        assert somme == contient(liste, ensemble)


@given(st.lists(st.integers(0, 31), max_size=5), graines)
def test_covering_sets_are_closed_and_meet_every_clause(clauses, graine):
    d = Demarche.de(etapes_au_hasard(Random(graine), 5))
    petits = couvrants(clauses, d.fermetures)
    assert set(petits) <= set(d.ensembles.tolist())
    for ensemble in d.ensembles.tolist():
        assert contient(petits, ensemble) == all(ensemble & clause for clause in clauses)


@given(st.lists(masques, max_size=4), st.lists(st.integers(-9, 9), min_size=4, max_size=4))
def test_the_transform_sums_what_each_set_reaches(listes, valeurs):
    antichaines = [minimaux(liste) for liste in listes]
    colonnes = np.array([valeurs[: len(listes)]], dtype=np.int64).T
    sommes = sommer(antichaines, colonnes, 6)
    for ensemble in range(64):
        atteintes = [v for a, v in zip(antichaines, valeurs, strict=False) if contient(a, ensemble)]
        assert sommes[ensemble, 0] == sum(atteintes)


def test_many_alternatives_sum_like_few():
    seules = [tuple(1 << rang for rang in range(n)) for n in (3, 9, 16)]
    sommes = sommer(seules, np.ones((3, 1), dtype=np.int64), 16)[:, 0]
    for ensemble in (0, 1, 0b1000, 1 << 12, 0xFFFF):
        assert sommes[ensemble] == sum(contient(a, ensemble) for a in seules)


@given(graines)
def test_shares_are_the_mean_over_the_orders_of_arrival(graine):
    r = Random(graine)
    valeurs = {0: 0} | {ensemble: r.randint(-20, 99) for ensemble in range(1, 16)}
    valeur = lambda reunis: valeurs[sum(1 << j for j in reunis)]  # noqa: E731
    parts = shapley(range(4), valeur)
    attendues = dict.fromkeys(range(4), Fraction(0))
    for ordre in permutations(range(4)):
        for rang, joueur in enumerate(ordre):
            attendues[joueur] += Fraction(valeur(ordre[: rang + 1]) - valeur(ordre[:rang]), 24)
    assert parts == attendues
    assert sum(parts.values()) == valeurs[15]


@settings(max_examples=40)
@given(graines)
def test_shares_of_families_add_up_and_an_idle_family_gets_nothing(graine):
    profil, postes, referentiel, etapes = monde_a_ouvrir(Random(graine))
    libre = next(f for f in (*Famille,) if f not in {e.famille for e in etapes})
    if libre is not Famille.DISPONIBILITE:
        etapes = [*etapes, Etape(code="rien", famille=libre, apporte=Apport())]
    trouve = ouvrants(profil, Catalogue.depuis(postes, referentiel), etapes, jour=JOUR)
    parts = trouve.partage()
    assert sum(parts.values()) == trouve.gain_total
    assert all(part >= 0 for part in parts.values())
    assert parts.get(libre, 0) == 0
    assert set(trouve.gains_par_famille()) == set(parts)


@given(graines)
def test_a_plan_kept_is_beaten_by_none_and_beats_those_left_out(graine):
    r = Random(graine)
    d = Demarche.de(etapes_au_hasard(r, 5))
    gains = np.zeros(1 << 5, dtype=np.int64)
    for ensemble in d.ensembles.tolist():
        gains[ensemble] = ensemble.bit_count() * r.randint(0, 3)
    tous = {}
    for ensemble in d.ensembles.tolist():
        faites = [e for rang, e in enumerate(d.etapes) if ensemble >> rang & 1]
        delai = max((d.fins()[d.rangs[e.code]] for e in faites), default=0)
        cout, effort = (sum(getattr(e, nom) for e in faites) for nom in ("cout_euros", "effort"))
        if gains[ensemble]:
            tous[ensemble] = (delai, cout, effort, -gains[ensemble])
    plans = front(d, gains)
    bat = lambda a, b: a != b and all(x <= y for x, y in zip(a, b, strict=True))  # noqa: E731
    gardees = {tous[plan.ensemble] for plan in plans}
    assert len(gardees) == len(plans)
    assert gardees == {m for m in tous.values() if not any(bat(a, m) for a in tous.values())}
    assert [p.delai_jours for p in plans] == sorted(p.delai_jours for p in plans)
    for plan in plans:
        mesures = (plan.delai_jours, plan.cout_euros, plan.effort, -plan.gain)
        assert mesures == tous[plan.ensemble]
        assert plan.codes == d.codes(plan.ensemble)
    assert len(front(d, gains, 2)) == min(2, len(plans))


def test_the_front_of_sixteen_steps_is_quick_and_keeps_the_cheapest_of_equals():
    etapes = [
        Etape(code=str(n), famille=Famille.LANGUE, apporte=Apport(), delai_jours=n, cout_euros=1 + n % 3)
        for n in range(16)
    ]  # fmt: skip
    d = Demarche.de(etapes)
    gains = np.array([min(3, ensemble.bit_count()) for ensemble in range(1 << 16)])
    plans = front(d, gains)
    assert [(p.codes, p.delai_jours, p.cout_euros, p.gain) for p in plans] == [
        (("0",), 0, 1, 1),
        (("0", "1"), 1, 3, 2),
        (("0", "1", "2"), 2, 6, 3),
        (("0", "3"), 3, 2, 2),
        (("0", "1", "3"), 3, 4, 3),
        (("0", "3", "6"), 6, 3, 3),
    ]
