"""Steps given to many people: pairs opened, by label, against reading every criterion."""

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.moteur import (
    Apport,
    Catalogue,
    Etape,
    Etat,
    Famille,
    Poste,
    Profil,
    Referentiel,
    grilles,
    ouvrants,
)
from matching.moteur.conservation import CatalogueVivant, Marque
from matching.moteur.evaluation import voies_de
from matching.moteur.noyau.personnes import Personnes
from matching.moteur.ouvrants import reference as naif
from matching.moteur.ouvrants import territoire as module
from matching.moteur.ouvrants.apport import appliquer
from matching.moteur.ouvrants.etapes import Demarche
from matching.moteur.ouvrants.territoire import Collective, ouvrants_territoire
from matching.moteur.trajets import MODES
from tests.matching.moteur.mondes import JOUR, poste_au_hasard, profil_au_hasard
from tests.matching.moteur.ouvrants.mondes import etapes_au_hasard, monde_a_ouvrir, sans_choix

graines = st.integers(0, 10**9)


def est_accessible(profil, poste, referentiel, apports, roule_la_nuit):
    """Every criterion in the better of its states before and after, on one way at least."""
    leve = appliquer(profil, apports)
    communs = naif._meilleurs(*(naif._communs(p, poste, referentiel, JOUR) for p in (profil, leve)))
    if any(etat is not Etat.REMPLI for etat in communs):
        return False
    for rang, (avant, apres, voie) in enumerate(
        zip(
            naif._voies(profil, poste), naif._voies(leve, poste), voies_de(leve, poste), strict=True
        )
    ):
        mobilite, garde = naif._meilleurs(avant, apres)
        maximum = leve.minutes_pour("tc")
        if (
            roule_la_nuit
            and voie.mode is not None
            and MODES[rang] == "tc"
            and voie.minutes is not None
            and maximum is not None
            and voie.minutes <= maximum
        ):
            mobilite = Etat.REMPLI
        if mobilite is garde is Etat.REMPLI:
            return True
    return False


def paires_naives(profils, postes, referentiel, solutions, demarche, etiquettes):
    vivants = [p for p in postes if p.expire_le is None or p.expire_le >= JOUR]
    paires = {}
    for ensemble in demarche.ensembles.tolist():
        compte = Counter()
        for i, profil in enumerate(profils):
            for poste in vivants:
                faites = [
                    s
                    for rang, s in enumerate(solutions)
                    if ensemble >> rang & 1
                    and (s.pour is None or s.pour[i])
                    and (s.vers is None or poste.cle in s.vers)
                ]
                ouverte = est_accessible(
                    profil,
                    poste,
                    referentiel,
                    [s.etape.apporte for s in faites],
                    any(s.roule_la_nuit for s in faites),
                )
                avant = est_accessible(profil, poste, referentiel, [], False)
                compte[int(etiquettes[i])] += ouverte and not avant
        paires[ensemble] = compte
    return paires


def solutions_au_hasard(r, etapes, personnes, postes):
    return [
        Collective(
            etape,
            pour=r.choice((None, np.array([r.random() < 0.6 for _ in range(personnes)]))),
            vers=r.choice((None, None, frozenset(p.cle for p in postes if r.random() < 0.5))),
            roule_la_nuit=bool(etape.apporte.minutes.get("tc")) and r.random() < 0.7,
        )
        for etape in etapes
    ]


def monde(graine, personnes=6, ouvertures=15, etapes=3):
    r = Random(graine)
    _, postes, referentiel, prevues = monde_a_ouvrir(r, ouvertures, etapes)
    profils = [sans_choix(r, profil_au_hasard(r)) for _ in range(personnes)]
    etiquettes = np.array([r.choice((-3, 10, 99)) for _ in profils])
    return (
        profils,
        postes,
        referentiel,
        solutions_au_hasard(r, prevues, personnes, postes),
        etiquettes,
    )


def verifier(trouve, profils, postes, referentiel, solutions, etiquettes):
    attendues = paires_naives(profils, postes, referentiel, solutions, trouve.demarche, etiquettes)
    assert trouve.etiquettes.tolist() == sorted(set(etiquettes.tolist()))
    for ensemble, compte in attendues.items():
        codes = trouve.demarche.codes(ensemble)
        assert trouve.par_etiquette(codes) == {e: compte[e] for e in trouve.etiquettes.tolist()}
        assert trouve.gain(codes) == sum(compte.values())


@settings(max_examples=30)
@given(graines)
def test_pairs_opened_are_those_that_criteria_open(graine):
    profils, postes, referentiel, solutions, etiquettes = monde(graine)
    catalogue = Catalogue.depuis(postes, referentiel)
    options = {"jour": JOUR, "etiquettes": etiquettes}
    trouve = ouvrants_territoire(profils, catalogue, solutions, **options)
    verifier(trouve, profils, postes, referentiel, solutions, etiquettes)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(module, "EST_COMPILE", False)
        lent = ouvrants_territoire(profils, catalogue, solutions, **options)
    np.testing.assert_array_equal(lent.paires, trouve.paires)
    np.testing.assert_array_equal(lent.personnes, trouve.personnes)


