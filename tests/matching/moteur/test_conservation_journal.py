"""Changes without rebuilding: journaled, never read by half, kept through a rebuild."""

import json
import os
import signal
import subprocess
import sys
import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.moteur import Catalogue, Poste, Profil, Referentiel, classer
from matching.moteur import conservation as c
from matching.moteur.conservation_journal import (
    JOURNAL,
    ligne_ajout,
    ligne_fermeture,
    lignes_jusqu_a,
    lire,
)
from matching.moteur.masse import classer_un
from tests.matching.moteur.mondes import JOUR, monde_au_hasard, poste_au_hasard, profil_au_hasard

REFERENTIEL = Referentiel.depuis([("K2204", "1", True)], {"K2204": ("K2201",)})

# A writer that never stops: each generation holds n openings whose key is n.
ECRIVAIN = """
import sys
from pathlib import Path
from matching.moteur import Catalogue, Poste, Referentiel
from matching.moteur.conservation import ajouter, enregistrer
n = 0
while True:
    n += 1
    postes = [Poste(cle=cle, salaire=n) for cle in range(400)]
    enregistrer(Catalogue.depuis(postes, Referentiel()), Path(sys.argv[1]))
    ajouter(Poste(cle=1000, salaire=n), Path(sys.argv[1]))
    print(n, flush=True)
"""


def postes(*cles):
    return [Poste(cle=cle) for cle in cles]


def cles(dossier):
    """Keys that a ranking of what is on disk considers."""
    lu = classer_un(Profil(), c.charger_vivant(dossier), 1000, jour=JOUR)
    return sorted(rang.cle for rang in lu.a_verifier)


@pytest.fixture
def dossier(tmp_path):
    c.enregistrer(Catalogue.depuis(postes(1, 2, 3), REFERENTIEL), tmp_path)
    return tmp_path


def test_an_opening_is_added_closed_and_replaced(dossier):
    c.ajouter(Poste(cle=9, metier="K2204"), dossier)
    c.fermer(2, dossier)
    c.fermer(777, dossier)
    assert cles(dossier) == [1, 3, 9]
    c.ajouter(Poste(cle=3, salaire=2500), dossier)
    c.ajouter(Poste(cle=2), dossier)
    assert cles(dossier) == [1, 2, 3, 9]
    entier = c.charger(dossier)
    assert entier.salaire[entier.positions([3])].tolist() == [2500]
    c.fermer(3, dossier)
    assert cles(dossier) == [1, 2, 9]


@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_what_the_journal_holds_is_what_was_given(graine):
    poste = poste_au_hasard(Random(graine), graine)
    assert lire([ligne_ajout(poste), ligne_fermeture(5)]) == [(graine, poste), (5, None)]


@pytest.mark.parametrize("graine", range(12))
def test_changes_give_the_ranking_of_a_catalogue_built_with_them(tmp_path, graine):
    r = Random(graine)
    profil, avant, referentiel = monde_au_hasard(r, 30)
    c.enregistrer(Catalogue.depuis(avant, referentiel), tmp_path)
    nouveaux = [poste_au_hasard(r, 10**9 + rang) for rang in range(4)]
    for poste in nouveaux:
        c.ajouter(poste, tmp_path)
    c.fermer(avant[0].cle, tmp_path)
    attendu = Catalogue.depuis(avant[1:] + nouveaux, referentiel)
    for personne in (profil, profil_au_hasard(r)):
        un = classer(personne, c.charger(tmp_path), jour=JOUR, k=None)
        autre = classer(personne, attendu, jour=JOUR, k=None)
        assert (un.comptes, un.pistes, un.blocages) == (autre.comptes, autre.pistes, autre.blocages)
        assert un.bloquees() == autre.bloquees()


def test_a_reader_keeps_its_base_and_what_did_not_change(dossier):
    premier = c.charger_vivant(dossier)
    assert c.charger_vivant(dossier, premier) is premier
    c.ajouter(Poste(cle=9), dossier)
    second = c.charger_vivant(dossier, premier)
    assert second.base is premier.base
    assert (premier.ajouts, len(second.ajouts)) == (None, 1)
    c.enregistrer(Catalogue.depuis(postes(4), REFERENTIEL), dossier)
    troisieme = c.charger_vivant(dossier, second)
    assert troisieme.base.cles.tolist() == [4]
    assert troisieme.en_entier() is troisieme.base


def test_a_line_half_written_is_never_read_and_the_next_writer_cuts_it(dossier):
    c.ajouter(Poste(cle=9), dossier)
    journal = dossier / c.marque(dossier).generation / JOURNAL
    with journal.open("ab") as flux:
        flux.write(ligne_ajout(Poste(cle=10))[:-9])
    assert cles(dossier) == [1, 2, 3, 9]
    c.fermer(1, dossier)
    assert cles(dossier) == [2, 3, 9]
    assert b'"cle":10' not in journal.read_bytes()


