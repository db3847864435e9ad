"""The plan: objectives, steps, agreement; the person's own page."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from freins import services
from freins.models import Action, Objectif, Plan
from freins.resumes import prochaines_etapes_pour

pytestmark = pytest.mark.base
DEMAIN = date.today() + timedelta(days=1)


@pytest.fixture
def objectif(monde):
    return services.ajouter_objectif(
        dossier=monde.dossier_nadia, intitule="Travailler dès 7 h", par=monde.awa
    )


@pytest.fixture
def etape(monde, objectif):
    return services.ajouter_action(
        objectif=objectif, intitule="Appeler la crèche", porteur="personne", echeance_le=DEMAIN,
        par=monde.awa,
    )  # fmt: skip


def test_a_plan_is_written_from_its_page(monde, client_de):
    awa = client_de("awa")
    pk = monde.dossier_nadia.pk
    jeton = uuid4()
    for _ in range(2):  # a double click
        awa.post(
            reverse("freins:objectif_nouveau", args=[pk]),
            {"intitule": "Passer le permis", "jeton": jeton},
        )
    objectif = Objectif.objects.get()
    jeton = uuid4()
    donnees = {"intitule": "S’inscrire", "porteur": "personne", "echeance_le": DEMAIN.isoformat(),
               "jeton": jeton}  # fmt: skip
    for _ in range(2):
        awa.post(reverse("freins:action_nouvelle", args=[objectif.pk]), donnees)
    assert Action.objects.get().intitule == "S’inscrire"
    awa.post(
        reverse("freins:plan_accord", args=[pk]),
        {"convenu_le": date.today().isoformat(), "convenu_comment": "oral"},
    )
    assert Plan.objects.get().convenu_le == date.today()
    texte = awa.get(reverse("freins:plan", args=[pk])).content.decode()
    assert "Passer le permis" in texte
    assert "S’inscrire" in texte
    assert "Nadia" in texte


def test_bad_input_keeps_what_was_typed(monde, client_de, objectif):
    awa = client_de("awa")
    hier = (date.today() - timedelta(days=1)).isoformat()
    reponse = awa.post(
        reverse("freins:action_nouvelle", args=[objectif.pk]),
        {"intitule": "Écrire au juge", "porteur": "personne", "echeance_le": hier,
         "jeton": uuid4()},
    )  # fmt: skip
    assert reponse.status_code == 422
    assert "La date est passée" in reponse.content.decode()
    assert "Écrire au juge" in reponse.content.decode()
    assert not Action.objects.exists()


def test_health_in_a_title_is_refused(monde, client_de):
    reponse = client_de("awa").post(
        reverse("freins:objectif_nouveau", args=[monde.dossier_nadia.pk]),
        {"intitule": "Soigner sa dépression", "jeton": uuid4()},
    )
    assert reponse.status_code == 422
    assert "Soigner sa dépression" in reponse.content.decode()
    assert not Objectif.objects.exists()


def test_steps_are_done_waited_for_and_put_off(monde, client_de, etape):
    awa = client_de("awa")
    awa.post(reverse("freins:action_geste", args=[etape.pk, "attendre"]))
    etape.refresh_from_db()
    assert etape.statut == "en_attente"
    loin = DEMAIN + timedelta(days=10)
    changee = {
        "intitule": "Appeler la crèche", "porteur": "personne", "echeance_le": loin.isoformat(),
        "rappel_le": DEMAIN.isoformat(), "version": etape.version,
    }  # fmt: skip
    awa.post(reverse("freins:action", args=[etape.pk]), changee)
    etape.refresh_from_db()
    assert (etape.echeance_le, etape.rappel_le) == (loin, DEMAIN)
    reponse = awa.post(reverse("freins:action", args=[etape.pk]), changee, follow=True)
    assert "Quelqu’un vient de modifier" in reponse.content.decode()
    fin = {"issue": "rien", "resultat": "Place demandée", "version": etape.version}
    awa.post(reverse("freins:action_terminer", args=[etape.pk]), fin)
    etape.refresh_from_db()
    assert (etape.statut, etape.resultat, etape.finie_le, etape.a_change) == (
        "faite", "Place demandée", date.today(), False,
    )  # fmt: skip
    assert etape.history.count() == 4
    awa.post(reverse("freins:action_geste", args=[etape.pk, "commencer"]))
    etape.refresh_from_db()
    assert etape.statut == "faite"


def test_no_lone_button_ends_a_step(monde, client_de, etape):
    """What came of it is asked first: the address of the gesture alone does not exist."""
    for geste, statut in (("finir", 404), ("echouer", 404), ("abandonner", 422)):
        adresse = reverse("freins:action_geste", args=[etape.pk, geste])
        assert client_de("awa").post(adresse).status_code == statut
    etape.refresh_from_db()
    assert etape.statut == "prevue"


def test_a_reminder_after_the_due_date_is_refused(monde, client_de, objectif):
    reponse = client_de("awa").post(
        reverse("freins:action_nouvelle", args=[objectif.pk]),
        {"intitule": "Écrire", "porteur": "referent", "echeance_le": DEMAIN.isoformat(),
         "rappel_le": (DEMAIN + timedelta(days=1)).isoformat(), "jeton": uuid4()},
    )  # fmt: skip
    assert reponse.status_code == 422
    assert "viendrait après" in reponse.content.decode()
    assert not Action.objects.exists()


def test_an_objective_of_another_dossier_cannot_take_this_barrier(monde):
    frein = services.identifier(
        dossier=monde.dossier_karim, thematique="numerique--acquerir-un-equipement",
        par=monde.bruno, jour=date.today(),
    )  # fmt: skip
    with pytest.raises(ValueError):
        services.ajouter_objectif(
            dossier=monde.dossier_nadia, intitule="But", par=monde.awa, frein=frein
        )


@pytest.mark.parametrize(("qui", "statut"), [("bruno", 403), ("chloe", 404), ("karim", 403)])
def test_who_does_not_edit_changes_nothing(monde, client_de, etape, qui, statut):
    client = client_de(qui)
    adresses = [
        reverse("freins:objectif_nouveau", args=[monde.dossier_nadia.pk]),
        reverse("freins:plan_accord", args=[monde.dossier_nadia.pk]),
        reverse("freins:action_nouvelle", args=[etape.objectif_id]),
        reverse("freins:action", args=[etape.pk]),
        reverse("freins:action_geste", args=[etape.pk, "commencer"]),
        reverse("freins:action_terminer", args=[etape.pk]),
        reverse("freins:action_abandonner", args=[etape.pk]),
    ]
    assert {client.post(adresse).status_code for adresse in adresses} == {statut}
    etape.refresh_from_db()
    assert etape.statut == "prevue"


def test_the_person_sees_their_plan_and_ends_their_own_step(monde, client_de, objectif, etape):
    autre = services.ajouter_action(
        objectif=objectif, intitule="Écrire à la crèche", porteur="referent", echeance_le=DEMAIN,
        par=monde.awa,
    )  # fmt: skip
    nadia = client_de("nadia")
    texte = nadia.get(reverse("freins:mon_plan")).content.decode()
    assert "Appeler la crèche" in texte
    assert "Awa s’en occupe" in texte
    assert nadia.post(reverse("freins:etape_faite", args=[autre.pk])).status_code == 404
    for _ in range(2):
        assert nadia.post(reverse("freins:etape_faite", args=[etape.pk])).status_code == 302
    etape.refresh_from_db()
    autre.refresh_from_db()
    assert (etape.statut, autre.statut) == ("faite", "prevue")
    assert etape.est_a_preciser
    page = client_de("awa").get(reverse("freins:plan", args=[monde.dossier_nadia.pk]))
    assert "Ce que cela a changé" in page.content.decode()


def test_the_person_agrees_online_and_what_is_added_later_is_not_agreed(
    monde, client_de, objectif, etape
):
    nadia = client_de("nadia")
    assert "Je suis d’accord" in nadia.get(reverse("freins:mon_plan")).content.decode()
    nadia.post(reverse("freins:mon_accord"))
    plan = Plan.objects.get()
    assert (plan.convenu_le, plan.convenu_comment) == (date.today(), "en_ligne")
    assert "Je suis d’accord" not in nadia.get(reverse("freins:mon_plan")).content.decode()
    services.ajouter_action(
        objectif=objectif, intitule="Visiter", porteur="personne", echeance_le=DEMAIN,
        par=monde.awa,
    )  # fmt: skip
    assert "Il y a du nouveau" in nadia.get(reverse("freins:mon_plan")).content.decode()
    page = client_de("awa").get(reverse("freins:plan", args=[monde.dossier_nadia.pk]))
    assert "1 étape ajoutée depuis l’accord" in page.content.decode()


def test_another_person_cannot_end_it(monde, client_de, etape):
    adresse = reverse("freins:etape_faite", args=[etape.pk])
    assert client_de("karim").post(adresse).status_code == 404
    assert client_de("awa").post(adresse).status_code == 403
    etape.refresh_from_db()
    assert etape.statut == "prevue"


def test_an_empty_plan_says_what_comes_next(monde, client_de):
    assert "pas encore écrit" in client_de("nadia").get(reverse("freins:mon_plan")).content.decode()


def test_a_step_for_health_keeps_its_words_out_of_the_header(monde, client_de):
    frein = services.identifier(
        dossier=monde.dossier_nadia, thematique="sante", par=monde.awa, jour=date.today()
    )
    objectif = services.ajouter_objectif(
        dossier=monde.dossier_nadia, intitule="Avancer", par=monde.awa, frein=frein
    )
    services.ajouter_action(
        objectif=objectif, intitule="Demande MDPH", porteur="referent", echeance_le=DEMAIN,
        par=monde.awa,
    )  # fmt: skip
    etape = prochaines_etapes_pour([monde.dossier_nadia])[monde.dossier_nadia.pk]
    assert etape.intitule == "étape du plan"
    plan = reverse("freins:plan", args=[monde.dossier_nadia.pk])
    for qui in ("bruno", "denis"):
        texte = client_de(qui).get(plan).content.decode()
        assert "MDPH" not in texte
        assert "Objectif confidentiel" in texte
    assert "Demande MDPH" in client_de("awa").get(plan).content.decode()
    assert "Demande MDPH" in client_de("nadia").get(reverse("freins:mon_plan")).content.decode()
