"""Writes of the matching: rankings recorded, gestures on suggestions, events consumed."""

from matching.services.adopter import adopter
from matching.services.alertes import AlerteClose, actualiser_alertes, clore
from matching.services.calculs import (
    TETE,
    Resultat,
    calculer,
    calculer_lot,
    classer_dossier,
    noter_calcul,
    recalculer_ouverts,
)
from matching.services.collectives import demander_essai, essayer
from matching.services.decisions import purger as purger_decisions
from matching.services.evenements import (
    consommer_dossiers,
    consommer_evenements,
    consommer_ouvertures,
    reclasser_ouverts,
    reconstruire_catalogue,
)
from matching.services.exclusions import ce_qu_exclut
from matching.services.gestes import (
    OuvertureIndisponible,
    dire_non,
    dire_oui,
    ecarter,
    noter_montrees,
    noter_orientees,
    reprendre,
)
from matching.services.journee import (
    PisteForte,
    gestes_de_personnes,
    noms_courts,
    nouvelles_pistes_fortes,
    tetes,
)
from matching.services.lever import comptes_de, lever
from matching.services.releves import relever_classements
from matching.services.versions import inscrire

__all__ = [
    "TETE",
    "AlerteClose",
    "OuvertureIndisponible",
    "PisteForte",
    "Resultat",
    "actualiser_alertes",
    "adopter",
    "calculer",
    "calculer_lot",
    "ce_qu_exclut",
    "classer_dossier",
    "clore",
    "comptes_de",
    "consommer_dossiers",
    "consommer_evenements",
    "consommer_ouvertures",
    "demander_essai",
    "dire_non",
    "dire_oui",
    "ecarter",
    "essayer",
    "gestes_de_personnes",
    "inscrire",
    "lever",
    "noms_courts",
    "noter_calcul",
    "noter_montrees",
    "noter_orientees",
    "nouvelles_pistes_fortes",
    "purger_decisions",
    "recalculer_ouverts",
    "reclasser_ouverts",
    "reconstruire_catalogue",
    "relever_classements",
    "reprendre",
    "tetes",
]
