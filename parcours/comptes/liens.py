"""Ways in without a password: a one-time link by e-mail, or a printed card (QR + code)."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from parcours.comptes.models import LienAcces, NatureLien, Role, Utilisateur
from parcours.socle.horloge import maintenant

DUREE = {NatureLien.UNIQUE: timedelta(days=7), NatureLien.CARTE: timedelta(days=365)}
ESSAIS_MAX = 5
# Without characters that look alike when printed (0/O, 1/I).
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LONGUEUR_CODE = 8
DOMAINE_SANS_ADRESSE = "sans-adresse.invalid"


@dataclass(frozen=True)
class AccesRemis:
    """What is handed over once and never stored in clear."""

    adresse: str
    code: str = ""


def compte_personne(*, prenom: str, nom: str, email: str) -> Utilisateur:
    """Create the account of a jobseeker; without e-mail, an address that cannot receive any."""
    libre = email and not Utilisateur.objects.filter(email__iexact=email).exists()
    adresse = email if libre else f"{uuid.uuid4().hex}@{DOMAINE_SANS_ADRESSE}"
    return Utilisateur.objects.create_user(
        adresse, None, prenom=prenom, nom=nom, role=Role.PERSONNE
    )


@transaction.atomic
def creer_lien(
    *, utilisateur: Utilisateur, par: Utilisateur, nature: NatureLien = NatureLien.UNIQUE
) -> AccesRemis:
    """Create a way in; earlier ones of the same kind stop working."""
    jeton = secrets.token_urlsafe(32)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LONGUEUR_CODE))
    anciens = LienAcces.objects.filter(utilisateur=utilisateur, nature=nature, revoque_le=None)
    anciens.update(revoque_le=maintenant())
    est_carte = nature == NatureLien.CARTE
    LienAcces.objects.create(
        utilisateur=utilisateur,
        nature=nature,
        empreinte=empreinte(jeton),
        code_hache=make_password(code) if est_carte else "",
        expire_le=maintenant() + DUREE[nature],
        cree_par=par,
    )
    chemin = reverse("comptes:lien", args=[jeton])
    return AccesRemis(f"{settings.ADRESSE_PUBLIQUE}{chemin}", code if est_carte else "")


def trouver(jeton: str) -> LienAcces | None:
    """Return the usable way in for this token, or None (unknown, expired, used, revoked)."""
    lien = (
        LienAcces.objects.select_related("utilisateur")
        .filter(empreinte=empreinte(jeton), revoque_le=None, expire_le__gt=maintenant())
        .filter(utilisateur__is_active=True, essais__lt=ESSAIS_MAX)
        .first()
    )
    if lien and lien.nature == NatureLien.UNIQUE and lien.utilise_le:
        return None
    return lien


def entrer(lien: LienAcces, code: str) -> bool:
    """Use the way in: True when the person may be logged in. A wrong code counts as a try."""
    if lien.nature == NatureLien.CARTE:
        saisi = code.upper().replace(" ", "").replace("-", "")
        if not check_password(saisi, lien.code_hache):
            LienAcces.objects.filter(pk=lien.pk).update(essais=F("essais") + 1)
            return False
        return bool(LienAcces.objects.filter(pk=lien.pk).update(utilise_le=maintenant(), essais=0))
    # One UPDATE decides which of two clicks on a one-time link gets in.
    libre = LienAcces.objects.filter(pk=lien.pk, utilise_le=None)
    return bool(libre.update(utilise_le=maintenant()))


def empreinte(jeton: str) -> str:
    """Return what is stored of a token."""
    return sha256(jeton.encode()).hexdigest()
