"""Synthèse, journal, summary, and what the person sees of it all."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from parcours.dossiers import fil, resume
from parcours.dossiers.modeles.dossiers import NatureSituation
from parcours.dossiers.models import Consentement, Document, Echange, Situation
from parcours.dossiers.services.personnes import enregistrer_personne
from parcours.dossiers.services.qualifications import ajouter_competences
from parcours.dossiers.services.recherches import enregistrer_recherche
from parcours.dossiers.services.situations import noter_situation
from parcours.referentiels.models import Competence
from parcours.socle.models import ActionJournal, EntreeJournal

pytestmark = pytest.mark.base


@pytest.fixture
def url(monde):
    def adresse(nom: str) -> str:
        return reverse(f"dossiers:{nom}", args=[monde.dossier_nadia.pk])

    return adresse


def test_the_frame_says_who_where_and_when_and_the_right_tab(monde, client_de, url) -> None:
    page = client_de("awa").get(url("synthese")).content.decode()
    for attendu in (
        "Nadia B.",
        "Mistral",
        "suivi par Awa D.",
        "il y a 3 jours",
        "Noter un échange",
    ):
        assert attendu in page
    assert page.count('aria-current="page"') == 1


def test_a_reader_is_told_so_and_sees_no_way_to_change(monde, client_de, url) -> None:
    page = client_de("bruno").get(url("synthese")).content.decode()
    assert "Lecture seule" in page
    assert reverse("dossiers:demander_acces", args=[monde.dossier_nadia.pk]) in page
    assert "Modifier" not in page
    assert reverse("dossiers:passation", args=[monde.dossier_nadia.pk]) not in page


def test_the_journal_says_who_changed_what_in_words(monde, client_de, url) -> None:
    dossier, client = monde.dossier_nadia, client_de("awa")
    client.post(url("projet"), {"projet": "alternance", "origine": "aller_vers"})
    noter_situation(dossier=dossier, par=monde.awa, nature="rsa", champs={"est_oui": True})
    noter_situation(dossier=dossier, par=monde.awa, nature="rsa", champs={"est_oui": False})
    enregistrer_recherche(
        dossier=dossier, par=monde.awa, champs={"heures_max": 28}, metiers={"K2204": 3}
    )
    page = client.get(url("journal")).content.decode()
    assert "Dossier : projet : À définir → Alternance" in page
    assert "RSA : oui : oui → non" in page
    assert "heures par semaine, au plus : rien → 28" in page
    assert "1 métier voulu ajouté" in page


def test_many_skills_at_once_are_one_line(monde, client_de, url) -> None:
    codes = [
        Competence.objects.create(code=str(n), libelle=f"S{n}", type="savoir_faire").pk
        for n in range(3)
    ]
    ajouter_competences(dossier=monde.dossier_nadia, par=monde.awa, codes=codes)
    assert "3 compétences ajoutées" in client_de("awa").get(url("journal")).content.decode()


def test_a_handicap_is_told_to_those_who_edit_only(monde, client_de, url) -> None:
    for nature in (NatureSituation.RQTH, NatureSituation.AAH):
        champs = {"est_oui": True}
        noter_situation(dossier=monde.dossier_nadia, par=monde.awa, nature=nature, champs=champs)
    for page in ("synthese", "journal"):
        assert "RQTH" in client_de("awa").get(url(page)).content.decode()
        autre = client_de("bruno").get(url(page)).content.decode()
        assert "RQTH" not in autre
        assert "AAH" not in autre
    texte = client_de("awa").get(url("resume")).context["texte"]
    assert "RQTH" not in texte
    assert "AAH" not in texte


def test_upper_apps_add_their_lines(monde, client_de, url, monkeypatch) -> None:
    monkeypatch.setattr(fil, "_sources", [])
    monkeypatch.setattr(resume, "_sources", [])

    def orientations(dossier):
        return [fil.Entree(timezone.now(), f"Orientation n° {dossier.pk}", lien="/x")]

    def freins(dossier):
        return [("Freins", ["Garde : pas avant 8 h"])]

    fil.enregistrer(orientations)
    fil.enregistrer(orientations)
    resume.enregistrer(freins)
    page = client_de("awa").get(url("journal")).content.decode()
    assert page.count(f"Orientation n° {monde.dossier_nadia.pk}") == 1
    assert "FREINS\nGarde : pas avant 8 h" in client_de("awa").get(url("resume")).context["texte"]


def test_who_looked_is_known_to_those_who_edit_and_to_the_person(monde, client_de, url) -> None:
    client_de("bruno").get(url("synthese"))
    client_de("bruno").get(url("journal"))
    for page in (
        client_de("awa").get(url("journal")),
        client_de("nadia").get(reverse("dossiers:mes_informations")),
    ):
        vues = page.context["consultations"]
        bruno = next(c for c in vues if c.qui == "Bruno F.")
        assert (bruno.fois, bruno.jour) == (2, timezone.localdate())
    assert "Qui a consulté" not in client_de("bruno").get(url("journal")).content.decode()


def test_the_summary_is_whole_and_its_exit_is_logged(monde, client_de, url) -> None:
    dossier = monde.dossier_nadia
    Situation.objects.create(dossier=dossier, nature="rsa")
    Echange.objects.create(
        dossier=dossier, par=monde.awa, nature="appel", quand=timezone.now(), note="Note interne"
    )
    enregistrer_recherche(
        dossier=dossier, par=monde.awa, champs={"contrats": ["cdi"]}, metiers={"K2204": 3}
    )
    texte = client_de("bruno").get(url("resume")).context["texte"]
    for attendu in ("Nadia Benali", "Grenoble, Mistral", "RSA : oui", "propreté", "CDI"):
        assert attendu in texte
    assert "Note interne" not in texte
    sortie = EntreeJournal.objects.get(action=ActionJournal.EXPORT)
    assert sortie.acteur == monde.bruno.pseudonyme


def test_pages_cost_a_fixed_number_of_queries(monde, client_de, url) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_de("awa")

    def cout(page: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as requetes:
            client.get(url(page))
        return len(requetes)

    client.get(url("synthese"))
    avant = {p: cout(p) for p in ("synthese", "journal")}
    for n in range(8):
        Echange.objects.create(
            dossier=monde.dossier_nadia, par=monde.awa, nature="appel", quand=timezone.now()
        )
        enregistrer_personne(
            dossier=monde.dossier_nadia, par=monde.awa, champs={"nom": f"B{n}"}, point=None,
            quartier=None,
        )  # fmt: skip
    assert {p: cout(p) for p in avant} == avant
    assert max(avant.values()) < 50


def test_the_person_reads_what_is_noted_notes_included(monde, client_de) -> None:
    Echange.objects.create(
        dossier=monde.dossier_nadia, par=monde.awa, nature="appel", quand=timezone.now(),
        note="Préfère le matin.",
    )  # fmt: skip
    page = client_de("nadia").get(reverse("dossiers:mes_informations")).content.decode()
    assert "Préfère le matin." in page
    assert "Préfère le matin." not in (
        client_de("karim").get(reverse("dossiers:mes_informations")).content.decode()
    )


def test_the_person_corrects_how_to_be_reached(monde, client_de) -> None:
    url = reverse("dossiers:mes_coordonnees")
    bon = {"telephone": "06 55 44 33 22", "email": "n@exemple.test", "commune": "38185"}
    client_de("nadia").post(url, bon)
    personne = monde.dossier_nadia.personne
    personne.refresh_from_db()
    assert (personne.telephone, personne.email) == ("06 55 44 33 22", "n@exemple.test")
    # Same commune, same address: the quarter already known is kept.
    assert personne.qpv == monde.mistral
    mauvais = client_de("nadia").post(url, bon | {"telephone": "chez ma sœur"})
    assert mauvais.status_code == 422
    assert "chez ma sœur" in mauvais.content.decode()


def test_the_person_withdraws_a_consent_theirs_only(monde, client_de) -> None:
    accords = [
        Consentement.objects.create(
            dossier=d, finalite="passation", moyen="oral", donne_le=timezone.now()
        )
        for d in (monde.dossier_nadia, monde.dossier_karim)
    ]
    client = client_de("nadia")
    statuts = [
        client.post(reverse("dossiers:mon_accord_retirer", args=[a.pk])).status_code
        for a in accords
    ]
    assert statuts == [302, 404]
    assert [bool(Consentement.objects.get(pk=a.pk).retire_le) for a in accords] == [True, False]


def test_the_person_downloads_their_documents_only(monde, client_de) -> None:
    from django.core.files.base import ContentFile

    document = Document.objects.create(
        dossier=monde.dossier_nadia, type="cv", nom="cv.pdf", type_mime="application/pdf",
        taille=3, fichier=ContentFile(b"abc", name=f"{uuid4().hex}.pdf"),
    )  # fmt: skip
    url = reverse("dossiers:mon_document", args=[document.pk])
    assert client_de("nadia").get(url).content == b"abc"
    assert client_de("karim").get(url).status_code == 404


def test_without_a_dossier_the_page_is_not_found(monde, client_de) -> None:
    monde.dossier_nadia.personne.compte = None
    monde.dossier_nadia.personne.save()
    assert client_de("nadia").get(reverse("dossiers:mes_informations")).status_code == 404
