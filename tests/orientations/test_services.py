"""Making, sending, changing: agreement, replays, places, the log."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from parcours.dossiers.models import Consentement, StatutDossier
from parcours.offres.models import Ouverture
from parcours.orientations import services
from parcours.orientations.erreurs import (
    AccordManquant,
    EtatDepasse,
    MotifRefuse,
    OrientationImpossible,
    PlusDePlace,
    TexteRefuse,
)
from parcours.orientations.models import Courriel, Orientation, TransitionOrientation
from parcours.orientations.services import Accord, Details
from parcours.socle.models import EntreeJournal, Evenement
from tests.monde import Monde
from tests.orientations.outils import (
    accorder,
    brouillon,
    changer,
    dans_l_etat,
    envoyee,
    solution_fle,
)

pytestmark = [pytest.mark.base, pytest.mark.django_db]


def test_sending_records_agreement_card_log_and_event(monde: Monde) -> None:
    orientation = envoyee(monde)
    assert orientation.etat == "envoyee"
    assert orientation.email_destinataire == "vercors@exemple.test"
    assert orientation.carte["genre"] == "ouverture"
    accord = Consentement.objects.get(objet_id=orientation.pk)
    assert (accord.finalite, accord.moyen) == ("partage_employeur", "oral")
    rang = orientation.transitions.get()
    assert (rang.transition, rang.auteur, rang.par) == ("envoyer", "conseiller", monde.awa)
    assert Evenement.objects.filter(sujet="dossier", sujet_id=monde.dossier_nadia.pk).exists()
    assert set(EntreeJournal.objects.values_list("motif", flat=True)) >= {"brouillon", "envoyer"}


def test_without_agreement_nothing_leaves(monde: Monde) -> None:
    with pytest.raises(AccordManquant):
        envoyee(monde, accord=None)
    assert not Orientation.objects.exists()
    assert not Courriel.objects.exists()


def test_an_agreement_for_another_referral_is_none(monde: Monde) -> None:
    Consentement.objects.create(
        dossier=monde.dossier_nadia, finalite="partage_employeur", moyen="ecrit",
        donne_le=timezone.now(),
    )  # fmt: skip
    orientation = brouillon(monde)
    with pytest.raises(AccordManquant):
        services.envoyer(orientation_id=orientation.pk, par=monde.awa, accord=None)


def test_a_withdrawn_agreement_is_none(monde: Monde) -> None:
    orientation = brouillon(monde)
    accord = accorder(orientation)
    accord.retire_le = timezone.now()
    accord.save()
    with pytest.raises(AccordManquant):
        services.envoyer(orientation_id=orientation.pk, par=monde.awa, accord=None)
    assert Orientation.objects.get().etat == "brouillon"


def test_a_service_receives_only_ticked_fields_for_a_time(monde: Monde) -> None:
    monde.dossier_nadia.personne.telephone = "06 11 22 33 44"
    monde.dossier_nadia.personne.save()
    orientation = envoyee(
        monde, solution=solution_fle(),
        accord=Accord(moyen="oral", champs=["prenom", "sante", "telephone"], jours=30),
    )  # fmt: skip
    assert orientation.carte["champs"] == [["Prénom", "Nadia"], ["Téléphone", "06 11 22 33 44"]]
    assert orientation.champs_partages == ["prenom", "telephone"]
    assert "Benali" not in str(orientation.carte)
    assert orientation.partage_jusqu_au == timezone.localdate() + timedelta(days=30)
    accord = Consentement.objects.get(objet_id=orientation.pk)
    assert (accord.finalite, accord.champs) == ("partage_service", ["prenom", "telephone"])


def test_the_same_form_twice_makes_one(monde: Monde) -> None:
    champs = {
        "accord": Accord(moyen="oral"), "dossier": monde.dossier_nadia, "par": monde.awa,
        "jeton": uuid4(), "ouverture": monde.ouverture,
    }  # fmt: skip
    premiere, seconde = services.orienter(**champs), services.orienter(**champs)
    assert premiere.pk == seconde.pk
    assert Orientation.objects.count() == TransitionOrientation.objects.count() == 1
    assert Courriel.objects.count() == Consentement.objects.count() == 1


def test_one_live_orientation_for_an_opening(monde: Monde) -> None:
    envoyee(monde)
    with pytest.raises(EtatDepasse):
        envoyee(monde)
    assert Orientation.objects.count() == 1


@pytest.mark.parametrize("etat", ["brouillon", "pourvue", "fermee", "en_quarantaine"])
def test_only_a_published_opening(etat: str, monde: Monde) -> None:
    Ouverture.objects.update(etat=etat)
    monde.ouverture.refresh_from_db()
    with pytest.raises(OrientationImpossible, match="n’est plus publiée"):
        envoyee(monde)


@pytest.mark.parametrize(
    "mot",
    [
        "Nadia est ponctuelle", "Mme BENALI", "écrire à nadia@exemple.test", "Elle est motivée",
        "Habite à Mistral", "34 ans, très motivée", "Mère de deux enfants", "Sans mode de garde",
        "Bonne santé", "Monsieur sérieux", "Jeune et dynamique", "Née en 1992", "Habite tout près",
    ],
)  # fmt: skip
def test_the_sentence_to_an_employer_says_nothing_of_who(mot: str, monde: Monde) -> None:
    with pytest.raises(TexteRefuse):
        envoyee(monde, mot=mot)
    assert not Orientation.objects.exists()


@pytest.mark.parametrize(
    "mot",
    [
        "Ponctualité remarquée par deux employeurs, habitude des grands plateaux de bureaux.",
        "10 ans d’expérience en entretien, autonomie sur autolaveuse.",
        "A gardé des enfants à domicile pendant 3 ans, références disponibles.",
        "",
    ],
)
def test_a_sentence_on_the_work_passes(mot: str, monde: Monde) -> None:
    assert envoyee(monde, mot=mot).carte["mot"] == mot


def test_no_address_is_said_and_the_counsellor_passes_it_on(monde: Monde) -> None:
    Ouverture.objects.update(email_reponse="")
    monde.employeur.email = ""
    monde.employeur.save()
    monde.ouverture.refresh_from_db()
    orientation = envoyee(monde)
    assert orientation.est_transmise_autrement
    assert not Courriel.objects.exists()


def test_the_address_of_a_service_is_its_own_before_that_of_its_structure(monde: Monde) -> None:
    solution = solution_fle()
    solution.structure.email, solution.email = "accueil@structure.test", ""
    assert services.adresse_du_destinataire(solution=solution) == "accueil@structure.test"
    solution.email = "fle@structure.test"
    assert services.adresse_du_destinataire(solution=solution) == "fle@structure.test"


def test_a_closed_dossier_is_not_oriented(monde: Monde) -> None:
    monde.dossier_nadia.statut = StatutDossier.CLOS
    monde.dossier_nadia.save(update_fields=["statut"])
    with pytest.raises(OrientationImpossible, match="rouvrir"):
        envoyee(monde)
    assert not Orientation.objects.exists()


def test_the_same_change_posted_again_changes_nothing(monde: Monde) -> None:
    orientation = dans_l_etat(monde, "en_cours")
    changer(orientation, "constater_maintien", "conseiller", version=1)
    changer(orientation, "constater_maintien", "conseiller", version=1)
    orientation.refresh_from_db()
    assert (orientation.maintien_mois, orientation.version) == (3, 2)
    assert orientation.transitions.count() == 1


def test_a_change_on_an_old_page_is_told(monde: Monde) -> None:
    orientation = dans_l_etat(monde, "envoyee")
    changer(orientation, "prendre_en_charge", "destinataire", version=1)
    with pytest.raises(EtatDepasse, match="à l’étude"):
        changer(orientation, "accepter", "destinataire", version=1)
    assert orientation.transitions.count() == 1


def test_an_interview_needs_a_time_to_come_and_a_place(monde: Monde) -> None:
    orientation = dans_l_etat(monde, "envoyee")
    hier = timezone.now() - timedelta(days=1)
    demain = timezone.now() + timedelta(days=1)
    for details in (Details(), Details(instant=demain), Details(instant=hier, lieu="Ici")):
        with pytest.raises(MotifRefuse):
            changer(orientation, "convoquer", "destinataire", details=details)
    faite = changer(
        orientation, "convoquer", "destinataire", details=Details(instant=demain, lieu="12 quai")
    )
    assert (faite.rendez_vous_le, faite.rendez_vous_lieu) == (demain, "12 quai")


def test_a_start_to_come_is_refused(monde: Monde) -> None:
    orientation = dans_l_etat(monde, "acceptee")
    demain = timezone.localdate() + timedelta(days=1)
    with pytest.raises(MotifRefuse, match="à venir"):
        changer(orientation, "demarrer", "conseiller", details=Details(jour=demain))
    with pytest.raises(MotifRefuse, match="Donner la date"):
        changer(orientation, "demarrer", "conseiller", details=Details())


def test_places_are_counted_and_the_filled_opening_closes(monde: Monde) -> None:
    Ouverture.objects.update(places=1)
    nadia, karim = envoyee(monde), envoyee(monde, monde.dossier_karim)
    changer(nadia, "accepter", "destinataire")
    monde.ouverture.refresh_from_db()
    assert (monde.ouverture.etat, monde.ouverture.fermee_le) == ("pourvue", timezone.localdate())
    assert Evenement.objects.filter(sujet="ouverture", quoi="pourvue").count() == 1
    with pytest.raises(PlusDePlace):
        changer(karim, "accepter", "destinataire")
    assert Orientation.objects.get(pk=karim.pk).etat == "envoyee"
    assert list(
        Courriel.objects.filter(gabarit="plus_de_place").values_list("destinataire", flat=True)
    ) == ["bruno@exemple.test"]


def test_a_place_given_back_can_be_given_again(monde: Monde) -> None:
    Ouverture.objects.update(places=1)
    nadia, karim = envoyee(monde), envoyee(monde, monde.dossier_karim)
    changer(nadia, "accepter", "destinataire")
    changer(nadia, "decliner", "personne")
    assert changer(karim, "accepter", "destinataire").etat == "acceptee"


def test_an_opening_with_places_left_stays_open(monde: Monde) -> None:
    changer(envoyee(monde), "accepter", "destinataire")
    monde.ouverture.refresh_from_db()
    assert monde.ouverture.etat == "publiee"


def test_the_log_refuses_update_and_delete(monde: Monde) -> None:
    rang = envoyee(monde).transitions.get()
    for geste in (
        lambda: TransitionOrientation.objects.filter(pk=rang.pk).update(motif="sante"),
        lambda: TransitionOrientation.objects.filter(pk=rang.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            geste()
    assert TransitionOrientation.objects.get(pk=rang.pk).motif == ""
