"""The parts of the kernels that bounds rest on, and a country large enough for them to work."""

import subprocess
import sys
from random import Random

import numpy as np
import pytest

from matching.moteur import Catalogue, Poste, Profil, classer
from matching.moteur.bench_monde import (
    JOUR,
    postes_inventes,
    profils_inventes,
    referentiel_invente,
)
from matching.moteur.departage import melange
from matching.moteur.grilles import TAILLE, depuis_mots, en_mots, tourner
from matching.moteur.masse import classer_tous, qui_pour
from matching.moteur.noyau import compilation, table
from matching.moteur.noyau.appel import QUESTIONS_MAX
from matching.moteur.noyau.formes import MOTS, PAS
from matching.moteur.noyau.paire import decaler, minutes_de
from matching.moteur.noyau.personnes import PARTOUT, Personnes
from matching.moteur.noyau.recherche import au_moins
from matching.moteur.noyau.table import table_de
from matching.moteur.noyau.tete import hasard
from matching.moteur.poste import ExigencePoste
from matching.moteur.trajets import MODES, metres, minutes_pour


@pytest.fixture(scope="module")
def pays():
    """A small country: towns, thousands of openings, people everywhere."""
    referentiel = referentiel_invente(Random(0))
    postes = list(postes_inventes(3, 6000))
    return postes, Catalogue.depuis(postes, referentiel), list(profils_inventes(4, 120))


def test_bounds_leave_nothing_out_over_a_country(pays):
    _, catalogue, profils = pays
    assert len(table_de(catalogue).offres.tuiles) > 300
    tetes = classer_tous(profils, catalogue, 5, jour=JOUR)
    for rang, profil in enumerate(profils):
        attendu = classer(profil, catalogue, jour=JOUR, k=5)
        assert tetes[rang].accessibles == attendu.accessibles
        assert tetes[rang].a_verifier == attendu.a_verifier


def test_an_opening_calls_over_a_country_as_one_by_one(pays):
    postes, catalogue, profils = pays
    personnes = Personnes.depuis(profils)
    for poste in postes[:60]:
        appel = qui_pour(poste, personnes, 3, referentiel=catalogue.referentiel, jour=JOUR)
        seul = Catalogue.depuis([poste], catalogue.referentiel)
        statuts = [classer(profil, seul, jour=JOUR).comptes for profil in profils]
        assert appel.comptes.accessibles == sum(c.accessibles for c in statuts)
        assert appel.comptes.a_verifier == sum(c.a_verifier for c in statuts)
        assert appel.comptes.bloquees == sum(c.bloquees for c in statuts)


def test_a_tile_is_never_said_farther_than_what_it_holds(pays):
    postes, catalogue, profils = pays
    offres = table_de(catalogue).offres
    lieux = {poste.cle: poste.point for poste in postes}
    personnes = Personnes.depuis(profils[:20])
    for rang, profil in enumerate(profils[:20]):
        for tuile in offres.tuiles[offres.tuiles["genre"] == table.PLACEE][::7]:
            borne = au_moins(personnes.personnes[rang], tuile, 10**7)
            cles = offres.ouvertures["cle"][tuile["debut"] : tuile["fin"]].tolist()
            assert borne <= min(metres(profil.point, lieux[cle]) for cle in cles)


