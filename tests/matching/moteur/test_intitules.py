"""Linking free titles to labelled ones."""

import csv
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.moteur.evaluation.intitules import est_de_mise_au_point, lieur_de
from matching.moteur.evaluation.sources import lire_rome
from matching.moteur.intitules import LieurIntitules, normaliser
from matching.moteur.intitules.bruit import apprendre
from matching.moteur.intitules.formes import forme
from matching.moteur.intitules.index import TRAITS, Corpus, Index

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


@pytest.mark.parametrize(
    ("titre", "attendu"),
    [
        ("Acteur / Actrice", "acteur"),
        ("Chef pâtissier / Cheffe pâtissière de restaurant", "chef patissier restaurant"),
        ("Auxiliaire Spécialisé / Spécialisée Vétérinaire", "auxiliair specialis veterinair"),
        ("Homme / Femme de ménage", "homm menag"),
        ("Responsable de plate-forme", "responsabl plat form"),
        ("Développeur C# / .NET", "developpeur c# net"),
    ],
)
def test_a_doublet_is_said_once_and_nothing_else_is_lost(titre, attendu):
    assert normaliser(titre) == attendu


def test_a_feminine_the_corpus_taught_is_folded_too():
    lieur = LieurIntitules([*CORPUS, ("Designer / Designeuse d'objets", "B1805")])
    assert lieur.classer(["designeuse"], 1)[0].candidats[0].code == "B1805"


def test_an_example_teaches_without_being_shown():
    titre = "Équipier polyvalent fast-food"
    exemples = [(titre, "G1605"), ("titre d'un métier inconnu", "Z9999")]
    lieur = LieurIntitules(CORPUS, exemples=exemples)
    premier = lieur.classer(["equipier polyvalent fast food"], 1)[0].candidats[0]
    assert (premier.code, premier.libelle) == ("G1605", "Commis / Commise de cuisine")
    assert "Z9999" not in lieur.codes


def test_what_a_code_asks_is_one_of_the_ways_of_looking():
    formes = [forme(libelle) for libelle, _ in CORPUS]
    fiches = [
        [forme("accompagner une personne âgée").mots if c == "K1304" else "" for _, c in CORPUS]
    ]
    index = Index(Corpus(formes, np.arange(len(CORPUS)), len(CORPUS), fiches))
    [regard] = index.regarder([forme("accompagner les personnes âgées")])
    notes = dict(zip(regard.codes.tolist(), regard.traits[:, TRAITS.index("fiche_1")], strict=True))
    assert [CORPUS[rang][1] for rang, note in notes.items() if note > 0] == ["K1304"]


def test_the_same_corpus_always_gives_the_same_answers():
    titres = ["macon", "cuisine de nuit", "agent hospitalier"]
    melange = list(reversed(CORPUS))
    une, autre = LieurIntitules(CORPUS).classer(titres), LieurIntitules(melange).classer(titres)
    assert une == autre
    assert pickle.loads(pickle.dumps(LIEUR)).classer(titres) == LIEUR.classer(titres)


@given(st.text(max_size=60))
def test_no_text_breaks_it(texte):
    [liens] = LIEUR.classer([texte], 3)
    assert len(liens.candidats) <= 3
    assert all(0 <= lien.probabilite <= 1 for lien in liens.candidats)


def test_ad_noise_is_what_offers_repeat_whatever_the_metier():
    metiers = [("macon", "F1"), ("couvreur", "F2"), ("cuisinier", "G1"), ("serveur", "G2")]
    offres = [(["urgent", metier], code) for metier, code in metiers] * 3
    offres += [(["urgent"], "H1")]
    libelles = [[metier] for metier, _ in metiers]
    assert apprendre(offres, libelles, rapport=4, dispersion=0.5, domaines=3) == ["urgent"]
    assert (
        apprendre(offres, [*libelles, ["urgent"], ["urgent"]] * 2, rapport=4, dispersion=0.5) == []
    )


@pytest.fixture(scope="module")
def rome(donnees_partagees):
    return lire_rome(donnees_partagees / "rome" / "RefRomeCsv_v460.zip")


@pytest.mark.reel
def test_real_titles_find_their_metier_among_all_of_rome(donnees_partagees, rome, monkeypatch):
    """Without the regression, for speed; the command measures the whole."""
    monkeypatch.setattr("matching.moteur.intitules.lieur.CACHES_AU_PLUS", 400)
    lieur = lieur_de(rome, avec_regression=False)
    with (donnees_partagees / "titres" / "paires_titre_rome.csv").open(encoding="utf-8") as flux:
        paires = [p for p in csv.DictReader(flux) if not est_de_mise_au_point(p["titre"])][::2]
    bons = 0
    for paire, liens in zip(paires, lieur.classer([p["titre"] for p in paires], 5), strict=True):
        codes = [lien.code for lien in liens.candidats]
        if paire["version_code"] != "v4_label":
            codes = [rome.parents[code] for code in codes]
        bons += paire["code_rome"] in codes
    assert bons / len(paires) >= 0.66
    connus = rome.appellations[::80]
    trouves = [liens.candidats[0].code for liens in lieur.classer([a[0] for a in connus], 1)]
    assert sum(c == a[1] for c, a in zip(trouves, connus, strict=True)) / len(connus) >= 0.98
