"""Who reads, who edits, until when."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from parcours.comptes.models import Appartenance, Utilisateur
from parcours.dossiers import perms
from parcours.dossiers.models import AccesMotive, Dossier, Passation
from parcours.dossiers.services.passations import DUREE_ACCES
from parcours.socle.models import ActionJournal, EntreeJournal

pytestmark = pytest.mark.base


def frais(compte):
    """The account read again, without what a request keeps on it."""
    return Utilisateur.objects.get(pk=compte.pk)


def test_reading_is_logged_and_a_refusal_is_not_a_reading(monde, client_de) -> None:
    url = reverse("dossiers:synthese", args=[monde.dossier_nadia.pk])
    client_de("bruno").get(url)
    client_de("chloe").get(url)
    lue = EntreeJournal.objects.get(dossier_id=monde.dossier_nadia.pk)
    assert (lue.acteur, lue.action) == (monde.bruno.pseudonyme, ActionJournal.LECTURE)


def test_unknown_and_forbidden_look_the_same(monde, client_de) -> None:
    client = client_de("chloe")
    autre = client.get(reverse("dossiers:synthese", args=[monde.dossier_nadia.pk]))
    inconnu = client.get(reverse("dossiers:synthese", args=[987654]))
    assert autre.status_code == inconnu.status_code == 404


def test_a_reasoned_access_lets_a_colleague_edit_for_24_hours(monde, client_de) -> None:
    nadia, client = monde.dossier_nadia, client_de("bruno")
    edition = reverse("dossiers:personne", args=[nadia.pk])
    assert client.get(edition).status_code == 403
    demande = reverse("dossiers:demander_acces", args=[nadia.pk])
    donnees = {"jeton": uuid4(), "motif": "Awa est absente, rendez-vous urgent"}
    assert client.post(demande, donnees | {"motif": "oui"}).status_code == 422
    client.post(demande, donnees)
    client.post(demande, donnees)
    acces = AccesMotive.objects.get()
    assert client.get(edition).status_code == 200
    note = EntreeJournal.objects.get(objet="accesmotive")
    assert note.motif == donnees["motif"]
    AccesMotive.objects.update(jusqu_a=timezone.now() - timedelta(seconds=1))
    assert client.get(edition).status_code == 403
    assert acces.jusqu_a - acces.cree_le >= DUREE_ACCES - timedelta(minutes=1)


def test_another_structure_reads_only_when_invited_and_the_reason_is_logged(
    monde, client_de
) -> None:
    nadia = monde.dossier_nadia
    donnees = {"jeton": uuid4(), "email": monde.chloe.email, "motif": "Déménage dans le Nord-Isère"}
    client_de("awa").post(reverse("dossiers:inviter", args=[nadia.pk]), donnees)
    client = client_de("chloe")
    assert client.get(reverse("dossiers:synthese", args=[nadia.pk])).status_code == 200
    assert client.get(reverse("dossiers:personne", args=[nadia.pk])).status_code == 403
    lecture = EntreeJournal.objects.filter(action=ActionJournal.LECTURE).first()
    assert lecture.motif == donnees["motif"]


def test_only_a_counsellor_can_be_invited(monde, client_de) -> None:
    url = reverse("dossiers:inviter", args=[monde.dossier_nadia.pk])
    donnees = {"jeton": uuid4(), "email": monde.vercors.email, "motif": "Pour regarder un peu"}
    assert client_de("awa").post(url, donnees).status_code == 422
    assert not AccesMotive.objects.exists()


def test_an_access_gives_nothing_to_another_role(monde) -> None:
    AccesMotive.objects.create(
        dossier=monde.dossier_nadia, utilisateur=monde.vercors, motif="x",
        jusqu_a=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    assert not perms.peut_lire(frais(monde.vercors), monde.dossier_nadia)


def test_cover_works_between_its_dates_only(monde) -> None:
    jour, nadia = timezone.localdate(), monde.dossier_nadia
    couverture = Passation.objects.create(
        dossier=nadia, nature="remplacement", de=monde.awa, vers=monde.bruno,
        du=jour, au=jour,
    )  # fmt: skip
    assert perms.peut_modifier(frais(monde.bruno), nadia)
    assert perms.peut_voir_origine(frais(monde.bruno), nadia)
    for du, au in ((1, 5), (-5, -1)):
        couverture.du, couverture.au = jour + timedelta(days=du), jour + timedelta(days=au)
        couverture.save()
        assert not perms.peut_modifier(frais(monde.bruno), nadia)


def test_cover_is_organised_for_every_dossier_of_the_referent(monde, client_de) -> None:
    jour = timezone.localdate()
    second = Dossier.objects.create(
        personne=monde.dossier_karim.personne, structure=monde.structure, referent=monde.awa,
        statut="clos", ouvert_le=jour,
    )  # fmt: skip
    donnees = {
        "jeton": uuid4(), "vers": monde.bruno.pk, "du": jour.isoformat(),
        "au": (jour + timedelta(days=7)).isoformat(), "tous": "on",
    }  # fmt: skip
    url = reverse("dossiers:remplacement", args=[monde.dossier_nadia.pk])
    for _ in range(2):
        client_de("awa").post(url, donnees)
    assert [p.dossier for p in Passation.objects.all()] == [monde.dossier_nadia]
    assert second.passations.count() == 0
    envers = donnees | {"jeton": uuid4(), "au": (jour - timedelta(days=9)).isoformat()}
    assert client_de("awa").post(url, envers).status_code == 422


def test_handover_changes_the_referent_and_ends_covers(monde, client_de) -> None:
    jour, nadia = timezone.localdate(), monde.dossier_nadia
    Passation.objects.create(
        dossier=nadia, nature="remplacement", de=monde.awa, vers=monde.denis, du=jour,
        au=jour + timedelta(days=30),
    )  # fmt: skip
    donnees = {"jeton": uuid4(), "vers": monde.bruno.pk, "du": jour.isoformat(), "motif": "Congé"}
    url = reverse("dossiers:passation", args=[nadia.pk])
    client_de("awa").post(url, donnees)
    nadia.refresh_from_db()
    assert nadia.referent == monde.bruno
    faite = Passation.objects.get(nature="passation")
    assert (faite.de, faite.vers, faite.du) == (monde.awa, monde.bruno, jour)
    assert not perms.peut_modifier(frais(monde.awa), nadia)
    assert not perms.est_remplacant(frais(monde.denis), nadia)


def test_a_dossier_cannot_go_to_someone_of_elsewhere(monde, client_de) -> None:
    donnees = {"jeton": uuid4(), "vers": monde.chloe.pk, "du": timezone.localdate().isoformat()}
    url = reverse("dossiers:passation", args=[monde.dossier_nadia.pk])
    assert client_de("awa").post(url, donnees).status_code == 422


def test_a_handover_to_come_is_refused_in_words(monde, client_de) -> None:
    demain = timezone.localdate() + timedelta(days=1)
    donnees = {"jeton": uuid4(), "vers": monde.bruno.pk, "du": demain.isoformat()}
    url = reverse("dossiers:passation", args=[monde.dossier_nadia.pk])
    assert "organiser un remplacement" in client_de("awa").post(url, donnees).content.decode()


def test_leaving_the_structure_ends_every_right(monde) -> None:
    Appartenance.objects.filter(utilisateur=monde.awa).update(au=timezone.localdate())
    assert not perms.peut_lire(frais(monde.awa), monde.dossier_nadia)
    assert not perms.peut_modifier(frais(monde.awa), monde.dossier_nadia)
