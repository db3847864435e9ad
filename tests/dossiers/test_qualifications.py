"""What the person can do: kept once, with its proof; where a life taught it stays private."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from parcours.dossiers.models import Certification, Diplome, Experience, Langue, Passation
from parcours.dossiers.resume import resume_de
from parcours.dossiers.services import noter_langue
from parcours.referentiels.models import Competence, MetierCompetence
from parcours.socle.models import Evenement

pytestmark = pytest.mark.base
SECRET = "Trois ans auprès de son père"


@pytest.fixture
def ajouter(monde, client_de):
    def poster(genre: str, *, par: str = "awa", **champs: object):
        url = reverse("dossiers:qualification_nouvelle", args=[monde.dossier_nadia.pk, genre])
        return client_de(par).post(url, {"jeton": uuid4()} | champs)

    return poster


@pytest.fixture
def savoirs(monde) -> list[Competence]:
    faits = []
    for rang, nom in enumerate(["Laver les sols", "Vider les corbeilles", "Gérer un stock"]):
        savoir = Competence.objects.create(code=f"{rang}", libelle=nom, type="savoir_faire")
        MetierCompetence.objects.create(metier=monde.metier, competence=savoir, est_coeur=rang < 2)
        faits.append(savoir)
    return faits


@pytest.fixture
def de_la_vie(monde) -> Experience:
    return Experience.objects.create(
        dossier=monde.dossier_nadia, origine="vie", intitule=SECRET, mois=36, metier=monde.metier
    )


@pytest.mark.parametrize(
    ("genre", "champs", "champ"),
    [
        ("diplome", {"intitule": "CAP", "niveau": 3, "annee": 2012}, "diplomes"),
        ("certification", {"choix": "sst"}, "certifications"),
        ("certification", {"choix": "autre", "intitule": "Permis feu"}, "certifications"),
        ("permis", {"categorie": "B", "est_etranger": "on", "echange_avant_le": "2027-01-01"}, "permis"),
        ("langue", {"code": "ar", "oral": "C2", "ecrit": "B1"}, "langues"),
        ("experience", {"origine": "benevole", "intitule": "Cuisine", "mois": 6}, "experiences"),
    ],
)  # fmt: skip
def test_each_kind_is_kept_and_ranks_again(genre, champs, champ, monde, ajouter) -> None:
    assert ajouter(genre, **champs).status_code == 302
    assert getattr(monde.dossier_nadia, champ).count() == 1
    assert Evenement.objects.filter(sujet_id=monde.dossier_nadia.pk).exists()


@pytest.mark.parametrize(
    ("genre", "champs", "phrase"),
    [
        ("diplome", {"intitule": "CAP", "niveau": 12}, "12"),
        ("diplome", {"intitule": "CAP", "niveau": 3, "annee": 3024}, "l’année attendue"),
        ("certification", {"choix": "autre"}, "Écrire le nom du certificat"),
        ("permis", {"categorie": "B", "echange_avant_le": "2027-01-01"}, "permis étranger"),
        ("langue", {"code": "fr", "oral": "Z9"}, "Z9"),
        ("experience", {"origine": "salariee", "mois": 6}, "Choisir un métier"),
        ("experience", {"origine": "salariee", "intitule": "x", "mois": 0}, "1"),
        ("competence", {"competence": "zzzz", "preuve": "declaree"}, "aucune compétence"),
    ],
)
def test_what_cannot_be_is_said_in_words(genre, champs, phrase, monde, ajouter) -> None:
    reponse = ajouter(genre, **champs)
    assert reponse.status_code == 422
    assert phrase in reponse.content.decode()
    dossier = monde.dossier_nadia
    assert not dossier.diplomes.exists()
    assert not dossier.permis.exists()


def test_the_same_form_twice_adds_one(monde, client_de) -> None:
    url = reverse("dossiers:qualification_nouvelle", args=[monde.dossier_nadia.pk, "diplome"])
    donnees = {"jeton": uuid4(), "intitule": "CAP", "niveau": 3}
    for _ in range(2):
        client_de("awa").post(url, donnees)
    assert Diplome.objects.count() == 1


def test_what_is_held_once_is_not_entered_twice(monde, ajouter) -> None:
    ajouter("permis", categorie="B")
    assert "déjà noté" in ajouter("permis", categorie="B").content.decode()


def test_an_experience_proposes_its_essential_skills(monde, ajouter, savoirs, client_de) -> None:
    reponse = ajouter("experience", origine="salariee", metier="K2204", mois=24)
    experience = Experience.objects.get()
    assert reponse.url == reverse(
        "dossiers:competences_du_metier", args=[monde.dossier_nadia.pk, experience.pk]
    )
    client = client_de("awa")
    page = client.get(reponse.url).content.decode()
    assert page.index("Laver les sols") < page.index("Gérer un stock")
    for _ in range(2):
        client.post(reponse.url, {"jeton": uuid4(), "competences": [savoirs[0].pk]})
    acquise = monde.dossier_nadia.competences.get()
    assert (acquise.competence, acquise.preuve) == (savoirs[0], "declaree")
    assert acquise.experience == experience
    # A skill that is not of this métier cannot be slipped in.
    autre = Competence.objects.create(code="99", libelle="Piloter", type="savoir_faire")
    assert client.post(reponse.url, {"competences": [autre.pk]}).status_code == 422


def test_a_skill_is_found_by_a_few_words_and_its_proof_grows(
    monde, ajouter, savoirs, client_de
) -> None:
    ajouter("competence", competence="laver sols", preuve="declaree")
    acquise = monde.dossier_nadia.competences.get()
    assert acquise.competence == savoirs[0]
    url = reverse(
        "dossiers:qualification_modifier", args=[monde.dossier_nadia.pk, "competence", acquise.pk]
    )
    client_de("awa").post(url, {"competence": "Laver les sols", "preuve": "attestee"})
    acquise.refresh_from_db()
    assert acquise.preuve == "attestee"


def test_where_a_life_taught_it_is_for_the_referent_and_the_person(
    monde, de_la_vie, client_de
) -> None:
    dossier = monde.dossier_nadia
    onglet = reverse("dossiers:qualifications", args=[dossier.pk])
    fiche = reverse(
        "dossiers:qualification_modifier", args=[dossier.pk, "experience", de_la_vie.pk]
    )
    fil = reverse("dossiers:journal", args=[dossier.pk])
    for url in (onglet, fil):
        assert SECRET in client_de("awa").get(url).content.decode()
        for autre in ("bruno", "denis"):
            assert SECRET not in client_de(autre).get(url).content.decode()
    assert client_de("awa").get(fiche).status_code == 200
    assert client_de("denis").get(fiche).status_code == 404
    assert SECRET in client_de("nadia").get(reverse("dossiers:mes_informations")).content.decode()
    assert SECRET not in resume_de(dossier)
    # Holiday cover acts as the référent.
    jour = timezone.localdate()
    Passation.objects.create(
        dossier=dossier, nature="remplacement", de=monde.awa, vers=monde.bruno,
        du=jour - timedelta(days=1), au=jour + timedelta(days=1),
    )  # fmt: skip
    assert SECRET in client_de("bruno").get(onglet).content.decode()


def test_denis_cannot_remove_what_he_may_not_see(monde, de_la_vie, client_de) -> None:
    args = [monde.dossier_nadia.pk, "experience", de_la_vie.pk]
    url = reverse("dossiers:qualification_retirer", args=args)
    assert client_de("denis").post(url).status_code == 404
    assert Experience.objects.exists()


def test_a_qualification_of_another_dossier_is_not_found(monde, client_de) -> None:
    ailleurs = Diplome.objects.create(dossier=monde.dossier_karim, intitule="Bac", niveau=4)
    args = [monde.dossier_nadia.pk, "diplome", ailleurs.pk]
    url = reverse("dossiers:qualification_modifier", args=args)
    assert client_de("awa").get(url).status_code == 404
    client_de("awa").post(reverse("dossiers:qualification_retirer", args=args))
    assert Diplome.objects.filter(pk=ailleurs.pk).exists()


def test_removed_it_stays_in_the_history(monde, client_de) -> None:
    certificat = Certification.objects.create(
        dossier=monde.dossier_nadia, code="sst", intitule="SST"
    )
    args = [monde.dossier_nadia.pk, "certification", certificat.pk]
    client_de("awa").post(reverse("dossiers:qualification_retirer", args=args))
    fil = client_de("awa").get(reverse("dossiers:journal", args=[monde.dossier_nadia.pk]))
    assert "Certification « SST » : retrait" in fil.content.decode()


def test_french_is_written_once_and_only_when_it_changes(monde) -> None:
    dossier = monde.dossier_nadia
    for oral in ("A2", "A2", "B1"):
        noter_langue(dossier=dossier, par=monde.awa, oral=oral, ecrit="A1")
    francais = Langue.objects.get(dossier=dossier)
    assert (francais.code, francais.oral, francais.history.count()) == ("fr", "B1", 2)
    assert Evenement.objects.filter(sujet_id=dossier.pk, quoi="langue").count() == 2


def test_the_tab_costs_the_same_whatever_its_length(
    monde, client_de, savoirs, django_assert_max_num_queries
) -> None:
    for n in range(10):
        Experience.objects.create(
            dossier=monde.dossier_nadia, origine="salariee", metier=monde.metier, mois=n + 1
        )
    client = client_de("awa")
    with django_assert_max_num_queries(24):
        client.get(reverse("dossiers:qualifications", args=[monde.dossier_nadia.pk]))
