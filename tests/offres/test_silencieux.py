"""Employers who never answer: last in the teams’ lists, said why, to be called; nothing on people."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from parcours.offres.models import AppelEmployeur, Employeur, Ouverture
from parcours.orientations.models import Orientation
from parcours.pilotage.gestes import gestes_du_jour
from parcours.socle.horloge import aujourd_hui, maintenant
from tests.monde import Monde, creer_dossier

pytestmark = [pytest.mark.base, pytest.mark.django_db]
CHIP = "cet employeur ne répond pas"


def _envoi(monde: Monde, rang: int, jours: int = 15, **champs: Any) -> Orientation:
    dossier = creer_dossier(f"Inventée{rang}", "Témoin", monde.awa, monde.structure)
    return Orientation.objects.create(**{
        "dossier": dossier, "ouverture": monde.ouverture, "par": monde.awa, "etat": "envoyee",
        "email_destinataire": "vercors@exemple.test",
        "envoyee_le": timezone.now() - timedelta(days=jours),
    } | champs)  # fmt: skip


@pytest.fixture
def muet(monde: Monde) -> Employeur:
    """Atelier Vercors left three applications without a word."""
    for rang in range(3):
        _envoi(monde, rang)
    return monde.employeur


def _silencieux() -> list[Employeur]:
    return list(Employeur.objects.silencieux(maintenant()))


def _ancienne(monde: Monde, **champs: Any) -> Ouverture:
    return Ouverture.objects.create(**{
        "nature": "emploi", "etat": "publiee", "intitule": "Aide de cuisine",
        "metier": monde.metier, "publiee_le": aujourd_hui() - timedelta(days=90),
    } | champs)  # fmt: skip


# --- the rule -------------------------------------------------------------------------------------


def test_three_left_without_a_word_for_ten_days(monde, muet) -> None:
    assert _silencieux() == [muet]


def test_two_or_too_recent_are_no_silence(monde) -> None:
    _envoi(monde, 0)
    _envoi(monde, 1)
    _envoi(monde, 2, jours=9)
    assert _silencieux() == []


def test_one_answer_ever_brings_them_back(monde, muet) -> None:
    _envoi(monde, 9, etat="refusee", repondue_le=timezone.now())
    assert _silencieux() == []


@pytest.mark.parametrize(
    "champs", [{"etat": "declinee"}, {"etat": "annulee"}, {"est_transmise_autrement": True}]
)
def test_what_was_withdrawn_or_passed_on_otherwise_is_not_held_against_them(
    monde, muet, champs
) -> None:
    derniere = Orientation.objects.latest("pk")
    Orientation.objects.filter(pk=derniere.pk).update(**champs)
    assert _silencieux() == []


def test_expired_ones_count(monde, muet) -> None:
    Orientation.objects.update(etat="expiree")
    assert _silencieux() == [muet]


# --- the lists ------------------------------------------------------------------------------------


def test_their_openings_come_last_with_the_reason_said(monde, muet, client_de) -> None:
    ancienne = _ancienne(monde)
    page = client_de("awa").get(reverse("offres:liste"))
    assert [o.pk for o in page.context["page"]] == [ancienne.pk, monde.ouverture.pk]
    corps = page.content.decode()
    assert CHIP in corps
    assert "n’ont jamais répondu" in corps
    Orientation.objects.update(repondue_le=timezone.now())
    page = client_de("awa").get(reverse("offres:liste"))
    assert [o.pk for o in page.context["page"]] == [monde.ouverture.pk, ancienne.pk]
    assert CHIP not in page.content.decode()


def test_asked_by_title_nothing_sinks(monde, muet, client_de) -> None:
    _ancienne(monde, intitule="Zoologue", recherche="zoologue")
    Ouverture.objects.filter(pk=monde.ouverture.pk).update(recherche="agent de proprete")
    page = client_de("awa").get(reverse("offres:liste"), {"tri": "intitule"})
    assert page.context["page"].object_list[0].pk == monde.ouverture.pk


def test_pages_go_on_through_the_last_ones_without_loss(monde, muet, client_de) -> None:
    for _ in range(30):
        _ancienne(monde)
    _ancienne(monde, employeur=muet)
    vus = [
        o.pk
        for numero in (1, 2)
        for o in client_de("awa").get(reverse("offres:liste"), {"page": numero}).context["page"]
    ]
    assert len(vus) == len(set(vus)) == 32
    assert set(vus[-2:]) == set(muet.ouvertures.values_list("pk", flat=True))


def test_the_list_of_employers_keeps_those_to_call(monde, muet, client_de) -> None:
    Employeur.objects.create(nom="Maison Bavarde", est_particulier=True)
    page = client_de("awa").get(reverse("offres:employeurs"), {"voir": "a_appeler"})
    assert list(page.context["page"]) == [muet]
    Orientation.objects.update(repondue_le=timezone.now())
    vide = client_de("awa").get(reverse("offres:employeurs"), {"voir": "a_appeler"})
    assert "Aucun employeur à appeler" in vide.content.decode()


def test_the_employer_is_told_nothing_of_it(monde, muet, client_de) -> None:
    for adresse in ("offres:espace", "orientations:reponses"):
        page = client_de("vercors").get(reverse(adresse)).content.decode()
        assert "appeler" not in page.lower()


# --- calling --------------------------------------------------------------------------------------


def _appels(monde: Monde) -> list[str]:
    return [g.qui for g in gestes_du_jour(monde.awa, aujourd_hui()) if g.quoi == "appeler cet employeur"]  # fmt: skip


def test_ma_journee_asks_to_call_until_it_is_done(monde, muet, client_de) -> None:
    assert _appels(monde) == ["Atelier Vercors"]
    awa = client_de("awa")
    fiche = awa.get(reverse("offres:employeur", args=[muet.pk])).content.decode()
    assert "Noter l’appel" in fiche
    awa.post(reverse("offres:noter_appel", args=[muet.pk]), {"issue": "message"})
    assert _appels(monde) == []
    assert "message laissé" in awa.get(reverse("offres:employeur", args=[muet.pk])).content.decode()
    AppelEmployeur.objects.update(le=timezone.now() - timedelta(days=8))
    assert _appels(monde) == ["Atelier Vercors"]


def test_only_whoever_referred_someone_is_asked_to_call(monde, muet) -> None:
    assert not [g for g in gestes_du_jour(monde.bruno, aujourd_hui()) if "employeur" in g.quoi]


def test_a_call_without_its_end_is_not_kept(monde, muet, client_de) -> None:
    client_de("awa").post(reverse("offres:noter_appel", args=[muet.pk]), {"issue": "bof"})
    assert not AppelEmployeur.objects.exists()
