"""Nearness of métiers: contents only, mobilities only where said, explained by shared skills."""

import numpy as np
import pytest

from matching.moteur.evaluation.proximite import contenus_de
from matching.moteur.evaluation.sources import lire_amorce, lire_rome
from matching.moteur.proximite import Proximite
from matching.moteur.proximite_mesures import Contenus, Mesures


@pytest.fixture(scope="module")
def rome():
    return lire_amorce()


@pytest.fixture(scope="module")
def proche(rome):
    return Proximite(contenus_de(rome), rome.mobilites)


def test_official_moves_come_first_in_their_order(rome, proche):
    officielles = rome.mobilites["K1304"]
    voisins = proche.voisins("K1304", len(officielles) + 3)
    assert [v.code for v in voisins[: len(officielles)]] == officielles
    assert [v.est_officiel for v in voisins] == [True] * len(officielles) + [False] * 3
    assert sorted({v.proximite for v in voisins}, reverse=True) == [v.proximite for v in voisins]


def test_without_the_moves_the_contents_alone_answer(rome, proche):
    sans = Proximite(contenus_de(rome)).voisins("K1304", 10)
    assert not any(v.est_officiel for v in sans)
    assert {v.code for v in sans} & set(rome.mobilites["K1304"])


def test_shared_skills_are_the_explanation(rome, proche):
    communs = set(proche.communs("N4105", "N4104"))
    par_metier = [{ogr for ogr, _ in rome.items[code]} for code in ("N4105", "N4104")]
    assert communs
    assert communs <= par_metier[0] & par_metier[1]
    assert all(rome.genres[ogr] == "competence" for ogr in communs)
    voisin = next(v for v in proche.voisins("N4105", 10) if v.code == "N4104")
    assert voisin.phrase == f"{len(communs)} savoir-faire en commun"


def test_nearness_is_a_number_between_zero_and_one(proche):
    assert proche.proximite("K1304", "K1304") == 1
    assert proche.proximite("K1304", "Z0000") == 0
    assert proche.proximite("Z0000", "K1304") == 0
    assert 0 < proche.proximite("F1611", "K1304") < proche.proximite("K1302", "K1304") <= 1
    assert proche.voisins("Z0000") == []


def test_measures_never_see_a_mobility(rome):
    """The contents handed to the measures have no field for them, and moves do not alter them."""
    contenus = contenus_de(rome)
    assert not any("mobilit" in champ for champ in Contenus.__slots__)
    mesures = Mesures(contenus)
    avant = mesures.table(mesures.candidats(20))
    autre = lire_amorce()
    autre.mobilites.clear()
    sans = Mesures(contenus_de(autre))
    np.testing.assert_array_equal(avant, sans.table(sans.candidats(20)))


def test_learning_is_only_from_the_metiers_allowed(rome, monkeypatch):
    """Moves planted on the métiers learnt from are found on others; hidden ones are not read."""
    monkeypatch.setattr("matching.moteur.proximite.METIERS_POUR_APPRENDRE", 50)
    monkeypatch.setattr("matching.moteur.proximite.GRAINES", (0,))
    monkeypatch.setattr("matching.moteur.proximite.ARBRES", 15)
    monkeypatch.setattr("matching.moteur.proximite.CANDIDATS", 40)
    contenus = contenus_de(rome)
    codes = sorted(rome.mobilites)
    appris, caches = codes[::2], codes[1::2]
    vrai = Proximite(contenus, rome.mobilites, appris_sur=appris)
    autres = {c: (rome.mobilites[c] if c in appris else ["A1101"]) for c in codes}
    faux = Proximite(contenus, autres, appris_sur=appris)
    for code in caches[:20]:
        assert [v.code for v in vrai.voisins(code, avec_mobilites=False)] == [
            v.code for v in faux.voisins(code, avec_mobilites=False)
        ]


@pytest.mark.reel
def test_the_plain_sum_already_finds_real_moves(donnees_partagees):
    rome = lire_rome(donnees_partagees / "rome" / "RefRomeCsv_v460.zip")
    proche = Proximite(contenus_de(rome))
    codes = sorted(rome.mobilites)[::8]
    rappels = []
    for code in codes:
        voulus = set(rome.mobilites[code])
        trouves = {v.code for v in proche.voisins(code, 10)}
        rappels.append(len(voulus & trouves) / len(voulus))
    assert sum(rappels) / len(rappels) >= 0.29
