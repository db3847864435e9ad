"""The PDFs: opened and read, tagged, in French; for whoever asked, for a day, never health."""

import shutil
import subprocess
import sys
from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from freins import services
from freins.models import Imprime
from freins.services import imprimes
from parcours.socle.models import EntreeJournal

pytestmark = pytest.mark.base
JOUR = date.today()


@pytest.fixture
def plan(monde):
    """One step each, one that failed, and one for health."""
    dossier = monde.dossier_nadia
    frein = services.identifier(
        dossier=dossier, thematique="famille--garde-denfants", par=monde.awa, jour=JOUR
    )
    but = services.ajouter_objectif(
        dossier=dossier, intitule="Travailler dès 7 h", par=monde.awa, frein=frein
    )
    for intitule, porteur in (
        ("Appeler la crèche", "personne"),
        ("Écrire à la mairie", "referent"),
    ):
        services.ajouter_action(
            objectif=but, intitule=intitule, porteur=porteur, par=monde.awa,
            echeance_le=JOUR + timedelta(days=6),
        )  # fmt: skip
    sante = services.identifier(dossier=dossier, thematique="sante", par=monde.awa, jour=JOUR)
    cache = services.ajouter_objectif(
        dossier=dossier, intitule="But discret", par=monde.awa, frein=sante
    )
    services.ajouter_action(
        objectif=cache, intitule="Demande MDPH", porteur="personne", par=monde.awa,
        echeance_le=JOUR + timedelta(days=6),
    )  # fmt: skip
    return dossier


def _pdf(client, adresse, **donnees):
    suivi = client.post(adresse, donnees)
    imprime = Imprime.objects.get(uuid=suivi.url.split("/")[-2])
    imprimes.fabriquer(imprime.pk)
    reponse = client.get(reverse("freins:imprime_pdf", args=[imprime.uuid]))
    assert reponse["Content-Type"] == "application/pdf"
    return reponse.content


def _texte(contenu: bytes, tmp_path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext est absent : les mots du PDF ne sont pas relus")
    fichier = tmp_path / "plan.pdf"
    fichier.write_bytes(contenu)
    sortie = subprocess.run(
        ["pdftotext", "-layout", fichier, "-"], capture_output=True, text=True, check=True
    )
    return sortie.stdout


def test_the_team_version_says_who_does_what_by_when(plan, client_de, tmp_path):
    contenu = _pdf(client_de("awa"), reverse("freins:imprimer_plan", args=[plan.pk]))
    texte = _texte(contenu, tmp_path)
    for mot in ("Plan d’action de Nadia B.", "Travailler dès 7 h", "Appeler la crèche", "Nadia",
                "Écrire à la mairie", "Awa", "Prévue", "Relais Emploi Sud"):  # fmt: skip
        assert mot in texte
    assert "MDPH" not in texte
    assert "discret" not in texte
    assert "confidentiel" not in texte.lower()


def test_it_is_tagged_french_and_titled(plan, client_de):
    for client, adresse, titre in (
        (client_de("awa"), reverse("freins:imprimer_plan", args=[plan.pk]), "Plan d’action de Nadia B."),
        (client_de("nadia"), reverse("freins:imprimer_mon_plan"), "Mon plan"),
    ):  # fmt: skip
        lecture = PdfReader(BytesIO(_pdf(client, adresse)))
        racine = lecture.trailer["/Root"]
        assert racine["/Lang"] == "fr"
        assert racine["/MarkInfo"]["/Marked"]
        assert racine["/StructTreeRoot"]["/K"]
        assert racine["/ViewerPreferences"]["/DisplayDocTitle"]
        assert lecture.metadata.title == titre
        assert b"pdfuaid" in racine["/Metadata"].get_data()


def test_the_person_version_is_plain_and_leaves_health_out_unless_asked(plan, client_de, tmp_path):
    nadia, adresse = client_de("nadia"), reverse("freins:imprimer_mon_plan")
    texte = _texte(_pdf(nadia, adresse), tmp_path)
    for mot in ("Mon plan", "Ce que je fais", "Appeler la crèche", "Ce que les autres font pour moi",
                "Écrire à la mairie", "Awa"):  # fmt: skip
        assert mot in texte
    assert "MDPH" not in texte
    assert "MDPH" in _texte(_pdf(nadia, adresse, complet="on"), tmp_path)


def test_only_the_referent_may_print_it_whole_for_the_person(plan, client_de, tmp_path):
    adresse = reverse("freins:imprimer_plan", args=[plan.pk])
    demande = {"genre": "plan_personne", "complet": "on"}
    assert "MDPH" not in _texte(_pdf(client_de("denis"), adresse, **demande), tmp_path)
    assert "MDPH" in _texte(_pdf(client_de("awa"), adresse, **demande), tmp_path)
    equipe = {"genre": "plan_equipe", "complet": "on"}
    assert "MDPH" not in _texte(_pdf(client_de("awa"), adresse, **equipe), tmp_path)


def test_it_belongs_to_whoever_asked_and_is_logged(plan, client_de):
    demande = imprimes.demander_imprime(dossier=plan, genre="plan_equipe", par=plan.referent)
    adresse = reverse("freins:imprime_pdf", args=[demande.uuid])
    assert client_de("awa").get(adresse).status_code == 404  # not made yet
    imprimes.fabriquer(demande.pk)
    assert client_de("awa").get(adresse).status_code == 200
    for qui in ("bruno", "denis", "chloe", "nadia"):
        assert client_de(qui).get(adresse).status_code == 404
    assert EntreeJournal.objects.filter(action="export", objet="imprime").count() == 1


def test_it_is_encrypted_at_rest_and_erased_after_a_day(plan, client_de):
    demande = imprimes.demander_imprime(dossier=plan, genre="plan_equipe", par=plan.referent)
    imprimes.fabriquer(demande.pk)
    demande.refresh_from_db()
    assert not bytes(demande.contenu).startswith(b"%PDF")
    assert imprimes.purger_imprimes() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        adresse = reverse("freins:imprime_pdf", args=[demande.uuid])
        assert client_de("awa").get(adresse).status_code == 404
        assert imprimes.purger_imprimes() == 1
    assert not Imprime.objects.exists()


def test_made_twice_or_erased_meanwhile_changes_nothing(plan):
    demande = imprimes.demander_imprime(dossier=plan, genre="plan_equipe", par=plan.referent)
    assert imprimes.demander_imprime(
        dossier=plan, genre="plan_equipe", par=plan.referent
    ) == demande  # fmt: skip
    imprimes.fabriquer(demande.pk)
    premier = bytes(Imprime.objects.get().contenu)
    imprimes.fabriquer(demande.pk)
    assert bytes(Imprime.objects.get().contenu) == premier
    Imprime.objects.all().delete()
    imprimes.fabriquer(demande.pk)


def test_without_pango_a_sentence_says_so(plan, client_de, monkeypatch):
    """The library is loaded late: where it is missing, importing it raises OSError."""

    class Absente:
        def __getattr__(self, nom):
            raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setitem(sys.modules, "weasyprint", Absente())
    awa = client_de("awa")
    suivi = awa.post(reverse("freins:imprimer_plan", args=[plan.pk]))
    imprimes.fabriquer(Imprime.objects.get().pk)
    texte = awa.get(suivi.url).content.decode()
    assert "il lui manque la bibliothèque Pango" in texte
    assert "hx-get" not in texte


def test_the_site_starts_without_the_library():
    """Only a worker that prints loads it."""
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'parcours.settings';"
        "os.environ.setdefault('LOCAL', 'on'); django.setup();"
        "import parcours.urls, freins.tasks; assert 'weasyprint' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
