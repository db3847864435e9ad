"""Reminders: once for each date, neutral, to whom agreed; failures visible and tried again."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from freins import services
from freins.models import Rappel
from freins.services import rappels
from parcours.socle import taches
from parcours.socle.models import EtatTache, Tache

pytestmark = pytest.mark.base
JOUR = date.today()
SECRETS = ("Nadia", "Benali", "crèche", "Garde", "garde", "MDPH", "santé", "frein")


@pytest.fixture
def etape(monde):
    def creer(porteur="referent", rappel=JOUR, echeance=JOUR + timedelta(days=5), theme=None):
        frein = services.identifier(
            dossier=monde.dossier_nadia, thematique=theme or "famille--garde-denfants",
            par=monde.awa, jour=JOUR,
        )  # fmt: skip
        objectif = services.ajouter_objectif(
            dossier=monde.dossier_nadia, intitule="Garde à 7 h", par=monde.awa, frein=frein
        )
        return services.ajouter_action(
            objectif=objectif, intitule="Appeler la crèche", porteur=porteur, par=monde.awa,
            echeance_le=echeance, rappel_le=rappel,
        )  # fmt: skip

    return creer


def _horloge(jour=JOUR) -> None:
    """What beat and the workers do in a day: write, then send."""
    rappels.rappeler(jour=jour)
    for rang in Tache.objects.filter(nom=rappels.TACHE, etat=EtatTache.EN_ATTENTE):
        taches.executer(rang.pk)


def test_the_referent_is_told_once_for_all_that_is_due(monde, etape):
    etape()
    etape(rappel=None, echeance=JOUR)
    for _ in range(3):
        _horloge()
    assert [m.to for m in mail.outbox] == [["awa@exemple.test"]]
    message = mail.outbox[0]
    assert message.subject == "Parcours : 2 étapes à suivre"
    assert reverse("pilotage:journee") in message.body
    assert not [mot for mot in SECRETS if mot in message.body + message.subject]
    assert Rappel.objects.exclude(envoye_le=None).count() == 2


def test_what_is_not_due_or_over_wakes_nobody(monde, etape):
    etape(rappel=JOUR + timedelta(days=1))
    fini = etape()
    services.dire_faite(action=fini, par=monde.nadia, jour=JOUR)
    ferme = etape()
    monde.dossier_nadia.statut = "clos"
    monde.dossier_nadia.save()
    _horloge()
    assert not mail.outbox
    assert not Rappel.objects.exists()
    assert ferme.rappels.count() == 0


def test_a_new_date_is_reminded_again(monde, etape):
    action = etape()
    _horloge()
    action.refresh_from_db()
    services.modifier_action(
        action=action, par=monde.awa, echeance_le=JOUR + timedelta(days=9),
        rappel_le=JOUR + timedelta(days=2),
    )  # fmt: skip
    _horloge()
    assert len(mail.outbox) == 1
    _horloge(JOUR + timedelta(days=2))
    assert len(mail.outbox) == 2


def test_done_between_the_writing_and_the_sending_is_dropped(monde, etape):
    action = etape()
    rappels.rappeler(jour=JOUR)
    services.dire_faite(action=action, par=monde.awa, jour=JOUR)
    taches.executer(Tache.objects.get(nom=rappels.TACHE).pk)
    assert not mail.outbox
    assert Rappel.objects.get().est_sans_objet


def test_the_person_is_written_to_only_if_they_agreed(monde, etape, client_de):
    etape(porteur="personne")
    _horloge()
    assert not mail.outbox
    etape(porteur="personne")
    nadia = client_de("nadia")
    nadia.post(reverse("freins:mes_rappels"), {"geste": "recevoir"})
    assert "Arrêter ces e-mails" in nadia.get(reverse("freins:mon_plan")).content.decode()
    _horloge()
    assert [m.to for m in mail.outbox] == [["nadia@exemple.test"]]
    assert reverse("freins:mon_plan") in mail.outbox[0].body
    assert not [m for m in SECRETS if m in mail.outbox[0].body + mail.outbox[0].subject]
    nadia.post(reverse("freins:mes_rappels"), {"geste": "arreter"})
    etape(porteur="personne")
    _horloge()
    assert len(mail.outbox) == 1


def test_without_an_address_the_person_is_told_what_is_missing(monde, client_de):
    reponse = client_de("karim").post(
        reverse("freins:mes_rappels"), {"geste": "recevoir"}, follow=True
    )
    assert "Il manque votre adresse e-mail" in reponse.content.decode()
    assert not rappels.veut_des_rappels(monde.dossier_karim)


def test_a_partner_is_never_written_to_by_the_machine(monde, etape):
    etape(porteur="partenaire")
    _horloge()
    assert not Rappel.objects.exists()


def test_a_failure_is_seen_and_tried_again(monde, etape, monkeypatch):
    etape()

    def en_panne(self, **_):
        raise ConnectionRefusedError("adresse de quelqu’un")

    with monkeypatch.context() as panne:
        panne.setattr("django.core.mail.EmailMessage.send", en_panne)
        _horloge()
    rang = Tache.objects.get(nom=rappels.TACHE)
    assert (rang.etat, rang.erreur) == (EtatTache.EN_ATTENTE, "ConnectionRefusedError")
    assert Rappel.objects.get().erreur == "ConnectionRefusedError"
    taches.executer(rang.pk)
    assert len(mail.outbox) == 1
    assert Rappel.objects.get().erreur == ""


def test_a_clock_stopped_for_long_does_not_shout(etape):
    etape(rappel=JOUR)
    rappels.rappeler(jour=JOUR + timedelta(days=40))
    assert not Rappel.objects.exists()
