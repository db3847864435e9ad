"""Know-how from life: skills and proof are kept, where they come from stays with the référente."""

from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from matching import tables
from matching.moteur.savoirs_de_vie import experiences
from parcours.dossiers.models import CompetencePersonne, Experience
from parcours.orientations import cartes
from parcours.referentiels.models import Competence, MetierCompetence
from parcours.socle.horloge import aujourd_hui
from parcours.socle.models import Evenement

pytestmark = [pytest.mark.base, pytest.mark.django_db]
VECU = experiences()["parent_age"]
CODES = [savoir.code for savoir in VECU.competences]


@pytest.fixture(autouse=True)
def savoirs(db: None) -> None:
    for savoir in VECU.competences:
        Competence.objects.create(code=savoir.code, libelle=savoir.libelle, type="savoir_faire")


@pytest.fixture
def url(monde: Any) -> str:
    return reverse("dossiers:vecu", args=[monde.dossier_nadia.pk, "parent_age"])


def _donnees(**preuves: str) -> dict[str, Any]:
    return {"jeton": uuid4(), "mois": 36} | {f"savoir_{c}": p for c, p in preuves.items()}


def test_skills_and_proof_are_kept_and_rank_again(monde, client_de, url) -> None:
    donnees = _donnees(**{CODES[0]: "validee", CODES[1]: "declaree", CODES[2]: ""})
    assert client_de("awa").post(url, donnees).status_code == 302
    dossier = monde.dossier_nadia
    assert dict(dossier.competences.values_list("competence_id", "preuve")) == {
        CODES[0]: "validee", CODES[1]: "declaree",
    }  # fmt: skip
    experience = dossier.experiences.get()
    assert (experience.origine, experience.intitule) == ("vie", VECU.titre)
    assert Evenement.objects.filter(sujet_id=dossier.pk, quoi="qualification").exists()
    assert client_de("awa").post(url, donnees).status_code == 302  # sent twice
    assert dossier.experiences.count() == 1
    assert dossier.competences.count() == 2


def test_the_better_proof_stays(monde, client_de, url) -> None:
    for code, preuve in ((CODES[0], "validee"), (CODES[1], "declaree")):
        CompetencePersonne.objects.create(
            dossier=monde.dossier_nadia, competence_id=code, preuve=preuve
        )
    client_de("awa").post(url, _donnees(**{CODES[0]: "declaree", CODES[1]: "attestee"}))
    assert dict(monde.dossier_nadia.competences.values_list("competence_id", "preuve")) == {
        CODES[0]: "validee", CODES[1]: "attestee",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({}, "au moins un savoir-faire"),
        ({"107920": "validee"}, "savoir_107920"),  # out of reach through this experience
        ({"999999": "declaree"}, "au moins un savoir-faire"),
    ],
)
def test_nothing_or_a_proof_out_of_reach_is_refused(champs, phrase, monde, client_de, url) -> None:
    reponse = client_de("awa").post(url, _donnees(**champs))
    assert reponse.status_code == 422
    assert phrase in unescape(reponse.content.decode())
    assert monde.dossier_nadia.experiences.count() == 0


def test_only_the_referente_may_know(monde, client_de, url) -> None:
    liste = reverse("dossiers:vecus", args=[monde.dossier_nadia.pk])
    page = client_de("awa").get(liste).content.decode()
    assert page.count("savoir-faire possibles") == len(experiences()) >= 25
    assert client_de("awa").get(url).status_code == 200
    assert client_de("denis").get(liste).status_code == 403
    assert client_de("denis").post(url, _donnees(**{CODES[0]: "declaree"})).status_code == 403
    assert client_de("awa").get(url.replace("parent_age", "lune")).status_code == 404
    onglet = reverse("dossiers:qualifications", args=[monde.dossier_nadia.pk])
    assert "Savoir-faire de la vie" in client_de("awa").get(onglet).content.decode()
    assert "Savoir-faire de la vie" not in client_de("denis").get(onglet).content.decode()


def test_the_same_skills_from_another_origin_give_identical_bytes(monde, client_de, url) -> None:
    """Nadia from life, Karim from voluntary work: same profile, same card, byte for byte."""
    for code in CODES[:2]:
        MetierCompetence.objects.create(metier=monde.metier, competence_id=code, est_coeur=True)
    preuves = {CODES[0]: "attestee", CODES[1]: "declaree", CODES[2]: "declaree"}
    client_de("awa").post(url, _donnees(**preuves))
    autre = Experience.objects.create(
        dossier=monde.dossier_karim, origine="benevole", intitule="Association", mois=12
    )
    for code, preuve in sorted(preuves.items(), reverse=True):
        CompetencePersonne.objects.create(
            dossier=monde.dossier_karim, competence_id=code, preuve=preuve, experience=autre
        )
    jour = aujourd_hui()
    siennes, autres = (
        tables.profil_de(d, jour) for d in (monde.dossier_nadia, monde.dossier_karim)
    )
    assert sorted(siennes.competences.items()) == sorted(autres.competences.items())
    assert siennes.experience == autres.experience
    montrees = [
        repr(cartes._competences(d, monde.ouverture)).encode()
        for d in (monde.dossier_nadia, monde.dossier_karim)
    ]
    assert montrees[0] == montrees[1] != b"[]"
    assert CODES[2] not in montrees[0].decode()
    assert VECU.competences[2].libelle not in montrees[0].decode()
    assert VECU.titre.encode() not in montrees[0]
