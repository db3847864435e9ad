"""Signed links: a random token travels in the e-mail, only its SHA-256 stays here."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from parcours.orientations.models import LienReponse, Orientation
from parcours.socle.horloge import maintenant

DUREE: Final = timedelta(days=8)


@dataclass(frozen=True)
class Lecture:
    """What a token opens, and whether it still does."""

    lien: LienReponse
    est_expire: bool

    @property
    def orientation(self) -> Orientation:
        return self.lien.orientation


def empreinte(jeton: str) -> str:
    """The only form of a token that is stored."""
    return hashlib.sha256(jeton.encode()).hexdigest()


def creer(orientation: Orientation) -> str:
    """Write a new link and return its token, which exists nowhere else."""
    jeton = secrets.token_urlsafe(32)
    LienReponse.objects.create(
        orientation=orientation, empreinte=empreinte(jeton), expire_le=maintenant() + DUREE
    )
    return jeton


def lire(jeton: str) -> Lecture | None:
    """Return what the token opens, or None when it was never ours. Writes nothing."""
    lien = (
        LienReponse.objects.filter(empreinte=empreinte(jeton))
        .select_related(
            "orientation__ouverture__employeur", "orientation__solution__structure",
            "orientation__par", "orientation__dossier__structure",
        )
        .first()
    )  # fmt: skip
    return Lecture(lien, lien.expire_le <= maintenant()) if lien else None
