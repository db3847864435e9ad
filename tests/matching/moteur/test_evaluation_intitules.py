"""The measures of titles: what they hide, that they can fail, how they are printed."""

import csv
import json
from random import Random

import pytest

from matching.moteur.evaluation.__main__ import main
from matching.moteur.evaluation.intitules import (
    METHODE,
    est_de_mise_au_point,
    mesurer_melo,
    mesurer_paires,
    mesurer_rome,
    plus_proches,
)
from matching.moteur.evaluation.sources import Rome, lire_amorce
from matching.moteur.intitules import ponderation
from matching.moteur.intitules.fautes import avec_une_faute

CLES = ("jeu", "methode", "mrr", "top1", "top3", "top5", "top10", "n", "p95_ms")


@pytest.fixture(scope="module")
def petit_rome() -> Rome:
    """A fifth of the described métiers of the starter set: quick to read, still learnable."""
    rome = lire_amorce()
    gardes = set(sorted(rome.fiches)[::2])
    appellations = [a for a in rome.appellations if a[1] in gardes]
    return Rome(
        "essai", appellations, metiers={c: rome.metiers[c] for c in gardes}, fiches=rome.fiches
    )


def par_jeu(mesures):
    return {(m["jeu"], m["methode"]): m for m in mesures}


def test_hidden_titles_are_found_and_the_mean_closes_the_table(petit_rome):
    mesures = list(mesurer_rome(petit_rome, [0]))
    assert all(tuple(m)[: len(CLES)] == CLES for m in mesures)
    resume = par_jeu(mesures)
    inedits = resume["amorce inédits stricts", METHODE]
    assert inedits["top1"] >= 0.6
    assert inedits["top1"] <= inedits["top3"] <= inedits["top5"] <= inedits["top10"]
    assert inedits["n"] < resume["amorce inédits", METHODE]["n"]
    assert resume["amorce connus avec une faute", METHODE]["top1"] >= 0.9
    couvertures = [
        m["couverture"] for m in mesures if "couverture" in m and "graine" not in m["jeu"]
    ]
    assert len(couvertures) == 6


def test_shuffled_labels_bring_the_scores_to_chance(petit_rome):
    codes = [code for _, code, _ in petit_rome.appellations]
    Random(1).shuffle(codes)
    melees = [(a[0], c, False) for a, c in zip(petit_rome.appellations, codes, strict=True)]
    melange = Rome("mélangé", melees, metiers=petit_rome.metiers)
    resume = par_jeu(mesurer_rome(melange, [0]))
    inedits = resume["amorce inédits stricts", METHODE]
    # About a hundred métiers: chance is near .01 and .05; three standard deviations above.
    assert inedits["n"] >= 40
    assert inedits["top1"] <= 0.08
    assert inedits["top5"] <= 0.17


def test_the_halves_are_stable_and_keep_twins_together():
    titres = [f"Titre numéro {rang} de {mot}" for rang in range(40) for mot in ("maçon", "bus")]
    moities = [est_de_mise_au_point(titre) for titre in titres]
    assert {True, False} == set(moities)
    assert moities == [est_de_mise_au_point(titre.upper() + " H/F") for titre in titres]


def test_a_slip_changes_one_word_only():
    hasard = Random(4)
    for titre in ("agent de service hospitalier", "chef"):
        fautif = avec_une_faute(titre, hasard)
        differents = [a != b for a, b in zip(titre.split(), fautif.split(), strict=True)]
        assert sum(differents) == 1


def test_real_offers_are_measured_by_half_and_learn_from_the_other(petit_rome, tmp_path):
    titres = [(f"Poste {a[0]} ref {r}", a[1]) for r, a in enumerate(petit_rome.appellations[:80])]
    chemin = tmp_path / "paires.csv"
    with chemin.open("w", encoding="utf-8", newline="") as flux:
        plume = csv.writer(flux)
        plume.writerow(
            ["titre", "code_rome", "version_code", "source", "titre_est_appellation_rome"]
        )
        plume.writerows([titre, code, "v4_label", "x", "False"] for titre, code in titres)
    mesures = list(mesurer_paires(petit_rome, chemin, avec_regression=False))
    attendus = sum(not est_de_mise_au_point(titre) for titre, _ in titres)
    assert [m["n"] for m in mesures] == [attendus] * 4
    assert mesures[0]["top1"] >= 0.7


def test_melo_ranks_notions_and_reads_the_annotations_only_to_measure(tmp_path):
    formes = [("1", "maçon", "u:1"), ("2", "maçonne", "u:1"), ("3", "boulanger", "u:2")]
    ecrire = {
        "corpus_elements.csv": [("cid", "text"), *((c, t) for c, t, _ in formes)],
        "concept_mapping.csv": [("cid", "concept_uri"), *((c, u) for c, _, u in formes)],
        "queries.csv": [("qid", "text"), ("a", "Maçon / Maçonne"), ("b", "Boulangère")],
        "annotations.csv": [
            ("qid", "zero", "cid", "rel"),
            ("a", "0", "1", "1"),
            ("b", "0", "3", "1"),
        ],
    }
    for nom, lignes in ecrire.items():
        with (tmp_path / nom).open("w", encoding="utf-8", newline="") as flux:
            csv.writer(flux).writerows(lignes)
    temoin, mesure = mesurer_melo(tmp_path)
    assert (mesure["n"], mesure["mrr"], mesure["top1"]) == (2, 1.0, 1.0)
    assert temoin["n"] == 2


def test_the_nearest_labels_come_first():
    assert plus_proches(["boulanger", "maçon"], ["maçonne"])[0].tolist() == [1, 0]


def test_shipped_weights_can_be_written_again():
    reglage = ponderation.charger()
    assert json.loads(ponderation.ecrire(reglage))["poids"] == list(reglage.poids)
    assert 0 < reglage.seuil < 1


def test_a_wrong_file_is_refused_with_a_sentence(tmp_path, capsys):
    faux = tmp_path / "faux.zip"
    faux.write_text("rien")
    assert main(["intitules", "--rome", str(faux)]) == 2
    assert "faux.zip" in capsys.readouterr().err
