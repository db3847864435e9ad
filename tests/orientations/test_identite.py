"""Who it is: said from the interview on, by the person's consent, and unsaid when they take it back."""

import pytest
from django.core import mail
from django.urls import reverse

from parcours.dossiers.models import Consentement
from parcours.dossiers.services.consentements import retirer_consentement
from parcours.orientations import identite
from parcours.orientations.erreurs import TransitionRefusee
from parcours.orientations.etats import EtatOrientation
from parcours.socle.models import EntreeJournal
from tests.monde import Monde
from tests.orientations.outils import dans_l_etat, envoyee, faire_les_taches, solution_fle

pytestmark = [pytest.mark.base, pytest.mark.django_db]


def lire(client_de, orientation) -> str:
    page = client_de("vercors").get(reverse("orientations:carte", args=[orientation.pk]))
    assert page.status_code == 200
    return page.content.decode()


def nommer(monde, orientation, champs=("nom",)):
    return identite.dire_qui(
        orientation_id=orientation.pk, champs=list(champs), moyen="oral", par=monde.awa
    )


def test_before_the_interview_it_is_refused_and_nothing_is_written(monde: Monde) -> None:
    for etat in ("envoyee", "a_l_etude", "prealable", "refusee", "declinee", "expiree"):
        orientation = dans_l_etat(monde, etat)
        with pytest.raises(TransitionRefusee):
            nommer(monde, orientation)
        orientation.delete()
    assert not Consentement.objects.filter(finalite="identite").exists()


def test_at_the_interview_the_name_waits_for_the_consent(monde: Monde, client_de) -> None:
    orientation = dans_l_etat(monde, EtatOrientation.ENTRETIEN)
    orientation.email_destinataire = monde.vercors.email
    orientation.save()
    assert "Nadia" not in lire(client_de, orientation)
    nommer(monde, orientation)
    page = lire(client_de, orientation)
    assert "Nadia" in page
    assert "Benali" in page


def test_only_what_was_ticked_is_said_never_more(monde: Monde, client_de) -> None:
    personne = monde.dossier_nadia.personne
    personne.telephone, personne.adresse = "0612345678", "5 rue des Trembles"
    personne.save()
    orientation = dans_l_etat(monde, EtatOrientation.ENTRETIEN)
    nommer(monde, orientation, champs=("telephone", "adresse", "naissance_le"))
    page = lire(client_de, orientation)
    assert "0612345678" in page
    for reste in ("Benali", "Trembles", "Mistral", "femme"):
        assert reste not in page


def test_taken_back_it_is_hidden_at_once(monde: Monde, client_de) -> None:
    orientation = dans_l_etat(monde, EtatOrientation.ENTRETIEN)
    accord = nommer(monde, orientation)
    retirer_consentement(consentement=accord, par=monde.nadia)
    assert "Nadia" not in lire(client_de, orientation)


def test_refused_after_the_interview_it_is_hidden(monde: Monde, client_de) -> None:
    orientation = dans_l_etat(monde, EtatOrientation.ENTRETIEN)
    nommer(monde, orientation)
    type(orientation).objects.filter(pk=orientation.pk).update(etat=EtatOrientation.REFUSEE)
    assert "Nadia" not in lire(client_de, orientation)


def test_asked_twice_it_is_recorded_and_told_once(
    monde: Monde, django_capture_on_commit_callbacks
) -> None:
    orientation = dans_l_etat(monde, EtatOrientation.ENTRETIEN)
    orientation.email_destinataire = "vercors@exemple.test"
    orientation.save()
    with django_capture_on_commit_callbacks(execute=True):
        assert nommer(monde, orientation) == nommer(monde, orientation)
    faire_les_taches()
    (message,) = mail.outbox
    assert message.to == ["vercors@exemple.test"]
    for mot in ("Nadia", "Benali", "0612"):
        assert mot not in message.body + message.subject


def test_each_reading_and_the_consent_are_logged(monde: Monde, client_de) -> None:
    orientation = dans_l_etat(monde, EtatOrientation.ENTRETIEN)
    nommer(monde, orientation)
    lire(client_de, orientation)
    traces = EntreeJournal.objects.filter(champ="identite", objet_id=str(orientation.pk))
    assert sorted(traces.values_list("role", "action")) == [
        ("conseiller", "modification"), ("employeur", "lecture"),
    ]  # fmt: skip


def test_the_person_says_it_alone_for_their_own(monde: Monde, client_de) -> None:
    orientation = dans_l_etat(monde, EtatOrientation.ENTRETIEN)
    adresse = reverse("orientations:me_nommer", args=[orientation.pk])
    assert client_de("karim").post(adresse).status_code == 404
    assert client_de("nadia").post(adresse).status_code == 302
    accord = Consentement.objects.get(finalite="identite")
    assert (accord.moyen, accord.recueilli_par) == ("en_ligne", monde.nadia)
    assert "Benali" in lire(client_de, orientation)


def test_without_an_answer_about_the_agreement_nothing_is_said(monde: Monde, client_de) -> None:
    orientation = dans_l_etat(monde, EtatOrientation.ENTRETIEN)
    adresse = reverse("orientations:nommer", args=[orientation.pk])
    assert client_de("awa").post(adresse, {"champs": ["nom"]}).status_code == 422
    assert not Consentement.objects.filter(finalite="identite").exists()


def test_a_service_has_its_own_agreement(monde: Monde) -> None:
    orientation = envoyee(monde, solution=solution_fle())
    with pytest.raises(TransitionRefusee):
        nommer(monde, orientation)
