"""Small files in each format, for the importers' tests."""

import gzip
import json
from datetime import date
from typing import Any

from parcours.offres.importeurs.appliquer import appliquer
from parcours.offres.models import ImportOuvertures

JOUR = date(2026, 3, 2)


def offre_ft(identifiant: str, **champs: Any) -> dict[str, Any]:
    """One offer in the *Offres d'emploi v2* shape."""
    return {
        "id": identifiant,
        "intitule": "Agent ou agente de propreté",
        "description": "Entretien de bureaux.",
        "dateCreation": "2026-02-20T08:00:00.000Z",
        "romeCode": "K2204",
        "typeContrat": "CDI",
        "natureContrat": "Contrat travail",
        "experienceExige": "D",
        "experienceLibelle": "Débutant accepté",
        "lieuTravail": {"libelle": "38 - GRENOBLE", "commune": "38185"},
    } | champs


def fichier_ft(*offres: Any) -> bytes:
    """A France Travail file."""
    return json.dumps({"resultats": list(offres)}).encode()


def fichier_gz(contenu: bytes) -> bytes:
    return gzip.compress(contenu)


def importer(
    contenu: bytes, format_: str = "france-travail", *, jour: date = JOUR, **champs: str
) -> ImportOuvertures:
    """Run an import as the command does."""
    suivi = ImportOuvertures.objects.create(format=format_, fichier="essai", **champs)
    return appliquer(suivi, contenu, jour=jour)
