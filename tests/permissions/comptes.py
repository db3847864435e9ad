"""Accounts and the door: open pages say so; the door sends each role home."""

from typing import Any

from parcours.comptes.jetons import creer_jeton
from parcours.comptes.liens import creer_lien
from parcours.comptes.models import Abonnement, Livraison, NatureLien, Notification
from tests.monde import Monde
from tests.permissions.ligne import PERSONAS, Ligne, attendus


def _carte(monde: Monde) -> dict[str, str]:
    remis = creer_lien(utilisateur=monde.nadia, par=monde.awa, nature=NatureLien.CARTE)
    return {"jeton": remis.adresse.rsplit("/", 1)[-1]}


def _jeton(monde: Monde) -> dict[str, Any]:
    remis = creer_jeton(par=monde.awa, nom="Agenda", portees=["referentiels"], jours=30)
    assert remis is not None
    return {"pk": remis.jeton.pk}


def _abonnement(monde: Monde) -> Abonnement:
    return Abonnement.objects.create(
        structure=monde.structure, adresse="https://outil.example/avis", secret="s" * 40,
        evenements=["orientation.acceptee"],
    )  # fmt: skip


def _livraison(monde: Monde) -> dict[str, Any]:
    livraison = Livraison.objects.create(
        abonnement=_abonnement(monde), evenement="essai", etat="abandonnee"
    )
    return {"pk": livraison.pk}


def _notification(monde: Monde) -> dict[str, Any]:
    notification = Notification.objects.create(
        utilisateur=monde.awa, cle="essai", genre="reponse", texte="K7F3 : acceptée",
        adresse="/journee", envoi="tout_de_suite",
    )  # fmt: skip
    return {"pk": notification.pk}


# The person's own pages need no programme.
AVEC_JETONS = attendus(200, nadia=403, karim=403)
SANS_CORPS = attendus(422, nadia=403, karim=403)
RESPONSABLE = attendus(403, denis=200)
FAIT_RESPONSABLE = attendus(403, denis=302)
PAS_DE_GET = attendus(405)
# The coordinator, the administration and the facilitatrice are told nothing.
PREVENUS = attendus(200, fatima=403, gael=403, odile=403)
GENS = ("awa", "bruno", "chloe", "denis", "nadia", "karim", "vercors")
LIGNES = [
    Ligne("accueil", get=attendus(302), post=attendus(302)),
    Ligne("comptes:connexion", get=attendus(302, eve=200), post=attendus(302, eve=200)),
    Ligne("comptes:deconnexion", get=attendus(405), post=attendus(302)),
    Ligne(
        "comptes:lien",
        get=dict.fromkeys(PERSONAS, 200),
        post=dict.fromkeys(PERSONAS, 422),
        preparer=_carte,
    ),
    Ligne(
        "comptes:mot_de_passe",
        get=attendus(200),
        post=attendus(302),
        donnees=lambda monde: dict.fromkeys(("new_password1", "new_password2"), "soleil-9-balcon"),
    ),
    Ligne(
        "comptes:mot_de_passe_oublie",
        get=dict.fromkeys(PERSONAS, 200),
        post=dict.fromkeys(PERSONAS, 200),
        donnees=lambda monde: {"email": "inconnue@exemple.test"},
    ),
    Ligne("comptes:acces_api", get=AVEC_JETONS, post=SANS_CORPS, donnees=lambda m: {"nom": ""}),
    Ligne("comptes:essayer_api", get=AVEC_JETONS, post=attendus(405)),
    # One's own; the responsable those of the team; the administration all.
    Ligne(
        "comptes:jeton_revoquer",
        get=PAS_DE_GET,
        post=attendus(404, awa=302, denis=302, gael=302, nadia=403, karim=403),
        preparer=_jeton,
    ),
    Ligne("comptes:avis", get=RESPONSABLE, post=attendus(403, denis=422),
          donnees=lambda m: {"adresse": "http://"}),
    Ligne("comptes:avis_basculer", get=PAS_DE_GET, post=FAIT_RESPONSABLE,
          preparer=lambda m: {"pk": _abonnement(m).pk}),
    Ligne("comptes:avis_essayer", get=PAS_DE_GET, post=FAIT_RESPONSABLE,
          preparer=lambda m: {"pk": _abonnement(m).pk}),
    Ligne("comptes:notifications", get=PREVENUS, post=attendus(405)),
    Ligne("comptes:tout_lire", get=PAS_DE_GET, post=PREVENUS | dict.fromkeys(GENS, 302)),
    Ligne("comptes:preferences", get=PREVENUS, post=PREVENUS | dict.fromkeys(GENS, 422)),
    # One's own only.
    Ligne(
        "comptes:notification",
        get=PAS_DE_GET,
        post=attendus(404, awa=302, fatima=403, gael=403, odile=403),
        preparer=_notification,
    ),
    Ligne("comptes:livraison_relancer", get=PAS_DE_GET, post=FAIT_RESPONSABLE,
          preparer=_livraison),
]  # fmt: skip
