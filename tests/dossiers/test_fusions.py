"""Two records of one person: merged, then exactly as before."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from freins.models import Frein
from parcours.dossiers import perms
from parcours.dossiers.models import (
    CompetencePersonne,
    ContactTerrain,
    Diplome,
    Dossier,
    Fusion,
    Langue,
    MetierVoulu,
    Personne,
    Recherche,
)
from parcours.dossiers.services.echanges import creer_echange
from parcours.dossiers.services.fusions import FusionImpossible, annuler_fusion, fusionner
from parcours.referentiels.models import Competence

pytestmark = pytest.mark.base
# Traces of the gestures themselves.
HORS = {"version", "modifie_le"}
HORS_TABLES = {"Fusion", "EntreeJournal", "Evenement", "Tache"}


@pytest.fixture
def double(monde) -> Dossier:
    """A second record of Nadia, with its own open dossier and content."""
    personne = Personne.objects.create(
        prenom="Nadya", nom="Benali", telephone="0611223344", naissance_annee=1992
    )
    dossier = Dossier.objects.create(
        personne=personne, structure=monde.structure, referent=monde.bruno,
        ouvert_le=date(2026, 3, 1),
    )  # fmt: skip
    recherche = Recherche.objects.create(dossier=dossier)
    MetierVoulu.objects.create(recherche=recherche, metier=monde.metier)
    creer_echange(
        dossier=dossier, par=monde.bruno, jeton=uuid4(), nature="appel", presence="present",
        quand=timezone.now() - timedelta(hours=1),
    )  # fmt: skip
    Diplome.objects.create(dossier=dossier, intitule="CAP", niveau=3)
    Langue.objects.create(dossier=dossier, code="fr", oral="A2")
    Frein.objects.create(
        dossier=dossier, thematique="mobilite--vehicule", identifie_le=date(2026, 3, 1),
        identifie_par=monde.bruno,
    )  # fmt: skip
    ContactTerrain.objects.create(
        personne=personne, structure=monde.structure, par=monde.bruno, lieu="Mistral",
        quand=timezone.now() - timedelta(days=50), canal="permanence", issue="dossier_ouvert",
    )  # fmt: skip
    Langue.objects.create(dossier=monde.dossier_nadia, code="fr", oral="B1")
    return dossier


def photographie() -> dict[str, Any]:
    """Every row of the apps that hold the dossier, histories and journals aside."""
    photo = {}
    for app in ("dossiers", "freins", "orientations", "comptes"):
        for modele in apps.get_app_config(app).get_models():
            if modele.__name__.startswith("Historical") or modele.__name__ in HORS_TABLES:
                continue
            champs = [f.attname for f in modele._meta.concrete_fields if f.name not in HORS]
            rangs = modele._base_manager.order_by("pk").values(*champs)
            photo[modele.__name__] = list(rangs)
    return photo


def test_everything_comes_under_one_person_and_one_open_dossier(monde, double) -> None:
    nadia = monde.dossier_nadia
    fusionner(gardee=nadia.personne, absorbee=double.personne, par=monde.denis)
    nadia.refresh_from_db()
    double.refresh_from_db()
    assert double.statut == "clos"
    assert double.personne == nadia.personne
    assert nadia.echanges.count() == nadia.diplomes.count() == nadia.freins.count() == 1
    assert nadia.recherche.metiers.count() == 1
    assert nadia.personne.contacts.count() == 1
    assert nadia.dernier_contact_le == nadia.echanges.get().quand


def test_what_both_had_is_not_overwritten(monde, double) -> None:
    nadia = monde.dossier_nadia
    fusionner(gardee=nadia.personne, absorbee=double.personne, par=monde.denis)
    nadia.personne.refresh_from_db()
    assert (nadia.personne.prenom, nadia.personne.telephone) == ("Nadia", "0611223344")
    assert nadia.langues.get().oral == "B1"
    assert double.langues.get().oral == "A2"


def test_undo_restores_exactly(monde, double) -> None:
    from parcours.dossiers.services.contacts import noter_dernier_contact

    for dossier in (monde.dossier_nadia, double):
        noter_dernier_contact(dossier=dossier)
    avant = photographie()
    fusion = fusionner(gardee=monde.dossier_nadia.personne, absorbee=double.personne, par=monde.awa)
    assert photographie() != avant
    annuler_fusion(fusion=fusion, par=monde.awa)
    assert photographie() == avant
    with pytest.raises(FusionImpossible):
        annuler_fusion(fusion=fusion, par=monde.awa)


def test_undo_keeps_what_was_changed_since(monde, double) -> None:
    gardee = monde.dossier_nadia.personne
    fusion = fusionner(gardee=gardee, absorbee=double.personne, par=monde.awa)
    Personne.objects.filter(pk=gardee.pk).update(telephone="0699999999")
    annuler_fusion(fusion=fusion, par=monde.awa)
    gardee.refresh_from_db()
    assert gardee.telephone == "0699999999"


def test_merges_are_undone_latest_first(monde, double) -> None:
    gardee = monde.dossier_nadia.personne
    premiere = fusionner(gardee=gardee, absorbee=double.personne, par=monde.awa)
    tierce = Personne.objects.create(prenom="Nadia")
    seconde = fusionner(gardee=gardee, absorbee=tierce, par=monde.awa)
    with pytest.raises(FusionImpossible):
        annuler_fusion(fusion=premiere, par=monde.awa)
    annuler_fusion(fusion=seconde, par=monde.awa)
    annuler_fusion(fusion=premiere, par=monde.awa)
    assert not Fusion.objects.filter(annulee_le=None).exists()


def test_the_account_follows_the_person(monde) -> None:
    sans_compte = monde.dossier_karim.personne
    Personne.objects.filter(pk=sans_compte.pk).update(compte=None)
    autre = Personne.objects.create(prenom="Karim", compte=monde.karim)
    fusion = fusionner(gardee=sans_compte, absorbee=autre, par=monde.bruno)
    sans_compte.refresh_from_db()
    assert sans_compte.compte == monde.karim
    annuler_fusion(fusion=fusion, par=monde.bruno)
    autre.refresh_from_db()
    assert autre.compte == monde.karim


def test_skills_both_have_stay_once_each(monde, double) -> None:
    competence = Competence.objects.create(code="1", libelle="Laver", type="savoir_faire")
    for dossier in (monde.dossier_nadia, double):
        CompetencePersonne.objects.create(dossier=dossier, competence=competence)
    fusionner(gardee=monde.dossier_nadia.personne, absorbee=double.personne, par=monde.awa)
    assert CompetencePersonne.objects.filter(dossier=monde.dossier_nadia).count() == 1


def test_by_the_screens(monde, double, client_de) -> None:
    nadia, client = monde.dossier_nadia, client_de("denis")
    url = reverse("dossiers:fusion", args=[nadia.pk])
    assert "Nadya Benali" in client.get(url).content.decode()
    donnees = {"jeton": uuid4(), "absorbee": double.personne_id}
    assert client.post(url, donnees).status_code == 422
    assert client.post(url, donnees | {"confirme": "on"}).status_code == 302
    fusion = Fusion.objects.get()
    client.post(reverse("dossiers:fusion_annuler", args=[nadia.pk, fusion.pk]))
    double.refresh_from_db()
    assert (double.statut, double.personne.prenom) == ("ouvert", "Nadya")


def test_nobody_of_another_structure_can_be_absorbed(monde, client_de) -> None:
    ailleurs = monde.dossier_ailleurs.personne
    Personne.objects.filter(pk=ailleurs.pk).update(prenom="Nadia", nom="Benali")
    assert not perms.peut_fusionner(monde.denis, monde.dossier_nadia.personne, ailleurs)
    url = reverse("dossiers:fusion", args=[monde.dossier_nadia.pk])
    donnees = {"jeton": uuid4(), "absorbee": ailleurs.pk, "confirme": "on"}
    assert client_de("denis").post(url, donnees).status_code == 422


def test_the_referent_of_one_only_cannot_merge(monde, double) -> None:
    """Awa may not edit Bruno's dossier: she does not close it by a merge."""
    assert not perms.peut_fusionner(monde.awa, monde.dossier_nadia.personne, double.personne)
    assert perms.peut_fusionner(monde.denis, monde.dossier_nadia.personne, double.personne)
