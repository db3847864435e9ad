"""Ma journée: each reason brings its line to the right référent, and to no one else."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from freins.models import Action, Objectif, Plan
from parcours.dossiers.models import ContactTerrain, Echange, Situation
from parcours.orientations.models import Orientation
from parcours.pilotage.gestes import gestes_du_jour
from parcours.socle.horloge import aujourd_hui
from tests.monde import Monde

pytestmark = pytest.mark.base


def _lignes(monde: Monde, prenom: str = "awa") -> list[str]:
    return [
        f"{g.quand} | {g.qui} | {g.quoi}"
        for g in gestes_du_jour(monde.comptes[prenom], aujourd_hui())
    ]


def _action(monde: Monde, jours: int) -> Action:
    plan, _ = Plan.objects.get_or_create(dossier=monde.dossier_nadia)
    objectif = Objectif.objects.create(plan=plan, intitule="Garde")
    return Action.objects.create(
        objectif=objectif, intitule="Visiter la crèche", porteur="referent",
        echeance_le=aujourd_hui() + timedelta(days=jours),
    )  # fmt: skip


def test_nothing_to_do_says_so(monde: Monde, client_de: Any) -> None:
    assert _lignes(monde) == []
    assert "Rien d’urgent" in client_de("awa").get("/journee").content.decode()


@pytest.mark.parametrize(
    ("jours", "mots"), [(-2, "2 j de retard"), (0, "aujourd’hui"), (1, "demain")]
)
def test_an_action_due(monde: Monde, jours: int, mots: str) -> None:
    _action(monde, jours)
    assert [ligne for ligne in _lignes(monde) if mots in ligne and "Visiter" in ligne]
    assert _lignes(monde, "bruno") == []


def test_an_action_later_or_done_is_silent(monde: Monde) -> None:
    _action(monde, 5)
    Action.objects.filter(pk=_action(monde, -5).pk).update(statut="faite")
    assert _lignes(monde) == []


def test_a_contact_to_call_back(monde: Monde) -> None:
    ContactTerrain.objects.create(
        personne=monde.dossier_ailleurs.personne, structure=monde.structure, par=monde.awa,
        quand=timezone.now() - timedelta(days=3), lieu="Mistral", canal="pied_immeuble",
        issue="a_rappeler", rappeler_le=aujourd_hui(), blocages=["langue", "garde"],
    )  # fmt: skip
    assert "à rappeler" in _lignes(monde)[0]


def test_an_answer_then_a_silence(monde: Monde) -> None:
    orientation = Orientation.objects.create(
        dossier=monde.dossier_nadia, ouverture=monde.ouverture, par=monde.awa, etat="entretien",
        envoyee_le=timezone.now() - timedelta(days=4), repondue_le=timezone.now(),
    )  # fmt: skip
    assert "propose un entretien" in _lignes(monde)[0]
    Orientation.objects.update(modifie_le=timezone.now() - timedelta(days=16))
    assert _lignes(monde)[0].startswith("sans nouvelles")
    Orientation.objects.filter(pk=orientation.pk).update(
        etat="envoyee", envoyee_le=timezone.now() - timedelta(days=12)
    )
    assert _lignes(monde)[0].startswith("12 j sans réponse")


def test_dossiers_out_of_sight_rights_and_appointments(monde: Monde) -> None:
    monde.dossier_nadia.dernier_contact_le = timezone.now() - timedelta(days=40)
    monde.dossier_nadia.save()
    Situation.objects.create(
        dossier=monde.dossier_nadia, nature="rqth", au=aujourd_hui() + timedelta(days=20)
    )
    Echange.objects.create(
        dossier=monde.dossier_nadia, par=monde.awa, nature="rendez_vous", presence="prevu",
        quand=timezone.now(),
    )  # fmt: skip
    lignes = _lignes(monde)
    assert "rendez-vous" in lignes[0]
    assert any("échéance : RQTH" in ligne for ligne in lignes)
    assert any("40 j sans contact" in ligne for ligne in lignes)
