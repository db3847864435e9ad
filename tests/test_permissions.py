"""Every URL × every persona × GET, POST, HTMX, against expectations written by hand.

A URL without a row fails: closed by default is a property of the whole site.
"""

import pkgutil
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import permissions
from tests.api.outils import jeton_de
from tests.permissions.ligne import PERSONAS, Ligne

# Third-party trees whose own code guards them (the technical administration: staff only).
HORS_TABLE = {"admin"}
# Rows that any page view may write.
JOURNAUX = {"EntreeJournal", "Session", "Calcul", "Suggestion", "Tache", "Evenement"}


def _lignes() -> list[Ligne]:
    modules = (m.name for m in pkgutil.iter_modules(permissions.__path__) if m.name != "ligne")
    return [ligne for nom in modules for ligne in import_module(f"tests.permissions.{nom}").LIGNES]


LIGNES = _lignes()


def _noms(resolver: URLResolver, espace: str = "") -> set[str]:
    noms: set[str] = set()
    for motif in resolver.url_patterns:
        if isinstance(motif, URLResolver):
            dedans = f"{espace}{motif.namespace}:" if motif.namespace else espace
            noms |= set() if motif.namespace in HORS_TABLE else _noms(motif, dedans)
        elif isinstance(motif, URLPattern):
            noms.add(f"{espace}{motif.name}")
    return noms


def test_every_url_has_its_row() -> None:
    assert _noms(get_resolver()) == {ligne.url for ligne in LIGNES}


def _compte_lignes() -> dict[str, int]:
    return {
        m.__name__: m._default_manager.count()
        for m in apps.get_models()
        if m.__name__ not in JOURNAUX
    }


@pytest.mark.base
@pytest.mark.parametrize("ligne", LIGNES, ids=lambda ligne: ligne.url)
def test_get_and_htmx(ligne: Ligne, monde: Any, client_de: Any) -> None:
    adresse = reverse(ligne.url, kwargs=ligne.preparer(monde))
    for entetes in ({}, {"HX-Request": "true"}):
        obtenus = {p: client_de(p).get(adresse, headers=entetes).status_code for p in PERSONAS}
        assert obtenus == ligne.get


@pytest.mark.base
@pytest.mark.parametrize("ligne", [x for x in LIGNES if x.est_api], ids=lambda ligne: ligne.url)
def test_a_token_opens_what_the_session_opens(ligne: Ligne, monde: Any) -> None:
    """With every scope its role may grant, a token is answered as the person is."""
    adresse = reverse(ligne.url, kwargs=ligne.preparer(monde))
    obtenus = {p: jeton_de(monde, p).get(adresse).status_code for p in PERSONAS}
    assert obtenus == ligne.get


# The page and the address of the API that give the same thing: the same people enter.
MEMES_PORTES = [
    ("dossiers:synthese", "api:dossier"),
    ("dossiers:personne", "api:personne"),
    ("dossiers:synthese", "api:situations"),
    ("dossiers:synthese", "api:recherche"),
    ("dossiers:contacts", "api:contacts"),
    ("dossiers:contact_rappele", "api:contact"),
    ("dossiers:qualifications", "api:qualifications"),
    ("freins:onglet", "api:freins"),
    ("freins:onglet", "api:capacites"),
    ("freins:plan", "api:plan"),
    ("matching:suggestions", "api:suggestions"),
    ("orientations:onglet", "api:orientations_du_dossier"),
    ("orientations:fiche", "api:orientation"),
    ("offres:liste", "api:ouvertures"),
    ("offres:fiche", "api:ouverture"),
    ("offres:imports", "api:imports"),
    ("solutions:liste", "api:solutions"),
    ("solutions:fiche", "api:solution"),
    ("pilotage:tableau", "api:indicateurs"),
    ("comptes:avis", "api:abonnements"),
]


@pytest.mark.parametrize(("page", "adresse"), MEMES_PORTES, ids=lambda nom: nom)
def test_the_api_opens_no_door_the_pages_keep_shut(page: str, adresse: str) -> None:
    par_url = {ligne.url: ligne.get for ligne in LIGNES}
    anonyme = {"eve": None}
    assert par_url[page] | anonyme == par_url[adresse] | anonyme


@pytest.mark.base
@pytest.mark.parametrize("ligne", LIGNES, ids=lambda ligne: ligne.url)
def test_post(ligne: Ligne, monde: Any, client_de: Any) -> None:
    """Each persona posts the same data; refused ones first, and they change no row."""
    adresse = reverse(ligne.url, kwargs=ligne.preparer(monde))
    donnees = ligne.donnees(monde)
    refuses = [p for p in PERSONAS if ligne.post[p] in {403, 404, 405} or p == "eve"]
    avant = _compte_lignes()
    obtenus = {p: _poster(client_de(p), ligne, adresse, donnees) for p in refuses}
    if ligne.post["eve"] in {302, 401}:
        assert _compte_lignes() == avant
    for persona in PERSONAS:
        if persona not in refuses:
            obtenus[persona] = _poster(client_de(persona), ligne, adresse, donnees)
    assert obtenus == {p: ligne.post[p] for p in PERSONAS}


def _poster(client: Client, ligne: Ligne, adresse: str, donnees: dict[str, Any]) -> int:
    if not ligne.est_api:
        return client.post(adresse, donnees).status_code
    cle = {"Idempotency-Key": str(uuid4())}
    contenu = "application/json"
    return client.post(adresse, donnees, content_type=contenu, headers=cle).status_code
