"""API: the doors of the pages. Without an account, 401 (a program follows no login page)."""

from typing import Any

from django.utils import timezone

from parcours.dossiers.models import ContactTerrain, Personne
from tests.monde import Monde
from tests.permissions.ligne import Ligne, attendus

LECTURE_SEULE = attendus(405, eve=401)
EQUIPE = {"awa": 200, "bruno": 200, "denis": 200}
LIT = attendus(403, **EQUIPE, chloe=404, eve=401)
EDITE = attendus(403, awa=200, denis=200, chloe=404, eve=401)
TOUTE_EQUIPE = attendus(403, **EQUIPE, chloe=200, eve=401)
# Refused before the method is looked at for who may not enter at all.
PAS_DE_POST = attendus(403, **dict.fromkeys((*EQUIPE, "chloe"), 405), eve=401)
VIDE = attendus(403, **dict.fromkeys((*EQUIPE, "chloe"), 422), eve=401)


def dossier(m: Monde) -> dict[str, Any]:
    return {"pk": m.dossier_nadia.pk}


def contact(m: Monde) -> dict[str, Any]:
    rencontre = ContactTerrain.objects.create(
        personne=Personne.objects.create(prenom="Leïla"), structure=m.structure, par=m.awa,
        quand=timezone.now(), lieu="Mistral", canal="pied_immeuble", issue="a_rappeler",
    )  # fmt: skip
    return {"pk": rencontre.pk}


# A search without a text is refused with a sentence (400); what it finds is in tests/api.
LIGNES = [
    Ligne("api:schema", get=attendus(200, eve=401), post=LECTURE_SEULE),
    Ligne("api:erreurs", get=attendus(200, eve=200), post=attendus(405, eve=405)),
    Ligne("api:metiers", get=attendus(400, eve=401), post=LECTURE_SEULE),
    Ligne("api:communes", get=attendus(400, eve=401), post=LECTURE_SEULE),
    Ligne("api:qpv", get=attendus(400, eve=401), post=LECTURE_SEULE),
    Ligne("api:contacts", get=TOUTE_EQUIPE, post=VIDE),
    Ligne("api:contact", get=LIT, post=PAS_DE_POST, preparer=contact),
    Ligne("api:dossiers", get=TOUTE_EQUIPE, post=VIDE),
    Ligne("api:dossier", get=LIT, post=PAS_DE_POST, preparer=dossier),
    Ligne("api:personne", get=EDITE, post=PAS_DE_POST, preparer=dossier),
    Ligne("api:recherche", get=LIT, post=PAS_DE_POST, preparer=dossier),
    Ligne("api:situations", get=LIT, post=PAS_DE_POST, preparer=dossier),
    Ligne(
        "api_inconnue",
        get=attendus(404, eve=404),
        post=attendus(404, eve=404),
        preparer=lambda m: {"reste": "v9/rien"},
    ),
]
