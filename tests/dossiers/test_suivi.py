"""Exchanges, consents, documents: noted once, withdrawn at once, served to those who may."""

import io
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from parcours.dossiers import consentements
from parcours.dossiers.models import Consentement, Document, Echange
from parcours.dossiers.types_fichiers import reconnaitre
from parcours.socle.models import ActionJournal, EntreeJournal

pytestmark = pytest.mark.base
PDF = b"%PDF-1.4\n%%EOF"


def echange(**champs: object) -> dict[str, object]:
    base = {
        "jeton": uuid4(), "nature": "rendez_vous", "presence": "present",
        "quand": timezone.localtime().strftime("%Y-%m-%dT%H:%M"), "note": "A fini son CV.",
    }  # fmt: skip
    return base | champs


@pytest.fixture
def url_echange(monde) -> str:
    return reverse("dossiers:echange_nouveau", args=[monde.dossier_nadia.pk])


@pytest.fixture
def deposer(monde, client_de):
    def poster(nom: str, contenu: bytes, **champs: object):
        url = reverse("dossiers:document_nouveau", args=[monde.dossier_nadia.pk])
        fichier = SimpleUploadedFile(nom, contenu)
        donnees = {"jeton": uuid4(), "type": "cv", "fichier": fichier} | champs
        return client_de("awa").post(url, donnees)

    return poster


def archive(**fichiers: bytes) -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as zip_:
        for nom, contenu in fichiers.items():
            zip_.writestr(nom.replace("__", "/").replace("_Types", "[Content_Types]"), contenu)
    return tampon.getvalue()


def test_an_exchange_is_noted_once_and_is_the_last_contact(monde, client_de, url_echange) -> None:
    donnees = echange()
    for _ in range(2):
        assert client_de("awa").post(url_echange, donnees).status_code == 302
    note = Echange.objects.get()
    monde.dossier_nadia.refresh_from_db()
    assert (note.par, note.note) == (monde.awa, "A fini son CV.")
    assert monde.dossier_nadia.dernier_contact_le == note.quand


def test_the_page_says_that_the_person_may_read(monde, client_de, url_echange) -> None:
    page = client_de("awa").get(url_echange).content.decode()
    assert "La personne peut lire cette note." in page


def test_what_has_not_happened_cannot_be_said_done(monde, client_de, url_echange) -> None:
    demain = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    reponse = client_de("awa").post(url_echange, echange(quand=demain))
    assert "choisir « Prévu »" in reponse.content.decode()
    assert (
        client_de("awa").post(url_echange, echange(quand=demain, presence="prevu")).status_code
        == 302
    )


@pytest.mark.parametrize("texte", ["Elle a le diabète.", "Condamné pour vol en 2019."])
def test_a_note_of_health_or_justice_is_stopped_with_a_better_wording(
    texte, monde, client_de, url_echange
) -> None:
    reponse = client_de("awa").post(url_echange, echange(note=texte))
    assert reponse.status_code == 422
    assert "pc-erreur-champ" in reponse.content.decode()
    assert not Echange.objects.exists()
    assert texte not in "".join(map(str, EntreeJournal.objects.values_list()))


def test_a_note_too_long_is_refused(monde, client_de, url_echange) -> None:
    assert client_de("awa").post(url_echange, echange(note="a" * 601)).status_code == 422


def test_presence_is_told_afterwards(monde, client_de) -> None:
    prevu = Echange.objects.create(
        dossier=monde.dossier_nadia, par=monde.awa, nature="rendez_vous", presence="prevu",
        quand=timezone.now() - timedelta(hours=2),
    )  # fmt: skip
    url = reverse("dossiers:echange_modifier", args=[monde.dossier_nadia.pk, prevu.pk])
    quand = timezone.localtime(prevu.quand).strftime("%Y-%m-%dT%H:%M")
    client_de("awa").post(url, echange(presence="absent", quand=quand))
    prevu.refresh_from_db()
    assert prevu.presence == "absent"
    ailleurs = reverse("dossiers:echange_modifier", args=[monde.dossier_karim.pk, prevu.pk])
    assert client_de("denis").get(ailleurs).status_code == 404


