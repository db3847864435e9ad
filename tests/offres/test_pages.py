"""Pages of openings: list, one opening, correcting, typing, closing, quarantine."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from parcours.offres.importeurs.preparer import texte_cherche
from parcours.offres.models import Employeur, ExigenceOuverture, Ouverture
from parcours.referentiels import intitules
from parcours.referentiels.models import ContexteTravail, Metier, MetierContexte
from parcours.socle.models import EntreeJournal, Evenement
from tests.monde import Monde
from tests.offres.fabrique import fichier_ft, importer, offre_ft

pytestmark = pytest.mark.base


def _peupler(monde: Monde, nombre: int, **champs: Any) -> list[Ouverture]:
    communs = {"nature": "emploi", "etat": "publiee", "contrat": "cdd"} | champs
    return Ouverture.objects.bulk_create(
        [
            Ouverture(
                intitule=f"Poste {n}", source="essai", source_id=f"{'-'.join(champs)}-{n}",
                employeur=monde.employeur, metier=monde.metier, commune=monde.grenoble,
                latitude=45.18, longitude=5.72, recherche=f"poste {n} atelier grenoble",
                publiee_le=date.today() - timedelta(days=n), **communs,
            )
            for n in range(nombre)
        ]
    )  # fmt: skip


def _contenu(client: Any, **filtres: Any) -> str:
    reponse = client.get(reverse("offres:liste"), filtres)
    assert reponse.status_code == 200
    return reponse.content.decode()


def test_the_list_counts_pages_and_costs_the_same_however_long(
    monde: Monde, client_de: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_de("awa")
    client.get(reverse("offres:liste"))
    _peupler(monde, 60)
    # One of them counts the notifications of the banner, one finds the employers who never answer.
    with django_assert_max_num_queries(8):
        contenu = _contenu(client)
    assert "61 ouvertures" in contenu
    assert "Page 1 sur 3" in contenu
    assert "Poste 59" in _contenu(client, page=3)


def test_filters_are_in_the_url_and_narrow_the_list(monde: Monde, client_de: Any) -> None:
    _peupler(monde, 2, contrat="interim")
    _peupler(monde, 1, nature="formation", grille=f"{1 << 20:084x}")
    _peupler(monde, 3, etat="fermee")
    client = client_de("awa")
    assert "4 ouvertures" in _contenu(client)
    assert "2 ouvertures" in _contenu(client, contrat="interim")
    assert "1 ouverture<" in _contenu(client, nature="formation")
    assert "1 ouverture<" in _contenu(client, horaires="connus")
    assert "3 ouvertures" in _contenu(client, horaires="inconnus")
    assert "3 ouvertures" in _contenu(client, etat="fermee")
    assert "4 ouvertures" in _contenu(client, metier="K2204")
    assert "2 ouvertures" in _contenu(client, q="Pôste", contrat="interim")
    assert "Aucune ouverture ne répond" in _contenu(client, q="introuvable")
    assert "Aucune ouverture ne répond" in _contenu(client, metier="K2204", nature="geiq")


def test_distance_and_order(monde: Monde, client_de: Any) -> None:
    loin, pres = _peupler(monde, 2)
    Ouverture.objects.filter(pk=loin.pk).update(latitude=45.35, longitude=5.6, intitule="Le loin")
    Ouverture.objects.filter(pk=pres.pk).update(latitude=45.1843, longitude=5.7156)
    client = client_de("awa")
    assert "3 ouvertures" in _contenu(client, commune="Grenoble", km=30)
    assert "2 ouvertures" in _contenu(client, commune="38185", km=10)
    proches = _contenu(client, commune="Grenoble", km=30, tri="proches")
    assert proches.index("Poste 1") < proches.index("Le loin")
    assert Ouverture.objects.autour(45.1842, 5.7155, 20.7).count() == 3
    assert Ouverture.objects.autour(45.1842, 5.7155, 20.3).count() == 2


def test_a_wrong_filter_says_so_and_keeps_what_was_typed(client_de: Any) -> None:
    reponse = client_de("awa").get(reverse("offres:liste"), {"commune": "Nullepart", "km": 20})
    assert reponse.status_code == 422
    contenu = reponse.content.decode()
    assert "commune introuvable" in contenu
    assert 'value="Nullepart"' in contenu


def test_past_openings_are_not_listed_as_published(monde: Monde, client_de: Any) -> None:
    hier = date.today() - timedelta(days=1)
    Ouverture.objects.filter(pk=monde.ouverture.pk).update(expire_le=hier)
    assert "Aucune ouverture publiée" in _contenu(client_de("awa"))


@pytest.fixture
def importee(monde: Monde) -> Ouverture:
    """An imported offer with a licence read in its text."""
    texte = "Permis B indispensable.\n<script>alert(1)</script>"
    importer(fichier_ft(offre_ft("A", description=texte)))
    return Ouverture.objects.get(source_id="A")


def test_one_opening_shows_provenance_and_the_words_read(
    importee: Ouverture, client_de: Any, django_assert_max_num_queries: Any
) -> None:
    contexte = ContexteTravail.objects.create(code="300800", libelle="Station debout prolongée")
    MetierContexte.objects.create(metier_id="K2204", contexte=contexte)
    client = client_de("awa")
    # One of them counts the notifications of the banner.
    with django_assert_max_num_queries(10):
        contenu = client.get(reverse("offres:fiche", args=[importee.pk])).content.decode()
    assert "lu dans l’offre : « Permis B indispensable" in contenu
    assert "station debout prolongée" in contenu
    assert "<script>alert" not in contenu
    assert "France Travail" in contenu
    assert client.get(reverse("offres:fiche", args=[999_999])).status_code == 404


def test_one_click_corrects_or_crosses_out(importee: Ouverture, client_de: Any) -> None:
    client = client_de("awa")
    exigence = importee.exigences.get(critere="permis")
    adresse = reverse("offres:corriger_exigence", args=[importee.pk, exigence.pk])
    evenements = Evenement.objects.count()
    client.post(adresse, {"fermete": "S"})
    exigence.refresh_from_db()
    assert (exigence.exigence, exigence.est_corrigee) == ("S", True)
    client.post(adresse, {"fermete": "peut-être"})
    exigence.refresh_from_db()
    assert exigence.exigence == "S"
    client.post(adresse, {"fermete": "non"})
    assert not importee.exigences.exists()
    contenu = client.get(reverse("offres:fiche", args=[importee.pk])).content.decode()
    assert "Écartées à la main" in contenu
    ecartee = importee.exigences_ecartees.get()
    client.post(reverse("offres:retablir_exigence", args=[importee.pk, ecartee.pk]))
    assert importee.exigences.get().extrait == exigence.extrait
    assert Evenement.objects.count() == evenements + 3
    assert EntreeJournal.objects.filter(objet="ouverture", champ="exigence").count() == 3


def test_a_requirement_of_another_opening_is_not_found(
    importee: Ouverture, monde: Monde, client_de: Any
) -> None:
    ailleurs = ExigenceOuverture.objects.create(
        ouverture=monde.ouverture, critere="permis", code="B", exigence="E", provenance="import"
    )
    adresse = reverse("offres:corriger_exigence", args=[importee.pk, ailleurs.pk])
    assert client_de("awa").post(adresse, {"fermete": "S"}).status_code == 404


def _offre(monde: Monde, **champs: Any) -> dict[str, Any]:
    return {
        "jeton": str(uuid4()), "nature": "emploi", "intitule": "Aide de cuisine", "contrat": "cdi",
        "description": "Plonge et épluchage.", "employeur": monde.employeur.pk, "metier": "K2204",
        "commune": "Grenoble (38185)", "places": 2, "heures_hebdo": "35", "salaire_min": "1900",
        "grille": f"{1 << 20:084x}", "permis": "B", "permis_fermete": "S",
        "conditions": ["debout", "charges"], "francais": 2, "francais_fermete": "E",
    } | champs  # fmt: skip


def test_typing_an_offer_publishes_it_once(monde: Monde, client_de: Any) -> None:
    client, donnees = client_de("awa"), _offre(monde)
    for _ in range(2):
        reponse = client.post(reverse("offres:nouvelle"), donnees)
    ouverture = Ouverture.objects.get(intitule="Aide de cuisine")
    assert reponse.url == reverse("offres:fiche", args=[ouverture.pk])
    assert (ouverture.etat, ouverture.source, ouverture.chez) == (
        "publiee", "saisie", "Atelier Vercors",
    )  # fmt: skip
    assert (ouverture.latitude, ouverture.code_departement) == (45.1842, "38")
    assert ouverture.grille_provenance == "employeur"
    assert set(ouverture.exigences.values_list("critere", "code", "niveau", "exigence")) == {
        ("permis", "B", None, "S"), ("langue_oral", "fr", 2, "E"),
        ("condition", "debout", None, "E"), ("condition", "charges", None, "E"),
    }  # fmt: skip
    assert "Aide de cuisine" in _contenu(client, q="cuisine vercors")
    assert Evenement.objects.filter(sujet="ouverture", quoi="creation").count() == 1


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"intitule": ""}, "Ce champ est obligatoire"),
        ({"employeur": ""}, "Nommer l’employeur"),
        ({"employeur": "", "employeur_nom": "Café"}, "Écrire le SIRET"),
        ({"employeur": "", "employeur_nom": "Café", "employeur_siret": "123"}, "14 chiffres"),
        (
            {"employeur": "", "employeur_nom": "Mme R.", "employeur_siret": "73282932000074",
             "employeur_particulier": "on"},
            "pas de SIRET",
        ),
        ({"commune": ""}, "Dire la commune"),
        ({"commune": "Saint"}, "introuvable"),
        ({"salaire_min": "900"}, "sous le SMIC"),
        ({"salaire_max": "1000"}, "plus petit"),
        ({"description": "Homme uniquement."}, "« Homme uniquement » : la loi l’interdit"),
        ({"intitule": "Serveuse, moins de 30 ans"}, "« moins de 30 ans » : la loi l’interdit"),
        ({"places": "0"}, "Au moins une place"),
        ({"grille": "zz"}, "illisible"),
        ({"nature": "benevolat"}, "choix valide"),
    ],
)  # fmt: skip
def test_bad_input_says_why_and_keeps_what_was_typed(
    monde: Monde, client_de: Any, champs: dict[str, Any], phrase: str
) -> None:
    donnees = _offre(monde, **champs)
    reponse = client_de("awa").post(reverse("offres:nouvelle"), donnees)
    assert reponse.status_code == 422
    contenu = reponse.content.decode()
    assert phrase in contenu
    assert "Plonge" in contenu or "Homme uniquement" in contenu
    assert Ouverture.objects.count() == 1
    assert Employeur.objects.count() == 1


def test_a_new_employer_is_made_once_per_siret(monde: Monde, client_de: Any) -> None:
    nouveau = {
        "employeur": "",
        "employeur_nom": "Café Noël",
        "employeur_siret": "552 100 554 00013",
    }
    client = client_de("awa")
    for titre in ("Aide de cuisine", "Aide au service"):
        reponse = client.post(reverse("offres:nouvelle"), _offre(monde, intitule=titre, **nouveau))
        assert reponse.status_code == 302, reponse.content.decode()
    cafe = Employeur.objects.get(nom="Café Noël")
    assert cafe.siret == "55210055400013"
    assert cafe.ouvertures.count() == 2


def test_a_private_household_has_no_siret(monde: Monde, client_de: Any) -> None:
    foyer = {"employeur": "", "employeur_nom": "Mme R.", "employeur_particulier": "on"}
    client_de("awa").post(reverse("offres:nouvelle"), _offre(monde, **foyer))
    assert Employeur.objects.get(nom="Mme R.").est_particulier


def test_editing_a_typed_offer_replaces_its_requirements(monde: Monde, client_de: Any) -> None:
    client = client_de("awa")
    client.post(reverse("offres:nouvelle"), _offre(monde))
    ouverture = Ouverture.objects.get(intitule="Aide de cuisine")
    adresse = reverse("offres:modifier", args=[ouverture.pk])
    page = client.get(adresse).content.decode()
    assert "Plonge et épluchage." in page
    assert "Grenoble (38185)" in page
    client.post(adresse, _offre(monde, permis="", conditions=["debout"], intitule="Plongeur·se"))
    ouverture.refresh_from_db()
    assert ouverture.intitule == "Plongeur·se"
    assert set(ouverture.exigences.values_list("critere", "code")) == {
        ("condition", "debout"), ("langue_oral", "fr"),
    }  # fmt: skip
    assert "plongeur" in ouverture.recherche


def test_an_imported_offer_is_not_edited_whole(
    importee: Ouverture, monde: Monde, client_de: Any
) -> None:
    adresse = reverse("offres:modifier", args=[importee.pk])
    assert client_de("awa").get(adresse).status_code == 403
    assert client_de("awa").post(adresse, _offre(monde)).status_code == 403


def test_hours_are_completed_by_hand(importee: Ouverture, client_de: Any) -> None:
    adresse = reverse("offres:horaires", args=[importee.pk])
    reponse = client_de("awa").post(adresse, {"grille_case": ["16", "17"], "grille": ""})
    assert reponse.status_code == 302
    importee.refresh_from_db()
    assert importee.est_grille_corrigee
    fiche = client_de("awa").get(reverse("offres:fiche", args=[importee.pk])).content.decode()
    assert "lun 8 h – 9 h" in fiche
    assert "corrigés à la main" in fiche
    assert client_de("awa").post(adresse, {"grille": "zz"}).status_code == 422


def test_filled_then_reopened_then_closed(monde: Monde, client_de: Any) -> None:
    client = client_de("bruno")

    def agir(transition: str) -> str:
        client.post(reverse("offres:changer_etat", args=[monde.ouverture.pk, transition]))
        monde.ouverture.refresh_from_db()
        return monde.ouverture.etat

    assert agir("pourvoir") == "pourvue"
    assert agir("pourvoir") == "pourvue"
    assert agir("rouvrir") == "publiee"
    assert agir("fermer") == "fermee"
    assert monde.ouverture.motif_fermeture == "main"
    assert Evenement.objects.filter(sujet_id=monde.ouverture.pk).count() == 3
    reponse = client.post(
        reverse("offres:changer_etat", args=[monde.ouverture.pk, "pourvoir"]), follow=True
    )
    assert "Impossible : l’ouverture est « fermee »" in reponse.content.decode()


def test_searched_text_keeps_each_word_once_without_accents() -> None:
    assert texte_cherche("Aide à domicile", "Aide Été", "") == "aide a domicile ete"
    assert len(texte_cherche("mot " * 10, *[f"mot{n}" for n in range(200)])) <= 300


def test_the_title_proposes_metiers_and_publishes_nothing(monde: Monde, client_de: Any) -> None:
    """Without JavaScript: one button shows the form as typed, with métiers to choose from."""
    intitules.construire()
    adresse, client, avant = reverse("offres:nouvelle"), client_de("awa"), Ouverture.objects.count()
    tape = {
        "proposer": "metier", "intitule": "Agent de propreté H/F", "nature": "emploi",
        "conditions": ["nuit"], "employeur_particulier": "on", "jeton": str(uuid4()),
    }  # fmt: skip
    reponse = client.post(adresse, tape)
    page = reponse.content.decode()
    assert reponse.status_code == 200
    assert 'value="Agent de propreté H/F"' in page
    assert f'value="{monde.metier.libelle} ({monde.metier.pk})"' in page
    assert tape["jeton"] in page
    assert page.count(" checked") == 3  # the condition, the household, « aucun de ceux-là »
    assert "À corriger" not in page
    assert Ouverture.objects.count() == avant
    rien = client.post(adresse, tape | {"intitule": "zzxqwv"}).content.decode()
    assert "aucun métier trouvé" in rien


def test_a_metier_corrected_by_hand_survives_the_next_import(monde: Monde, client_de: Any) -> None:
    Metier.objects.create(code="D1214", libelle="Vente en habillement")
    intitules.construire()
    importer(fichier_ft(offre_ft("A", intitule="Agent de propreté H/F", romeCode="")))
    ouverture = Ouverture.objects.get(source_id="A")
    adresse = reverse("offres:corriger_metier", args=[ouverture.pk])
    client = client_de("awa")
    assert (
        "lu dans l’intitulé"
        in client.get(reverse("offres:fiche", args=[ouverture.pk])).content.decode()
    )
    assert (
        'value="Agent / Agente de propreté de locaux (K2204)"'
        in client.get(adresse).content.decode()
    )
    assert client.post(adresse, {"metier": "zzz"}).status_code == 422
    assert client.post(adresse, {"metier": "D1214"}).status_code == 302
    importer(fichier_ft(offre_ft("A", intitule="Agent de propreté le soir", romeCode="")))
    ouverture.refresh_from_db()
    assert ouverture.metier_id == "D1214"
    assert "soir" in ouverture.intitule
    assert "habillement" in ouverture.recherche
    assert "metier_lu" not in ouverture.details
    assert ouverture.details["metier_corrige"] is True


def test_a_metier_chosen_on_an_older_page_is_refused(monde: Monde, client_de: Any) -> None:
    Metier.objects.create(code="D1214", libelle="Vente en habillement")
    importer(fichier_ft(offre_ft("A", intitule="Agent de propreté H/F")))
    ouverture = Ouverture.objects.get(source_id="A")
    adresse, lue = reverse("offres:corriger_metier", args=[ouverture.pk]), ouverture.version
    assert f'name="version" value="{lue}"' in client_de("awa").get(adresse).content.decode()
    donnees = {"metier": "D1214", "version": lue}
    assert client_de("awa").post(adresse, donnees).status_code == 302
    tard = client_de("awa").post(adresse, {"metier": "K2204", "version": lue})
    assert tard.status_code == 409
    ouverture.refresh_from_db()
    assert ouverture.metier_id == "D1214"


def test_a_typed_opening_has_its_own_form_for_the_metier(monde: Monde, client_de: Any) -> None:
    adresse = reverse("offres:corriger_metier", args=[monde.ouverture.pk])
    assert client_de("awa").post(adresse, {"metier": "K2204"}).status_code == 403
