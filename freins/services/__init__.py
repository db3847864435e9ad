"""Writes of freins: keyword-only, one transaction each, logged."""

from freins.services.barrieres import changer, faire, identifier
from freins.services.diagnostic import enregistrer
from freins.services.mesurer import mesurer, mettre_en_doute
from freins.services.plan import ajouter_action, ajouter_objectif, convenir, faire_action, reporter
from freins.services.sante import noter_limites, retirer_accord, vider_limites

__all__ = [
    "ajouter_action",
    "ajouter_objectif",
    "changer",
    "convenir",
    "enregistrer",
    "faire",
    "faire_action",
    "identifier",
    "mesurer",
    "mettre_en_doute",
    "noter_limites",
    "reporter",
    "retirer_accord",
    "vider_limites",
]
