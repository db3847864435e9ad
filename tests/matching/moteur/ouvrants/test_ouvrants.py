"""What lifting opens equals reading every criterion, set after set, opening after opening."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.moteur import (
    Apport,
    Catalogue,
    Demarche,
    Etape,
    ExigencePoste,
    Famille,
    Poste,
    Profil,
    Referentiel,
    Statut,
    appliquer,
    classer,
    evaluer,
    grilles,
    ouvrants,
)
from matching.moteur.conservation import CatalogueVivant, Marque
from matching.moteur.ouvrants import calcul, mots, par_noyau
from matching.moteur.ouvrants.leviers import leviers
from matching.moteur.ouvrants.reference import ouvrants_naifs
from tests.matching.moteur.mondes import JOUR, monde_au_hasard, poste_au_hasard
from tests.matching.moteur.ouvrants.mondes import etapes_au_hasard, monde_a_ouvrir

graines = st.integers(0, 10**9)


def verifier(trouve, naif):
    """Counts, sums of scores and lists, for every closed set and both statuses."""
    for ensemble in trouve.demarche.ensembles.tolist():
        codes = trouve.demarche.codes(ensemble)
        for statut, nombres, scores, attendus in (
            (Statut.ACCESSIBLE, trouve.accessibles, trouve.scores, naif.accessibles),
            (Statut.A_VERIFIER, trouve.a_verifier, trouve.scores_a_verifier, naif.a_verifier),
        ):
            cles = attendus[ensemble]
            assert nombres[ensemble] == len(cles), (codes, statut)
            assert scores[ensemble] == sum(naif.scores[cle] for cle in cles), (codes, statut)
            toutes = trouve.ouvertures(codes, statut, nouvelles=False)
            assert frozenset(toutes.cles.tolist()) == cles
            nouvelles = trouve.ouvertures(codes, statut)
            assert frozenset(nouvelles.cles.tolist()) == cles - attendus[0]
            for cle, score in zip(toutes.cles.tolist(), toutes.scores.tolist(), strict=True):
                assert score == naif.scores[cle]


@settings(max_examples=70)
@given(graines)
def test_it_equals_reading_every_criterion_for_every_set(graine):
    profil, postes, referentiel, etapes = monde_a_ouvrir(Random(graine))
    catalogue = Catalogue.depuis(postes, referentiel)
    naif = ouvrants_naifs(profil, postes, referentiel, etapes, jour=JOUR)
    verifier(ouvrants(profil, catalogue, etapes, jour=JOUR), naif)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(calcul, "est_compile", lambda: False)
        verifier(ouvrants(profil, catalogue, etapes, jour=JOUR), naif)


@settings(max_examples=40)
@given(graines)
def test_the_columns_and_the_kernels_read_the_same(graine):
    profil, postes, referentiel, etapes = monde_a_ouvrir(Random(graine), 60, 8)
    catalogue = Catalogue.depuis(postes, referentiel)
    vite = ouvrants(profil, catalogue, etapes, jour=JOUR)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(calcul, "est_compile", lambda: False)
        lent = ouvrants(profil, catalogue, etapes, jour=JOUR)
    assert comme_ensemble(vite) == comme_ensemble(lent)
    for nom in ("accessibles", "a_verifier", "scores", "scores_a_verifier"):
        np.testing.assert_array_equal(getattr(vite, nom), getattr(lent, nom))


def comme_ensemble(trouve):
    """Every opening with its score, nature, contract and antichains, whatever the order."""
    r = trouve.releve
    colonnes = (r.cles, r.scores, r.natures, r.contrats, r.acces, r.libres)
    lignes = zip(*(c.tolist() for c in colonnes), strict=True)
    return {(*ligne[:4], *(r.antichaines[rang] for rang in ligne[4:])) for ligne in lignes}


def test_too_many_groups_or_clauses_fall_back_on_what_has_room(monkeypatch):
    profil, postes, referentiel, etapes = monde_a_ouvrir(Random(5), 60, 8)
    catalogue = Catalogue.depuis(postes, referentiel)
    attendu = comme_ensemble(ouvrants(profil, catalogue, etapes, jour=JOUR))
    assert len(attendu) > 5
    monkeypatch.setattr(par_noyau, "TAILLES", (1, 1 << 10))
    assert comme_ensemble(ouvrants(profil, catalogue, etapes, jour=JOUR)) == attendu
    monkeypatch.setattr(par_noyau, "TAILLES", (1,))
    assert comme_ensemble(ouvrants(profil, catalogue, etapes, jour=JOUR)) == attendu
    monkeypatch.setattr(mots, "CLAUSES_MAX", 1)
    assert comme_ensemble(ouvrants(profil, catalogue, etapes, jour=JOUR)) == attendu


def test_more_clauses_than_a_word_holds_are_exact():
    r = Random(7)
    toutes = grilles.depuis_plages([(range(7), "00:00", "00:30")])
    morceaux = [grilles.tourner(toutes, demi_heure) for demi_heure in range(48)]
    etapes = [
        une_etape(f"garde:{n}", "garde", garde=(grilles.union(r.sample(morceaux, 30)),))
        for n in range(6)
    ]
    etapes += [
        une_etape("garde:jours", "garde", garde=(grilles.depuis_plages([((1, 3), "05:10", "22:00")]),)),
        une_etape("garde:week-end", "garde", garde=(grilles.depuis_plages([((5, 6), "00:00", "22:00")]),)),
    ]  # fmt: skip
    profil = Profil(point=CHEZ, minutes={"voiture": 60}, garde=0)
    semaines = [((0, 1, 2), "09:00", "12:00"), ((1, 3), "14:00", "16:00"), ((5,), "08:00", "11:00")]
    postes = [
        Poste(cle=n, point=CHEZ, grille=grilles.depuis_plages([semaine]))
        for n, semaine in enumerate(semaines)
    ]
    trouve = ouvrir(profil, postes, etapes)
    clauses = {
        c
        for _, cs in leviers(profil, Catalogue.depuis(postes, Referentiel()), trouve.demarche).garde
        for c in cs
    }
    assert len(clauses) > 64
    assert trouve.gain_total > 0
    verifier(trouve, ouvrants_naifs(profil, postes, Referentiel(), etapes, jour=JOUR))


def tout_connu(profil):
    """The same person once every capacity was asked."""
    return replace(
        profil,
        minutes=profil.minutes or {},
        permis=profil.permis or frozenset(),
        certificats=profil.certificats or frozenset(),
        oral=profil.oral or 0,
        ecrit=profil.ecrit or 0,
        langues={"en": 0, "it": 0} | dict(profil.langues),
        niveau=profil.niveau or 0,
        numerique=profil.numerique or 0,
        droit_travail=bool(profil.droit_travail),
        garde=0 if profil.garde == "inconnue" else profil.garde,
    )


@settings(max_examples=50)
@given(graines)
def test_where_all_is_known_it_is_evaluer_on_the_changed_profile(graine):
    profil, postes, referentiel, etapes = monde_a_ouvrir(Random(graine))
    profil = tout_connu(profil)
    trouve = ouvrants(profil, Catalogue.depuis(postes, referentiel), etapes, jour=JOUR)
    vivants = [p for p in postes if p.expire_le is None or p.expire_le >= JOUR]
    for ensemble in trouve.demarche.ensembles.tolist():
        leve = appliquer(profil, trouve.demarche.apports(ensemble))
        statuts = [evaluer(leve, poste, referentiel, JOUR).statut for poste in vivants]
        assert trouve.accessibles[ensemble] == statuts.count(Statut.ACCESSIBLE)
        assert trouve.a_verifier[ensemble] == statuts.count(Statut.A_VERIFIER)


@settings(max_examples=40)
@given(graines)
def test_today_is_the_ranking_and_lifting_only_adds(graine):
    profil, postes, referentiel, etapes = monde_a_ouvrir(Random(graine), 60)
    catalogue = Catalogue.depuis(postes, referentiel)
    trouve, comptes = (
        ouvrants(profil, catalogue, etapes, jour=JOUR),
        classer(profil, catalogue, jour=JOUR).comptes,
    )
    assert trouve.accessibles[0] == comptes.accessibles
    assert trouve.a_verifier[0] == comptes.a_verifier
    ensembles = trouve.demarche.ensembles.tolist()
    for petit in ensembles:
        for grand in ensembles:
            if petit & grand == petit:
                assert trouve.accessibles[petit] <= trouve.accessibles[grand]
                assert trouve.scores[petit] <= trouve.scores[grand]
                libres = trouve.accessibles + trouve.a_verifier
                assert libres[petit] <= libres[grand] <= comptes.considerees


def test_random_worlds_open_by_steps_alone_and_by_steps_together():
    """The properties above would hold of worlds where nothing ever opens."""
    seules = ensemble = plusieurs_voies = a_verifier = 0
    for graine in range(300):
        profil, postes, referentiel, etapes = monde_a_ouvrir(Random(graine))
        trouve = ouvrants(profil, Catalogue.depuis(postes, referentiel), etapes, jour=JOUR)
        seules += sum(trouve.gains_par_etape().values())
        ensemble += sum(paire.synergie > 0 for paire in trouve.paires())
        plusieurs_voies += sum(len(a) > 1 for a in trouve.releve.antichaines)
        a_verifier += int(trouve.a_verifier.max(initial=0) > trouve.a_verifier[0])
    assert min(seules, ensemble, plusieurs_voies, a_verifier) > 15


@settings(max_examples=40)
@given(graines)
def test_duplicated_openings_double_and_neither_order_nor_keys_matter(graine):
    r = Random(graine)
    profil, postes, referentiel, etapes = monde_a_ouvrir(r, 40)
    decales = [replace(p, cle=p.cle + 10**12) for p in postes]
    un, double, autre = (
        ouvrants(profil, Catalogue.depuis(liste, referentiel), etapes, jour=JOUR)
        for liste in (postes, postes + decales, r.sample(decales, len(decales)))
    )
    for nom in ("accessibles", "a_verifier", "scores", "scores_a_verifier"):
        assert (getattr(double, nom) == 2 * getattr(un, nom)).all()
        assert (getattr(autre, nom) == getattr(un, nom)).all()
    codes = [e.code for e in etapes]
    assert {c - 10**12 for c in autre.ouvertures(codes).cles.tolist()} == set(
        un.ouvertures(codes).cles.tolist()
    )


@settings(max_examples=40)
@given(graines)
def test_the_order_of_steps_changes_only_the_bits(graine):
    r = Random(graine)
    profil, postes, referentiel, etapes = monde_a_ouvrir(r)
    catalogue = Catalogue.depuis(postes, referentiel)
    un = ouvrants(profil, catalogue, etapes, jour=JOUR)
    autre = ouvrants(profil, catalogue, r.sample(etapes, len(etapes)), jour=JOUR)
    assert un.partage() == autre.partage()
    for ensemble in un.demarche.ensembles.tolist():
        codes = un.demarche.codes(ensemble)
        assert un.gain(codes) == autre.gain(codes)


BARRIERES = [
    lambda p: replace(p, permis=frozenset()),
    lambda p: replace(p, minutes={}),
    lambda p: replace(p, oral=0, ecrit=0),
    lambda p: replace(p, garde=0),
    lambda p: replace(p, niveau=0),
    lambda p: replace(p, droit_travail=False),
    lambda p: replace(p, limites=p.limites | {"charges", "nuit"}),
]


@pytest.mark.parametrize("barriere", BARRIERES)
@settings(max_examples=15)
@given(graine=graines)
def test_a_barrier_added_makes_nothing_vanish(barriere, graine):
    profil, postes, referentiel, etapes = monde_a_ouvrir(Random(graine))
    catalogue = Catalogue.depuis(postes, referentiel)
    freine = barriere(tout_connu(profil))
    avant = ouvrants(tout_connu(profil), catalogue, etapes, jour=JOUR)
    apres = ouvrants(freine, catalogue, etapes, jour=JOUR)
    bloquees = {rang.cle for rang in classer(freine, catalogue, jour=JOUR).bloquees()}
    for statut in (Statut.ACCESSIBLE, Statut.A_VERIFIER):
        perdues = set(avant.ouvertures([], statut, nouvelles=False).cles.tolist())
        restantes = {
            cle
            for s in (Statut.ACCESSIBLE, Statut.A_VERIFIER)
            for cle in apres.ouvertures([], s, nouvelles=False).cles.tolist()
        }
        assert perdues - restantes <= bloquees


@settings(max_examples=30)
@given(graines)
def test_a_living_catalogue_opens_as_one(graine):
    r = Random(graine)
    profil, postes, referentiel, etapes = monde_a_ouvrir(r, 30)
    ajoutes = (poste_au_hasard(r, 2 * 10**9), replace(poste_au_hasard(r, 0), cle=postes[0].cle))
    vivant = CatalogueVivant(
        Catalogue.depuis(postes, referentiel),
        Catalogue.depuis(ajoutes, referentiel),
        frozenset({p.cle for p in (*postes[1:4], *ajoutes)}),
        Marque("", 0),
        ajoutes,
    )
    entier = [*postes[4:], *ajoutes]
    trouve = ouvrants(profil, vivant, etapes, jour=JOUR)
    verifier(trouve, ouvrants_naifs(profil, entier, referentiel, etapes, jour=JOUR))


@settings(max_examples=20)
@given(graines)
def test_a_mask_leaves_out_the_others(graine):
    profil, postes, referentiel, etapes = monde_a_ouvrir(Random(graine), 40)
    catalogue = Catalogue.depuis(postes, referentiel)
    masque = catalogue.masque(natures=("emploi", "siae", "formation"))
    gardes = [p for p in postes if p.nature in ("emploi", "siae", "formation")]
    trouve = ouvrants(profil, catalogue, etapes, jour=JOUR, masque=masque)
    verifier(trouve, ouvrants_naifs(profil, gardes, referentiel, etapes, jour=JOUR))


def test_without_openings_or_without_steps_nothing_opens():
    vide = ouvrants(
        Profil(), Catalogue.depuis([], Referentiel()), etapes_au_hasard(Random(1), 4), jour=JOUR
    )
    assert (vide.gain_total, vide.paires(), vide.plans()) == (0, [], [])
    assert len(vide.ouvertures(["e0"])) == 0
    profil, postes, referentiel = monde_au_hasard(Random(2))
    sans = ouvrants(profil, Catalogue.depuis(postes, referentiel), [], jour=JOUR)
    assert (len(sans.accessibles), sans.gain_total, sans.partage()) == (1, 0, {})


MATIN = grilles.depuis_plages([(range(5), "07:00", "12:00")])
JOURNEE = grilles.depuis_plages([(range(5), "08:00", "18:00")])
TOT = grilles.depuis_plages([(range(5), "06:00", "08:30")])
CHEZ, LOIN = (45.18, 5.72), (45.18, 5.86)


def une_etape(code, famille, apres=(), **apport):
    return Etape(code=code, famille=Famille(famille), apporte=Apport(**apport), apres=apres)


def ouvrir(profil, postes, etapes):
    return ouvrants(profil, Catalogue.depuis(postes, Referentiel()), etapes, jour=JOUR)


def test_tram_or_car_either_opens_and_both_open_no_more():
    profil = Profil(point=CHEZ, minutes={"marche": 20}, garde="sans_objet", permis=frozenset())
    poste = Poste(cle=1, point=LOIN, grille=JOURNEE)
    tram = une_etape("mobilite:tc", "mobilite", minutes={"tc": 90})
    voiture = une_etape("permis:B", "permis", permis=frozenset({"B"}), minutes={"voiture": 40})
    trouve = ouvrir(profil, [poste], [tram, voiture])
    assert trouve.accessibles.tolist() == [0, 1, 1, 1]
    assert trouve.releve.antichaines[trouve.releve.acces[0]] == (1, 2)
    assert [(p.premiere, p.seconde, p.synergie) for p in trouve.paires()] == [
        ("mobilite:tc", "permis:B", -1)
    ]
    assert {f: str(part) for f, part in trouve.partage().items()} == {
        "mobilite": "1/2", "permis": "1/2",
    }  # fmt: skip


def test_longer_minutes_or_a_licence():
    profil = Profil(
        point=CHEZ, minutes={"voiture": 10, "tc": 20}, garde="sans_objet", permis=frozenset({"B"})
    )
    postes = [Poste(cle=1, point=LOIN, grille=JOURNEE)]
    etapes = [
        une_etape("mobilite:45", "mobilite", minutes={"tc": 75}),
        une_etape("mobilite:voiture", "permis", minutes={"voiture": 45}),
    ]
    assert ouvrir(profil, postes, etapes).accessibles.tolist() == [0, 1, 1, 1]


def test_a_way_needs_its_own_childcare():
    """By bus she must leave earlier than childcare opens; by car she need not."""
    profil = Profil(point=CHEZ, minutes={"marche": 10}, garde=JOURNEE)
    poste = Poste(cle=1, point=LOIN, grille=grilles.depuis_plages([(range(5), "09:00", "16:30")]))
    etapes = [
        une_etape("mobilite:tc", "mobilite", minutes={"tc": 90}),
        une_etape("mobilite:auto", "mobilite", minutes={"voiture": 40}),
        une_etape("garde:6h", "garde", garde=(TOT,)),
    ]
    trouve = ouvrir(profil, [poste], etapes)
    assert trouve.gain(["mobilite:tc"]) == 0
    assert trouve.gain(["mobilite:auto"]) == 1
    assert trouve.gain(["mobilite:tc", "garde:6h"]) == 1


def test_siblings_are_all_covered_or_the_hours_are_not():
    profil = Profil(point=CHEZ, minutes={"marche": 30}, garde=JOURNEE)
    poste = Poste(cle=1, point=CHEZ, grille=MATIN)
    bebe = une_etape("garde:bebe", "garde", garde=(TOT, 0))
    aine = une_etape("garde:aine", "garde", garde=(0, TOT))
    tous = une_etape("garde:domicile", "garde", garde=(TOT,))
    trouve = ouvrir(profil, [poste], [bebe, aine, tous])
    assert trouve.accessibles.tolist() == [0, 0, 0, 1, 1, 1, 1, 1]
    assert trouve.paires()[0].synergie == 1


def test_two_steps_share_the_hours_of_one_night_across_midnight():
    nuit = grilles.depuis_plages([((0, 2), "20:00", "05:00")])
    profil = Profil(point=CHEZ, minutes={"marche": 30}, garde=0)
    poste = Poste(cle=1, point=CHEZ, grille=nuit)
    soir = une_etape(
        "garde:soir", "garde", garde=(grilles.depuis_plages([(range(7), "18:00", "24:00")]),)
    )
    matin = une_etape(
        "garde:matin", "garde", garde=(grilles.depuis_plages([(range(7), "00:00", "06:00")]),)
    )
    trouve = ouvrir(profil, [poste], [soir, matin])
    assert trouve.accessibles.tolist() == [0, 0, 0, 1]


def test_prerequisites_are_done_with_what_needs_them():
    a2 = une_etape("langue:A2", "langue", oral=2)
    b1 = une_etape("langue:B1", "langue", ("langue:A2",), oral=3)
    profil = Profil(oral=1, garde="sans_objet")
    postes = [
        Poste(
            cle=n, teletravail=True, grille=MATIN, exigences=(ExigencePoste("langue_oral", "", n),)
        )
        for n in (1, 2, 3)
    ]
    trouve = ouvrir(profil, postes, [b1, a2])
    assert trouve.demarche.ensembles.tolist() == [0, 2, 3]
    assert trouve.gains_par_etape() == {"langue:B1": 2, "langue:A2": 1}
    assert trouve.paires() == []


def test_a_capacity_never_asked_is_raised_and_never_disproved():
    postes = [
        Poste(
            cle=n, teletravail=True, grille=MATIN, exigences=(ExigencePoste("langue_oral", "", n),)
        )
        for n in (3, 4)
    ]
    b1 = une_etape("langue:B1", "langue", oral=3)
    trouve = ouvrir(Profil(garde="sans_objet"), postes, [b1])
    assert (trouve.accessibles.tolist(), trouve.a_verifier.tolist()) == ([0, 1], [2, 1])


def test_contracts_and_natures_are_counted_behind_a_figure():
    postes = [
        Poste(cle=n, teletravail=True, grille=MATIN, contrat=contrat, nature=nature, exigences=(ExigencePoste("permis", "B"),))
        for n, (contrat, nature) in enumerate(
            [("cdi", "emploi"), ("cdi", "siae"), ("cdd", "emploi"), (None, "emploi")]
        )
    ]  # fmt: skip
    permis = une_etape("permis:B", "permis", permis=frozenset({"B"}))
    trouve = ouvrir(Profil(permis=frozenset(), garde="sans_objet"), postes, [permis])
    derriere = trouve.ouvertures(["permis:B"])
    assert len(derriere) == trouve.gain(["permis:B"]) == 4
    assert derriere.par_contrat() == {"cdi": 2, "cdd": 1}
    assert derriere.par_nature() == {"emploi": 3, "siae": 1}
    with pytest.raises(ValueError, match="bloquées"):
        trouve.ouvertures(["permis:B"], Statut.BLOQUEE)


def test_sixteen_alternatives_for_one_thing_are_exact():
    etapes = [une_etape(f"permis:{n}", "permis", permis=frozenset({"B"})) for n in range(16)]
    poste = Poste(cle=1, teletravail=True, grille=MATIN, exigences=(ExigencePoste("permis", "B"),))
    trouve = ouvrir(Profil(permis=frozenset(), garde="sans_objet"), [poste], etapes)
    assert trouve.accessibles[0] == 0
    assert trouve.accessibles[1:].min() == trouve.accessibles.max() == 1


def test_a_mask_and_a_living_catalogue_do_not_go_together():
    vivant = CatalogueVivant(Catalogue.depuis([], Referentiel()), None, frozenset(), Marque("", 0))
    with pytest.raises(TypeError, match="masque"):
        ouvrants(Profil(), vivant, [], jour=JOUR, masque=vivant.base.a_point)


def test_steps_checked_once_are_taken_as_they_are():
    demarche = Demarche.de(etapes_au_hasard(Random(3), 3))
    assert ouvrir(Profil(), [], demarche).demarche is demarche
