"""The person and the dossier. Rooms by concept; history by django-simple-history."""

from parcours.dossiers.modeles.contacts import ContactTerrain, Echange
from parcours.dossiers.modeles.dossiers import (
    AccesMotive,
    Consentement,
    Document,
    Dossier,
    Fusion,
    Passation,
    Situation,
)
from parcours.dossiers.modeles.personnes import Personne
from parcours.dossiers.modeles.qualifications import (
    Certification,
    CompetencePersonne,
    Diplome,
    Experience,
    Langue,
    Permis,
)
from parcours.dossiers.modeles.recherches import MetierVoulu, Recherche

__all__ = [
    "AccesMotive",
    "Certification",
    "CompetencePersonne",
    "Consentement",
    "ContactTerrain",
    "Diplome",
    "Document",
    "Dossier",
    "Echange",
    "Experience",
    "Fusion",
    "Langue",
    "MetierVoulu",
    "Passation",
    "Permis",
    "Personne",
    "Recherche",
    "Situation",
]
