"""Every URL × every persona × GET, POST, HTMX, against expectations written by hand.

A URL without a row fails: closed by default is a property of the whole site.
"""

import pkgutil
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import permissions
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
@pytest.mark.parametrize("ligne", LIGNES, ids=lambda ligne: ligne.url)
def test_post(ligne: Ligne, monde: Any, client_de: Any) -> None:
    """Each persona posts the same data; refused ones first, and they change no row."""
    adresse = reverse(ligne.url, kwargs=ligne.preparer(monde))
    donnees = ligne.donnees(monde)
    refuses = [p for p in PERSONAS if ligne.post[p] in {403, 404, 405} or p == "eve"]
    avant = _compte_lignes()
    obtenus = {p: client_de(p).post(adresse, donnees).status_code for p in refuses}
    if ligne.post["eve"] == 302:
        assert _compte_lignes() == avant
    for persona in PERSONAS:
        if persona not in refuses:
            obtenus[persona] = client_de(persona).post(adresse, donnees).status_code
    assert obtenus == {p: ligne.post[p] for p in PERSONAS}
