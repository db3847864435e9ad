"""A JSON field encrypted at rest; a wrong key is a loud failure, never silent ciphertext."""

import json
from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

DEBUT_JETON = "gAAAA"  # version byte of Fernet, then the high bytes of the date


class DechiffrementImpossible(Exception):
    """The stored value cannot be read with any of CLES_CHIFFREMENT."""


@lru_cache(maxsize=4)
def _coffre(cles: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(c.encode()).digest())) for c in cles])


def coffre() -> MultiFernet:
    """Return the cipher: encrypts with the first key, decrypts with any (rotation)."""
    return _coffre(tuple(settings.CLES_CHIFFREMENT))


def chiffrer(valeur: Any) -> str:
    """Return `valeur` (JSON-able) as an encrypted ASCII token."""
    clair = json.dumps(valeur, ensure_ascii=False, sort_keys=True).encode()
    return coffre().encrypt(clair).decode()


def dechiffrer(jeton: str) -> Any:
    """Return what `chiffrer` was given; raise DechiffrementImpossible on a wrong key."""
    try:
        return json.loads(coffre().decrypt(jeton.encode()))
    except InvalidToken as erreur:
        raise DechiffrementImpossible(
            "Valeur chiffrée illisible : vérifier CLE_CHIFFREMENT (ou CLES_CHIFFREMENT)."
        ) from erreur


class JSONChiffre(models.TextField):
    """A JSON value, encrypted in the database; cannot be filtered on."""

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else chiffrer(value)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else dechiffrer(value)

    def to_python(self, value: Any) -> Any:
        """Read back what `value_to_string` wrote (dumpdata, loaddata); leave the rest as it is."""
        est_jeton = isinstance(value, str) and value.startswith(DEBUT_JETON)
        return dechiffrer(value) if est_jeton else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise TypeError("Un champ chiffré ne se filtre pas.")

    def value_to_string(self, obj: models.Model) -> str:
        return chiffrer(self.value_from_object(obj))