def test_a_consent_is_given_once_and_withdrawn_with_its_consequence(
    monde, client_de, monkeypatch
) -> None:
    vus = []
    monkeypatch.setattr(consentements, "_suites", {})
    consentements.quand_retire("sante", lambda dossier, par: vus.append((dossier.pk, par)))
    dossier = monde.dossier_nadia
    url = reverse("dossiers:consentement_nouveau", args=[dossier.pk])
    donnees = {"jeton": uuid4(), "finalite": "sante", "moyen": "ecrit"}
    for _ in range(2):
        client_de("awa").post(url, donnees)
    accord = Consentement.objects.get()
    assert (accord.moyen, accord.recueilli_par) == ("ecrit", monde.awa)
    retrait = reverse("dossiers:consentement_retirer", args=[dossier.pk, accord.pk])
    for _ in range(2):
        client_de("awa").post(retrait)
    accord.refresh_from_db()
    assert accord.retire_le is not None
    assert vus == [(dossier.pk, monde.awa)]


def test_a_failed_consequence_undoes_the_withdrawal(monde, client_de, monkeypatch) -> None:
    def echouer(dossier, par) -> None:
        raise RuntimeError("suite impossible")

    monkeypatch.setattr(consentements, "_suites", {"sante": [echouer]})
    accord = Consentement.objects.create(
        dossier=monde.dossier_nadia, finalite="sante", moyen="oral", donne_le=timezone.now()
    )
    url = reverse("dossiers:consentement_retirer", args=[monde.dossier_nadia.pk, accord.pk])
    with pytest.raises(RuntimeError):
        client_de("awa").post(url)
    accord.refresh_from_db()
    assert accord.retire_le is None


def test_an_online_consent_is_not_for_the_counsellor_to_tick(monde, client_de) -> None:
    url = reverse("dossiers:consentement_nouveau", args=[monde.dossier_nadia.pk])
    donnees = {"jeton": uuid4(), "finalite": "sante", "moyen": "en_ligne"}
    assert client_de("awa").post(url, donnees).status_code == 422


def test_a_document_is_kept_served_and_logged(monde, client_de, deposer) -> None:
    assert deposer("Mon CV été.pdf", PDF).status_code == 302
    document = Document.objects.get()
    assert document.type_mime == "application/pdf"
    assert "CV" not in document.fichier.name
    url = reverse("dossiers:document", args=[monde.dossier_nadia.pk, document.pk])
    reponse = client_de("bruno").get(url)
    assert reponse.content == PDF
    assert reponse["Content-Disposition"].startswith("attachment")
    assert reponse["X-Content-Type-Options"] == "nosniff"
    sortie = EntreeJournal.objects.get(action=ActionJournal.EXPORT)
    assert (sortie.acteur, sortie.objet) == (monde.bruno.pseudonyme, "document")
    assert client_de("chloe").get(url).status_code == 404


@pytest.mark.parametrize(
    ("nom", "contenu"),
    [
        ("cv.pdf", b"MZ\x90\x00 un programme"),
        ("cv.png", b"<svg onload=alert(1)>"),
        ("cv.docx", archive(**{"evil.exe": b"MZ"})),
        ("cv.docx", archive(**{"_Types.xml": b"x", "word__document.xml": b"x", "word__vbaProject.bin": b"x"})),
        ("cv.odt", archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")),
        ("cv.docx", b"PK\x03\x04 tronque"),
    ],
)  # fmt: skip
def test_the_real_type_is_read_in_the_bytes(nom, contenu, deposer) -> None:
    reponse = deposer(nom, contenu)
    assert reponse.status_code == 422
    assert "déposer un PDF" in reponse.content.decode()
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("contenu", "extension"),
    [
        (PDF, "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0....", "jpg"),
        (archive(**{"_Types.xml": b"x", "word__document.xml": b"x"}), "docx"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
    ],
)
def test_accepted_types_are_recognised(contenu, extension) -> None:
    reconnu = reconnaitre(io.BytesIO(contenu))
    assert reconnu is not None
    assert reconnu.extension == extension


def test_more_than_five_megabytes_is_too_much(deposer) -> None:
    reponse = deposer("gros.pdf", PDF + b"0" * (5 * 1024 * 1024))
    assert "5 Mo au plus" in reponse.content.decode()


def test_removed_the_file_leaves_the_disk(
    monde, client_de, deposer, django_capture_on_commit_callbacks
) -> None:
    deposer("cv.pdf", PDF)
    document = Document.objects.get()
    stockage, nom = document.fichier.storage, document.fichier.name
    url = reverse("dossiers:document_retirer", args=[monde.dossier_nadia.pk, document.pk])
    with django_capture_on_commit_callbacks(execute=True):
        client_de("awa").post(url)
    assert not Document.objects.exists()
    assert not stockage.exists(nom)
