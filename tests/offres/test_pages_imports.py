"""Pages of imports: asking for one, its progress, its report, after a failure."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parcours.offres import services_imports
from parcours.offres.importeurs import appliquer as module
from parcours.offres.models import EtatImport, ImportOuvertures, Ouverture
from parcours.socle import taches
from parcours.socle.models import EtatTache, Tache
from tests.monde import Monde
from tests.offres.fabrique import fichier_ft, importer, offre_ft

pytestmark = pytest.mark.base


@pytest.fixture
def depot(settings: Any, tmp_path: Path) -> Path:
    """Uploaded files go to a folder of the test."""
    settings.VAR = tmp_path
    return tmp_path / "imports"


def _deposer(client: Any, contenu: bytes, jeton: Any = None, **champs: Any) -> Any:
    donnees = {
        "jeton": jeton or uuid4(), "format": "france-travail",
        "fichier": SimpleUploadedFile("offres.json", contenu),
    } | champs  # fmt: skip
    return client.post(reverse("offres:importer"), donnees)


def _executer() -> None:
    taches.executer(Tache.objects.get(nom="offres.importer", etat=EtatTache.EN_ATTENTE).pk)


def test_a_file_is_kept_then_imported_in_the_background(
    monde: Monde, client_de: Any, depot: Path
) -> None:
    client = client_de("awa")
    contenu = fichier_ft(offre_ft("A"), offre_ft("B", intitule=""), offre_ft("A"))
    reponse = _deposer(client, contenu)
    suivi = ImportOuvertures.objects.get()
    assert reponse.url == reverse("offres:import", args=[suivi.pk])
    assert "attend d’être lu" in client.get(reponse.url).content.decode()
    assert Tache.objects.get(nom="offres.importer").arguments == {"import": suivi.pk}
    assert len(list(depot.iterdir())) == 1
    _executer()
    assert list(depot.iterdir()) == []
    page = client.get(reponse.url).content.decode()
    assert "Import terminé" in page
    assert "Doublon : identifiant déjà lu à la ligne 1" in page
    assert "Intitulé absent." in page
    assert "2 lignes écartées" in page
    assert Ouverture.objects.filter(source="france_travail").count() == 1
    assert "3 lignes : 1 nouvelle" in client.get(reverse("offres:imports")).content.decode()


def test_a_replayed_form_makes_one_import(monde: Monde, client_de: Any, depot: Path) -> None:
    client, jeton = client_de("awa"), uuid4()
    premiere = _deposer(client, fichier_ft(offre_ft("A")), jeton)
    seconde = _deposer(client, fichier_ft(offre_ft("A")), jeton)
    assert premiere.url == seconde.url
    assert ImportOuvertures.objects.count() == 1
    assert len(list(depot.iterdir())) == 1


def test_a_refused_file_says_where_and_why(monde: Monde, client_de: Any, depot: Path) -> None:
    client = client_de("awa")
    adresse = _deposer(client, b'{"resultats": [').url
    _executer()
    page = client.get(adresse).content.decode()
    assert "Fichier refusé. Ligne 1, colonne 16" in page
    assert "Rien n’a été changé" in page
    assert Ouverture.objects.filter(source="france_travail").count() == 0


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"perimetre": "departement:99"}, "Périmètre « departement:99 » inconnu"),
        ({"format": "excel"}, "choix valide"),
        ({"source": "l’Asso Été"}, "tirets bas"),
        ({"fichier": ""}, "obligatoire"),
    ],
)
def test_bad_input_is_said(
    monde: Monde, client_de: Any, depot: Path, champs: dict[str, Any], phrase: str
) -> None:
    reponse = _deposer(client_de("awa"), b"{}", **champs)
    assert reponse.status_code == 422
    assert phrase in reponse.content.decode()
    assert not ImportOuvertures.objects.exists()


def test_an_import_whose_worker_died_finishes_from_where_it_stopped(
    monde: Monde, client_de: Any, depot: Path, monkeypatch: Any
) -> None:
    client = client_de("awa")
    adresse = _deposer(client, fichier_ft(*[offre_ft(f"N{n}") for n in range(250)])).url
    original = module._ecrire_lot
    appels: list[int] = []

    def meurt(*args: Any) -> None:
        appels.append(1)
        if len(appels) == 2:
            raise SystemExit
        original(*args)

    monkeypatch.setattr(module, "_ecrire_lot", meurt)
    with pytest.raises(SystemExit):
        _executer()
    monkeypatch.setattr(module, "_ecrire_lot", original)
    assert "200 lignes traitées sur 250" in client.get(adresse).content.decode()
    Tache.objects.update(bail_jusqu_a="2020-01-01T00:00:00Z")
    taches.executer(Tache.objects.get(nom="offres.importer").pk)
    suivi = ImportOuvertures.objects.get()
    assert (suivi.etat, suivi.rapport["nouvelles"]) == (EtatImport.TERMINE, 250)


def test_a_failed_import_is_started_again_by_hand(
    monde: Monde, client_de: Any, depot: Path
) -> None:
    client = client_de("awa")
    adresse = _deposer(client, fichier_ft(offre_ft("A"))).url
    Tache.objects.filter(nom="offres.importer").update(etat=EtatTache.ECHOUEE)
    assert "Reprendre l’import" in client.get(adresse).content.decode()
    suivi = ImportOuvertures.objects.get()
    client.post(reverse("offres:reprendre", args=[suivi.pk]))
    _executer()
    suivi.refresh_from_db()
    assert suivi.etat == EtatImport.TERMINE
    reponse = client.post(reverse("offres:reprendre", args=[suivi.pk]), follow=True)
    assert "n’est pas arrêté" in reponse.content.decode()


def test_a_lost_file_is_said(monde: Monde, client_de: Any, depot: Path) -> None:
    adresse = _deposer(client_de("awa"), fichier_ft(offre_ft("A"))).url
    for fichier in depot.iterdir():
        fichier.unlink()
    _executer()
    assert "disparu du serveur" in client_de("awa").get(adresse).content.decode()


def test_a_file_name_never_leaves_the_folder(monde: Monde, depot: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"{}")
    suivi = ImportOuvertures.objects.create(
        format="csv", fichier="x", chemin="../secret", etat=EtatImport.EN_ATTENTE
    )
    services_imports.executer_import(suivi.pk, progresser=lambda fait, total: None)
    suivi.refresh_from_db()
    assert "disparu" in suivi.raison_refus
    assert (tmp_path / "secret").exists()


def test_htmx_gets_the_state_alone_and_the_list_is_cheap(
    monde: Monde, client_de: Any, django_assert_max_num_queries: Any
) -> None:
    suivi = importer(fichier_ft(offre_ft("A")))
    client = client_de("awa")
    bout = client.get(reverse("offres:import", args=[suivi.pk]), headers={"HX-Request": "true"})
    assert "<html" not in bout.content.decode()
    assert "Le compte de chaque ligne" in bout.content.decode()
    for _ in range(5):
        importer(fichier_ft(offre_ft("A")))
    with django_assert_max_num_queries(5):
        assert "6 imports" in client.get(reverse("offres:imports")).content.decode()


def test_the_template_can_be_downloaded(client_de: Any) -> None:
    reponse = client_de("awa").get(reverse("offres:modele_csv"))
    assert reponse["Content-Disposition"].startswith("attachment")
    suivi = importer(reponse.content, "csv")
    assert suivi.rapport["nouvelles"] == 1
