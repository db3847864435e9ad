"""Dashboards: the team its day and file, the coordinator aggregates, the administration tasks."""

from typing import Any

from parcours.comptes.models import FiltreEnregistre
from parcours.socle.models import EtatTache, Tache
from tests.monde import Monde
from tests.permissions.ligne import Ligne, attendus

EQUIPE = {"awa": 200, "bruno": 200, "chloe": 200, "denis": 200}
EQUIPE_REDIRIGEE = dict.fromkeys(EQUIPE, 302)


def _tache(monde: Monde) -> dict[str, Any]:
    return {"pk": Tache.objects.create(nom="essai", etat=EtatTache.ECHOUEE).pk}


def _filtre(monde: Monde) -> dict[str, Any]:
    filtre = FiltreEnregistre.objects.create(
        utilisateur=monde.awa, ecran="file_active", nom="QPV", requete="q=a"
    )
    return {"pk": filtre.pk}


POST_EQUIPE = attendus(403, **EQUIPE_REDIRIGEE)
LIGNES = [
    Ligne("pilotage:journee", get=attendus(403, **EQUIPE), post=attendus(403, **dict.fromkeys(EQUIPE, 405))),
    Ligne("pilotage:file_active", get=attendus(403, **EQUIPE), post=attendus(403, **dict.fromkeys(EQUIPE, 405))),
    Ligne("pilotage:exporter_file", get=attendus(403, denis=200), post=attendus(403, denis=405)),
    Ligne(
        "pilotage:enregistrer_filtre",
        get=attendus(403, **dict.fromkeys(EQUIPE, 405)),
        post=POST_EQUIPE,
        donnees=lambda monde: {"nom": "Mistral", "requete": "q=n"},
    ),
    Ligne(
        "pilotage:oublier_filtre",
        get=attendus(403, **dict.fromkeys(EQUIPE, 405)),
        post=POST_EQUIPE,
        preparer=_filtre,
    ),
    Ligne("pilotage:tableau", get=attendus(403, fatima=200), post=attendus(403, fatima=405)),
    *(
        Ligne(f"pilotage:{nom}", get=attendus(403, fatima=200), post=attendus(403, fatima=405))
        for nom in ("equite", "equite_employeurs", "equite_autour", "equite_classement", "equite_definitions")
    ),
    Ligne("pilotage:exploitation", get=attendus(403, gael=200), post=attendus(403, gael=405)),
    Ligne(
        "pilotage:relancer_tache",
        get=attendus(403, gael=405),
        post=attendus(403, gael=302),
        preparer=_tache,
    ),
]  # fmt: skip
