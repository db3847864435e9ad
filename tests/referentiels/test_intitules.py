"""Titles to métiers in the product: learnt once per referential, kept in var/, never half read."""

import json
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.test import Client

from parcours.referentiels import intitules, proches, recherche, services, tasks
from parcours.referentiels.models import (
    Appellation,
    Competence,
    Metier,
    MetierCompetence,
    Mobilite,
    NomCourant,
    VersionReferentiel,
)
from parcours.socle import taches
from parcours.socle.models import EtatTache, Tache

pytestmark = [pytest.mark.base, pytest.mark.django_db]


@pytest.fixture
def metiers() -> None:
    for code, libelle in (
        ("K1303", "Assistant maternel / Assistante maternelle"),
        ("F1703", "Maçon / Maçonne"),
        ("F1704", "Aide-maçon / Aide-maçonne"),
        ("N4103", "Conducteur / Conductrice de bus"),
        ("N4101", "Conducteur / Conductrice de poids lourd"),
    ):
        Metier.objects.create(code=code, libelle=libelle)
    NomCourant.objects.create(nom="nounou", metier_id="K1303")
    Appellation.objects.create(code="1", libelle="Chauffeur / Chauffeuse de car", metier_id="N4103")
    VersionReferentiel.objects.create(nom="amorce", version="1", empreinte="")


@pytest.fixture
def appris(metiers: None) -> Path:
    intitules.construire()
    return intitules.chemin()


def test_without_an_index_names_still_answer(metiers: None) -> None:
    assert intitules.courant() is None
    assert [m.pk for m in recherche.metiers("nou")] == ["K1303"]
    assert "F1703" in [m.pk for m in recherche.metiers("macnne")]
    assert not any(p.est_sure for p in recherche.du_titre("conducteur"))


def test_a_free_title_is_linked_and_says_whether_it_is_sure(appris: Path) -> None:
    premier = recherche.du_titre("urgent recherche maçonne H/F CDI Voiron")[0]
    assert (premier.metier.pk, premier.est_sure) == ("F1703", True)
    assert recherche.du_titre("nounou")[0].metier.pk == "K1303"
    assert not any(p.est_sure for p in recherche.du_titre("conducteur"))
    assert recherche.du_titre("") == recherche.du_titre("H/F CDI") == []
    assert recherche.propositions("zzxqwv") == []


def test_a_metier_withdrawn_since_is_not_proposed(appris: Path) -> None:
    Metier.objects.filter(pk="F1703").update(est_retire=True)
    assert "F1703" not in [p.metier.pk for p in recherche.du_titre("maçonne voiron")]
    assert recherche.propositions("F1703") == []


def test_it_is_built_once_per_state_of_the_referential(appris: Path) -> None:
    avant = appris.stat().st_ino
    with mock.patch.object(intitules, "apprendre") as apprendre:
        assert intitules.construire()["noms"] == 7
    apprendre.assert_not_called()
    VersionReferentiel.objects.create(nom="rome", version="460", empreinte="")
    Metier.objects.create(code="G1602", libelle="Cuisinier / Cuisinière")
    assert not intitules.est_a_jour()
    etiquette = intitules.construire()
    assert (etiquette["noms"], etiquette["referentiel"]) == (8, "ROME complet")
    assert appris.stat().st_ino != avant
    assert recherche.du_titre("cuisinière de nuit")[0].metier.pk == "G1602"


@pytest.mark.parametrize("abime", [b"", b"rien de bon", b"x" * 5000])
def test_a_damaged_file_is_as_if_there_were_none_and_is_built_again(
    appris: Path, abime: bytes
) -> None:
    appris.write_bytes(abime)
    assert intitules.courant() is None
    assert [m.pk for m in recherche.metiers("nounou")] == ["K1303"]
    intitules.construire()
    assert intitules.courant() is not None


def test_an_index_signed_by_another_site_is_not_opened(appris: Path, settings: Any) -> None:
    settings.SECRET_KEY = "celle d’un autre site" + "z" * 40
    appris.touch()
    assert intitules.courant() is None