def test_openings_stand_by_tile_then_metier(pays):
    _, catalogue, _ = pays
    offres = table_de(catalogue).offres
    m = len(catalogue.metiers) + 1
    assert offres.rangees[-1] == len(catalogue)
    assert sorted(offres.ouvertures["cle"].tolist()) == list(range(len(catalogue)))
    for ou in range(0, len(offres.rangees) - 1, 997):
        lignes = offres.ouvertures[offres.rangees[ou] : offres.rangees[ou + 1]]
        assert (lignes["metier"] == ou % m).all()
        tuile = offres.tuiles[ou // m]
        assert tuile["debut"] <= offres.rangees[ou] <= offres.rangees[ou + 1] <= tuile["fin"]


@pytest.mark.parametrize("maximum", [0, 5, 7, 30, 59, 120, 599, 600, 900])
def test_metres_allowed_are_those_whose_minutes_are(maximum):
    portees = Personnes.depuis([Profil(minutes=dict.fromkeys(MODES, maximum))]).portees[0]
    for mode, portee in zip(MODES, portees.tolist(), strict=True):
        if portee == PARTOUT:
            assert minutes_pour(10**7, mode) <= maximum
            continue
        if portee >= 0:
            assert minutes_pour(portee, mode) <= maximum
        assert minutes_pour(portee + 1, mode) > maximum


def test_minutes_and_the_daily_shuffle_are_those_of_the_reference():
    for distance in (0, 1, 749, 750, 12_345, 400_000, 9_000_000):
        for rang, mode in enumerate(MODES):
            assert minutes_de(distance, rang) == minutes_pour(distance, mode)
    for cle in (0, -5, 12, 2**62, -(2**63)):
        sel = 0xFEDCBA9876543210
        assert int(hasard(cle, np.uint64(sel))) == melange((cle & (2**64 - 1)) ^ sel)


@pytest.mark.parametrize("graine", range(5))
@pytest.mark.parametrize("sens", [1, -1])
def test_weeks_are_moved_round_the_circle(graine, sens):
    grille = Random(graine).getrandbits(TAILLE) | 1 | 1 << TAILLE - 1
    decales = np.zeros((PAS, MOTS), dtype=np.uint64)
    decaler(en_mots([grille])[0], sens, decales)
    assert depuis_mots(decales) == [tourner(grille, sens * pas) for pas in range(PAS)]


def test_an_opening_that_asks_too_much_is_refused_with_a_sentence():
    exigences = tuple(ExigencePoste("competence", str(rang)) for rang in range(QUESTIONS_MAX + 1))
    poste = Poste(cle=1, exigences=exigences)
    with pytest.raises(ValueError, match="64"):
        qui_pour(poste, [Profil()], referentiel=referentiel_invente(Random(0)), jour=JOUR)


def test_answers_kept_by_value_are_bounded(pays, monkeypatch):
    _, catalogue, _ = pays
    monkeypatch.setattr(table, "VALEURS_GARDEES", 3)
    lue = table.construire(catalogue, table.lourdes(catalogue))
    for niveau in range(8):
        assert len(lue.reponses(3, niveau)) == len(lue.simples[3])
    assert len(lue._reponses) <= 3


def test_compiled_code_is_kept_by_version_and_old_versions_are_removed(monkeypatch, tmp_path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    dossier = compilation.dossier_cache()
    assert dossier == tmp_path / compilation.empreinte_sources()
    for nom in ("0123456789abcdef", "autre"):
        (tmp_path / nom).mkdir()
    assert compilation.effacer_perimes() == 1
    assert {d.name for d in tmp_path.iterdir()} == {dossier.name, "autre"}


def test_a_cache_that_cannot_be_written_falls_back(monkeypatch, tmp_path):
    fichier = tmp_path / "fichier"
    fichier.write_text("")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(fichier))
    assert compilation.dossier_cache() is not None
    assert fichier not in compilation.dossier_cache().parents


def test_the_engine_ranks_without_numba_installed():
    """In a process where numba cannot be imported, the façade imports and ranks."""
    programme = (
        "import sys; sys.modules['numba'] = None\n"
        "from datetime import date\n"
        "from matching.moteur import Catalogue, Poste, Profil, Referentiel\n"
        "from matching.moteur import masse\n"
        "c = Catalogue.depuis([Poste(cle=7)], Referentiel())\n"
        "t = masse.classer_un(Profil(), c, jour=date(2026, 3, 2))\n"
        "print(masse.EST_COMPILE, [r.cle for r in t.a_verifier])\n"
    )
    sortie = subprocess.run(
        [sys.executable, "-c", programme], capture_output=True, text=True, check=True
    )
    assert sortie.stdout.split() == ["False", "[7]"]


def test_compiling_everything_says_where(capsys):
    from matching.moteur.noyau.__main__ import main

    main()
    assert str(compilation.empreinte_sources()) in capsys.readouterr().out
