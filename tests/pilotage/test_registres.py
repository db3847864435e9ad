"""The register of versions, and the page anyone may read."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from matching.models import Decision, VersionMoteur
from matching.moteur.score import LIBELLES, POIDS
from tests.monde import Monde

pytestmark = [pytest.mark.base, pytest.mark.django_db]


def test_anyone_reads_how_it_works_with_every_published_weight() -> None:
    page = Client().get("/comment-ca-marche")
    assert page.status_code == 200
    contenu = page.content.decode()
    for code, valeur in POIDS.items():
        assert f"{LIBELLES[code]}</th>" in contenu
        assert str(round(valeur / 1000)) in contenu
    assert "Le sexe" in contenu


def test_a_version_shows_its_weights_and_audits_without_small_groups(
    monde: Monde, client_de: Any
) -> None:
    VersionMoteur.objects.create(
        code="2026.9", en_service_le=date(2026, 9, 1), poids={"metier": 20_000, "disparu": 1000},
        changements="Le métier pèse moins.",
        audit_avant={"nuits": 3, "groupes": {"sexe": {"femme": {"eligibles": 123, "en_tete": 100, "attention": 1.234}}}},
        audit_apres={"nuits": 3, "groupes": {"sexe": {"femme": {"eligibles": 7, "en_tete": 5, "attention": 2.5}}}},
    )  # fmt: skip
    contenu = client_de("fatima").get("/registre").content.decode()
    assert "Le métier pèse moins." in contenu
    assert "≈ 125 éligibles, attention 1,23" in contenu
    assert "2,50" not in contenu  # seven people
    assert "disparu" in contenu


def test_decisions_are_counted_and_never_listed(monde: Monde, client_de: Any) -> None:
    Decision.objects.bulk_create(
        Decision(dossier_pseudonyme="abcdef0123", ouverture_numero=i, acte="montree")
        for i in range(12)
    )
    contenu = client_de("gael").get("/registre").content.decode()
    assert "abcdef0123" not in contenu
    assert '<td class="pc-num">10</td>' in contenu
