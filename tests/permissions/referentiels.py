"""Referentials: anyone logged in may ask for proposals."""

from tests.permissions.ligne import Ligne, attendus

LIGNES = [
    Ligne("referentiels:metiers", get=attendus(200)),
    Ligne("referentiels:metiers_du_titre", get=attendus(200)),
    Ligne("referentiels:metiers_proches", get=attendus(200)),
    Ligne("referentiels:communes", get=attendus(200)),
]
