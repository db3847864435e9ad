"""What the tests of the API share: a client that carries a token, a JSON body, a fresh key."""

import json
from typing import Any
from uuid import uuid4

from django.test import Client

from parcours.comptes import jetons, portees
from parcours.comptes.models import Structure, Utilisateur
from tests.monde import Monde


class ClientAPI:
    """Calls as a program does."""

    def __init__(self, jeton: str = "") -> None:
        self.client = Client()
        self.entetes = {"Authorization": f"Bearer {jeton}"} if jeton else {}

    def get(self, adresse: str, parametres: Any = None, **entetes: str) -> Any:
        return self.client.get(adresse, parametres, headers=self._entetes(entetes))

    def post(self, adresse: str, corps: Any = None, cle: str = "", **entetes: str) -> Any:
        cles = {"Idempotency-Key": cle or str(uuid4())}
        return self._envoyer("post", adresse, corps, cles | entetes)

    def patch(
        self, adresse: str, corps: Any, version: int | str | None = None, **entetes: str
    ) -> Any:
        return self._envoyer("patch", adresse, corps, _version(version) | entetes)

    def put(
        self, adresse: str, corps: Any, version: int | str | None = None, **entetes: str
    ) -> Any:
        return self._envoyer("put", adresse, corps, _version(version) | entetes)

    def delete(self, adresse: str, version: int | str | None = None) -> Any:
        return self.client.delete(adresse, headers=self._entetes(_version(version)))

    def _envoyer(self, methode: str, adresse: str, corps: Any, entetes: dict[str, str]) -> Any:
        contenu = corps if isinstance(corps, str | bytes) else json.dumps(corps or {})
        return getattr(self.client, methode)(
            adresse, contenu, content_type="application/json", headers=self._entetes(entetes)
        )

    def _entetes(self, plus: dict[str, str]) -> dict[str, str]:
        return self.entetes | {n.replace("_", "-"): v for n, v in plus.items()}


def _version(version: int | str | None) -> dict[str, str]:
    if version is None:
        return {}
    return {"If-Match": version if isinstance(version, str) else f'"{version}"'}


def client_jeton(
    utilisateur: Utilisateur,
    *choisies: str,
    structure: Structure | None = None,
) -> ClientAPI:
    """A client with a new token of this account, with these scopes (all it may grant by default)."""
    permises = portees.permises(utilisateur.role, pour_structure=structure is not None)
    remis = jetons.creer_jeton(
        par=utilisateur, nom="Essai", portees=choisies or permises, jours=30, structure=structure
    )
    assert remis is not None
    return ClientAPI(remis.clair)


def jeton_de(monde: Monde, prenom: str) -> ClientAPI:
    """The token of a persona; none for Eve."""
    return ClientAPI() if prenom == "eve" else client_jeton(monde.comptes[prenom])
