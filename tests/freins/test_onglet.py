"""The Freins tab and its gestures, over HTTP."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from freins import services
from freins.models import Frein
from freins.regles.mesures import Garde
from freins.resumes import prochaines_etapes_pour, puces_pour
from matching.moteur import grilles
from parcours.socle.models import EntreeJournal
from tests.monde import creer_dossier

pytestmark = pytest.mark.base
GARDE = "famille--garde-denfants"


@pytest.fixture
def frein(monde):
    return services.identifier(
        dossier=monde.dossier_nadia, thematique=GARDE, par=monde.awa, impact="bloquant",
        jour=date.today(),
    )  # fmt: skip


@pytest.fixture
def onglet(monde):
    return reverse("freins:onglet", args=[monde.dossier_nadia.pk])


def test_it_works(monde, client_de, frein, onglet):
    texte = client_de("awa").get(onglet).content.decode()
    assert "Garde d’enfants" in texte
    assert "bloquant" in texte
    assert "Identifié, bloquant" in texte
    assert "Ce que la loi ouvre" in texte
    assert "L6222-1" in texte
    assert EntreeJournal.objects.filter(dossier_id=monde.dossier_nadia.pk, action="lecture")


def test_a_colleague_reads_without_buttons(monde, client_de, frein, onglet):
    reponse = client_de("bruno").get(onglet)
    assert reponse.status_code == 200
    texte = reponse.content.decode()
    assert "Garde d’enfants" in texte
    assert "Commencer à lever" not in texte
    assert reverse("freins:diagnostic", args=[monde.dossier_nadia.pk]) not in texte


@pytest.mark.parametrize(("qui", "statut"), [("bruno", 403), ("chloe", 404), ("vercors", 403)])
def test_who_does_not_edit_changes_nothing(monde, client_de, frein, qui, statut):
    client = client_de(qui)
    geste = reverse("freins:geste", args=[frein.pk, "lever"])
    modifier = reverse("freins:modifier", args=[frein.pk])
    nouveau = reverse("freins:nouveau", args=[monde.dossier_nadia.pk])
    assert client.post(geste).status_code == statut
    assert client.post(modifier, {"impact": "genant"}).status_code == statut
    assert client.post(nouveau, {"thematique": GARDE, "impact": "genant"}).status_code == statut
    frein.refresh_from_db()
    assert (frein.statut, frein.impact) == ("identifie", "bloquant")
    assert Frein.objects.count() == 1


def test_unknown_ids_are_not_found(monde, client_de, frein):
    awa = client_de("awa")
    assert awa.get(reverse("freins:onglet", args=[10**9])).status_code == 404
    assert awa.post(reverse("freins:geste", args=[10**9, "lever"])).status_code == 404
    assert awa.post(reverse("freins:geste", args=[frein.pk, "inventer"])).status_code == 404


def test_gestures_lift_and_reopen(monde, client_de, frein, onglet):
    awa = client_de("awa")
    for geste, statut in (("commencer", "en_cours"), ("lever", "leve"), ("rouvrir", "identifie")):
        assert awa.post(reverse("freins:geste", args=[frein.pk, geste])).status_code == 302
        frein.refresh_from_db()
        assert frein.statut == statut
    assert "Revenu" in awa.get(onglet).content.decode()


def test_a_geste_too_late_says_so_and_changes_nothing(monde, client_de, frein):
    awa = client_de("awa")
    awa.post(reverse("freins:geste", args=[frein.pk, "lever"]))
    reponse = awa.post(reverse("freins:geste", args=[frein.pk, "commencer"]), follow=True)
    assert "n’est plus possible" in reponse.content.decode()
    frein.refresh_from_db()
    assert frein.statut == "leve"


def test_naming_a_barrier_by_hand(monde, client_de):
    adresse = reverse("freins:nouveau", args=[monde.dossier_nadia.pk])
    awa = client_de("awa")
    faux = awa.post(adresse, {"thematique": "sante--addictions", "impact": "bloquant"})
    assert faux.status_code == 422
    assert 'value="bloquant"' in faux.content.decode()
    assert not Frein.objects.exists()
    bon = {"thematique": "mobilite--acceder-a-un-vehicule", "impact": "genant"}
    assert awa.post(adresse, bon | {"est_prioritaire": "on"}).status_code == 302
    assert Frein.objects.get().est_prioritaire


def test_chips_say_the_state_in_words_and_never_health(monde, frein):
    services.mesurer(
        dossier=monde.dossier_nadia, famille="garde", par=monde.awa, jour=date.today(),
        mesure=Garde("grille", grilles.depuis_plages([(range(5), "08:00", "17:00")])),
    )  # fmt: skip
    for thematique in ("sante", "famille--surmonter-conflits-separation-violence"):
        services.identifier(
            dossier=monde.dossier_nadia, thematique=thematique, par=monde.awa, jour=date.today()
        )
    (puce,) = puces_pour([monde.dossier_nadia])[monde.dossier_nadia.pk]
    assert puce.texte.replace("\u202f", " ").replace("\xa0", " ") == (
        "Garde : pas avant 8 h ni après 17 h, bloquant"
    )
    assert puce.classe == "bloquant"
    services.mettre_en_doute(dossier=monde.dossier_nadia, famille="garde")
    (puce,) = puces_pour([monde.dossier_nadia])[monde.dossier_nadia.pk]
    assert puce.classe == "verifier"
    services.faire(frein=frein, geste="lever", par=monde.awa, jour=date.today())
    (puce,) = puces_pour([monde.dossier_nadia])[monde.dossier_nadia.pk]
    assert (puce.classe, "levé" in puce.texte) == ("leve", True)


def test_chips_and_next_steps_of_a_list_cost_one_query_each(monde, django_assert_num_queries):
    dossiers = [creer_dossier(f"P{n}", "E", monde.awa, monde.structure) for n in range(8)]
    for dossier in dossiers:
        services.identifier(
            dossier=dossier, thematique=GARDE, par=monde.awa, jour=date.today()
        )  # fmt: skip
        objectif = services.ajouter_objectif(dossier=dossier, intitule="But", par=monde.awa)
        for jours in (9, 2):
            services.ajouter_action(
                objectif=objectif, intitule=f"Dans {jours}", porteur="personne", par=monde.awa,
                echeance_le=date.today() + timedelta(days=jours),
            )  # fmt: skip
    with django_assert_num_queries(1):
        puces = puces_pour(dossiers)
    with django_assert_num_queries(1):
        etapes = prochaines_etapes_pour(dossiers)
    assert all(len(p) == 1 for p in puces.values())
    assert {e.intitule for e in etapes.values()} == {"Dans 2"}
    assert etapes[dossiers[3].pk].qui == "P3"


def test_the_tab_costs_the_same_with_many_barriers(
    monde, client_de, frein, onglet, django_assert_max_num_queries
):  # fmt: skip
    for thematique in ("mobilite--preparer-un-permis", "numerique--acquerir-un-equipement",
                       "logement-hebergement--louer-un-logement"):  # fmt: skip
        nouveau = services.identifier(
            dossier=monde.dossier_nadia, thematique=thematique, par=monde.awa, jour=date.today()
        )
        services.faire(frein=nouveau, geste="lever", par=monde.awa, jour=date.today())
    awa = client_de("awa")
    with django_assert_max_num_queries(30):
        awa.get(onglet)
