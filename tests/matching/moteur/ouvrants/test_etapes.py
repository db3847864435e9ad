"""Steps: what is refused, what they need, what they bring, in any order."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.moteur import (
    INCONNUE,
    SANS_OBJET,
    Apport,
    Demarche,
    Etape,
    Famille,
    Profil,
    appliquer,
    grilles,
)
from tests.matching.moteur.mondes import profil_au_hasard
from tests.matching.moteur.ouvrants.mondes import etapes_au_hasard

RIEN = Apport()


def etape(code, apres=(), famille=Famille.LANGUE, **suite):
    return Etape(
        code=code, famille=famille, apporte=suite.pop("apporte", RIEN), apres=apres, **suite
    )


@pytest.mark.parametrize(
    ("etapes", "phrase"),
    [
        ([etape(str(n)) for n in range(17)], "17 étapes : garder au plus 16"),
        ([etape("a"), etape("a")], "« a » : ce code est donné deux fois"),
        ([etape("b", ("a",))], "l’étape préalable « a » n’est pas donnée"),
        ([etape("a", ("b",)), etape("b", ("a",))], "elle attend sa propre fin"),
        ([etape("a", ("a",))], "elle attend sa propre fin"),
        (
            [
                etape("a", apporte=Apport(garde=(1, 1))),
                etape("b", apporte=Apport(garde=(1, 1, 1))),
            ],
            "le nombre d’enfants n’est pas le même",
        ),
    ],
)
def test_steps_that_are_not_sound_are_refused_with_a_sentence(etapes, phrase):
    with pytest.raises(ValueError, match=phrase):
        Demarche.de(etapes)


def test_sixteen_steps_are_accepted():
    assert len(Demarche.de([etape(str(n)) for n in range(16)]).ensembles) == 1 << 16


def test_what_the_person_chose_is_never_a_step():
    with pytest.raises(ValueError, match="est un choix, il ne se lève pas"):
        etape("heures", famille=Famille.DISPONIBILITE)
    champs = set(Apport.__dataclass_fields__)
    assert not champs & {"grille_souhaitee", "heures_min", "heures_max", "debut_au_plus_tot"}


@pytest.mark.parametrize("champ", ["delai_jours", "cout_euros", "effort"])
def test_a_negative_measure_is_refused(champ):
    with pytest.raises(ValueError, match="ne sont pas négatifs"):
        etape("a", **{champ: -1})


@pytest.mark.parametrize(
    "champs",
    [
        {"oral": 7},
        {"niveau": 9},
        {"numerique": 4},
        {"minutes": {"fusee": 3}},
        {"competences": {"1": "jurée"}},
        {"limites": frozenset({"peur"})},
        {"mesures": frozenset({"magie"})},
        {"garde": (-1,)},
        {"garde": (1 << 336,)},
    ],
)
def test_a_value_outside_its_closed_list_is_refused(champs):
    with pytest.raises(ValueError):
        Apport(**champs)


def test_closed_sets_hold_what_their_steps_need():
    d = Demarche.de([etape("c", ("b",)), etape("a"), etape("b", ("a",)), etape("d")])
    assert d.fermer(["c"]) == 0b0111
    assert d.codes(0b0111) == ("c", "a", "b")
    assert d.ensembles.tolist() == [0, 0b0010, 0b0110, 0b0111, 0b1000, 0b1010, 0b1110, 0b1111]
    assert d.possibles(0b1101) == 0b1000
    with pytest.raises(KeyError):
        d.fermer(["z"])


@given(st.integers(0, 10**9))
def test_closing_and_keeping_are_the_nearest_closed_sets(graine):
    r = Random(graine)
    d = Demarche.de(etapes_au_hasard(r, r.randint(0, 6)))
    fermes = d.ensembles.tolist()
    assert fermes[0] == 0
    assert fermes[-1] == d.tout
    for ensemble in range(1 << len(d)):
        contenants = [f for f in fermes if ensemble & ~f == 0]
        assert d.completer(ensemble) == min(contenants, key=int.bit_count)
        contenus = [f for f in fermes if f & ~ensemble == 0]
        assert d.possibles(ensemble) == max(contenus, key=int.bit_count)


def test_the_delay_of_a_step_follows_those_it_needs():
    d = Demarche.de(
        [
            etape("c", ("a", "b"), delai_jours=5),
            etape("a", delai_jours=10),
            etape("b", delai_jours=30),
        ]
    )
    assert d.fins() == [35, 10, 30]


@given(st.integers(0, 10**9))
def test_the_order_in_which_steps_are_done_does_not_matter(graine):
    r = Random(graine)
    profil = profil_au_hasard(r)
    apports = [e.apporte for e in etapes_au_hasard(r, 4)]
    leve = appliquer(profil, apports)
    assert leve.empreinte() == appliquer(profil, r.sample(apports, 4)).empreinte()
    assert leve.empreinte() == appliquer(leve, apports).empreinte()
    assert appliquer(profil, []) == profil


def test_each_capacity_is_raised_and_never_lowered():
    profil = Profil(
        oral=4, niveau=2, permis=frozenset({"AM"}), minutes={"tc": 60}, limites=frozenset({"nuit", "bruit"})
    )  # fmt: skip
    leve = appliquer(
        profil,
        [
            Apport(
                oral=2, niveau=3, permis=frozenset({"B"}), minutes={"tc": 30, "velo": 20},
                limites=frozenset({"bruit"}), mesures=frozenset({"iae"}), droit_travail=True,
                competences={"1": "attestee"}, langues={"en": 3},
            )
        ],
    )  # fmt: skip
    assert (leve.oral, leve.niveau, leve.permis) == (4, 3, {"AM", "B"})
    assert leve.minutes == {"tc": 60, "velo": 20}
    assert leve.limites == {"nuit"}
    assert leve.eligibilites == {"iae": True}
    assert (leve.droit_travail, leve.competences, leve.langues) == (
        True,
        {"1": "attestee"},
        {"en": 3},
    )


def test_childcare_needs_every_child_covered():
    matin = grilles.depuis_plages([(range(5), "06:00", "08:00")])
    jour = grilles.depuis_plages([(range(5), "08:00", "18:00")])
    profil = Profil(garde=jour)
    bebe, aine = Apport(garde=(matin, 0)), Apport(garde=(0, matin))
    assert appliquer(profil, [bebe]).garde == jour
    assert appliquer(profil, [bebe, aine]).garde == jour | matin
    assert appliquer(profil, [Apport(garde=(matin,))]).garde == jour | matin
    assert appliquer(profil, [Apport(oral=2)]).garde == jour
    assert appliquer(Profil(garde=SANS_OBJET), [bebe, aine]).garde == SANS_OBJET
    assert appliquer(Profil(garde=INCONNUE), [bebe]).garde == INCONNUE
    assert appliquer(Profil(garde=INCONNUE), [bebe, aine]).garde == matin
