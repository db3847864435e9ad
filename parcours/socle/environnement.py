"""Strict reading of environment variables: a bad value stops the start with a sentence."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlparse

from django.core.exceptions import ImproperlyConfigured

VRAI = {"1", "true", "on", "oui", "yes"}
FAUX = {"0", "false", "off", "non", "no", ""}


def env_text(nom: str, defaut: str | None = None) -> str:
    """Return the variable, or the default; raise when neither exists."""
    valeur = os.environ.get(nom, defaut)
    if valeur is None:
        raise ImproperlyConfigured(f"{nom} doit être défini dans l’environnement.")
    return valeur


def env_bool(nom: str, *, defaut: bool) -> bool:
    """Return a boolean; anything but on/off, 1/0, oui/non stops the start."""
    brut = os.environ.get(nom)
    if brut is None:
        return defaut
    if brut.lower() in VRAI:
        return True
    if brut.lower() in FAUX:
        return False
    raise ImproperlyConfigured(f"{nom}={brut!r} n’est pas un oui/non : écrire « on » ou « off ».")


def env_int(nom: str, defaut: int, *, minimum: int = 0, maximum: int = 10**9) -> int:
    """Return an integer inside its bounds."""
    brut = os.environ.get(nom, str(defaut))
    try:
        valeur = int(brut)
    except ValueError:
        raise ImproperlyConfigured(f"{nom}={brut!r} n’est pas un nombre entier.") from None
    if not minimum <= valeur <= maximum:
        raise ImproperlyConfigured(f"{nom}={valeur} doit être entre {minimum} et {maximum}.")
    return valeur


def env_url(nom: str, defaut: str, *, schemas: set[str], exemple: str) -> str:
    """Return the address as written; an unknown scheme or an unreadable port stops the start."""
    texte = os.environ.get(nom, defaut)
    try:
        adresse = urlparse(texte)
        est_lisible = adresse.scheme in schemas and adresse.port != 0
    except ValueError:
        est_lisible = False
    if not est_lisible:
        # The value is not repeated: it may carry a password.
        raise ImproperlyConfigured(f"{nom} n’est pas lisible : écrire par exemple {exemple}.")
    return texte


def env_secrets(nom: str, *, longueur_min: int = 32) -> list[str]:
    """Return the comma-separated secrets (none when absent); a short one stops the start."""
    secrets_lus = env_list(nom)
    if any(len(secret) < longueur_min for secret in secrets_lus):
        raise ImproperlyConfigured(
            f"{nom} : chaque clé doit avoir au moins {longueur_min} caractères."
        )
    return secrets_lus


def env_list(nom: str, defaut: str = "") -> list[str]:
    """Return the comma-separated parts, empty ones dropped."""
    return [part.strip() for part in os.environ.get(nom, defaut).split(",") if part.strip()]


def env_secret(nom: str, *, fichier: Path | None, longueur_min: int = 32) -> str:
    """Return a secret of the environment; with `fichier` (development), make and keep one there.

    Without `fichier` an absent secret stops the start: production never invents its keys.
    """
    valeur = os.environ.get(nom)
    if valeur is None and fichier is not None:
        valeur = _kept_secret(fichier)
    if valeur is None:
        raise ImproperlyConfigured(f"{nom} doit être défini (au moins {longueur_min} caractères).")
    if len(valeur) < longueur_min:
        raise ImproperlyConfigured(f"{nom} est trop court : au moins {longueur_min} caractères.")
    return valeur


def _kept_secret(fichier: Path) -> str:
    fichier.parent.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: two processes starting together must end with the same key.
        descripteur = os.open(fichier, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return fichier.read_text().strip()
    with os.fdopen(descripteur, "w") as sortie:
        sortie.write(secrets.token_urlsafe(48))
    return fichier.read_text().strip()
