"""Schemathesis on the whole schema, as each role: no 5xx, no undocumented answer, no foreign data.

Bounded in the suite; `make fuzz` (FUZZ_EXEMPLES) goes on for longer. The cases follow one another on
one world, half of them on identifiers that exist: what one made, the next finds.
"""

import os
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.cache import cache
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import checks as verifications
from schemathesis.specs.openapi import checks

from freins import services as services_freins
from parcours.comptes import jetons, portees
from parcours.dossiers.models import ContactTerrain, Personne
from parcours.socle.horloge import maintenant
from parcours.wsgi import application
from tests.monde import Monde, creer_monde
from tests.orientations.outils import envoyee

pytestmark = [pytest.mark.base, pytest.mark.django_db]
EXEMPLES = int(os.environ.get("FUZZ_EXEMPLES", "6"))
# What belongs to the other structure, and must never be read by the first one's people.
ETRANGERS = ("Samia-secrete", "Kaci-secret", "Contact-secret")
ROLES = ("awa", "bruno", "denis", "outil", "vercors", "fatima", "gael", "nadia", "anonyme")


class Terrain:
    """One world, a token per role, and the identifiers that exist."""

    def __init__(self) -> None:
        self.monde = monde = creer_monde()
        self._cacher_l_autre_structure(monde)
        self.jetons = {r: self._jeton(monde, r) for r in ROLES if r != "anonyme"}
        services_freins.identifier(
            dossier=monde.dossier_nadia, thematique="famille--garde-denfants", par=monde.awa,
            jour=date.today(),
        )  # fmt: skip
        envoyee(monde)

    @staticmethod
    def _cacher_l_autre_structure(monde: Monde) -> None:
        Personne.objects.filter(pk=monde.dossier_ailleurs.personne_id).update(
            prenom=ETRANGERS[0], nom=ETRANGERS[1]
        )
        ContactTerrain.objects.create(
            personne=monde.dossier_ailleurs.personne, structure=monde.autre_structure,
            par=monde.chloe, quand=maintenant(), lieu=ETRANGERS[2], canal="permanence",
            issue="informee",
        )  # fmt: skip

    @staticmethod
    def _jeton(monde: Monde, role: str) -> str:
        par = monde.denis if role == "outil" else monde.comptes[role]
        structure = monde.structure if role == "outil" else None
        permises = portees.permises(par.role, pour_structure=structure is not None)
        remis = jetons.creer_jeton(
            par=par, nom=role, portees=permises, jours=30, structure=structure
        )
        assert remis is not None
        return remis.clair


@pytest.fixture
def terrain(db: None, monkeypatch: pytest.MonkeyPatch) -> Terrain:
    monkeypatch.setattr("api.debits.DebitParJeton.allow_request", lambda *a: True)
    cache.clear()
    return Terrain()


GARDEES = [
    verifications.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


def test_no_request_breaks_or_says_too_much(terrain: Terrain) -> None:
    """Every operation in turn, each with cases of its own."""
    entetes = {"Authorization": f"Bearer {terrain.jetons['awa']}"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema", application, headers=entetes)
    operations = [resultat.ok() for resultat in schema.get_all_operations()]
    assert len(operations) > 60
    for operation in operations:
        _eprouver(operation, terrain)


def _eprouver(operation: Any, terrain: Terrain) -> None:
    @given(
        case=operation.as_strategy(), role=st.sampled_from(ROLES), existe=st.booleans(),
        rang=st.integers(1, 3),
    )  # fmt: skip
    @settings(
        max_examples=EXEMPLES, deadline=None, phases=[Phase.generate], database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def essayer(case: Any, role: str, existe: bool, rang: int) -> None:
        _un_essai(case, role, rang if existe else 0, terrain)

    essayer()


def _un_essai(case: Any, role: str, rang: int, terrain: Terrain) -> None:
    """`rang` > 0: on an identifier that exists, at a version that may be the right one."""
    for nom in case.path_parameters or {}:
        if rang and nom in {"id", "objet", "ouverture"}:
            case.path_parameters[nom] = rang
    entetes = {n: v for n, v in dict(case.headers or {}).items() if n != "Authorization"}
    if role != "anonyme":
        entetes["Authorization"] = f"Bearer {terrain.jetons[role]}"
    if rang and "Idempotency-Key" in entetes:
        entetes["Idempotency-Key"] = str(uuid4())
    if rang and "If-Match" in entetes:
        entetes["If-Match"] = f'"{rang}"'
    case.headers = entetes
    reponse = case.call()
    case.validate_response(reponse, checks=GARDEES)
    texte = reponse.content.decode("utf-8", "replace")
    assert not [mot for mot in ETRANGERS if mot in texte], (role, case.operation.label)
    if role == "anonyme":
        assert reponse.status_code >= 400
