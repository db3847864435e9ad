"""The signed link: GET writes nothing, answers, expiry, sent again to the same address only."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.test import Client
from django.utils import timezone

from parcours.orientations.models import Courriel, LienReponse, Orientation
from tests.monde import Monde
from tests.orientations.outils import (
    adresse_du_lien,
    changer,
    demain_10h,
    envoyee,
    faire_les_taches,
    poste,
    solution_fle,
)

pytestmark = [pytest.mark.base, pytest.mark.django_db]


@pytest.fixture
def recue(monde: Monde) -> Any:
    """A sent orientation and the path of its link."""
    orientation = envoyee(monde)
    faire_les_taches()
    return orientation, adresse_du_lien(mail.outbox[-1].body)


def toutes_les_lignes() -> dict[str, int]:
    return {m.__name__: m._default_manager.count() for m in apps.get_models()}


def test_only_the_digest_is_stored(recue: Any) -> None:
    jeton = recue[1].rstrip("/").rsplit("/", 1)[-1]
    lien = LienReponse.objects.get()
    assert len(jeton) >= 40
    assert lien.empreinte == hashlib.sha256(jeton.encode()).hexdigest()
    assert lien.expire_le - lien.cree_le > timedelta(days=8) - timedelta(minutes=1)
    assert jeton not in str([list(m._default_manager.values()) for m in (Courriel, LienReponse)])


def test_get_changes_no_row_at_all(recue: Any) -> None:
    _orientation, adresse = recue
    avant = (
        toutes_les_lignes(),
        Orientation.objects.values().get(),
        LienReponse.objects.values().get(),
    )
    for _ in range(3):
        assert Client().get(adresse, headers={"user-agent": "antivirus"}).status_code == 200
        assert Client().head(adresse).status_code == 200
    apres = (
        toutes_les_lignes(),
        Orientation.objects.values().get(),
        LienReponse.objects.values().get(),
    )
    assert avant == apres


def test_get_with_an_answer_in_the_address_changes_nothing(recue: Any) -> None:
    orientation, adresse = recue
    Client().get(adresse, poste(orientation, "accepter"))
    assert Orientation.objects.get().etat == "envoyee"


def test_the_page_is_not_kept_by_browsers_nor_indexed(recue: Any) -> None:
    reponse = Client().get(recue[1])
    assert "no-store" in reponse["Cache-Control"]
    assert "noindex" in reponse.content.decode()


@pytest.mark.parametrize(
    ("transition", "champs", "etat"),
    [
        ("prendre_en_charge", {}, "a_l_etude"),
        ("demander_prealable", {"motif": "immersion"}, "prealable"),
        ("convoquer", {"instant": "DEMAIN", "lieu": "12 quai, tram C"}, "entretien"),
        ("accepter", {}, "acceptee"),
        ("refuser", {"motif": "horaires"}, "refusee"),
    ],
)
def test_answers(transition: str, champs: dict[str, str], etat: str, recue: Any) -> None:
    orientation, adresse = recue
    champs = {
        k: f"{demain_10h():%Y-%m-%dT%H:%M}" if v == "DEMAIN" else v for k, v in champs.items()
    }
    reponse = Client().post(adresse, poste(orientation, transition, **champs))
    assert (reponse.status_code, reponse["Location"]) == (302, adresse)
    orientation.refresh_from_db()
    assert orientation.etat == etat
    assert orientation.repondue_le is not None
    rang = orientation.transitions.last()
    assert (rang.auteur, rang.par) == ("destinataire", None)


@pytest.mark.parametrize("motif", ["sante", "garde", "mobilite", "langue", "non_interesse", ""])
def test_a_forged_refusal_changes_nothing(motif: str, recue: Any) -> None:
    orientation, adresse = recue
    avant = toutes_les_lignes()
    reponse = Client().post(adresse, poste(orientation, "refuser", motif=motif))
    assert reponse.status_code == 422
    assert toutes_les_lignes() == avant
    assert Orientation.objects.get().etat == "envoyee"


@pytest.mark.parametrize(
    "transition", ["decliner", "annuler", "demarrer", "expirer", "envoyer", "relancer", "", "x"]
)
def test_a_recipient_makes_no_one_else_s_change(transition: str, recue: Any) -> None:
    orientation, adresse = recue
    avant = toutes_les_lignes()
    donnees = poste(orientation, transition, motif="sante", jour="2026-01-01")
    assert Client().post(adresse, donnees).status_code == 409
    assert toutes_les_lignes() == avant


def test_an_unlawful_reason_is_said_and_kept_for_mending(recue: Any) -> None:
    orientation, adresse = recue
    texte = "trop vieille pour nous"
    reponse = Client().post(adresse, poste(orientation, "refuser", motif="autre", texte=texte))
    page = reponse.content.decode()
    assert reponse.status_code == 422
    assert "L1132-1" in page
    assert "« trop vieille »" in page
    assert texte in page
    assert Orientation.objects.get().etat == "envoyee"


def test_an_answer_posted_twice_is_one(recue: Any) -> None:
    orientation, adresse = recue
    for _ in range(2):
        assert Client().post(adresse, poste(orientation, "accepter")).status_code == 302
    assert orientation.transitions.count() == 2
    assert Courriel.objects.filter(gabarit="issue_conseiller").count() == 1


def test_after_the_end_it_says_so_kindly(recue: Any) -> None:
    orientation, adresse = recue
    changer(orientation, "decliner", "personne")
    page = Client().get(adresse)
    assert page.status_code == 200
    assert "n’est plus candidate" in page.content.decode()
    assert "<form" not in page.content.decode().split("<main")[1]
    reponse = Client().post(adresse, poste(orientation, "accepter"))
    assert reponse.status_code == 409
    assert "n’est plus candidate" in reponse.content.decode()
    assert Orientation.objects.get().etat == "declinee"


def test_unknown_is_404(monde: Monde) -> None:
    assert Client().get("/repondre/nimporte-quoi/").status_code == 404
    assert Client().post("/repondre/nimporte-quoi/", {"transition": "accepter"}).status_code == 404


def test_expired_is_410_and_answers_nothing(recue: Any) -> None:
    orientation, adresse = recue
    with time_machine.travel(timezone.now() + timedelta(days=8, minutes=1), tick=False):
        page = Client().get(adresse)
        assert page.status_code == 410
        assert "Recevoir un nouveau lien" in page.content.decode()
        assert "vercors@exemple.test" not in page.content.decode()
        Client().post(adresse, poste(orientation, "accepter"))
    assert Orientation.objects.get().etat == "envoyee"


def test_a_new_link_goes_to_the_same_address_only_once_an_hour(recue: Any) -> None:
    _orientation, adresse = recue
    plus_tard = timezone.now() + timedelta(days=9)
    with time_machine.travel(plus_tard, tick=False):
        for _ in range(3):
            donnees = {"email": "eve@exemple.test", "destinataire": "eve@exemple.test"}
            assert Client().post(adresse, donnees).status_code == 302
        faire_les_taches()
        assert [c.to for c in mail.outbox] == [["vercors@exemple.test"]] * 2
        nouvelle = adresse_du_lien(mail.outbox[-1].body)
        assert nouvelle != adresse
        assert Client().get(nouvelle).status_code == 200
    with time_machine.travel(plus_tard + timedelta(hours=2), tick=False):
        Client().post(adresse)
        faire_les_taches()
    assert len(mail.outbox) == 3


def test_no_more_than_five_new_links(recue: Any) -> None:
    _, adresse = recue
    for heures in range(0, 20, 2):
        with time_machine.travel(timezone.now() + timedelta(days=9, hours=heures), tick=False):
            Client().post(adresse)
    assert Courriel.objects.filter(gabarit="renvoi_lien").count() == 5


def test_no_new_link_once_nothing_is_to_be_answered(recue: Any) -> None:
    orientation, adresse = recue
    changer(orientation, "annuler", "conseiller")
    with time_machine.travel(timezone.now() + timedelta(days=9), tick=False):
        page = Client().get(adresse)
        assert page.status_code == 410
        assert "Recevoir un nouveau lien" not in page.content.decode()
        Client().post(adresse)
    assert not Courriel.objects.filter(gabarit="renvoi_lien").exists()


def test_csrf_is_asked_of_the_answer(recue: Any) -> None:
    orientation, adresse = recue
    strict = Client(enforce_csrf_checks=True)
    strict.get(adresse)
    assert strict.post(adresse, poste(orientation, "accepter")).status_code == 403
    donnees = poste(orientation, "accepter", csrfmiddlewaretoken=strict.cookies["csrftoken"].value)
    assert strict.post(adresse, donnees).status_code == 302


def test_a_service_reads_the_ticked_fields_until_their_end(monde: Monde) -> None:
    from parcours.orientations.services import Accord

    orientation = envoyee(
        monde, solution=solution_fle(), accord=Accord("oral", ["prenom"], jours=3)
    )
    faire_les_taches()
    adresse = adresse_du_lien(mail.outbox[-1].body)
    page = Client().get(adresse).content.decode()
    assert "Nadia" in page
    assert "Benali" not in page
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        page = Client().get(adresse).content.decode()
        assert "Nadia" not in page
        assert "ne sont plus partagées" in page
    assert "Nadia" not in mail.outbox[-1].body
    assert orientation.email_destinataire == "accueil@langues.test"
