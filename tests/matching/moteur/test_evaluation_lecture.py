"""The measure of the reading: what counts, the split, the first line, and the figures reached."""

import csv
import gzip
import json
import time

import pytest

from matching.moteur.evaluation import lecture_etiquettes as etiquettes
from matching.moteur.evaluation.__main__ import main
from matching.moteur.evaluation.lecture import comparer, partie, resumer
from matching.moteur.lecture import lire

COLONNES = [
    "id",
    "horaires",
    "debut",
    "fin",
    "heures_hebdo",
    "permis_b",
    "vehicule",
    "autres_permis",
    "deplacements",
    "charges",
    "debout",
    "exterieur",
    "hauteur",
    "froid_chaud",
    "bruit",
    "francais",
    "langues",
    "diplome",
    "certifs",
    "experience_mois",
    "debutant",
    "teletravail",
    "transport",
    "preuve",
]


@pytest.fixture
def jeu(tmp_path):
    """Two invented offers: one read right, one with a licence the label does not have."""
    offres = [
        {"id": "1", "intitule": "Cariste", "description": "Permis B exigé. Travail de nuit.", "dureeTravailLibelle": "35H Autre"},
        {"id": "2", "intitule": "Commis", "description": "Permis B exigé. Débutant accepté."},
    ]  # fmt: skip
    (tmp_path / "offres.json.gz").write_bytes(
        gzip.compress(json.dumps({"resultats": offres}).encode())
    )
    lignes = [
        {"id": "1", "horaires": "nuit|samedi", "permis_b": "E", "heures_hebdo": "35"},
        {"id": "2", "debutant": "oui"},
    ]
    with (tmp_path / "lues.csv").open("w", encoding="utf-8", newline="") as flux:
        ecrivain = csv.DictWriter(flux, COLONNES, restval="")
        ecrivain.writeheader()
        ecrivain.writerows(lignes)
    return tmp_path


def lancer(jeu, *options):
    return main(
        ["lecture", "--etiquettes", str(jeu / "lues.csv"), "--offres", str(jeu / "offres.json.gz"), *options]
    )  # fmt: skip


def test_one_object_per_label_what_blocks_first(jeu, capsys):
    assert lancer(jeu, "--json") == 0
    mesures = [json.loads(ligne) for ligne in capsys.readouterr().out.splitlines()]
    assert mesures[0] == {
        "etiquette": "bloquant", "precision": 0.6667, "recall": 0.6667, "f1": 0.6667, "n": 3,
    }  # fmt: skip
    parmi = {mesure["etiquette"]: mesure for mesure in mesures}
    assert parmi["horaires:nuit"]["f1"] == parmi["heures_hebdo"]["f1"] == 1
    assert (parmi["permis_b:E"]["precision"], parmi["permis_b:E"]["recall"]) == (0.5, 1)
    assert (parmi["horaires:samedi"]["precision"], parmi["horaires:samedi"]["recall"]) == (None, 0)
    assert "permis_b:S" not in parmi
    assert list(parmi["moyenne"]) == ["etiquette", "precision", "recall", "f1", "n"]


def test_errors_are_listed_offer_by_offer(jeu, capsys):
    lancer(jeu, "--json", "--erreurs")
    erreurs = [json.loads(ligne) for ligne in capsys.readouterr().out.splitlines()]
    assert [(e["offre"], e["genre"], e["etiquette"]) for e in erreurs] == [
        ("1", "manque", "horaires:samedi"),
        ("2", "de trop", "permis_b:E"),
    ]


def test_a_file_that_does_not_fit_is_refused_with_a_sentence(jeu, capsys):
    (jeu / "lues.csv").write_text("id\n1\n", encoding="utf-8")
    assert lancer(jeu) == 2
    assert "colonnes absentes" in capsys.readouterr().err
    (jeu / "offres.json.gz").write_bytes(gzip.compress(b"[]"))
    assert lancer(jeu) == 2


def test_an_unknown_offer_is_named(jeu, capsys):
    contenu = (jeu / "lues.csv").read_text(encoding="utf-8").replace("\n2,", "\n77,")
    (jeu / "lues.csv").write_text(contenu, encoding="utf-8")
    assert lancer(jeu) == 2
    assert "ligne 3 : l’offre 77" in capsys.readouterr().err


def test_the_split_depends_on_the_id_alone():
    parts = [partie(f"{n:07}") for n in range(2000)]
    assert parts == [partie(f"{n:07}") for n in range(2000)]
    assert 0.36 < parts.count("verifier") / 2000 < 0.44


def test_labels_and_readings_speak_the_same_language():
    ligne = dict.fromkeys(COLONNES, "") | {
        "certifs": "E:CACES 1-3|S:SST", "autres_permis": "C|S:BE", "langues": "anglais:E",
        "diplome": "E:?", "transport": "non_desservi",
    }  # fmt: skip
    assert etiquettes.dites(ligne) == {
        ("certifs:E", "caces_1"), ("certifs:E", "caces_3"), ("certifs:S", "sst"),
        ("autres_permis:E", "C"), ("autres_permis:S", "BE"), ("langues:E", "en"),
        ("diplome:E", "?"), ("transport:non_desservi", ""),
    }  # fmt: skip
    ligne["certifs"] = "E:CACES 1|3|S:SST"
    assert {nom for nom in etiquettes.dites(ligne) if nom[0].startswith("certifs")} == {
        ("certifs:E", "caces_1"), ("certifs:E", "caces_3"), ("certifs:S", "sst"),
    }  # fmt: skip


def test_a_doubtful_demand_never_counts_as_blocking():
    lues = lire("Avantages : permis B")
    assert [str(e.exigence) for e in lues] == ["inconnu"]
    assert etiquettes.fermes(lues) == etiquettes.lues(lues) == set()


@pytest.mark.reel
def test_figures_on_offers_put_aside(donnees_partagees):
    """Measured on the check part (111 offers): bloquant .927 / .737, mean F1 .83 (n ≥ 5).

    The goals (.95 and .85) are met on the whole, not on this part alone: docs/performance.md.
    """
    dossier = donnees_partagees / "offres"
    chemins = dossier / "exigences_lues.csv", dossier / "france_travail_v2_resultats.json.gz"
    verifier = {m["etiquette"]: m for m in resumer(list(comparer(*chemins, "verifier")))}
    assert verifier["bloquant"]["precision"] >= 0.92
    assert verifier["bloquant"]["recall"] >= 0.70
    assert verifier["permis_b:E"]["precision"] >= 0.95
    assert verifier["moyenne (n ≥ 5)"]["f1"] >= 0.82
    tout = {m["etiquette"]: m for m in resumer(list(comparer(*chemins, "tout")))}
    assert tout["bloquant"]["precision"] >= 0.95
    assert tout["moyenne (n ≥ 5)"]["f1"] >= 0.90


@pytest.mark.reel
def test_an_offer_is_read_in_two_milliseconds(donnees_partagees):
    chemin = donnees_partagees / "offres" / "france_travail_v2_resultats.json.gz"
    offres = json.loads(gzip.decompress(chemin.read_bytes()))["resultats"][:400]
    debut = time.process_time()
    for offre in offres:
        lire(offre["description"], offre["intitule"])
    # Measured 1.25 ms on a busy machine; the margin is for slower ones.
    assert (time.process_time() - debut) / len(offres) <= 0.004
