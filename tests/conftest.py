"""Fixtures of the whole suite: the personas' world, shared data, a journal tests can empty."""

import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from django.db import connection
from django.test import Client

from tests import strictes
from tests.monde import Monde, creer_monde
from tests.simultane import en_meme_temps, monde_partage  # noqa: F401 (fixtures of the suite)

RACINE = Path(__file__).resolve().parent.parent


@pytest.fixture
def monde(db: None) -> Monde:
    """The personas of design/02 with one dossier each for Nadia and Karim."""
    return creer_monde()


@pytest.fixture(autouse=True)
def _catalogue_a_part(settings, tmp_path_factory) -> None:
    """Each test has its own catalogue of openings and ROME: none sees those of another."""
    if tables := sys.modules.get("matching.tables"):
        tables._referentiel.cache_clear()
    if vivier := sys.modules.get("matching.vivier"):
        vivier._lire.cache_clear()
    if appliquer := sys.modules.get("parcours.offres.importeurs.appliquer"):
        appliquer._referentiels.cache_clear()
    if intitules := sys.modules.get("parcours.referentiels.intitules"):
        intitules._lexique.cache_clear()
    settings.INTITULES_DIR = tmp_path_factory.getbasetemp() / f"intitules-{uuid.uuid4().hex}"
    settings.CATALOGUE_DIR = tmp_path_factory.getbasetemp() / f"catalogue-{uuid.uuid4().hex}"


@pytest.fixture
def client_de(monde: Monde):
    """Return a logged-in client for a persona: `client_de("awa")`; `eve` is anonymous."""

    def ouvrir(prenom: str) -> Client:
        client = Client()
        if prenom != "eve":
            client.force_login(
                monde.comptes[prenom], backend="django.contrib.auth.backends.ModelBackend"
            )
        return client

    return ouvrir


@pytest.fixture(scope="session")
def donnees_partagees() -> Path:
    """The open data beside the checkout; the test is skipped where it is absent."""
    dossier = RACINE.parent / "shared" / "data"
    if not dossier.is_dir():
        pytest.skip("données ouvertes absentes : ../shared/data n’existe pas à côté du dépôt")
    return dossier


@pytest.fixture(autouse=True, scope="session")
def _journal_vidable() -> Iterator[None]:
    """Let transactional tests flush the append-only tables: their triggers refuse DELETE."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    from parcours.socle import declencheurs

    original = BaseDatabaseOperations.execute_sql_flush

    def sans_declencheurs(self, sql_list: list[str]) -> None:
        declencheurs.retirer(connection)
        original(self, sql_list)
        declencheurs.poser(connection)

    with mock.patch.object(BaseDatabaseOperations, "execute_sql_flush", sans_declencheurs):
        yield


@pytest.fixture(autouse=True, scope="session")
def _pages_strictes() -> None:
    """No page of the suite shows a missing variable nor loads its rows one by one."""
    strictes.refuser_les_variables_absentes()
    strictes.refuser_les_requetes_en_boucle()
