"""Dashboards: the team its day and file, the coordinator aggregates, the administration tasks."""

from datetime import date
from typing import Any

from matching.models import AlerteEquite, EssaiCollectif
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


def _alerte(monde: Monde) -> dict[str, Any]:
    alerte = AlerteEquite.objects.create(
        structure=monde.structure, dimension="sexe", groupe="femme", famille="N", nombre=12
    )
    return {"pk": alerte.pk}


def _essai(monde: Monde) -> dict[str, Any]:
    essai = EssaiCollectif.objects.create(
        jour=date.today(), cle="cours:niveau=B1", nature="cours", valeurs={"niveau": "B1"}
    )
    return {"pk": essai.pk}


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
        for nom in ("equite", "equite_employeurs", "equite_autour", "equite_classement", "equite_definitions", "equite_suivi",
                    "territoire", "exporter_territoire", "metiers_du_territoire")
    ),
    Ligne(
        "pilotage:solutions_collectives",
        get=attendus(403, fatima=200),
        post=attendus(403, fatima=302),
        donnees=lambda monde: {"nature": "cours", "niveau": "B1"},
    ),
    Ligne(
        "pilotage:solution_essayee",
        get=attendus(403, fatima=200),
        post=attendus(403, fatima=405),
        preparer=_essai,
    ),
    Ligne("pilotage:alertes", get=attendus(403, **EQUIPE), post=attendus(403, **dict.fromkeys(EQUIPE, 405))),
    Ligne(
        "pilotage:alerte",
        get=attendus(403, awa=200, bruno=200, chloe=404, denis=200),
        post=attendus(403, **dict.fromkeys(EQUIPE, 405)),
        preparer=_alerte,
    ),
    Ligne(
        "pilotage:clore_alerte",
        get=attendus(403, **dict.fromkeys(EQUIPE, 405)),
        post=attendus(403, awa=302, bruno=302, chloe=404, denis=302),
        preparer=_alerte,
        donnees=lambda monde: {"etat": "traitee", "motif": "Deux orientations faites"},
    ),
    Ligne("pilotage:indicateurs", get=attendus(403, fatima=200), post=attendus(403, fatima=405)),
    Ligne("pilotage:indicateurs_definitions", get=attendus(403, fatima=200), post=attendus(403, fatima=405)),
    Ligne(
        "pilotage:exporter_indicateurs",
        get=attendus(403, fatima=200),
        post=attendus(403, fatima=405),
        preparer=lambda monde: {"forme": "csv"},
    ),
    Ligne("pilotage:registre", get=attendus(403, fatima=200, gael=200), post=attendus(403, fatima=405, gael=405)),
    Ligne("pilotage:comment_ca_marche", get=attendus(200, eve=200), post=attendus(405, eve=405)),
    Ligne("pilotage:exploitation", get=attendus(403, gael=200), post=attendus(403, gael=405)),
    Ligne(
        "pilotage:relancer_tache",
        get=attendus(403, gael=405),
        post=attendus(403, gael=302),
        preparer=_tache,
    ),
    # For machines that watch: nothing about anyone. (The tests call from the machine itself.)
    Ligne("pilotage:etat_du_service", get=attendus(200, eve=200), post=attendus(405, eve=405)),
    Ligne("pilotage:metriques", get=attendus(200, eve=200), post=attendus(405, eve=405)),
]  # fmt: skip
