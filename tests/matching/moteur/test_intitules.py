"""Linking free titles to labelled ones."""

import csv
import io
import zipfile

import pytest

from matching.moteur.intitules import LieurIntitules, normaliser

CORPUS = [
    ("Maçon / Maçonne", "F1703"),
    ("Aide-soignant / Aide-soignante", "J1501"),
    ("Agent / Agente de service hospitalier", "J1301"),
    ("Agent / Agente d’entretien des locaux", "K2204"),
    ("Cuisinier / Cuisinière", "G1602"),
    ("Commis / Commise de cuisine", "G1605"),
    ("Aide à domicile", "K1304"),
    ("Conducteur / Conductrice de bus", "N4103"),
]
LIEUR = LieurIntitules(CORPUS)


@pytest.mark.parametrize(
    ("titre", "code"),
    [
        ("urgent recherche maçon H/F CDI Voiron", "F1703"),
        ("MACONNE (F/H)", "F1703"),
        ("Aide soignante de nuit", "J1501"),
        ("Conductrice de bus - temps partiel", "N4103"),
        ("cuisiniere", "G1602"),
        ("Agent(e) d'entretien", "K2204"),
        ("aide a domicle", "K1304"),
    ],
)
def test_a_free_title_finds_its_metier(titre, code):
    assert LIEUR.classer([titre], 3)[0].candidats[0].code == code


@pytest.mark.parametrize(
    ("une", "autre"),
    [
        ("Serveur / Serveuse", "serveuse H/F"),
        ("Chef·fe de rang", "Cheffe de rang"),
        ("Employé(e) de ménage", "Employée de ménage"),
        ("Technicien / Technicienne de maintenance", "TECHNICIENNE DE MAINTENANCE"),
        ("Coordinateur (trice) social", "Coordinatrice sociale"),
    ],
)
def test_masculine_and_feminine_have_one_form(une, autre):
    assert normaliser(une) == normaliser(autre) != ""


def test_candidates_are_distinct_codes_with_falling_probability():
    candidats = LIEUR.classer(["agent de service cuisine"], 5)[0].candidats
    assert len({c.code for c in candidats}) == len(candidats)
    probabilites = [c.probabilite for c in candidats]
    assert probabilites == sorted(probabilites, reverse=True)
    assert all(0 <= p <= 1 for p in probabilites)


def test_it_says_when_it_is_not_sure():
    sur, flou, vide, etranger = LIEUR.classer(["Maçon H/F", "agent", "H/F CDI", "zzz qqq"], 3)
    assert sur.est_sur
    assert not flou.est_sur
    assert (vide.candidats, vide.est_sur) == ((), False)
    assert not etranger.est_sur


def test_many_titles_at_once_are_the_same_as_one_by_one():
    titres = ["maçon", "aide soignant", "bus"]
    assert LIEUR.classer(titres, 2) == [LIEUR.classer([titre], 2)[0] for titre in titres]


def test_an_empty_corpus_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="aucun libellé"):
        LieurIntitules([("H/F", "A")])


@pytest.mark.reel
def test_real_titles_find_their_metier_among_all_of_rome(donnees_partagees):
    archive = zipfile.ZipFile(donnees_partagees / "rome" / "RefRomeCsv_v460.zip")
    with archive.open("unix_referentiel_appellation_v460_utf8.csv") as flux:
        lignes = list(csv.DictReader(io.TextIOWrapper(flux, "utf-8-sig")))
    lieur = LieurIntitules((x["libelle_appellation_long"], x["code_rome"]) for x in lignes)
    parents = {x["code_rome"]: x["code_rome_parent"] for x in lignes}
    with (donnees_partagees / "titres" / "paires_titre_rome.csv").open(encoding="utf-8") as flux:
        paires = list(csv.DictReader(flux))
    bons = 0
    for paire, liens in zip(paires, lieur.classer([p["titre"] for p in paires], 5), strict=True):
        codes = [lien.code for lien in liens.candidats]
        if paire["version_code"] != "v4_label":
            codes = [parents[code] for code in codes]
        bons += paire["code_rome"] in codes
    assert bons / len(paires) >= 0.6
