"""Notifications: once each, as chosen; one neutral e-mail a day, never twice, failures retried."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from freins.models import Action, Objectif, Plan
from freins.services import rappels
from parcours.comptes import notifications
from parcours.comptes.models import Notification, Recapitulatif
from parcours.offres.services_employeurs import Inscription, demander
from parcours.orientations import relances
from parcours.orientations.models import Courriel, Orientation
from parcours.socle import taches
from parcours.socle.models import EtatTache, Tache
from tests.monde import Monde
from tests.orientations.outils import changer, dans_l_etat, envoyee, faire_les_taches, solution_fle

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()
SECRETS = ("Nadia", "Benali", "santé", "frein", "propreté", "Vercors", "K2204", "Mistral")


def _choisir(compte: Any, genre: str, envoi: str) -> None:
    notifications.choisir(utilisateur=compte, envois={genre: envoi})


def _nouvelle(compte: Any, cle: str = "essai", genre: str = "reponse") -> Notification:
    notifications.dire(
        utilisateur=compte, genre=genre, cle=cle, texte="K7F3 : acceptée", adresse="/journee"
    )
    return Notification.objects.get(utilisateur=compte, cle=cle)


def _horloge(jour: date = JOUR) -> None:
    """What beat and the workers do in a day."""
    notifications.recapituler(jour=jour)
    faire_les_taches(notifications.TACHE)


@pytest.fixture
def en_recapitulatif(monde: Monde) -> Monde:
    _choisir(monde.awa, "reponse", "recapitulatif")
    return monde


# --- the list -------------------------------------------------------------------------------------


def test_an_answer_is_in_the_lists_of_the_counsellor_and_the_person(monde, client_de) -> None:
    changer(envoyee(monde), "convoquer", "destinataire")
    chez_awa = client_de("awa").get(reverse("comptes:notifications")).content.decode()
    assert "Agent ou agente de propreté (Atelier Vercors) : entretien proposé" in chez_awa
    assert "Nadia" not in chez_awa
    chez_nadia = client_de("nadia").get(reverse("comptes:notifications")).content.decode()
    assert "On vous propose un entretien." in chez_nadia
    assert "Rien de nouveau" in client_de("bruno").get(reverse("comptes:notifications")).content.decode()  # fmt: skip


def test_a_service_is_not_named_in_the_lists(monde) -> None:
    """Its name tells the barrier: « Bilan de santé accompagné »."""
    changer(envoyee(monde, solution=solution_fle()), "accepter", "destinataire")
    textes = list(Notification.objects.values_list("texte", flat=True))
    assert len(textes) == 2
    assert not [t for t in textes if "français" in t.lower() or "Langues" in t]
    assert all("emande à un service" in t for t in textes)


def test_the_banner_counts_what_is_unread_for_the_roles_concerned(monde, client_de) -> None:
    changer(envoyee(monde), "accepter", "destinataire")
    awa = client_de("awa")
    adresse = reverse("comptes:notifications")
    assert 'class="pc-nombre">1<' in awa.get(adresse).content.decode()
    awa.post(reverse("comptes:tout_lire"))
    assert "pc-nombre" not in awa.get(adresse).content.decode()
    for prenom in ("fatima", "gael"):
        page = client_de(prenom).get(reverse("comptes:acces_api")).content.decode()
        assert adresse not in page


def test_seeing_marks_one_read_and_leads_to_its_page(monde, client_de) -> None:
    premiere, seconde = _nouvelle(monde.awa, "a"), _nouvelle(monde.awa, "b")
    reponse = client_de("awa").post(reverse("comptes:notification", args=[premiere.pk]))
    assert reponse.url == "/journee"
    premiere.refresh_from_db()
    seconde.refresh_from_db()
    assert premiere.lue_le
    assert seconde.lue_le is None
    page = client_de("awa").get(reverse("comptes:notifications"), {"voir": "non-lues"})
    assert list(page.context["page"]) == [seconde]


def test_nobody_reads_or_marks_those_of_another(monde, client_de) -> None:
    notification = _nouvelle(monde.awa)
    for prenom in ("bruno", "nadia", "vercors"):
        client = client_de(prenom)
        assert client.post(reverse("comptes:notification", args=[notification.pk])).status_code == 404  # fmt: skip
        client.post(reverse("comptes:tout_lire"))
    notification.refresh_from_db()
    assert notification.lue_le is None


def test_the_same_news_twice_is_one(monde) -> None:
    _nouvelle(monde.awa)
    _nouvelle(monde.awa)
    assert Notification.objects.count() == 1


def test_a_role_is_told_only_its_kinds(monde) -> None:
    assert not notifications.dire(
        utilisateur=monde.fatima, genre="reponse", cle="x", texte="x", adresse="/"
    )
    assert not Notification.objects.exists()


def test_an_application_is_in_the_employers_list_by_its_reference_only(monde, client_de) -> None:
    orientation = envoyee(monde)
    page = client_de("vercors").get(reverse("comptes:notifications")).content.decode()
    assert orientation.reference in page
    assert "Nadia" not in page
    assert reverse("orientations:carte", args=[orientation.pk]) == Notification.objects.get().adresse  # fmt: skip


def test_the_list_costs_the_same_whatever_it_holds(
    monde, client_de, django_assert_max_num_queries
) -> None:
    for i in range(30):
        _nouvelle(monde.awa, f"n{i}")
    awa = client_de("awa")
    with django_assert_max_num_queries(8):
        page = awa.get(reverse("comptes:notifications"))
    assert len(page.content) < 100_000


# --- choosing -------------------------------------------------------------------------------------


def test_by_default_an_answer_leaves_at_once_and_not_again_in_the_day(monde) -> None:
    changer(envoyee(monde), "accepter", "destinataire")
    faire_les_taches()
    _horloge()
    assert sorted(m.to[0] for m in mail.outbox) == ["awa@exemple.test", "nadia@exemple.test"]
    assert not Recapitulatif.objects.exists()


@pytest.mark.parametrize(("envoi", "du_jour"), [("recapitulatif", 1), ("sur_le_site", 0)])
def test_what_is_not_wanted_at_once_does_not_leave_at_once(monde, envoi, du_jour) -> None:
    _choisir(monde.awa, "reponse", envoi)
    changer(envoyee(monde), "accepter", "destinataire")
    faire_les_taches()
    assert "awa@exemple.test" not in {m.to[0] for m in mail.outbox}
    assert Notification.objects.filter(utilisateur=monde.awa).count() == 1
    _horloge()
    assert len([m for m in mail.outbox if m.to == ["awa@exemple.test"]]) == du_jour


def test_the_page_of_preferences_keeps_the_choice(monde, client_de) -> None:
    awa = client_de("awa")
    choix = dict.fromkeys(("reponse", "place_prise", "sans_reponse", "etape"), "recapitulatif")
    assert awa.post(reverse("comptes:preferences"), choix).status_code == 302
    assert set(notifications.preferences(monde.awa).values()) == {"recapitulatif"}
    refuse = awa.post(reverse("comptes:preferences"), choix | {"etape": "pigeon"})
    assert refuse.status_code == 422
    assert set(notifications.preferences(monde.bruno).values()) == {"tout_de_suite"}


def test_an_employer_may_not_ask_for_the_same_application_twice_by_email(monde, client_de) -> None:
    refuse = client_de("vercors").post(
        reverse("comptes:preferences"), {"candidature": "tout_de_suite"}
    )
    assert refuse.status_code == 422


def test_a_reminder_chosen_for_the_day_still_counts_before_expiry(monde) -> None:
    """The row that says « reminded » exists though no e-mail left at once."""
    _choisir(monde.awa, "sans_reponse", "recapitulatif")
    orientation = dans_l_etat(monde, "envoyee")
    Orientation.objects.filter(pk=orientation.pk).update(
        email_destinataire="", est_transmise_autrement=True,
        envoyee_le=orientation.envoyee_le - timedelta(days=10),
    )  # fmt: skip
    assert relances.suivre(orientation.pk) == "relancees"
    assert relances.suivre(orientation.pk) == ""
    faire_les_taches()
    assert not mail.outbox
    assert Courriel.objects.get().est_sans_objet
    _horloge()
    assert [m.to for m in mail.outbox] == [["awa@exemple.test"]]


def test_a_step_is_told_as_chosen_and_never_named(monde) -> None:
    _choisir(monde.awa, "etape", "recapitulatif")
    plan = Plan.objects.create(dossier=monde.dossier_nadia)
    objectif = Objectif.objects.create(plan=plan, intitule="Garde à 7 h")
    Action.objects.create(
        objectif=objectif, intitule="Appeler la crèche", porteur="referent", echeance_le=JOUR
    )
    rappels.rappeler(jour=JOUR)
    faire_les_taches(rappels.TACHE)
    assert not mail.outbox
    assert "crèche" not in Notification.objects.get().texte
    _horloge()
    assert len(mail.outbox) == 1


def test_a_request_for_a_space_goes_to_the_responsables(monde) -> None:
    demander(
        inscription=Inscription(
            prenom="Lise", nom="Perrin", email="lise@exemple.test", telephone="04",
            entreprise="Perrin", est_particulier=True, siret="", commune=None,
        )
    )  # fmt: skip
    notification = Notification.objects.get()
    assert notification.utilisateur == monde.denis
    assert "Perrin" not in notification.texte


# --- the e-mail of the day ------------------------------------------------------------------------


def test_once_a_person_and_a_day_and_nothing_when_nothing(en_recapitulatif) -> None:
    _horloge()
    assert not mail.outbox
    _nouvelle(en_recapitulatif.awa, "a")
    _nouvelle(en_recapitulatif.awa, "b")
    for _ in range(3):
        _horloge()
    _nouvelle(en_recapitulatif.awa, "c")
    _horloge()
    assert len(mail.outbox) == 1
    assert "2 nouvelles vous attendent" in mail.outbox[0].body
    _horloge(JOUR + timedelta(days=1))
    assert len(mail.outbox) == 2
    assert "1 nouvelle vous attend" in mail.outbox[1].body
    _horloge(JOUR + timedelta(days=2))
    assert len(mail.outbox) == 2


def test_the_email_of_the_day_is_a_number_and_a_link(en_recapitulatif) -> None:
    changer(envoyee(en_recapitulatif), "refuser", "destinataire")
    _horloge()
    message = mail.outbox[0]
    assert message.to == ["awa@exemple.test"]
    assert reverse("comptes:notifications") in message.body
    assert not [mot for mot in SECRETS if mot in message.subject + message.body]


def test_all_read_before_it_leaves_sends_nothing(en_recapitulatif) -> None:
    _nouvelle(en_recapitulatif.awa)
    notifications.recapituler(jour=JOUR)
    notifications.lire(utilisateur=en_recapitulatif.awa)
    faire_les_taches(notifications.TACHE)
    assert not mail.outbox
    assert Recapitulatif.objects.get().est_sans_objet


def test_a_closed_account_and_one_without_address_receive_none(en_recapitulatif) -> None:
    awa, nadia = en_recapitulatif.awa, en_recapitulatif.nadia
    _nouvelle(awa)
    awa.is_active = False
    awa.save()
    nadia.email = "abc@sans-adresse.invalid"
    nadia.save()
    _choisir(nadia, "reponse", "recapitulatif")
    _nouvelle(nadia)
    _horloge()
    assert not mail.outbox


def _en_panne(self: Any, **_: Any) -> None:
    raise ConnectionRefusedError("adresse de quelqu’un")


def test_a_failure_is_seen_and_tried_again(en_recapitulatif, monkeypatch, client_de) -> None:
    _nouvelle(en_recapitulatif.awa)
    with monkeypatch.context() as panne:
        panne.setattr("django.core.mail.EmailMessage.send", _en_panne)
        notifications.recapituler(jour=JOUR)
        rang = Tache.objects.get(nom=notifications.TACHE)
        for _ in range(taches.TENTATIVES_MAX):
            taches.executer(rang.pk)
    rang.refresh_from_db()
    assert (rang.etat, rang.erreur) == (EtatTache.ECHOUEE, "ConnectionRefusedError")
    assert Recapitulatif.objects.get().erreur == "ConnectionRefusedError"
    page = client_de("gael").get(reverse("pilotage:exploitation")).content.decode()
    assert "Envoyer un récapitulatif" in page
    assert "ConnectionRefusedError" in page
    taches.relancer(rang)
    taches.executer(rang.pk)
    assert len(mail.outbox) == 1


def test_what_could_not_leave_is_in_the_next_days(en_recapitulatif, monkeypatch) -> None:
    _nouvelle(en_recapitulatif.awa, "a")
    with monkeypatch.context() as panne:
        panne.setattr("django.core.mail.EmailMessage.send", _en_panne)
        _horloge()
    _nouvelle(en_recapitulatif.awa, "b")
    _horloge(JOUR + timedelta(days=1))
    assert len(mail.outbox) == 1
    assert "2 nouvelles" in mail.outbox[0].body
    faire_les_taches(notifications.TACHE)
    assert len(mail.outbox) == 1, "the older one is without object"


def test_old_ones_are_forgotten(monde) -> None:
    _nouvelle(monde.awa)
    assert notifications.oublier(jour=JOUR) == 0
    assert notifications.oublier(jour=JOUR + timedelta(days=181)) == 1
