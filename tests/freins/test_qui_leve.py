"""« Qui peut lever ce frein »: ranked for the person, with reasons, measures and the plan."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from freins import services
from freins.models import Action, Frein, Objectif
from freins.observees import observees
from freins.qui_leve import qui_leve
from freins.regles.mesures import Mobilite
from matching.moteur.vocabulaire import Mode
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.solutions.models import Solution, StructureSolution
from parcours.solutions.services import indexer
from tests.monde import Monde

pytestmark = pytest.mark.base
JOUR = date.today()
VELO = "mobilite--mobilite-douce-partagee-collective"
TRANSPORT = "mobilite--etre-accompagne-dans-son-parcours-mobilite"


@pytest.fixture
def frein(monde: Monde) -> Frein:
    services.mesurer(
        dossier=monde.dossier_nadia, famille="mobilite", par=monde.awa, jour=JOUR,
        mesure=Mobilite({Mode.TC: 40, Mode.MARCHE: 30}),
    )  # fmt: skip
    return services.identifier(
        dossier=monde.dossier_nadia, thematique=TRANSPORT, par=monde.awa, impact="bloquant",
        jour=JOUR,
    )  # fmt: skip


def solution(nom: str, *, lieu: tuple[float, float] = (45.17, 5.71), **champs: Any) -> Solution:
    structure = StructureSolution.objects.create(
        nom=f"Chez {nom}", latitude=lieu[0], longitude=lieu[1]
    )
    voulus = {"thematiques": [VELO], "gain": {"mobilite": {"velo": 30}}, "delai_jours": 7} | champs
    faite = Solution(structure=structure, nom=nom, **voulus)
    indexer(faite)
    faite.save()
    return faite


def noms(frein: Frein) -> tuple[list[str], list[str]]:
    qui = qui_leve(frein, frein.dossier, JOUR)
    return [r.solution.nom for r in qui.retenues], [r.solution.nom for r in qui.ecartees]


def orienter(
    monde: Monde, vers: Solution, etat: str, jours: int | None, **champs: Any
) -> Orientation:
    envoyee = timezone.now() - timedelta(days=40)
    repondue = None if jours is None else envoyee + timedelta(days=jours)
    return Orientation.objects.create(
        dossier=monde.dossier_karim, solution=vers, par=monde.awa, etat=etat, envoyee_le=envoyee,
        repondue_le=repondue, **champs,
    )  # fmt: skip


def test_those_that_raise_what_is_missing_come_first(monde: Monde, frein: Frein) -> None:
    solution("Aide sans mesure", gain={})
    solution("Vélo loin", lieu=(45.6, 5.9))
    solution("Vélo près")
    solution("Déjà acquis", gain={"mobilite": {"tc": 30}})
    solution("Crèche", thematiques=["famille--garde-denfants"], gain={})
    solution("Fermé", est_active=False)
    assert noms(frein) == (["Vélo près", "Vélo loin", "Aide sans mesure"], ["Déjà acquis"])


@pytest.mark.parametrize(
    ("champs", "raison"),
    [
        ({"age_min": 60}, "À partir de 60 ans"),
        ({"zone": ["69"]}, "Hors de la zone"),
        ({"rayon_km": 1, "lieu": (45.3, 5.7)}, "À moins de 1 km"),
        ({"publics": ["seniors"]}, "séniors"),
    ],
)
def test_what_does_not_fit_is_put_aside_with_its_reason(
    monde: Monde, frein: Frein, client_de: Any, champs: dict[str, Any], raison: str
) -> None:
    monde.dossier_nadia.personne.naissance_le = date(1992, 3, 4)
    monde.dossier_nadia.personne.save()
    solution("Hors conditions", **champs)
    assert noms(frein) == ([], ["Hors conditions"])
    contenu = client_de("awa").get(reverse("freins:solutions", args=[frein.pk])).content.decode()
    assert "1 solution écartée" in contenu
    assert raison in contenu
    assert "Mettre au plan" not in contenu


def test_reserved_to_women_is_shown_and_ranks_nobody(monde: Monde, frein: Frein) -> None:
    solution("Ouverte")
    solution("Entre femmes", est_reservee_aux_femmes=True)
    assert noms(frein) == (["Ouverte", "Entre femmes"], [])
    monde.dossier_nadia.personne.sexe = "homme"
    monde.dossier_nadia.personne.save()
    frein.refresh_from_db()
    assert noms(frein) == (["Ouverte"], ["Entre femmes"])


def test_observed_measures_and_their_numbers(monde: Monde, frein: Frein) -> None:
    s, jamais = solution("Observée"), solution("Jamais")
    for etat, jours in (
        ("acceptee", 2), ("realisee", 4), ("refusee", 6), ("expiree", None), ("envoyee", None),
        ("annulee", None),
    ):  # fmt: skip
        orienter(monde, s, etat, jours)
    declinee = orienter(monde, s, "declinee", 3)
    assert observees([s.pk])[s.pk].conclues == 4
    TransitionOrientation.objects.create(
        orientation=declinee, transition="accepter", de="envoyee", vers="acceptee",
        auteur="destinataire",
    )  # fmt: skip
    brouillon = Orientation.objects.create(
        dossier=monde.dossier_nadia, solution=s, par=monde.awa, etat="brouillon"
    )
    assert brouillon.envoyee_le is None
    vue = observees([s.pk, jamais.pk])
    assert (vue[s.pk].acceptees, vue[s.pk].conclues) == (3, 5)
    assert (vue[s.pk].repondues, vue[s.pk].delai_median) == (4, pytest.approx(3.5))
    assert vue[jamais.pk].phrases() == ()


def test_the_gain_is_measured_on_steps_whose_effect_was_asked(monde: Monde, frein: Frein) -> None:
    s = solution("Suivie")
    objectif = services.ajouter_objectif(
        dossier=monde.dossier_nadia, intitule="Bouger", frein=frein, par=monde.awa
    )
    for statut, a_change in (
        ("faite", True), ("faite", False), ("faite", None), ("prevue", None), ("echouee", False),
    ):  # fmt: skip
        Action.objects.create(
            objectif=objectif, intitule="Essai", porteur="referent", echeance_le=JOUR, solution=s,
            statut=statut, a_change=a_change,
        )  # fmt: skip
    vue = observees([s.pk])[s.pk]
    assert (vue.effets, vue.effets_dits) == (1, 2)


def test_a_service_that_answers_yes_comes_before(monde: Monde, frein: Frein) -> None:
    refuse, accepte = solution("Refuse"), solution("Accepte")
    for _ in range(6):
        orienter(monde, refuse, "refusee", 2)
        orienter(monde, accepte, "acceptee", 2)
    assert noms(frein)[0] == ["Accepte", "Refuse"]


def test_into_the_plan_once_with_the_referral_already_made(
    monde: Monde, frein: Frein, client_de: Any
) -> None:
    s = solution("Prêt de vélo")
    faite = Orientation.objects.create(
        dossier=monde.dossier_nadia, solution=s, par=monde.awa, etat="envoyee",
        envoyee_le=timezone.now(),
    )  # fmt: skip
    adresse = reverse("freins:au_plan", args=[frein.pk, s.pk])
    client = client_de("awa")
    for _ in range(2):
        reponse = client.post(adresse)
    assert reponse.url == reverse("freins:plan", args=[monde.dossier_nadia.pk])
    action = Action.objects.get()
    assert (action.solution, action.orientation, action.objectif.frein) == (s, faite, frein)
    assert Objectif.objects.count() == 1
    assert "Prêt de vélo" in client.get(reponse.url).content.decode()


def test_a_closed_barrier_or_solution_adds_nothing(
    monde: Monde, frein: Frein, client_de: Any
) -> None:
    s, fermee = solution("Prêt"), solution("Fermée", est_active=False)
    client = client_de("awa")
    assert client.post(reverse("freins:au_plan", args=[frein.pk, fermee.pk])).status_code == 404
    Frein.objects.update(statut="leve", leve_le=JOUR)
    client.post(reverse("freins:au_plan", args=[frein.pk, s.pk]))
    assert not Action.objects.exists()


def test_a_reader_sees_no_button_and_adds_nothing(
    monde: Monde, frein: Frein, client_de: Any
) -> None:
    s = solution("Prêt de vélo")
    contenu = client_de("bruno").get(reverse("freins:solutions", args=[frein.pk])).content.decode()
    assert "Prêt de vélo" in contenu
    assert "Mettre au plan" not in contenu
    adresse = reverse("freins:au_plan", args=[frein.pk, s.pk])
    assert client_de("bruno").post(adresse).status_code == 403
    assert client_de("chloe").post(adresse).status_code == 404
    assert not Action.objects.exists()


def test_health_has_no_such_page(monde: Monde, client_de: Any) -> None:
    sante = Frein.objects.create(
        dossier=monde.dossier_nadia, thematique="sante", identifie_le=JOUR, identifie_par=monde.awa
    )
    for qui in ("awa", "bruno", "chloe"):
        adresse = reverse("freins:solutions", args=[sante.pk])
        assert client_de(qui).get(adresse).status_code == 404


def test_the_fragment_has_no_frame(monde: Monde, frein: Frein, client_de: Any) -> None:
    adresse = reverse("freins:solutions", args=[frein.pk])
    fragment = client_de("awa").get(adresse, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Comment cet ordre est fait" in fragment


def test_the_cost_does_not_grow_with_the_directory(
    monde: Monde, frein: Frein, client_de: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(40):
        orienter(monde, solution(f"S{n}"), "acceptee", n % 5)
    client = client_de("awa")
    with django_assert_max_num_queries(40):
        contenu = client.get(reverse("freins:solutions", args=[frein.pk])).content
    assert len(contenu) < 100_000
    assert "Page 1 sur 4" in contenu.decode()
    fragment = client.get(
        reverse("freins:solutions", args=[frein.pk]), headers={"HX-Request": "true"}
    ).content.decode()
    assert fragment.count("Mettre au plan</button>") == 5
    assert "Voir les 40 solutions" in fragment


def test_the_directory_page_says_what_is_seen(monde: Monde, client_de: Any) -> None:
    s = solution("Vue")
    adresse = reverse("solutions:fiche", args=[s.pk])
    assert "Pas encore d’orientation" in client_de("awa").get(adresse).content.decode()
    orienter(monde, s, "acceptee", 3)
    contenu = client_de("awa").get(adresse).content.decode()
    assert "1 oui sur 1 demande close, trop peu pour en conclure" in contenu
    assert "Répond en 3 jours (médiane de 1 réponse)" in contenu
