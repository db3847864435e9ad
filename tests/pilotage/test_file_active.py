"""File active: filters, structure boundary, no health, constant queries."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from freins.models import Frein
from parcours.comptes.models import FiltreEnregistre
from parcours.socle.horloge import aujourd_hui
from parcours.socle.models import EntreeJournal
from tests.monde import Monde, creer_dossier

pytestmark = pytest.mark.base


def _page(client: Any, requete: str = "") -> str:
    return client.get(f"/file-active{requete}").content.decode()


def _frein(monde: Monde, thematique: str) -> None:
    Frein.objects.create(
        dossier=monde.dossier_nadia, thematique=thematique, impact="bloquant",
        identifie_le=aujourd_hui(), identifie_par=monde.awa,
    )  # fmt: skip


def test_mine_by_default_then_the_whole_structure(monde: Monde, client_de: Any) -> None:
    assert "Nadia B." in _page(client_de("awa"))
    assert "Karim T." not in _page(client_de("awa"))
    tous = _page(client_de("awa"), "?qui=tous")
    assert "Karim T." in tous
    assert "Samia K." not in tous  # the other structure


def test_filters(monde: Monde, client_de: Any) -> None:
    _frein(monde, "famille--garde-denfants")
    assert "Nadia B." in _page(client_de("awa"), "?qui=tous&frein=garde")
    assert "Karim T." not in _page(client_de("awa"), "?qui=tous&frein=garde")
    assert "Aucun dossier ne correspond" in _page(client_de("awa"), "?q=Zoe")
    assert _page(client_de("awa"), "?frein=inconnu&page=99")  # nonsense in a URL is not an error


def test_health_is_never_in_the_list_nor_a_filter(monde: Monde, client_de: Any) -> None:
    _frein(monde, "sante")
    page = _page(client_de("awa"))
    assert "Santé" not in page
    assert 'value="sante"' not in page


def test_queries_do_not_grow_with_the_list(monde: Monde, client_de: Any) -> None:
    client = client_de("awa")
    _page(client)
    with CaptureQueriesContext(
        connection,
    ) as peu:
        _page(client)
    for i in range(8):
        creer_dossier(f"Inventée{i}", "Nom", monde.awa, monde.structure)
    with CaptureQueriesContext(connection) as beaucoup:
        _page(client)
    assert len(beaucoup) == len(peu)


def test_a_named_filter_is_kept_and_forgotten_by_its_owner(monde: Monde, client_de: Any) -> None:
    client_de("awa").post("/file-active/filtres", {"nom": "Garde", "requete": "frein=garde"})
    filtre = FiltreEnregistre.objects.get()
    assert "frein=garde" in _page(client_de("awa"))
    client_de("bruno").post(f"/file-active/filtres/{filtre.pk}/oublier")
    assert FiltreEnregistre.objects.exists()
    client_de("awa").post(f"/file-active/filtres/{filtre.pk}/oublier")
    assert not FiltreEnregistre.objects.exists()


def test_the_export_is_for_the_responsable_logged_and_safe(monde: Monde, client_de: Any) -> None:
    monde.dossier_nadia.personne.prenom = "=cmd()"
    monde.dossier_nadia.personne.save()
    _frein(monde, "famille--garde-denfants")
    texte = client_de("denis").get("/file-active/export.csv").content.decode()
    assert "'=cmd()" in texte
    assert "Garde" not in texte
    assert "Samia" not in texte
    assert EntreeJournal.objects.filter(action="export", objet="file_active").count() == 1
