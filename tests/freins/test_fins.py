"""Ending a step: what it changed, once; what did not work changes nothing."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from freins import services
from freins.etats import GesteImpossible
from freins.models import Action, Capacite, Frein
from matching.moteur import grilles
from parcours.dossiers.models import Certification, Diplome, Langue, Permis, Situation
from parcours.socle.models import Evenement

pytestmark = pytest.mark.base
JOUR = date.today()
ECOLE = grilles.vers_hexa(grilles.depuis_plages([(range(5), "08:30", "16:30")]))
TOT = grilles.vers_hexa(grilles.depuis_plages([(range(5), "06:00", "18:00")]))
THEMES = {
    "garde": "famille--garde-denfants",
    "langue": "lecture-ecriture-calcul--maitriser-le-francais",
    "mobilite": "mobilite--acceder-a-un-vehicule",
    "permis": "mobilite--preparer-un-permis",
    "numerique": "numerique--acquerir-un-equipement",
    "qualification": "se-former--trouver-sa-formation",
    "administratif": "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
    "logement": "logement-hebergement--sinformer-sur-les-demarches-liees-a-lacces-au-logement",
    "sante": "sante",
}


@pytest.fixture
def etape_de(monde):
    """A step that serves a barrier of this theme."""

    def creer(theme: str, intitule: str = "Faire un pas") -> Action:
        frein = services.identifier(
            dossier=monde.dossier_nadia, thematique=THEMES[theme], par=monde.awa, jour=JOUR
        )
        objectif = services.ajouter_objectif(
            dossier=monde.dossier_nadia, intitule="Avancer", par=monde.awa, frein=frein
        )
        return services.ajouter_action(
            objectif=objectif, intitule=intitule, porteur="referent",
            echeance_le=JOUR + timedelta(days=3), par=monde.awa,
        )  # fmt: skip

    return creer


@pytest.fixture
def garde(monde):
    return Capacite.objects.create(
        dossier=monde.dossier_nadia, famille="garde", mesuree_le=JOUR,
        mesure={"etat": "grille", "grille": ECOLE},
    )  # fmt: skip


def _terminer(client, etape, **donnees):
    adresse = reverse("freins:action_terminer", args=[etape.pk])
    return client.post(adresse, {"version": etape.version} | donnees)


def test_a_new_measure_is_written_with_history_and_event(monde, client_de, etape_de, garde):
    etape = etape_de("garde")
    Evenement.objects.all().delete()
    reponse = _terminer(
        client_de("awa"), etape, issue="changement", leve="on",
        **{"mesure-etat": "grille", "mesure-grille": TOT},
    )  # fmt: skip
    assert reponse.url == reverse(
        "matching:ce_qui_s_est_ouvert", args=[monde.dossier_nadia.pk, etape.pk]
    )
    etape.refresh_from_db()
    garde.refresh_from_db()
    assert garde.mesure == {"etat": "grille", "grille": TOT}
    assert etape.effet["avant"] == {"etat": "grille", "grille": ECOLE}
    assert etape.effet["apres"] == garde.mesure
    assert (etape.statut, etape.a_change, etape.finie_le) == ("faite", True, JOUR)
    assert Frein.objects.get().statut == "leve"
    assert garde.history.count() == 2
    assert {e.quoi for e in Evenement.objects.all()} == {"capacite", "frein"}


@pytest.mark.parametrize(
    ("theme", "donnees", "trouve"),
    [
        ("langue", {"mesure-oral": "B1", "mesure-ecrit": "A2"},
         lambda d: Langue.objects.get(dossier=d, code="fr").oral == "B1"),
        ("mobilite", {"mesure-velo": "35"},
         lambda d: Capacite.objects.get(dossier=d).mesure["velo"] == 35),
        ("permis", {"mesure-categorie": "B"},
         lambda d: Permis.objects.get(dossier=d).categorie == "B"),
        ("numerique", {"mesure-niveau": "2"},
         lambda d: Capacite.objects.get(dossier=d).mesure == {"niveau": 2}),
        ("qualification", {"mesure-niveau": "3", "mesure-certificat": "caces_1"},
         lambda d: Diplome.objects.get(dossier=d).niveau == 3
         and Certification.objects.get(dossier=d).code == "caces_1"),
        ("administratif", {"mesure-est_oui": "oui"},
         lambda d: Situation.objects.get(dossier=d).est_oui),
    ],
)  # fmt: skip
def test_each_family_has_its_small_form(monde, client_de, etape_de, theme, donnees, trouve):
    etape = etape_de(theme)
    assert (
        client_de("awa").get(reverse("freins:action_terminer", args=[etape.pk])).status_code == 200
    )
    reponse = _terminer(client_de("awa"), etape, issue="changement", **donnees)
    assert reponse.status_code == 302
    assert trouve(monde.dossier_nadia)
    etape.refresh_from_db()
    assert etape.effet["famille"] == theme
    assert etape.effet["avant"] is None
    assert client_de("awa").get(reponse.url).status_code == 200


def test_a_foreign_licence_exchanged_is_no_second_one(monde, client_de, etape_de):
    Permis.objects.create(dossier=monde.dossier_nadia, categorie="B", est_etranger=True)
    etape = etape_de("permis")
    _terminer(client_de("awa"), etape, issue="changement", **{"mesure-categorie": "B"})
    permis = Permis.objects.get()
    assert not permis.est_etranger


def test_nothing_changed_is_an_answer(monde, client_de, etape_de, garde):
    etape = etape_de("garde")
    Evenement.objects.all().delete()
    reponse = _terminer(
        client_de("awa"), etape, issue="rien", **{"mesure-etat": "grille", "mesure-grille": TOT}
    )
    assert reponse.url == reverse("freins:plan", args=[monde.dossier_nadia.pk])
    etape.refresh_from_db()
    garde.refresh_from_db()
    assert (etape.statut, etape.a_change, etape.effet) == ("faite", False, {})
    assert garde.mesure["grille"] == ECOLE
    assert not Evenement.objects.exists()


def test_a_failed_step_leaves_the_capacity_and_the_barrier(monde, client_de, etape_de, garde):
    etape = etape_de("garde", "Demander une place")
    Evenement.objects.all().delete()
    _terminer(
        client_de("awa"), etape, issue="echec", motif="plus_de_place", resultat="Liste d’attente",
        **{"mesure-etat": "grille", "mesure-grille": TOT},
    )  # fmt: skip
    etape.refresh_from_db()
    garde.refresh_from_db()
    assert (etape.statut, etape.motif, etape.resultat) == (
        "echouee", "plus_de_place", "Liste d’attente",
    )  # fmt: skip
    assert etape.objectif.frein.statut == "identifie"
    assert garde.mesure["grille"] == ECOLE
    assert not Evenement.objects.exists()
    page = client_de("awa").get(reverse("freins:action_nouvelle", args=[etape.objectif_id]))
    texte = page.content.decode()
    assert "Déjà essayé (1)" in texte
    assert "Demander une place : n’a pas marché : plus de place" in texte


@pytest.mark.parametrize(
    ("donnees", "phrase"),
    [
        ({"issue": "echec"}, "Choisir la raison"),
        ({"issue": "rien", "leve": "on"}, "Un frein se lève quand quelque chose a changé"),
        ({"issue": "changement", "mesure-etat": "grille", "mesure-grille": ECOLE},
         "Noter ce qui est différent maintenant"),
        ({"issue": "changement", "mesure-etat": "sans_objet", "mesure-grille": TOT},
         "Choisir l’un ou l’autre"),
        ({}, "obligatoire"),
    ],
)  # fmt: skip
def test_bad_input_says_what_and_changes_nothing(client_de, etape_de, garde, donnees, phrase):
    etape = etape_de("garde")
    reponse = _terminer(client_de("awa"), etape, resultat="Vu ensemble", **donnees)
    assert reponse.status_code == 422
    assert phrase in reponse.content.decode()
    assert "Vu ensemble" in reponse.content.decode()
    etape.refresh_from_db()
    garde.refresh_from_db()
    assert (etape.statut, garde.mesure["grille"]) == ("prevue", ECOLE)


def test_the_same_licence_again_changes_nothing(monde, client_de, etape_de):
    Permis.objects.create(dossier=monde.dossier_nadia, categorie="B")
    etape = etape_de("permis")
    reponse = _terminer(client_de("awa"), etape, issue="changement", **{"mesure-categorie": "B"})
    assert reponse.status_code == 422
    assert "même mesure qu’avant" in reponse.content.decode()
    etape.refresh_from_db()
    assert etape.statut == "prevue"


def test_two_people_end_it_once(monde, etape_de, garde):
    etape = etape_de("garde")
    autre = Action.objects.select_related("objectif__plan__dossier").get(pk=etape.pk)
    mesure = {"etat": "grille", "grille": TOT}
    fin = services.Fin(issue="changement", changement=services.Changement("garde", mesure))
    services.terminer(action=etape, fin=fin, version=1, par=monde.awa, jour=JOUR)
    rate = services.Fin(issue="echec", motif="delai")
    with pytest.raises(GesteImpossible, match="rien n’a été changé"):
        services.terminer(action=autre, fin=rate, version=1, par=monde.denis, jour=JOUR)
    autre.refresh_from_db()
    garde.refresh_from_db()
    assert (autre.statut, autre.motif, garde.mesure["grille"]) == ("faite", "", TOT)
    assert garde.history.count() == 2


def test_a_step_cannot_write_the_measure_of_another_barrier(monde, etape_de, garde):
    etape = etape_de("numerique")
    intrus = services.Changement("garde", {"etat": "sans_objet"})
    fin = services.Fin(issue="changement", changement=intrus)
    with pytest.raises(GesteImpossible):
        services.terminer(action=etape, fin=fin, version=1, par=monde.awa, jour=JOUR)
    garde.refresh_from_db()
    assert garde.mesure["grille"] == ECOLE


def test_what_the_person_said_done_is_made_precise_later(monde, client_de, etape_de, garde):
    etape = etape_de("garde")
    services.dire_faite(action=etape, par=monde.nadia, jour=JOUR - timedelta(days=2))
    etape = Action.objects.get(pk=etape.pk)
    _terminer(client_de("awa"), etape, issue="echec", motif="horaires")
    etape.refresh_from_db()
    assert (etape.statut, etape.est_a_preciser) == ("echouee", False)
    assert etape.finie_le == JOUR - timedelta(days=2)
    adresse = reverse("freins:action_terminer", args=[etape.pk])
    assert client_de("awa").get(adresse).url == reverse("freins:action", args=[etape.pk])


def test_given_up_with_its_reason(client_de, etape_de):
    etape = etape_de("logement")
    adresse = reverse("freins:action_abandonner", args=[etape.pk])
    assert client_de("awa").post(adresse, {"version": 1}).status_code == 422
    client_de("awa").post(adresse, {"version": 1, "motif": "choix"})
    etape.refresh_from_db()
    assert (etape.statut, etape.motif, etape.finie_le) == ("abandonnee", "choix", JOUR)


def test_health_has_no_measure_here_and_is_for_the_referent(client_de, etape_de):
    etape = etape_de("sante")
    adresse = reverse("freins:action_terminer", args=[etape.pk])
    assert client_de("denis").get(adresse).status_code == 403
    texte = client_de("awa").get(adresse).content.decode()
    assert "rien n’en est écrit ici" in texte
    assert 'name="mesure-' not in texte
    _terminer(client_de("awa"), etape, issue="changement", leve="on")
    etape.refresh_from_db()
    assert (etape.effet, Frein.objects.get().statut) == ({}, "leve")
