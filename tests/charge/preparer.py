"""Before the load: who calls (sessions, tokens) and what they open, as JSON on standard output.

Run by `.ci/charge` through `manage.py shell`, on the base of the load alone.
"""

import json
import sys
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from parcours.comptes import jetons, portees
from parcours.comptes.models import Role, Utilisateur
from parcours.dossiers.models import Dossier
from parcours.offres.models import Ouverture

CONSEILLERS, PERSONNES, DOSSIERS = 24, 24, 12


def session(compte: Utilisateur) -> str:
    """A session as the login page leaves it (the password hash is not what is measured)."""
    magasin = import_module(settings.SESSION_ENGINE).SessionStore()
    magasin[SESSION_KEY] = str(compte.pk)
    magasin[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    magasin[HASH_SESSION_KEY] = compte.get_session_auth_hash()
    magasin.save()
    return str(magasin.session_key)


def jeton(compte: Utilisateur) -> str:
    """A token with all that the account may grant."""
    permises = portees.permises(compte.role)
    remis = jetons.creer_jeton(par=compte, nom="Charge", portees=permises, jours=30)
    assert remis is not None
    return remis.clair


def conseillers() -> list[dict[str, Any]]:
    """Counsellors with open dossiers of their own."""
    ouverts = Dossier.objects.filter(statut="ouvert")
    comptes = Utilisateur.objects.filter(
        role=Role.CONSEILLER, pk__in=ouverts.values("referent")
    ).order_by("pk")[:CONSEILLERS]
    return [
        {"session": session(c), "jeton": jeton(c),
         "dossiers": list(ouverts.filter(referent=c).values_list("pk", flat=True)[:DOSSIERS])}
        for c in comptes
    ]  # fmt: skip


def preparer() -> dict[str, Any]:
    """Everything the load needs to know."""
    personnes = Utilisateur.objects.filter(
        role=Role.PERSONNE, personne__dossiers__statut="ouvert"
    ).distinct()
    employeurs = Utilisateur.objects.filter(
        role=Role.EMPLOYEUR, employeurs__ouvertures__orientations__isnull=False
    ).distinct()
    return {
        "conseillers": conseillers(),
        "personnes": [{"session": session(p)} for p in personnes[:PERSONNES]],
        "employeurs": [{"session": session(e), "jeton": jeton(e)} for e in employeurs[:8]],
        "ouvertures": list(
            Ouverture.objects.filter(etat="publiee").values_list("pk", flat=True)[:200]
        ),
    }


def main() -> None:
    """Print what `preparer` found."""
    sys.stdout.write(json.dumps(preparer()))
