"""The clock: reminders at 10 and 20 days, expiry at 30, nothing else, nothing twice."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from parcours.offres.models import Ouverture
from parcours.orientations import relances
from parcours.orientations.erreurs import OrientationImpossible, TransitionRefusee
from parcours.orientations.models import Courriel, LienReponse, Orientation
from parcours.socle import taches
from parcours.socle.models import EntreeJournal, Tache
from tests.monde import Monde
from tests.orientations.outils import changer, envoyee, faire_les_taches

pytestmark = [pytest.mark.base, pytest.mark.django_db]
DEPART = datetime(2026, 3, 2, 15, 0, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def horloge() -> Iterator[Any]:
    with time_machine.travel(DEPART, tick=False) as voyage:
        yield voyage


def au_jour(horloge: Any, jours: int) -> dict[str, int]:
    """Go to that day at 6 in the morning, as beat does, and run the clock twice."""
    horloge.move_to(DEPART.replace(hour=6) + timedelta(days=jours))
    fait = relances.relancer_et_expirer()
    encore = relances.relancer_et_expirer()
    assert (encore["relancees"], encore["expirees"]) == (0, 0)
    faire_les_taches()
    return {"relancees": fait["relancees"], "expirees": fait["expirees"]}


RIEN = {"relancees": 0, "expirees": 0}
RELANCE = {"relancees": 1, "expirees": 0}


def test_ten_twenty_thirty(horloge: Any, monde: Monde) -> None:
    orientation = envoyee(monde)
    faire_les_taches()
    for jour, attendu in [(1, RIEN), (9, RIEN), (10, RELANCE), (11, RIEN), (19, RIEN),
                          (20, RELANCE), (21, RIEN), (29, RIEN),
                          (30, {"relancees": 0, "expirees": 1}), (31, RIEN), (60, RIEN)]:  # fmt: skip
        assert au_jour(horloge, jour) == attendu, jour
    orientation.refresh_from_db()
    assert (orientation.etat, orientation.relances) == ("expiree", 2)
    assert [(t.transition, t.auteur, t.par_id) for t in orientation.transitions.all()] == [
        ("envoyer", "conseiller", monde.awa.pk), ("expirer", "horloge", None),
    ]  # fmt: skip
    envoyes = [c.to[0] for c in mail.outbox]
    assert envoyes[:3] == ["vercors@exemple.test"] * 3
    assert sorted(envoyes[3:]) == ["awa@exemple.test", "nadia@exemple.test"]
    # Each e-mail to the recipient carried its own link.
    assert LienReponse.objects.count() == 3


def test_one_being_studied_expires_too(horloge: Any, monde: Monde) -> None:
    changer(envoyee(monde), "prendre_en_charge", "destinataire")
    au_jour(horloge, 10)
    au_jour(horloge, 20)
    assert au_jour(horloge, 30)["expirees"] == 1


@pytest.mark.parametrize("transition", ["demander_prealable", "convoquer", "accepter", "refuser"])
def test_what_was_answered_is_left_alone(transition: str, horloge: Any, monde: Monde) -> None:
    changer(envoyee(monde), transition, "destinataire")
    for jour in (10, 20, 30, 90):
        assert au_jour(horloge, jour) == RIEN
    assert Courriel.objects.filter(gabarit="relance").count() == 0


def test_a_clock_that_stopped_reminds_before_it_expires(horloge: Any, monde: Monde) -> None:
    envoyee(monde)
    assert au_jour(horloge, 45) == RELANCE
    assert au_jour(horloge, 46) == RIEN
    assert au_jour(horloge, 55) == {"relancees": 0, "expirees": 1}


def test_a_link_of_an_old_reminder_is_not_sent_after_an_answer(horloge: Any, monde: Monde) -> None:
    orientation = envoyee(monde)
    horloge.move_to(DEPART + timedelta(days=10))
    relances.relancer_et_expirer()
    changer(orientation, "accepter", "destinataire")
    faire_les_taches()
    assert Courriel.objects.get(gabarit="relance").est_sans_objet
    assert all("attend toujours" not in c.subject for c in mail.outbox)


def test_without_address_the_counsellor_is_reminded(horloge: Any, monde: Monde) -> None:
    Ouverture.objects.update(email_reponse="")
    monde.employeur.email = ""
    monde.employeur.save()
    monde.ouverture.refresh_from_db()
    envoyee(monde)
    assert au_jour(horloge, 10) == RELANCE
    (message,) = mail.outbox
    assert message.to == ["awa@exemple.test"]
    assert "/repondre/" not in message.body
    assert not LienReponse.objects.exists()


def test_by_hand_once_a_day(horloge: Any, monde: Monde) -> None:
    orientation = envoyee(monde)
    horloge.move_to(DEPART + timedelta(days=2))
    assert relances.relancer(orientation_id=orientation.pk, par=monde.awa)
    assert not relances.relancer(orientation_id=orientation.pk, par=monde.awa)
    assert EntreeJournal.objects.filter(motif="relancer").count() == 1
    changer(orientation, "refuser", "destinataire")
    with pytest.raises(TransitionRefusee):
        relances.relancer(orientation_id=orientation.pk, par=monde.awa)


def test_by_hand_needs_an_address(monde: Monde) -> None:
    orientation = envoyee(monde)
    Orientation.objects.update(est_transmise_autrement=True)
    with pytest.raises(OrientationImpossible, match="appeler"):
        relances.relancer(orientation_id=orientation.pk, par=monde.awa)


def test_a_prior_step_without_news_raises_an_alert_and_does_not_expire(
    horloge: Any, monde: Monde
) -> None:
    orientation = envoyee(monde)
    changer(orientation, "demander_prealable", "destinataire")
    horloge.move_to(DEPART + timedelta(days=14))
    assert not Orientation.objects.sans_nouvelles().exists()
    horloge.move_to(DEPART + timedelta(days=15))
    assert list(Orientation.objects.sans_nouvelles()) == [orientation]
    changer(orientation, "convoquer", "destinataire")
    horloge.move_to(DEPART + timedelta(days=31))
    assert not Orientation.objects.sans_nouvelles().exists()  # the interview was on day 19
    horloge.move_to(DEPART + timedelta(days=35))
    assert list(Orientation.objects.sans_nouvelles()) == [orientation]


def test_a_failed_e_mail_is_seen_kept_and_retried(
    horloge: Any, monde: Monde, monkeypatch: pytest.MonkeyPatch
) -> None:
    envoyee(monde)

    def en_panne(*args: Any, **kwargs: Any) -> int:
        raise ConnectionRefusedError("vercors@exemple.test")

    with monkeypatch.context() as panne:
        panne.setattr("django.core.mail.EmailMessage.send", en_panne)
        for _ in range(taches.TENTATIVES_MAX):
            faire_les_taches()
    courriel = Courriel.objects.en_echec().get()
    assert (courriel.erreur, courriel.envoye_le) == ("ConnectionRefusedError", None)
    assert Tache.objects.get(nom="orientations.envoyer_courriel").etat == "echouee"
    horloge.move_to(DEPART + timedelta(hours=20))
    relances.relancer_et_expirer()
    faire_les_taches()
    courriel.refresh_from_db()
    assert (courriel.erreur, len(mail.outbox)) == ("", 1)
    assert courriel.envoye_le is not None


def test_an_e_mail_sent_is_not_sent_again(monde: Monde) -> None:
    from parcours.orientations import courriels

    envoyee(monde)
    faire_les_taches()
    courriels.envoyer(Courriel.objects.get().pk)
    courriels.envoyer(10**9)
    assert len(mail.outbox) == 1


def test_the_registered_task_does_it(horloge: Any, monde: Monde) -> None:
    envoyee(monde)
    horloge.move_to(DEPART + timedelta(days=10))
    taches.executer(taches.demander("orientations.relancer_et_expirer").pk)
    assert Courriel.objects.filter(gabarit="relance").count() == 1


def test_task_arguments_are_ids_only(monde: Monde) -> None:
    envoyee(monde)
    for arguments in Tache.objects.values_list("arguments", flat=True):
        assert all(isinstance(valeur, int) for valeur in arguments.values())
