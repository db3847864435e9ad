"""Writes of the matching: rankings recorded, gestures on suggestions, events consumed."""

from matching.services.adopter import adopter
from matching.services.calculs import (
    TETE,
    Resultat,
    calculer,
    calculer_lot,
    classer_dossier,
    noter_calcul,
    recalculer_ouverts,
)
from matching.services.evenements import consommer_evenements, reconstruire_catalogue
from matching.services.gestes import (
    OuvertureIndisponible,
    dire_non,
    dire_oui,
    ecarter,
    noter_montrees,
    noter_orientees,
    reprendre,
)
from matching.services.journee import PisteForte, gestes_de_personnes, nouvelles_pistes_fortes
from matching.services.lever import comptes_de, lever

__all__ = [
    "TETE",
    "OuvertureIndisponible",
    "PisteForte",
    "Resultat",
    "adopter",
    "calculer",
    "calculer_lot",
    "classer_dossier",
    "comptes_de",
    "consommer_evenements",
    "dire_non",
    "dire_oui",
    "ecarter",
    "gestes_de_personnes",
    "lever",
    "noter_calcul",
    "noter_montrees",
    "noter_orientees",
    "nouvelles_pistes_fortes",
    "recalculer_ouverts",
    "reconstruire_catalogue",
    "reprendre",
]
