"""E-mails that carry a way in. The token is in no row and no task argument: they leave at once."""

from datetime import timedelta
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string

from parcours.comptes.liens import creer_lien
from parcours.comptes.models import LienAcces, Utilisateur
from parcours.socle.horloge import maintenant

# Someone who asks again and again must not fill another's inbox.
REPOS = timedelta(minutes=2)


def envoyer_acces(
    *,
    utilisateur: Utilisateur,
    par: Utilisateur,
    gabarit: str,
    contexte: dict[str, Any] | None = None,
) -> bool:
    """Send a one-time link with this text (first line: subject); False when one has just left.

    OSError when the mail server refuses: the link then works for nobody, another is asked for.
    """
    recents = LienAcces.objects.filter(utilisateur=utilisateur, cree_le__gt=maintenant() - REPOS)
    if recents.filter(utilise_le=None, revoque_le=None).exists():
        return False
    remis = creer_lien(utilisateur=utilisateur, par=par)
    _envoyer(utilisateur, gabarit, {"adresse": remis.adresse} | (contexte or {}))
    return True


def prevenir(*, utilisateur: Utilisateur, gabarit: str, contexte: dict[str, Any]) -> None:
    """Send a text without a way in; OSError when the mail server refuses."""
    _envoyer(utilisateur, gabarit, contexte)


def _envoyer(utilisateur: Utilisateur, gabarit: str, contexte: dict[str, Any]) -> None:
    texte = render_to_string(gabarit, contexte)
    objet, _, corps = texte.strip().partition("\n")
    send_mail(objet.strip(), corps.strip() + "\n", None, [utilisateur.email])
