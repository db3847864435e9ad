"""Permissions of the matching, by hand."""

from datetime import date
from typing import Any

from freins import services as freins
from matching.models import GesteSuggestion, Suggestion
from tests.monde import Monde
from tests.permissions.ligne import Ligne, attendus
from tests.permissions.offres import offre

EQUIPE = {"awa": 200, "bruno": 200, "denis": 200}
# The référent and the responsable edit, a colleague reads.
MODIFIENT = {"awa": 200, "bruno": 403, "denis": 200}
LES_DEUX = {"nadia": 200, "karim": 200}


def _dossier(monde: Monde) -> dict[str, Any]:
    return {"pk": monde.dossier_nadia.pk}


def _couple(monde: Monde) -> dict[str, Any]:
    return {"pk": monde.dossier_nadia.pk, "ouverture": monde.ouverture.pk}


def _ecartee(monde: Monde) -> dict[str, Any]:
    Suggestion.objects.create(
        dossier=monde.dossier_nadia, ouverture=monde.ouverture, geste=GesteSuggestion.ECARTEE
    )
    return _couple(monde)


def _etape_finie(monde: Monde) -> dict[str, Any]:
    jour = date.today()
    frein = freins.identifier(
        dossier=monde.dossier_nadia, thematique="numerique--acquerir-un-equipement",
        par=monde.awa, jour=jour,
    )  # fmt: skip
    objectif = freins.ajouter_objectif(
        dossier=monde.dossier_nadia, intitule="Écrire des messages", par=monde.awa, frein=frein
    )
    etape = freins.ajouter_action(
        objectif=objectif, intitule="Suivre l’atelier", porteur="personne", echeance_le=jour,
        par=monde.awa,
    )  # fmt: skip
    changement = freins.Changement("numerique", {"niveau": 2})
    fin = freins.Fin(issue="changement", changement=changement)
    freins.terminer(action=etape, fin=fin, version=etape.version, par=monde.awa, jour=jour)
    return {"pk": monde.dossier_nadia.pk, "action": etape.pk}


def _ouverture(monde: Monde) -> dict[str, Any]:
    return {"ouverture": monde.ouverture.pk}


# Without one of those, the same page: 405, whoever asks inside; 403 and 404 come after the method.
LECTURE = attendus(403, chloe=405, **dict.fromkeys(EQUIPE, 405))

LIGNES = [
    Ligne(
        "matching:ce_qui_s_est_ouvert",
        attendus(403, chloe=404, **EQUIPE),
        post=LECTURE,
        preparer=_etape_finie,
    ),
    Ligne(
        "matching:pour_qui",
        attendus(403, chloe=200, **EQUIPE),
        post=attendus(403, chloe=405, **dict.fromkeys(EQUIPE, 405)),
        preparer=lambda monde: {"pk": monde.ouverture.pk},
    ),
    Ligne(
        "matching:exclusions",
        attendus(403, chloe=200, vercors=200, fatima=200, **EQUIPE),
        post=attendus(403, chloe=405, vercors=405, fatima=405, **dict.fromkeys(EQUIPE, 405)),
        preparer=lambda monde: {"pk": monde.ouverture.pk},
    ),
    Ligne(
        "matching:compter_exclusions",
        attendus(403, chloe=405, vercors=405, **dict.fromkeys(EQUIPE, 405)),
        post=attendus(403, chloe=200, vercors=200, **EQUIPE),
        donnees=offre,
    ),
    Ligne(
        "matching:suggestions", attendus(403, chloe=404, **EQUIPE), post=LECTURE, preparer=_dossier
    ),
    Ligne(
        "matching:recalculer",
        attendus(403, chloe=405, **dict.fromkeys(EQUIPE, 405)),
        post=attendus(403, chloe=404, **dict.fromkeys(EQUIPE, 302)),
        preparer=_dossier,
    ),
    Ligne(
        "matching:compte",
        attendus(403, chloe=405, **dict.fromkeys(EQUIPE, 405)),
        post=attendus(403, chloe=404, **MODIFIENT),
        preparer=_dossier,
    ),
    Ligne(
        "matching:bloquees",
        attendus(403, chloe=404, **dict.fromkeys(EQUIPE, 302)),
        post=LECTURE,
        preparer=_dossier,
    ),
    Ligne("matching:pourquoi", attendus(403, chloe=404, **EQUIPE), post=LECTURE, preparer=_couple),
    Ligne(
        "matching:ecarter",
        attendus(403, chloe=404, **MODIFIENT),
        post=attendus(403, chloe=404, awa=302, denis=302),
        preparer=_couple,
        donnees=lambda monde: {"motif": "loin"},
    ),
    Ligne(
        "matching:reprendre",
        attendus(403, chloe=405, **dict.fromkeys(EQUIPE, 405)),
        post=attendus(403, chloe=404, awa=302, denis=302),
        preparer=_ecartee,
    ),
    Ligne("matching:lever", attendus(403, chloe=404, **EQUIPE), post=LECTURE, preparer=_dossier),
    Ligne(
        "matching:lever_ouvertures",
        attendus(403, chloe=404, **dict.fromkeys(EQUIPE, 302)),
        post=LECTURE,
        preparer=_dossier,
    ),
    Ligne(
        "matching:lever_adopter",
        attendus(403, chloe=405, **dict.fromkeys(EQUIPE, 405)),
        post=attendus(403, chloe=404, awa=302, bruno=403, denis=302),
        preparer=_dossier,
    ),
    Ligne(
        "matching:lever_imprimer",
        attendus(403, chloe=405, **dict.fromkeys(EQUIPE, 405)),
        post=attendus(403, chloe=404, **dict.fromkeys(EQUIPE, 302)),
        preparer=_dossier,
    ),
    Ligne(
        "matching:mes_pistes",
        attendus(403, **LES_DEUX),
        post=attendus(403, **dict.fromkeys(LES_DEUX, 405)),
    ),
    Ligne(
        "matching:chercher",
        attendus(403, **LES_DEUX),
        post=attendus(403, **dict.fromkeys(LES_DEUX, 405)),
    ),
    Ligne(
        "matching:vouloir",
        attendus(403, **dict.fromkeys(LES_DEUX, 405)),
        post=attendus(403, **dict.fromkeys(LES_DEUX, 302)),
        donnees=lambda monde: {"metier": monde.metier.pk},
    ),
    Ligne(
        "matching:piste",
        attendus(403, **LES_DEUX),
        post=attendus(403, **dict.fromkeys(LES_DEUX, 302)),
        preparer=_ouverture,
        donnees=lambda monde: {"reponse": "oui"},
    ),
]
