"""From solutions to steps: what is one step, what comes before, what is left out."""

from dataclasses import replace

import pytest

from freins.regles import gains
from freins.regles.demarches import QUOTAS, Proposition, choisir, leviers, mots_du_gain
from freins.regles.garde import Enfant
from matching.moteur import Profil, grilles
from matching.moteur.ouvrants import Demarche, appliquer
from matching.moteur.vocabulaire import Famille

SEMAINE = range(5)
ECOLE = grilles.depuis_plages([((0, 1, 3, 4), "08:30", "16:30")])
TOT = {"garde": {"plages": [{"jours": "lun-ven", "debut": "06:30", "fin": "19:00"}],
                 "ages_mois": [3, 47]}}  # fmt: skip
GRANDS = {"garde": {"plages": [{"jours": "lun-ven", "debut": "06:30", "fin": "08:30"}],
                    "ages_mois": [48, 155]}}  # fmt: skip
CONNU = Profil(
    oral=1, ecrit=1, permis=frozenset(), minutes={"marche": 30}, numerique=1, niveau=3,
    certificats=frozenset(), droit_travail=True,
    garde=grilles.depuis_plages([(SEMAINE, "08:30", "16:30")]),
)  # fmt: skip


def solution(cle, gain, **champs):
    return Proposition(cle=cle, nom=f"Solution {cle}", gains=gains.depuis_json(gain), **champs)


def codes(trouves):
    return [lv.etape.code for lv in trouves]


def test_what_brings_the_same_is_one_step_the_surest_and_quickest_first():
    velo = {"mobilite": {"velo": 30}}
    lents = solution(1, velo, delai_jours=20, cout=0)
    vite = solution(2, velo, delai_jours=5, cout=0)
    a_verifier = solution(3, velo, delai_jours=1, cout=0, admission="inconnu")
    (levier,) = leviers(CONNU, [lents, vite, a_verifier])
    assert [p.cle for p in levier.propositions] == [2, 1, 3]
    assert levier.etape.delai_jours == 5
    assert levier.est_sure


def test_what_is_refused_or_already_had_is_no_step():
    refusee = solution(1, {"permis": {"categories": ["B"]}}, admission="non")
    deja = solution(2, {"langue": {"oral": "A1"}})
    assert leviers(CONNU, [refusee, deja]) == []


def test_a_step_beaten_on_everything_is_left_out_a_cheaper_one_stays():
    long_et_cher = solution(1, {"mobilite": {"velo": 30}}, delai_jours=20, cout=50)
    mieux = solution(2, {"mobilite": {"velo": 40}}, delai_jours=10, cout=20)
    moins_cher = solution(3, {"mobilite": {"velo": 30}}, delai_jours=15, cout=0)
    trouves = leviers(CONNU, [long_et_cher, mieux, moins_cher])
    assert {lv.meilleure.cle for lv in trouves} == {2, 3}


def test_french_goes_level_by_level_and_waits_for_its_own_prerequisites():
    trouves = leviers(CONNU, [
        solution(1, {"langue": {"oral": "B2"}}), solution(2, {"langue": {"oral": "A2"}}),
        solution(3, {"langue": {"oral": "B1", "prealables": ["langue:A2"]}}),
        solution(4, {"permis": {"categories": ["B"], "prealables": ["langue:A2"]}}),
        solution(5, {"mobilite": {"voiture": 40, "prealables": ["permis:B"]}}),
    ])  # fmt: skip
    apres = {lv.etape.code: lv.etape.apres for lv in trouves}
    assert apres == {
        "langue:A2": (), "langue:B1": ("langue:A2",), "langue:B2": ("langue:B1",),
        "permis:B": ("langue:A2",), "mobilite:voiture": ("permis:B",),
    }  # fmt: skip
    Demarche.de([lv.etape for lv in trouves])  # the engine takes them as they are


def test_what_waits_for_something_nobody_brings_is_left_out():
    assert (
        leviers(CONNU, [solution(1, {"mobilite": {"voiture": 40, "prealables": ["permis:B"]}})])
        == []
    )
    avec = replace(CONNU, permis=frozenset({"B"}))
    proposition = solution(1, {"mobilite": {"voiture": 40, "prealables": ["permis:B"]}})
    assert codes(leviers(avec, [proposition])) == ["mobilite:voiture"]


def test_a_licence_is_exchanged_by_those_who_have_one():
    echange = solution(1, {"permis": {"categories": ["B"], "prealables": ["permis_etranger:B"]}})
    assert leviers(CONNU, [echange]) == []
    assert codes(leviers(CONNU, [echange], acquis={"permis_etranger:B"})) == ["permis:B"]


def test_one_sibling_left_out_opens_no_hour_two_services_together_do():
    enfants = (Enfant(24, 0), Enfant(96, ECOLE))
    petits, grands = solution(1, TOT), solution(2, GRANDS)
    seul = leviers(CONNU, [petits], enfants)
    assert appliquer(CONNU, [lv.etape.apporte for lv in seul]).garde == CONNU.garde
    deux = leviers(CONNU, [petits, grands], enfants)
    apres = appliquer(CONNU, [lv.etape.apporte for lv in deux]).garde
    assert grilles.contient(apres, grilles.depuis_plages([((0, 1, 3, 4), "06:30", "16:30")]))
    soir = grilles.depuis_plages([((0,), "16:30", "18:00")])
    assert not grilles.contient(apres, soir)  # nobody for the eldest


def test_a_service_that_takes_no_child_of_theirs_is_no_step():
    assert leviers(CONNU, [solution(1, TOT)], (Enfant(96, ECOLE),)) == []


@pytest.mark.parametrize(
    ("gain", "mots"),
    [
        (TOT, "Garde de 6 h 30 à 19 h, lun–ven"),
        ({"mobilite": {"velo": 30}}, "Trajet : 30 min à vélo"),
        ({"langue": {"oral": "B1", "ecrit": "B1"}}, "Français B1"),
        ({"langue": {"ecrit": "A2"}}, "Français A2 à l’écrit"),
        ({"permis": {"categories": ["B"]}}, "Permis B"),
        ({"administratif": {"droit_travail": True}}, "Autorisation de travailler"),
    ],
)
def test_steps_are_named_in_words(gain, mots):
    (lu,) = gains.depuis_json(gain).values()
    assert mots_du_gain(lu) == mots


def test_quotas_keep_sixteen_the_most_promising_and_their_prerequisites():
    assert sum(QUOTAS.values()) == 16
    propositions = [solution(n, {"mobilite": {"voiture": 20 + n, "prealables": ["permis:B"]}},
                             delai_jours=40 - n) for n in range(1, 9)]  # fmt: skip
    propositions += [solution(20, {"permis": {"categories": ["B"]}}),
                     solution(21, {"permis": {"categories": ["C"]}}),
                     solution(22, {"permis": {"categories": ["AM"]}})]  # fmt: skip
    trouves = leviers(CONNU, propositions)
    promesses = {lv.etape.code: lv.meilleure.cle for lv in trouves}
    gardes = choisir(trouves, lambda siens: {c: 100 - v for c, v in promesses.items()})
    assert len([lv for lv in gardes if lv.etape.famille is Famille.MOBILITE]) <= 3
    assert "permis:B" in codes(gardes)  # the least promising licence, but the cars wait for it
    Demarche.de([lv.etape for lv in gardes])
