"""The directory of services: searching, adding, changing."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from freins.regles import gains
from parcours.socle.models import EntreeJournal
from parcours.solutions import services
from parcours.solutions.forms.solution import FormulaireSolution
from parcours.solutions.models import Solution, StructureSolution
from parcours.solutions.vocabulaire import THEMATIQUES, thematiques_par_categorie
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
        Solution.objects.create(
            structure=structure, nom=f"Service {n}", thematiques=[VELO],
            gain={"mobilite": {"velo": 30}},
        )  # fmt: skip
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
        "est_active": "on",
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
        ({"age_min": 30, "age_max": 20}, "sous l’âge minimum"),
        ({"ouvre_le": "2027-03-01", "fin_le": "2027-01-01"}, "précède l’ouverture"),
        ({"zone_locale": "38185, Narnia"}, "Narnia"),
        ({"gain-garde_age_max": 3}, "cocher les heures de garde"),
        ({"gain-garde_grille_plage": ["0-matin"]}, "l’âge des enfants"),
        ({"gain-mobilite_velo": 400}, "180"),
        ({"gain-langue_oral": "Z9"}, "Z9"),
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


def test_the_gain_is_typed_and_shown_in_words(monde: Monde, client_de: Any) -> None:
    client = client_de("awa")
    reponse = client.post(
        reverse("solutions:nouvelle"),
        _donnees(**{
            "gain-garde_age_min": 3, "gain-garde_age_max": 5, "gain-garde_vacances": "non",
            "gain-garde_grille_plage": ["0-matin", "1-matin"], "gain-langue_oral": "B1",
            "gain-prealables": ["langue:A2"], "zone_locale": "38185, qpv", "age_min": 18,
        }),
    )  # fmt: skip
    solution = Solution.objects.get()
    assert solution.gain["garde"]["ages_mois"] == [3, 71]
    assert solution.gain["langue"] == {"oral": "B1", "prealables": ["langue:A2"]}
    assert solution.zone_locale == ["38185", "qpv"]
    contenu = client.get(reponse.url).content.decode()
    assert "lun–mar 6 h – 12 h, pour les enfants de 3 mois à 5 ans, hors vacances" in contenu
    assert "niveau B1 à l’oral" in contenu
    assert "Grenoble, quartiers prioritaires" in contenu
    assert "à partir de 18 ans" in contenu


def test_editing_without_touching_the_gain_keeps_it(monde: Monde, client_de: Any) -> None:
    client = client_de("awa")
    gain = {
        "garde": {"plages": [{"jours": "lun-ven", "debut": "05:30", "fin": "22:00"}],
                  "ages_mois": [3, 71], "vacances": True},
        "permis": {"categories": ["AM"]}, "mobilite": {"cyclo": 40, "prealables": ["permis:AM"]},
        "qualification": {"niveau": 3, "certificats": ["sst"], "preuve": "attestee"},
        "administratif": {"droit_travail": True, "papiers": ["identite"]},
        "numerique": {"niveau": 2}, "sante": {"conditions": ["charges"]},
        "langue": {"ecrit": "A2"},
    }  # fmt: skip
    structure = StructureSolution.objects.create(nom="Halte", commune=monde.grenoble)
    solution = Solution.objects.create(
        structure=structure, nom="Tout", thematiques=[GARDE], gain=gain
    )
    form = FormulaireSolution(instance=solution)
    donnees = {nom: form[nom].value() for nom in form.fields}
    donnees |= {
        form.form_gain[n].html_name: form.form_gain[n].value() for n in form.form_gain.fields
    }
    plein = {nom: v for nom, v in donnees.items() if v not in (None, "", False)}
    assert client.post(reverse("solutions:modifier", args=[solution.pk]), plein).status_code == 302
    solution.refresh_from_db()
    lus, avant = gains.depuis_json(solution.gain), gains.depuis_json(gain)
    assert [g.phrase() for g in lus.values()] == [g.phrase() for g in avant.values()]


@pytest.mark.parametrize(
    ("filtres", "noms"),
    [
        ({"famille": "garde"}, {"Crèche du Lac"}),
        ({"famille": "mobilite"}, {"Vélos du Parc"}),
        ({"public": "familles"}, {"Crèche du Lac", "Aide en ligne"}),
        ({"public": "jeunes"}, {"Vélos du Parc", "Aide en ligne"}),
        ({"frais": "payant"}, {"Crèche du Lac"}),
        ({"mode": "a-distance"}, {"Aide en ligne"}),
        ({"commune": "38185", "km": 5}, {"Vélos du Parc", "Aide en ligne"}),
        ({"commune": "38185", "km": 50}, {"Vélos du Parc", "Crèche du Lac", "Aide en ligne"}),
    ],
)
def test_filters(
    annuaire_varie: None, client_de: Any, filtres: dict[str, Any], noms: set[str]
) -> None:
    contenu = client_de("awa").get(reverse("solutions:liste"), filtres).content.decode()
    assert {n for n in NOMS_VARIES if n in contenu} == noms


NOMS_VARIES = ("Crèche du Lac", "Vélos du Parc", "Aide en ligne")


@pytest.fixture
def annuaire_varie(monde: Monde) -> None:
    """A nursery 15 km away, bicycles near, help at a distance for all."""
    loin = StructureSolution.objects.create(nom="Loin", latitude=45.32, longitude=5.72)
    pres = StructureSolution.objects.create(nom="Près", latitude=45.19, longitude=5.72)
    garde = {"garde": {"plages": [{"jours": "lun", "debut": "7:00", "fin": "9:00"}],
                       "ages_mois": [3, 35]}}  # fmt: skip
    for structure, nom, champs in (
        (loin, "Crèche du Lac", {"gain": garde, "publics": ["familles"], "frais": "payant"}),
        (pres, "Vélos du Parc", {"gain": {"mobilite": {"velo": 30}}, "publics": ["jeunes"]}),
        (loin, "Aide en ligne", {"modes_accueil": ["a-distance"], "latitude": 45.9}),
    ):
        services.creer_solution(
            par=monde.awa, structure=structure, nouvelle_structure={}, jeton=uuid4(),
            champs={"nom": nom, "thematiques": [GARDE]} | champs,
        )  # fmt: skip


def test_nearest_first_and_distance_said(annuaire_varie: None, client_de: Any) -> None:
    adresse = reverse("solutions:liste")
    contenu = client_de("awa").get(adresse, {"commune": "38185", "km": 50}).content.decode()
    assert contenu.index("Vélos du Parc") < contenu.index("Crèche du Lac")
    assert contenu.index("Crèche du Lac") < contenu.index("Aide en ligne")
    assert "à 15 km" in contenu
    assert "à moins de 1 km" in contenu


def test_the_csv_has_the_filtered_lines_and_runs_no_formula(
    annuaire_varie: None, monde: Monde, client_de: Any
) -> None:
    Solution.objects.filter(nom="Vélos du Parc").update(nom="=1+1")
    reponse = client_de("awa").get(reverse("solutions:exporter"), {"famille": "mobilite"})
    lignes = reponse.content.decode("utf-8-sig").splitlines()
    assert len(lignes) == 2
    assert lignes[1].startswith("'=1+1;Près;")
    assert "jusqu’à 30 min à vélo" in lignes[1]
    assert EntreeJournal.objects.filter(action="export", objet="solutions").count() == 1


def test_one_that_is_over_leaves_the_list_not_its_page(
    solutions: list[Solution], client_de: Any
) -> None:
    Solution.objects.filter(pk=solutions[0].pk).update(fin_le=date(2020, 1, 1))
    assert _noms(client_de("awa")) == {"Garde tôt le matin"}
    adresse = reverse("solutions:fiche", args=[solutions[0].pk])
    assert "terminée depuis le 01/01/2020" in client_de("awa").get(adresse).content.decode()


def test_an_imported_service_keeps_what_its_source_says(
    solutions: list[Solution], client_de: Any
) -> None:
    Solution.objects.filter(pk=solutions[0].pk).update(source="dora", source_id="dora--1")
    adresse = reverse("solutions:modifier", args=[solutions[0].pk])
    client = client_de("awa")
    assert "dora" in client.get(adresse).content.decode()
    client.post(adresse, _donnees(nom="Pirate", places=4, delai_jours=12))
    solutions[0].refresh_from_db()
    assert (solutions[0].nom, solutions[0].places) == ("Prêt de vélos", 4)


def test_renaming_an_organisation_is_found_at_once(
    monde: Monde, solutions: list[Solution], client_de: Any
) -> None:
    structure = solutions[0].structure
    adresse = reverse("solutions:structure", args=[structure.pk])
    client_de("awa").post(adresse, {"nom": "Roue de secours", "commune": "38185"})
    assert _noms(client_de("awa"), q="roue secours") == {"Prêt de vélos", "Garde tôt le matin"}
    StructureSolution.objects.filter(pk=structure.pk).update(source="dora")
    assert client_de("awa").post(adresse, {"nom": "X"}).status_code == 403


def test_every_thematique_is_offered_once() -> None:
    offertes = [code for _, choix in thematiques_par_categorie() for code, _ in choix]
    assert sorted(offertes) == sorted(code for code, _ in THEMATIQUES)
    assert len(offertes) == len(set(offertes)) == 69
