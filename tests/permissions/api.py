"""API: any account reads the referentials; without one, 403 (a program follows no login page)."""

from tests.permissions.ligne import Ligne, attendus

LECTURE_SEULE = attendus(405, eve=403)
# A search without a text is refused with a sentence (400); what it finds is in tests/api.
LIGNES = [
    Ligne("api:metiers", get=attendus(400, eve=403), post=LECTURE_SEULE),
    Ligne("api:communes", get=attendus(400, eve=403), post=LECTURE_SEULE),
    Ligne("api:schema", get=attendus(200, eve=403), post=LECTURE_SEULE),
]
