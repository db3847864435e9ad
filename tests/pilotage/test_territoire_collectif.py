"""« Et si une solution collective… »: asked, waited for, read; nothing small on any screen."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from matching import catalogues
from matching.equite.petits_nombres import TOTAL, Axe
from matching.models import EssaiCollectif
from parcours.dossiers.lieux import HORS_QPV, INCONNU, SEXES
from parcours.dossiers.models import Dossier, MetierVoulu
from parcours.offres.models import Ouverture
from parcours.pilotage.territoire import collectif, metiers
from parcours.pilotage.territoire.collectif import (
    CONCERNES,
    GAGNE,
    HORS,
    SANS_EFFET,
    Ligne,
    Reponse,
    pour_places,
)  # fmt: skip
from parcours.pilotage.territoire.comptes import EN_QPV
from parcours.referentiels.models import QPV, Metier
from parcours.socle import taches
from parcours.socle.models import EtatTache, Tache
from tests.matching.fabrique import grille, marcher, ouverture, sans_garde_a_prevoir
from tests.monde import MISTRAL, Monde
from tests.pilotage.test_territoire import PETIT, _vrai, peupler

pytestmark = [pytest.mark.base, pytest.mark.django_db]
BUS = {"nature": "bus", "vers": "c38185", "minutes": "60", "lieu": "QN03811M"}
GRAND = "QN00000F"
COMPTES: list[list[str | int]] = [
    ["QN03811M", "femme", 90, 60, 40, 480], ["QN03811M", "autre", 80, 45, 25, 120],
    [GRAND, "femme", 55, 30, 15, 100], [GRAND, "autre", 50, 30, 14, 80],
    [PETIT, "femme", 3, 3, 2, 31], [PETIT, "autre", 1, 1, 1, 7],
    [HORS_QPV, "femme", 90, 50, 30, 200], [HORS_QPV, "autre", 80, 30, 0, 0],
    [INCONNU, "femme", 20, 0, 0, 0], [INCONNU, "autre", 50, 30, 15, 90],
]  # fmt: skip


@pytest.fixture
def essai(monde: Monde) -> EssaiCollectif:
    """A trial already counted, with a tiny neighbourhood in it."""
    for code, nom in ((GRAND, "Les Hauts"), (PETIT, "Les Essarts")):
        QPV.objects.create(code=code, nom=nom, commune=monde.grenoble, geometrie=MISTRAL)
    return EssaiCollectif.objects.create(
        jour=date.today(), cle="cours:niveau=B1", nature="cours", valeurs={"niveau": "B1"},
        comptes=COMPTES, ouvertures=50,
    )  # fmt: skip


def test_asked_waited_for_and_read(monde: Monde, client_de: Any) -> None:
    """A bus for twenty women of Mistral and fifteen men elsewhere, one night job: 35 pairs."""
    Dossier.objects.update(statut="clos", clos_le=date.today())
    peupler(monde, 20, 0, sexe="femme", qpv=monde.mistral, qpv_etat="oui", latitude=45.168, longitude=5.71)  # fmt: skip
    peupler(monde, 15, 0, sexe="homme", qpv_etat="non", latitude=45.168, longitude=5.71)
    for dossier in Dossier.objects.filter(personne__nom="Témoin"):
        marcher(dossier, 10, tc=60)
        sans_garde_a_prevoir(dossier)
    ouverture(monde, latitude=45.19, longitude=5.73, grille=grille("22:00", "06:00"))
    catalogues.reconstruire(date.today())
    client = client_de("fatima")
    adresse = client.post("/territoire/solution", BUS)["Location"]
    assert adresse.endswith("?lieu=QN03811M")
    attente = client.get(adresse, headers={"HX-Request": "true"}).content.decode()
    assert "Le calcul est en cours" in attente
    assert "<html" not in attente
    assert 'hx-trigger="every 2s"' in attente
    assert taches.executer(EssaiCollectif.objects.get().tache_id)
    page = client.get(adresse).content.decode()
    assert "hx-trigger" not in page
    assert '<b class="pc-num">20</b><span>paires ouvertes' in page
    assert '<b class="pc-num">100 %</b><span>des paires pour des femmes' in page
    tout = client.get(adresse.split("?")[0]).content.decode()
    assert '<b class="pc-num">35</b><span>paires ouvertes' in tout
    for nom in ("Nadia", "Inventée", "Témoin"):
        assert nom not in page + tout


def test_a_failure_is_said_and_asked_again(monde: Monde, client_de: Any) -> None:
    client = client_de("fatima")
    adresse = client.post("/territoire/solution", BUS)["Location"]
    Tache.objects.update(etat=EtatTache.ECHOUEE)
    assert "Le calcul a échoué" in client.get(adresse).content.decode()
    client.post("/territoire/solution", BUS)
    assert "Le calcul est en cours" in client.get(adresse).content.decode()


@pytest.mark.parametrize("faute", [{"minutes": "600"}, {"vers": "c00000"}, {"nature": "fusee"}, {"lieu": "x"}])  # fmt: skip
def test_a_wrong_choice_is_said_and_asks_nothing(
    faute: dict[str, str], monde: Monde, client_de: Any
) -> None:
    reponse = client_de("fatima").post("/territoire/solution", BUS | faute)
    assert reponse.status_code == 422
    assert not EssaiCollectif.objects.exists()


def test_an_unknown_trial_is_not_found(monde: Monde, client_de: Any) -> None:
    assert client_de("fatima").get("/territoire/solution/999").status_code == 404


# --- what is shown --------------------------------------------------------------------------------


def test_shares_for_women_and_for_priority_neighbourhoods(essai: EssaiCollectif) -> None:
    r = Reponse.de(essai)
    mistral = collectif.ligne(r, "QN03811M")
    assert (mistral.concernes, mistral.personnes, mistral.paires) == (105, 65, 600)
    assert mistral.part_femmes == 80
    assert collectif.part_qpv(r) == 74
    assert collectif.ligne(r, HORS_QPV).paires == 200


def test_a_small_place_is_hidden_with_its_pairs(essai: EssaiCollectif) -> None:
    r = Reponse.de(essai)
    assert r.personnes(PETIT) is None
    assert r.concernes(PETIT) is None
    assert r.paires(PETIT) is None


def test_no_place_sex_or_effect_gives_back_a_handful_of_people(essai: EssaiCollectif) -> None:
    """The attacker asks for every place, and adds and subtracts everything they are told."""
    r = Reponse.de(essai)
    codes = ("QN03811M", GRAND, PETIT)
    axes = [
        Axe((*codes, HORS_QPV, INCONNU), ((EN_QPV, codes), (TOTAL, (EN_QPV, HORS_QPV, INCONNU)))),
        Axe.simple(SEXES),
        Axe((GAGNE, SANS_EFFET, HORS), ((CONCERNES, (GAGNE, SANS_EFFET)), (TOTAL, (CONCERNES, HORS)))),
    ]  # fmt: skip
    vrais: dict[Any, int] = {}
    for q, s, tous, concernes, gagnants, _ in COMPTES:
        vrais |= {(q, s, GAGNE): gagnants, (q, s, SANS_EFFET): int(concernes) - int(gagnants),
                  (q, s, HORS): int(tous) - int(concernes)}  # fmt: skip
    lignes = caches_vues = 0
    for rang, axe in enumerate(axes):
        autres = [a.noeuds for i, a in enumerate(axes) if i != rang]
        for (somme, parts), reste in product(axe.sommes, product(*autres)):
            cases = [(*reste[:rang], p, *reste[rang:]) for p in (*parts, somme)]
            caches = [c for c in cases if r.table[c] is None]
            lignes += 1
            caches_vues += len(caches)
            assert len(caches) != 1, cases
            if caches and cases[-1] not in caches:
                assert sum(_vrai(axes, vrais, c) for c in caches) >= 11
    assert lignes > 40
    assert caches_vues


def test_pairs_are_shown_only_where_people_are(essai: EssaiCollectif) -> None:
    r = Reponse.de(essai)
    noeuds = ("QN03811M", GRAND, PETIT, HORS_QPV, INCONNU, EN_QPV, TOTAL)
    for quartier, sexe in product(noeuds, (*SEXES, TOTAL)):
        paires = r.paires(quartier, sexe)
        assert (paires is None) == (r.personnes(quartier, sexe) is None)
        assert paires is None or paires % 5 == 0


def test_seats_scale_what_is_shown_and_choose_nobody() -> None:
    li = Ligne("q", "Q", 50, 40, 600, 80)
    assert pour_places(li, 20) == 240
    assert pour_places(li, 50) is None
    assert pour_places(Ligne("q", "Q", None, None, None, None), 20) is None
    assert pour_places(Ligne("q", "Q", 0, 0, 0, None), 20) is None


def test_places_are_read_on_the_page(essai: EssaiCollectif, client_de: Any) -> None:
    page = client_de("fatima").get(f"/territoire/solution/{essai.pk}?lieu=QN03811M&places=20")
    assert 'environ <b class="pc-num">115</b>' in page.content.decode()
    liste = client_de("fatima").get("/territoire/solution").content.decode()
    assert "Cours de français jusqu’au niveau B1" in liste


def test_an_empty_territory_is_a_page(monde: Monde, client_de: Any) -> None:
    Dossier.objects.update(statut="clos", clos_le=date.today())
    Ouverture.objects.update(etat="fermee")
    for adresse in ("solution", "metiers", "metiers?famille=K&lieu=QN03811M"):
        assert client_de("fatima").get(f"/territoire/{adresse}").status_code == 200


# --- métiers asked for and offered ----------------------------------------------------------------


@pytest.fixture
def voulus(monde: Monde) -> Monde:
    """Twenty people of Mistral who want K2204 first, and three who want N1103."""
    Dossier.objects.update(statut="clos", clos_le=date.today())
    cariste = Metier.objects.create(code="N1103", libelle="Magasinier / Magasinière gestionnaire")
    peupler(monde, 40, 0, qpv=monde.mistral, qpv_etat="oui")
    peupler(monde, 25, 0, qpv_etat="non")
    for rang, dossier in enumerate(Dossier.objects.filter(personne__nom="Témoin").order_by("pk")):
        if rang < 20 or rang >= 40:
            MetierVoulu.objects.create(recherche=dossier.recherche, metier=monde.metier, poids=3)
            MetierVoulu.objects.create(recherche=dossier.recherche, metier=cariste, poids=1)
        elif rang < 23:
            MetierVoulu.objects.create(recherche=dossier.recherche, metier=cariste, poids=2)
    ouverture(monde, latitude=45.9, longitude=5.9, places=7)
    return monde


def test_demand_counts_a_person_once_and_supply_counts_places_nearby(voulus: Monde) -> None:
    d = metiers.demande()
    assert d.de("K2204", "QN03811M") == 20
    assert d.de("N1103", "QN03811M") is None, "three people"
    ici = metiers.offre(date.today(), "QN03811M", 10)
    assert ici == {"K2204": 2}
    assert metiers.offre(date.today(), TOTAL, 10) == {"K2204": 9}
    ligne = next(li for li in metiers.par_famille(d, ici, "QN03811M") if li.code == "K")
    assert (ligne.personnes, ligne.places, ligne.pour_dix) == (20, 2, 1.0)


def test_the_page_of_metiers(voulus: Monde, client_de: Any) -> None:
    page = client_de("fatima").get("/territoire/metiers?lieu=QN03811M").content.decode()
    assert "Services à la personne" in page
    assert "famille=K" in page
    detail = client_de("fatima").get("/territoire/metiers?famille=K&lieu=total").content.decode()
    assert "Agent / Agente de propreté" in detail
    assert client_de("fatima").get("/territoire/metiers?lieu=x&km=z").status_code == 200
