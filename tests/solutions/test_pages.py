"""The directory of services: searching, adding, changing."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from parcours.solutions import services
from parcours.solutions.forms import THEMATIQUES, thematiques_par_categorie
from parcours.solutions.models import Solution, StructureSolution
from tests.monde import Monde

pytestmark = pytest.mark.base
VELO, GARDE = "mobilite--acceder-a-un-vehicule", "famille--garde-denfants"


@pytest.fixture
def solutions(monde: Monde) -> list[Solution]:
    """A loan of bicycles, a nursery, and one that is over."""
    velo = StructureSolution.objects.create(nom="Vélo solidaire", commune=monde.grenoble)
    faites = []
    for nom, codes, est_active in (
        ("Prêt de vélos", [VELO], True), ("Garde tôt le matin", [GARDE], True),
        ("Ancien atelier", [VELO], False),
    ):  # fmt: skip
        faite = services.creer_solution(
            par=monde.awa, structure=velo, nouvelle_structure={}, jeton=uuid4(),
            champs={"nom": nom, "thematiques": codes, "est_active": est_active},
        )  # fmt: skip
        faites.append(faite)
    return faites


def _noms(client: Any, **filtres: Any) -> set[str]:
    contenu = client.get(reverse("solutions:liste"), filtres).content.decode()
    return {n for n in ("Prêt de vélos", "Garde tôt le matin", "Ancien atelier") if n in contenu}


@pytest.mark.parametrize(
    ("filtres", "noms"),
    [
        ({}, {"Prêt de vélos", "Garde tôt le matin"}),
        ({"q": "pret velo"}, {"Prêt de vélos"}),
        ({"q": "GRENOBLE solidaire"}, {"Prêt de vélos", "Garde tôt le matin"}),
        ({"thematique": VELO}, {"Prêt de vélos"}),
        ({"thematique": "famille"}, {"Garde tôt le matin"}),
        ({"thematique": "famille", "q": "velos"}, set()),
        ({"q": "rien de tel"}, set()),
    ],
)
def test_search(
    solutions: list[Solution], client_de: Any, filtres: dict[str, str], noms: set[str]
) -> None:
    assert _noms(client_de("awa"), **filtres) == noms


def test_the_list_costs_the_same_however_long(
    monde: Monde, client_de: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        structure = StructureSolution.objects.create(nom=f"S{n}", commune=monde.grenoble)
        Solution.objects.create(structure=structure, nom=f"Service {n}", thematiques=[VELO])
    client = client_de("awa")
    with django_assert_max_num_queries(6):
        contenu = client.get(reverse("solutions:liste")).content.decode()
    assert "30 solutions" in contenu
    assert "Page 1 sur 2" in contenu


def test_an_unknown_thematique_says_so(client_de: Any) -> None:
    reponse = client_de("awa").get(reverse("solutions:liste"), {"thematique": "magie"})
    assert reponse.status_code == 422


def test_empty_directory_says_what_to_do(client_de: Any) -> None:
    contenu = client_de("awa").get(reverse("solutions:liste")).content.decode()
    assert "Ajouter une solution" in contenu
    assert "Aucune solution dans l’annuaire" in contenu


def test_one_solution(solutions: list[Solution], client_de: Any) -> None:
    client = client_de("awa")
    contenu = client.get(reverse("solutions:fiche", args=[solutions[1].pk])).content.decode()
    assert "Garde d" in contenu
    assert GARDE not in contenu
    assert (
        "plus personne"
        in client.get(reverse("solutions:fiche", args=[solutions[2].pk])).content.decode()
    )
    assert client.get(reverse("solutions:fiche", args=[999_999])).status_code == 404


def _donnees(**champs: Any) -> dict[str, Any]:
    return {
        "jeton": str(uuid4()), "structure_nom": "Halte du Parc", "structure_commune": "38185",
        "nom": "Garde à l’heure", "description": "Dès 6 h.", "thematiques": [GARDE],
        "delai_jours": 10, "publics": ["demandeurs-emploi"], "modes_accueil": ["en-presentiel"],
    } | champs  # fmt: skip


def test_adding_makes_one_service_and_its_organisation(monde: Monde, client_de: Any) -> None:
    client, donnees = client_de("bruno"), _donnees()
    for _ in range(2):
        reponse = client.post(reverse("solutions:nouvelle"), donnees)
    solution = Solution.objects.get()
    assert reponse.url == reverse("solutions:fiche", args=[solution.pk])
    assert solution.structure.nom == "Halte du Parc"
    assert solution.structure.commune == monde.grenoble
    assert StructureSolution.objects.count() == 1


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"nom": ""}, "obligatoire"),
        ({"structure_nom": ""}, "Nommer l’organisme"),
        ({"thematiques": ["magie"]}, "magie"),
        ({"structure_email": "ici"}, "adresse"),
        ({"delai_jours": "-1"}, "supérieure"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    monde: Monde, client_de: Any, champs: dict[str, Any], phrase: str
) -> None:
    reponse = client_de("awa").post(reverse("solutions:nouvelle"), _donnees(**champs))
    assert reponse.status_code == 422
    assert phrase in reponse.content.decode()
    assert "Dès 6 h." in reponse.content.decode()
    assert not Solution.objects.exists()


def test_changing_a_service(solutions: list[Solution], client_de: Any) -> None:
    adresse = reverse("solutions:modifier", args=[solutions[0].pk])
    assert "Prêt de vélos" in client_de("awa").get(adresse).content.decode()
    client_de("awa").post(adresse, _donnees(nom="Trottinettes", thematiques=[VELO]))
    solutions[0].refresh_from_db()
    assert solutions[0].nom == "Trottinettes"
    assert solutions[0].structure.nom == "Vélo solidaire"
    assert _noms(client_de("awa"), q="trottinettes") == set()
    assert Solution.objects.cherchant("trottinettes").count() == 1


def test_every_thematique_is_offered_once() -> None:
    offertes = [code for _, choix in thematiques_par_categorie() for code, _ in choix]
    assert sorted(offertes) == sorted(code for code, _ in THEMATIQUES)
    assert len(offertes) == len(set(offertes)) == 69