def test_a_journal_cut_short_is_told(dossier):
    c.ajouter(Poste(cle=9), dossier)
    marque = c.marque(dossier)
    journal = dossier / marque.generation / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-3])
    with pytest.raises(ValueError, match="reconstruire"):
        c.charger(dossier)
    assert lignes_jusqu_a(journal, 5, 5) == []


def test_changes_made_during_a_rebuild_are_kept(dossier):
    c.ajouter(Poste(cle=8), dossier)
    marque = c.marque(dossier)  # the rebuild starts reading here
    c.ajouter(Poste(cle=9), dossier)
    c.fermer(1, dossier)
    c.enregistrer(Catalogue.depuis(postes(1, 2, 8), REFERENTIEL), dossier, reprise=marque)
    assert cles(dossier) == [2, 8, 9]
    # A slower rebuild, begun before that one: what followed is kept as well.
    c.fermer(2, dossier)
    c.enregistrer(Catalogue.depuis(postes(1, 2, 3), REFERENTIEL), dossier, reprise=marque)
    assert cles(dossier) == [3, 9]
    c.enregistrer(Catalogue.depuis(postes(1, 2), REFERENTIEL), dossier)
    assert cles(dossier) == [1, 2]


def test_nothing_is_journaled_without_a_base(tmp_path):
    assert c.marque(tmp_path) is None
    with pytest.raises(FileNotFoundError):
        c.ajouter(Poste(cle=1), tmp_path)
    c.enregistrer(Catalogue.depuis([], REFERENTIEL), tmp_path, reprise=c.marque(tmp_path))
    c.ajouter(Poste(cle=1), tmp_path)
    assert cles(tmp_path) == [1]


def test_a_reader_caught_between_two_rebuilds_reads_again(dossier, monkeypatch):
    lire_base, vus = c._lire_base, []

    def efface_sous_les_pieds(generation):
        vus.append(generation.name)
        if len(vus) == 1:
            c.enregistrer(Catalogue.depuis(postes(5), REFERENTIEL), dossier)
            raise FileNotFoundError(generation)
        return lire_base(generation)

    monkeypatch.setattr(c, "_lire_base", efface_sous_les_pieds)
    assert c.charger(dossier).cles.tolist() == [5]
    assert len(set(vus)) == 2


def test_a_generation_that_is_gone_for_good_is_told(dossier):
    manifeste = json.loads((dossier / c.MANIFESTE).read_text())
    (dossier / c.MANIFESTE).write_text(json.dumps(manifeste | {"generation": "generation-x"}))
    with pytest.raises(FileNotFoundError):
        c.charger(dossier)


def test_killed_at_any_moment_a_writer_leaves_readers_a_whole_catalogue(tmp_path):
    """kill -9 during rebuilds and changes, again and again: one generation, whole, every time."""
    c.enregistrer(
        Catalogue.depuis([Poste(cle=cle, salaire=0) for cle in range(400)], Referentiel()), tmp_path
    )
    hasard = Random(0)
    for _ in range(4):
        processus = subprocess.Popen(
            [sys.executable, "-c", ECRIVAIN, str(tmp_path)], stdout=subprocess.PIPE
        )
        processus.stdout.readline()
        time.sleep(hasard.random() * 0.25)
        en_cours = c.charger(tmp_path)
        os.kill(processus.pid, signal.SIGKILL)
        processus.wait()
        processus.stdout.close()
        for catalogue in (en_cours, c.charger(tmp_path)):
            vivantes = catalogue.expire > JOUR.toordinal()
            assert len(set(catalogue.salaire[vivantes].tolist())) == 1
            assert int(vivantes.sum()) in (400, 401)
    # The lock of the dead writer is free, and what it left half-written is swept away.
    c.enregistrer(Catalogue.depuis(postes(1), REFERENTIEL), tmp_path)
    assert cles(tmp_path) == [1]
    assert len(list(tmp_path.glob("generation-*"))) <= 2
    assert [f.name for f in tmp_path.glob("manifeste.*")] == [c.MANIFESTE]


def test_a_catalogue_on_disk_holds_openings_and_rome_only(dossier):
    """The closed list of what is written: no person, no health, no count of referrals."""
    generation = dossier / c.marque(dossier).generation
    assert {f.name for f in generation.iterdir()} == {JOURNAL, c.DONNEES, c.TABLEAUX}
    donnees = json.loads((generation / c.DONNEES).read_text())
    assert set(donnees) == {"metiers", "competences", "genres", "referentiel", "tableaux"}
    masse = {nom for nom in donnees["tableaux"] if nom.startswith(c.MASSE)}
    assert {nom.removeprefix(c.MASSE) for nom in masse} == {
        "cles", "demandes", "lignes", "ouvertures", "rangees", "souhaits", "tuiles",
    }  # fmt: skip
    connus = Catalogue.depuis([], REFERENTIEL).tableaux()
    assert set(donnees["tableaux"]) - masse == set(connus)
