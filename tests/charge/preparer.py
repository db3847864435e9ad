"""Sessions and a token for the load, printed as shell variables (imported by `.ci/charge`)."""

import json
import sys
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from parcours.comptes.jetons import creer_jeton
from parcours.comptes.models import Utilisateur
from parcours.comptes.roles import structure_principale
from parcours.dossiers.models import Dossier


def _session(compte: Utilisateur) -> str:
    magasin = import_module(settings.SESSION_ENGINE).SessionStore()
    magasin[SESSION_KEY] = str(compte.pk)
    magasin[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    magasin[HASH_SESSION_KEY] = compte.get_session_auth_hash()
    magasin.create()
    return str(magasin.session_key)


def _dire() -> None:
    comptes = {
        q: Utilisateur.objects.get(email=f"{q}@demo.test") for q in ("awa", "nadia", "vercors")
    }
    denis = Utilisateur.objects.get(email="denis@demo.test")
    remis = creer_jeton(
        par=denis, nom="Charge", jours=30, structure=structure_principale(denis),
        portees=["ouvertures.lire", "ouvertures.ecrire", "dossiers.lire"],
    )  # fmt: skip
    assert remis is not None
    siens = Dossier.objects.filter(referent=comptes["awa"], statut="ouvert").order_by("pk")
    dossiers = list(siens.values_list("pk", flat=True)[:200])
    sessions = {qui: _session(compte) for qui, compte in comptes.items()}
    lignes = {
        "CHARGE_SESSIONS": json.dumps(sessions), "CHARGE_JETON": remis.clair,
        "CHARGE_DOSSIERS": json.dumps(dossiers), "CHARGE_PREMIERE": sessions["awa"],
        "CHARGE_DOSSIER": str(dossiers[0]),
    }  # fmt: skip
    sys.stdout.write("".join(f"export {nom}='{valeur}'\n" for nom, valeur in lignes.items()))


_dire()