def test_an_empty_referential_gives_no_index(db: None) -> None:
    assert intitules.construire() is None
    assert recherche.propositions("maçon") == []


def test_an_import_asks_for_one_learning(
    metiers: None, django_capture_on_commit_callbacks: Any
) -> None:
    services._appliquer("amorce", "1", "a", [])
    services._appliquer("rome", "2", "b", [])
    services._appliquer("communes", "", "c", [])
    assert Tache.objects.filter(nom=services.APPRENDRE).count() == 1
    taches.executer(Tache.objects.get(nom=services.APPRENDRE).pk)
    assert Tache.objects.get(nom=services.APPRENDRE).etat == EtatTache.FAITE
    assert services.est_appris()


def test_a_long_learning_renews_its_lease(metiers: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(tasks, "BATTEMENT_S", 0.01)
    battements: list[int] = []
    contexte = mock.Mock(progresser=battements.append)

    def long() -> str:
        while len(battements) < 2:
            pass
        return "fini"

    assert tasks._attendre(contexte, long) == "fini"
    assert battements[:2] == [1, 2]


def test_a_learning_that_fails_says_so() -> None:
    with pytest.raises(ZeroDivisionError):
        tasks._attendre(mock.Mock(), lambda: 1 / 0)


# --- near métiers ---------------------------------------------------------------------------------


@pytest.fixture
def savoirs(metiers: None) -> None:
    for code, genre, porteurs in (
        ("10", "savoir_faire", ("F1703", "F1704")),
        ("11", "savoir_faire", ("F1703", "F1704")),
        ("12", "savoir", ("F1703", "F1704")),
        ("20", "savoir_faire", ("N4103", "N4101")),
    ):
        Competence.objects.create(code=code, libelle=f"Savoir {code}", type=genre)
        for metier in porteurs:
            MetierCompetence.objects.create(metier_id=metier, competence_id=code)
    Mobilite.objects.create(depart_id="F1703", arrivee_id="N4101", rang=1)


def test_near_metiers_are_official_ones_then_alike_ones(savoirs: None) -> None:
    assert [p.metier.pk for p in proches.proches("F1703")] == ["N4101"]
    assert proches.construire() == 5
    trouves = proches.proches("F1703", 2)
    assert [(p.metier.pk, p.est_officiel) for p in trouves] == [("N4101", True), ("F1704", False)]
    assert [p.phrase for p in trouves] == ["", "2 savoir-faire en commun"]
    assert proches.proches("F1703", 5, sauf=["N4101"])[0].metier.pk == "F1704"
    assert proches.proches("Z9999") == []


def test_near_metiers_are_learnt_once(savoirs: None) -> None:
    proches.construire()
    with mock.patch.object(proches, "_apprendre") as apprendre:
        proches.construire()
    apprendre.assert_not_called()
    proches._chemin().write_text("{", encoding="utf-8")
    assert not proches.est_a_jour()
    assert [p.metier.pk for p in proches.proches("F1703")] == ["N4101"]
    proches.construire()
    assert json.loads(proches._chemin().read_text())["voisins"]["F1703"][0] == "N4101"


def test_the_fragments_offer_what_was_found(appris: Path, savoirs: None, client_de: Any) -> None:
    client: Client = client_de("awa")
    du_titre = client.get("/referentiels/metiers/du-titre", {"intitule": "Maçonne"})
    assert 'value="Maçon / Maçonne (F1703)"' in du_titre.content.decode()
    assert (
        'type="radio"'
        not in client.get(
            "/referentiels/metiers/du-titre", {"intitule": "Maçonne", "metier": "cariste"}
        ).content.decode()
    )
    voisins = client.get("/referentiels/metiers/proches", {"metier_1": "Maçon / Maçonne (F1703)"})
    assert 'value="N4101"' in voisins.content.decode()
    liste = client.get("/referentiels/metiers", {"q": "nou"}).content.decode()
    assert "nounou" in liste
    assert "Assistant maternel" in liste
