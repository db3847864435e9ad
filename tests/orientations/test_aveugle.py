"""The recipient never learns who it is: pages, e-mails, reminders, against a list of markers."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from matching.moteur import grilles
from parcours.dossiers.models import (
    Certification,
    CompetencePersonne,
    Diplome,
    Experience,
    Langue,
    Permis,
    Situation,
)
from parcours.offres.models import ExigenceOuverture
from parcours.orientations import cartes, courriels, relances, textes
from parcours.orientations.models import Courriel, Orientation
from parcours.referentiels.models import Competence, Metier, MetierCompetence
from tests.monde import Monde
from tests.orientations.outils import adresse_du_lien, changer, envoyee, faire_les_taches

pytestmark = [pytest.mark.base, pytest.mark.django_db]

MARQUES = (
    "nadia", "benali", "06 12 34 56 78", "0612345678", "nadia@exemple.test", "rue des trembles",
    "mistral", "qpv", "1991", "34 ans", "femme", "garde", "sante", "santé", "enfant", "rsa",
    "freins", "frein", "score", "rang ", "célibataire", "algérie", "delf", "hors_ue", "rqth",
    "étranger", "bénévol", "38100",
)  # fmt: skip
# No e-mail, to anyone, says these (design 05, SEC-03).
MOTS_INTERDITS = (
    "garde", "crèche", "enfant", "santé", "sante", "malad", "handicap", "rqth", "frein", "mobilité",
    "permis", "logement", "dette", "rsa", "langue", "français", "illettr", "numérique", "horaire",
    "quartier", "qpv", "femme", "homme", "titre de séjour", "papiers",
)  # fmt: skip


@pytest.fixture
def nadia(monde: Monde) -> Any:
    """Nadia with everything that must not show, and what may."""
    dossier = monde.dossier_nadia
    personne = dossier.personne
    personne.telephone, personne.adresse = "06 12 34 56 78", "5 rue des Trembles, 38100"
    personne.naissance_le, personne.naissance_annee = date(1991, 5, 4), 1991
    personne.nationalite = "hors_ue"
    personne.save()
    autre = Metier.objects.create(code="K1304", libelle="Aide à domicile")
    coeur = Competence.objects.create(
        code="1", libelle="Entretenir des locaux", type="savoir_faire"
    )
    autres = Competence.objects.create(code="2", libelle="Soigner un enfant", type="savoir_faire")
    MetierCompetence.objects.create(metier=monde.metier, competence=coeur, est_coeur=True)
    vie = Experience.objects.create(
        dossier=dossier, origine="vie", metier=autre, intitule="Élever mes enfants", mois=140
    )
    Experience.objects.create(dossier=dossier, origine="salariee", metier=monde.metier, mois=20)
    Experience.objects.create(
        dossier=dossier, origine="benevole", metier=monde.metier, mois=7, fin_annee=1991,
        intitule="Bénévole, femmes solidaires",
    )  # fmt: skip
    CompetencePersonne.objects.create(
        dossier=dossier, competence=autres, preuve="validee", experience=vie
    )
    CompetencePersonne.objects.create(dossier=dossier, competence=coeur, preuve="attestee")
    utile = Competence.objects.create(code="3", libelle="Trier le linge", type="savoir_faire")
    MetierCompetence.objects.create(metier=monde.metier, competence=utile)
    CompetencePersonne.objects.create(dossier=dossier, competence=utile, experience=vie)
    Diplome.objects.create(dossier=dossier, intitule="CAP, 1991", niveau=3, annee=1991)
    Diplome.objects.create(
        dossier=dossier, intitule="Licence, Algérie", niveau=6, est_etranger_non_reconnu=True
    )
    Certification.objects.create(dossier=dossier, code="delf-b1", intitule="DELF B1")
    Certification.objects.create(dossier=dossier, code="sst", intitule="SST")
    Certification.objects.create(
        dossier=dossier,
        code="caces",
        intitule="CACES 3",
        expire_le=date.today() - timedelta(days=1),
    )
    Permis.objects.create(dossier=dossier, categorie="B")
    Permis.objects.create(dossier=dossier, categorie="C", est_etranger=True)
    Langue.objects.create(dossier=dossier, code="fr", oral="B1", ecrit="A2")
    Langue.objects.create(dossier=dossier, code="ar", oral="C2")
    Situation.objects.create(dossier=dossier, nature="rsa")
    dossier.recherche.grille = grilles.vers_hexa(
        grilles.depuis_plages([(range(5), "08:00", "16:00")])
    )
    dossier.recherche.save()
    return dossier


def sans_mot(texte: str, mots: tuple[str, ...] = MARQUES) -> list[str]:
    """The forbidden words found in what a person would read (tags and addresses apart)."""
    lu = re.sub(r"<[^>]+>", " ", texte)
    return [mot for mot in mots if re.search(rf"(?<!\w){re.escape(mot)}", lu.lower())]


def test_the_card_says_what_the_person_can_do(nadia: Any, monde: Monde) -> None:
    carte = cartes.pour_ouverture(
        dossier=nadia, ouverture=monde.ouverture, mot="Sérieux constant.", jour=date.today()
    )
    assert carte == {
        "version": 1,
        "genre": "ouverture",
        "competences": [
            {"libelle": "Entretenir des locaux", "preuve": "Attestée"},
            {"libelle": "Trier le linge", "preuve": "Déclarée"},
        ],
        "experiences": [{"metier": monde.metier.libelle, "duree": "2 ans et 3 mois"}],
        "niveau": "Niveau 3 (CAP, BEP)",
        "certifications": ["SST"],
        "permis": ["B"],
        "langues": [],
        "disponibilite": {
            "horaires": "lun–ven 8 h – 16 h", "heures": "", "debut": "tout de suite",
        },
        "mot": "Sérieux constant.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("provenance", "exigence", "attendu"),
    [
        ("employeur", "E", [{"langue": "Français", "oral": "B1", "ecrit": "A2"}]),
        ("import", "S", [{"langue": "Français", "oral": "B1", "ecrit": "A2"}]),
        ("deduit", "E", []),
        ("texte", "inconnu", []),
    ],
)
def test_french_only_when_the_opening_asks(
    provenance: str, exigence: str, attendu: list[Any], nadia: Any, monde: Monde
) -> None:
    ExigenceOuverture.objects.create(
        ouverture=monde.ouverture, critere="langue_oral", code="fr", niveau=2, exigence=exigence,
        provenance=provenance,
    )  # fmt: skip
    carte = cartes.pour_ouverture(
        dossier=nadia, ouverture=monde.ouverture, mot="", jour=date.today()
    )
    assert carte["langues"] == attendu


def test_a_long_career_does_not_tell_an_age() -> None:
    assert [cartes.duree_lisible(m) for m in (7, 12, 27, 119, 120, 400)] == [
        "7 mois", "1 an", "2 ans et 3 mois", "9 ans et 11 mois", "10 ans ou plus", "10 ans ou plus",
    ]  # fmt: skip


def test_no_marker_on_any_page_or_e_mail_of_the_employer(
    nadia: Any, monde: Monde, client_de: Any
) -> None:
    """Along a whole life: sent, reminded, sent again, taken, invited, then declined."""
    orientation = envoyee(monde, nadia, mot="Sérieux constant, deux chantiers sans absence.")
    pages: list[str] = []

    def lire() -> None:
        faire_les_taches()
        for courriel in mail.outbox:
            if "vercors@exemple.test" in courriel.to and "/repondre/" in courriel.body:
                pages.append(Client().get(adresse_du_lien(courriel.body)).content.decode())
        vercors = client_de("vercors")
        pages.append(vercors.get(f"/reponses/{orientation.pk}/").content.decode())
        pages.extend(
            vercors.get("/reponses/", {"voir": v}).content.decode()
            for v in ("a_repondre", "repondues")
        )

    lire()
    relances.relancer(orientation_id=orientation.pk, par=monde.awa)
    for transition in ("prendre_en_charge", "demander_prealable", "convoquer"):
        changer(orientation, transition, "destinataire")
        lire()
    changer(orientation, "decliner", "conseiller", details=changer_details("sante"), par=monde.awa)
    lire()
    lus = [c for c in mail.outbox if "vercors@exemple.test" in c.to]
    assert len(lus) == 3
    assert any("Entretenir des locaux" in page for page in pages)
    for texte in [*pages, *(f"{c.subject}\n{c.body}" for c in lus)]:
        assert sans_mot(texte) == []


def changer_details(motif: str) -> Any:
    from parcours.orientations.services import Details

    return Details(motif=motif)


@pytest.mark.parametrize("gabarit", courriels.GABARITS)
def test_no_forbidden_word_in_any_template(gabarit: str) -> None:
    contexte = {
        "reference": "K7F3", "etat": "Acceptée", "structure": "Relais Emploi Sud",
        "adresse_reponse": "https://x", "adresse_accueil": "https://x", "adresse_fiche": "https://x",
        "jours_de_validite": 8,
    }  # fmt: skip
    texte = render_to_string(f"orientations/courriels/{gabarit}.txt", contexte).strip()
    objet, vide, *_ = texte.split("\n")
    assert objet
    assert vide == ""
    assert sans_mot(texte, MOTS_INTERDITS) == []
    assert sans_mot(texte) == []


def test_every_template_on_disk_is_listed() -> None:
    dossier = Path(settings.BASE_DIR) / "templates" / "orientations" / "courriels"
    assert {chemin.stem for chemin in dossier.glob("*.txt")} == set(courriels.GABARITS)


def test_e_mails_to_the_person_say_nothing_at_all(nadia: Any, monde: Monde) -> None:
    """A shared inbox learns neither the employer, the trade nor the answer."""
    changer(envoyee(monde, nadia), "accepter", "destinataire")
    faire_les_taches()
    (message,) = [c for c in mail.outbox if c.to == ["nadia@exemple.test"]]
    assert message.subject == "Parcours : vous avez un message"
    for mot in ("Vercors", "propreté", "accept", "candidature", "Nadia"):
        assert mot not in message.body


def test_the_card_disappears_when_the_agreement_is_taken_back(nadia: Any, monde: Monde) -> None:
    orientation = envoyee(monde, nadia)
    faire_les_taches()
    adresse = adresse_du_lien(mail.outbox[0].body)
    assert "Entretenir des locaux" in Client().get(adresse).content.decode()
    nadia.consentements.update(retire_le=timezone.now())
    reponse = Client().get(adresse)
    assert "Entretenir des locaux" not in reponse.content.decode()
    assert "ne sont plus partagées" in reponse.content.decode()
    donnees = {"transition": "accepter", "version": orientation.version}
    assert Client().post(adresse, donnees).status_code == 409
    assert Orientation.objects.get().etat == "envoyee"


def test_a_reminder_is_dropped_when_the_agreement_is_taken_back(nadia: Any, monde: Monde) -> None:
    envoyee(monde, nadia)
    nadia.consentements.update(retire_le=timezone.now())
    faire_les_taches()
    assert mail.outbox == []
    assert Courriel.objects.get().est_sans_objet


def test_identity_marks_are_found_whatever_their_form(nadia: Any) -> None:
    for mot in ("appeler au 06.12.34.56.78", "NADIA", "née en 1991", "à mistral", "Benali"):
        assert textes.defauts_du_mot_aveugle(mot, nadia.personne)
    assert not textes.defauts_du_mot_aveugle("Nadiane et le mistralien", nadia.personne)
