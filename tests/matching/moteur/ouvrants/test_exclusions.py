"""What an opening keeps out, person by person, requirement by requirement, set by set."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.moteur import (
    ExigencePoste,
    Famille,
    Poste,
    Profil,
    Referentiel,
    Statut,
    evaluer,
    grilles,
)
from matching.moteur.criteres import CRITERES_EXIGENCES
from matching.moteur.noyau.personnes import Personnes
from matching.moteur.ouvrants.allegements import Allegement, allegements_de, alleger
from matching.moteur.ouvrants.exclusions import exclusions
from matching.moteur.ouvrants.foule import GRAVITE, Foule
from tests.matching.moteur.mondes import (
    JOUR,
    poste_au_hasard,
    profil_au_hasard,
    referentiel_au_hasard,
)
from tests.matching.moteur.ouvrants.mondes import alleger as simplifier
from tests.matching.moteur.ouvrants.mondes import sans_choix

graines = st.integers(0, 10**9)
MATIN = grilles.depuis_plages([(range(5), "05:00", "08:30")])


def allegements_au_hasard(r, poste):
    """Without, gentler, wished, fewer hours, a shuttle, telework."""
    cadres = [
        Allegement(code="tard", famille=Famille.GARDE, heures_en_moins=MATIN),
        Allegement(code="soir", famille=Famille.GARDE, heures_en_moins=grilles.depuis_plages([(range(7), "17:00", "24:00")])),
        Allegement(code="maison", famille=Famille.MOBILITE, teletravail=True),
        Allegement(code="navette", famille=Famille.MOBILITE, desservi=True),
    ]  # fmt: skip
    proposes = r.sample(cadres, r.randint(0, 2))
    for rang, exigence in enumerate(poste.exigences):
        if exigence.critere == "non_desservi":  # said by `desservi`, see the refusal below
            continue
        gentilles = [None, replace(exigence, exigence="S")]
        if exigence.niveau:
            gentilles.append(replace(exigence, niveau=exigence.niveau - 1))
        for gentille in r.sample(gentilles, r.randint(0, min(2, len(gentilles)))):
            proposes.append(
                Allegement(code=f"{rang}:{len(proposes)}", famille=Famille.LANGUE, remplace={rang: gentille})
            )  # fmt: skip
    return r.sample(proposes, len(proposes))[:5]


def monde(graine, personnes=8):
    r = Random(graine)
    poste = poste_au_hasard(r, 1)
    if r.random() < 0.8:
        poste = replace(simplifier(r, poste), expire_le=None)
    profils = [profil_au_hasard(r) for _ in range(personnes)]
    profils = [sans_choix(r, p) if r.random() < 0.8 else p for p in profils]
    return r, poste, profils, referentiel_au_hasard(r), allegements_au_hasard(r, poste)


def naif(profil, poste, referentiel, allegements):
    """Best status over what may be granted, from the criteria of each lightened opening."""
    statuts = list(Statut)
    meilleurs = []
    for ensemble in range(1 << len(allegements)):
        rangs = []
        for partie in range(ensemble + 1):
            if partie & ~ensemble == 0:
                choisis = [a for bit, a in enumerate(allegements) if partie >> bit & 1]
                e = evaluer(profil, alleger(poste, choisis), referentiel, JOUR)
                rangs.append(statuts.index(e.statut))
        meilleurs.append(min(rangs))
    return meilleurs


@settings(max_examples=60)
@given(graines)
def test_people_reached_are_those_that_criteria_let_in(graine):
    _, poste, profils, referentiel, allegements = monde(graine)
    trouve = exclusions(poste, profils, allegements, referentiel=referentiel, jour=JOUR)
    if poste.expire_le is not None and poste.expire_le < JOUR:
        assert trouve.accessibles.max() == trouve.a_verifier.max() == 0
        return
    par_personne = [naif(p, poste, referentiel, allegements) for p in profils]
    for ensemble in range(1 << len(allegements)):
        statuts = [rangs[ensemble] for rangs in par_personne]
        assert trouve.accessibles[ensemble] == statuts.count(0)
        assert trouve.a_verifier[ensemble] == statuts.count(1)
    assert trouve.personnes == len(profils)


@settings(max_examples=40)
@given(graines)
def test_who_is_freed_is_told_person_by_person(graine):
    _, poste, profils, referentiel, allegements = monde(graine)
    trouve = exclusions(poste, profils, allegements, referentiel=referentiel, jour=JOUR)
    est_vive = poste.expire_le is None or poste.expire_le >= JOUR
    par_personne = [naif(p, poste, referentiel, allegements) for p in profils]
    for bit, allegement in enumerate(allegements):
        attendus = [est_vive and rangs[0] == 2 and rangs[1 << bit] < 2 for rangs in par_personne]
        assert trouve.debloques([allegement.code]).tolist() == attendus
    assert not trouve.debloques([]).any()


def test_an_empty_pool_is_told_nothing_of():
    poste = Poste(cle=1, exigences=(ExigencePoste("permis", "B"),))
    trouve = exclusions(poste, [], referentiel=Referentiel(), jour=JOUR)
    assert trouve.debloques(["0:permis"]).tolist() == []
    assert trouve.accessibles.tolist() == [0, 0]


@settings(max_examples=150)
@given(graines)
def test_columns_of_people_are_the_criteria(graine):
    _, poste, profils, referentiel, _ = monde(graine)
    foule = Foule(Personnes.depuis(profils), referentiel, JOUR)
    for exigence in poste.exigences:
        if exigence.critere in CRITERES_EXIGENCES:
            critere = CRITERES_EXIGENCES[exigence.critere]
            etats = [
                GRAVITE[critere.constater(p, exigence, poste, referentiel).etat] for p in profils
            ]
            assert foule.exigence(exigence, poste).tolist() == etats
    voies = [
        min(
            max(GRAVITE[c.etat] for c in voie.constats)
            for voie in evaluer(p, poste, referentiel, JOUR).voies
        )
        for p in profils
    ]
    assert foule.voies(poste).tolist() == voies


def test_random_openings_do_keep_people_out_for_one_thing_and_for_several():
    seules = ensemble = manquent = 0
    for graine in range(300):
        _, poste, profils, referentiel, allegements = monde(graine)
        trouve = exclusions(poste, profils, allegements, referentiel=referentiel, jour=JOUR)
        seules += sum(trouve.gains_par_etape().values())
        ensemble += sum(paire.synergie > 0 for paire in trouve.paires())
        manquent += sum(trouve.manquent.values())
    assert min(seules, ensemble, manquent) > 15


def un(code, **suite):
    return Allegement(code=code, famille=Famille.LANGUE, **suite)


def test_a_licence_alone_b1_instead_of_b2_and_a_later_start():
    grille = grilles.depuis_plages([(range(5), "07:00", "12:00")])
    poste = Poste(
        cle=1,
        point=(45.18, 5.72),
        grille=grille,
        exigences=(ExigencePoste("permis", "B"), ExigencePoste("langue_oral", "", 4)),
    )
    garde = grilles.depuis_plages([(range(5), "08:00", "18:00")])
    base = {"point": (45.18, 5.72), "minutes": {"marche": 20}}
    b, sans = frozenset({"B"}), frozenset()
    profils = [
        Profil(**base, permis=b, oral=4, garde="sans_objet"),
        Profil(**base, permis=sans, oral=4, garde="sans_objet"),
        Profil(**base, permis=b, oral=3, garde="sans_objet"),
        Profil(**base, permis=b, oral=2, garde="sans_objet"),
        Profil(**base, permis=b, oral=5, garde=garde),
        Profil(**base, permis=sans, oral=3, garde=garde),
    ]
    trouve = exclusions(poste, profils, referentiel=Referentiel(), jour=JOUR)
    assert trouve.gains_par_etape() == {
        "0:permis": 1,
        "1:langue_oral": 2,
        "1:langue_oral:3": 1,
        "horaires:8h30": 1,
    }
    assert trouve.manquent == {"0:permis": 2, "1:langue_oral": 3, "1:langue_oral:3": 3}
    assert trouve.gain(["0:permis", "1:langue_oral:3", "horaires:8h30"]) == 4
    assert trouve.gain_total == 5


def test_what_can_be_asked_less_is_proposed_at_most_sixteen_times():
    exigences = tuple(ExigencePoste("langue_oral", c, 4) for c in "abcdefghijkl")
    proposes = allegements_de(Poste(cle=1, exigences=exigences))
    assert len(proposes) == 16
    assert [a.code for a in proposes if a.remplace == {11: None}] == ["11:langue_oral"]
    souhait = ExigencePoste("permis", "B", exigence="S")
    deduit = ExigencePoste("permis", "B", provenance="deduit")
    assert allegements_de(Poste(cle=1, exigences=(souhait, deduit))) == ()
    assert allegements_de(Poste(cle=1, grille=MATIN)) == ()
    mois = Poste(cle=1, exigences=(ExigencePoste("experience", "", 24),))
    assert allegements_de(mois)[1].remplace == {0: ExigencePoste("experience", "", 12)}


def test_an_edge_that_moves_forgets_its_rounding():
    plages = [(range(5), "06:45", "15:10")]
    debut, fin = grilles.jeux(plages)
    poste = Poste(cle=1, grille=grilles.depuis_plages(plages), jeu_debut=debut, jeu_fin=fin)
    tard = alleger(poste, [un("tard", heures_en_moins=MATIN)])
    assert (tard.jeu_debut, tard.jeu_fin) == (0, fin)
    assert grilles.lisible(tard.grille) == "lun–ven 8 h 30 – 15 h 30"
    toutes = un("rien", heures_en_moins=grilles.PLEINE)
    assert alleger(poste, [toutes]) == poste


def test_what_is_not_sound_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="séparer les exigences des horaires"):
        un("a", remplace={0: None}, teletravail=True)
    poste, options = Poste(cle=1), {"referentiel": Referentiel(), "jour": JOUR}
    with pytest.raises(ValueError, match="deux fois"):
        exclusions(poste, [], [un("a"), un("a")], **options)
    mal_desservi = Poste(cle=1, exigences=(ExigencePoste("non_desservi", ""),))
    with pytest.raises(ValueError, match="par « desservi »"):
        exclusions(mal_desservi, [], [un("a", remplace={0: None})], **options)
    with pytest.raises(ValueError, match="au plus 6"):
        exclusions(poste, [], [un(str(n), teletravail=True) for n in range(7)], **options)
    with pytest.raises(ValueError, match="17 étapes"):
        exclusions(poste, [], [un(str(n)) for n in range(17)], **options)


def test_an_empty_pool_an_expired_opening_nothing_to_lighten():
    options = {"referentiel": Referentiel(), "jour": JOUR}
    vide = exclusions(Poste(cle=1, exigences=(ExigencePoste("permis", "B"),)), [], **options)
    assert (vide.accessibles.tolist(), vide.manquent, vide.personnes) == (
        [0, 0],
        {"0:permis": 0},
        0,
    )
    expiree = Poste(cle=1, teletravail=True, grille=MATIN, expire_le=JOUR.replace(day=1))
    gens = [Profil(garde="sans_objet")]
    assert exclusions(expiree, gens, **options).accessibles.tolist() == [0] * 1
    vive = replace(expiree, expire_le=None)
    assert exclusions(vive, gens, **options).accessibles.tolist() == [1]