@settings(max_examples=12)
@given(graines)
def test_it_is_the_sum_of_what_each_person_would_be_told(graine):
    r = Random(graine)
    _, postes, referentiel, etapes = monde_a_ouvrir(r, 40, 5)
    profils = [sans_choix(r, profil_au_hasard(r)) for _ in range(12)]
    catalogue = Catalogue.depuis(postes, referentiel)
    trouve = ouvrants_territoire(
        Personnes.depuis(profils), catalogue, [Collective(e) for e in etapes], jour=JOUR, travailleurs=2
    )  # fmt: skip
    seuls = [ouvrants(p, catalogue, etapes, jour=JOUR) for p in profils]
    ensembles = trouve.demarche.ensembles
    attendues = sum(s.accessibles - s.accessibles[0] for s in seuls)
    assert trouve.paires[0, ensembles].tolist() == attendues[ensembles].tolist()
    assert trouve.personnes.tolist() == [sum(s.gain_total > 0 for s in seuls)]


def test_random_territories_do_open_pairs():
    ouvertes = nuits = 0
    for graine in range(60):
        profils, postes, referentiel, solutions, etiquettes = monde(graine)
        trouve = ouvrants_territoire(
            profils, Catalogue.depuis(postes, referentiel), solutions, jour=JOUR, etiquettes=etiquettes
        )  # fmt: skip
        ouvertes += trouve.gain(trouve.demarche.rangs)
        sans_nuit = [replace(s, roule_la_nuit=False) for s in solutions]
        nuits += trouve.gain(trouve.demarche.rangs) - ouvrants_territoire(
            profils, Catalogue.depuis(postes, referentiel), sans_nuit, jour=JOUR
        ).gain(trouve.demarche.rangs)
    assert ouvertes > 100
    assert nuits > 5


@settings(max_examples=10)
@given(graines)
def test_a_living_territory_is_one(graine):
    profils, postes, referentiel, solutions, etiquettes = monde(graine)
    r = Random(graine)
    ajoutes = (poste_au_hasard(r, 2 * 10**9), replace(poste_au_hasard(r, 0), cle=postes[0].cle))
    vivant = CatalogueVivant(
        Catalogue.depuis(postes, referentiel),
        Catalogue.depuis(ajoutes, referentiel),
        frozenset({p.cle for p in (*postes[1:3], *ajoutes)}),
        Marque("", 0),
        ajoutes,
    )
    trouve = ouvrants_territoire(profils, vivant, solutions, jour=JOUR, etiquettes=etiquettes)
    entier = [*postes[3:], *ajoutes]
    verifier(trouve, profils, entier, referentiel, solutions, etiquettes)


NUIT = grilles.depuis_plages([(range(5), "22:00", "06:00")])
CHEZ, LOIN = (45.18, 5.72), (45.18, 5.86)


def test_a_night_bus_serves_its_two_places_and_no_others():
    profils = [Profil(point=CHEZ, minutes={"tc": 75}, garde="sans_objet")] * 3
    postes = [Poste(cle=n, point=LOIN, grille=NUIT) for n in (1, 2)]
    bus = Etape(code="bus", famille=Famille.MOBILITE, apporte=Apport(minutes={"tc": 75}))
    trouve = ouvrants_territoire(
        profils,
        Catalogue.depuis(postes, Referentiel()),
        [Collective(bus, np.array([True, True, False]), frozenset({1}), roule_la_nuit=True)],
        jour=JOUR,
        etiquettes=np.array([7, 8, 8]),
    )
    assert trouve.par_etiquette(["bus"]) == {7: 1, 8: 1}
    assert trouve.personnes.tolist() == [1, 1]


def test_nobody_no_opening_no_step():
    vide = Catalogue.depuis([], Referentiel())
    etapes = [Collective(e) for e in etapes_au_hasard(Random(1), 2)]
    codes = [s.etape.code for s in etapes]
    assert ouvrants_territoire([], vide, etapes, jour=JOUR).gain(codes) == 0
    assert ouvrants_territoire([Profil()], vide, etapes, jour=JOUR).gain(codes) == 0
    sans = ouvrants_territoire([Profil()], vide, [], jour=JOUR)
    assert (sans.paires.tolist(), sans.personnes.tolist()) == ([[0]], [0])
    assert sans.demarche == Demarche.de([])


@pytest.mark.parametrize(
    ("options", "phrase"),
    [
        ({"etiquettes": np.zeros(2, dtype=int)}, "1 attendues, une par personne"),
        ({"solutions": [np.zeros(3, dtype=bool)]}, "une réponse par personne"),
    ],
)
def test_an_array_of_another_length_is_refused_with_a_sentence(options, phrase):
    etape = Etape(code="a", famille=Famille.LANGUE, apporte=Apport(oral=3))
    solutions = [Collective(etape, pour=p) for p in options.pop("solutions", [None])]
    with pytest.raises(ValueError, match=phrase):
        ouvrants_territoire(
            [Profil()], Catalogue.depuis([], Referentiel()), solutions, jour=JOUR, **options
        )


def test_without_numba_people_already_read_are_refused(monkeypatch):
    monkeypatch.setattr(module, "EST_COMPILE", False)
    with pytest.raises(TypeError, match="Sans numba"):
        ouvrants_territoire(
            Personnes.depuis([Profil()]), Catalogue.depuis([], Referentiel()), [], jour=JOUR
        )
