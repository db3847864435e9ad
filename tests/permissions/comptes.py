"""Accounts and the door: open pages say so; the door sends each role home."""

from parcours.comptes.liens import creer_lien
from parcours.comptes.models import NatureLien
from tests.monde import Monde
from tests.permissions.ligne import PERSONAS, Ligne, attendus


def _carte(monde: Monde) -> dict[str, str]:
    remis = creer_lien(utilisateur=monde.nadia, par=monde.awa, nature=NatureLien.CARTE)
    return {"jeton": remis.adresse.rsplit("/", 1)[-1]}


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
]
