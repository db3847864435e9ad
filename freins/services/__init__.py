"""Writes of freins: keyword-only, one transaction each, logged."""

from freins.services.barrieres import changer, faire, identifier
from freins.services.changements import Changement, RienNeChange
from freins.services.diagnostic import enregistrer
from freins.services.fins import Fin, terminer
from freins.services.mesurer import mesurer, mettre_en_doute
from freins.services.plan import (
    ajouter_action,
    ajouter_objectif,
    convenir,
    dire_faite,
    faire_action,
    modifier_action,
)
from freins.services.sante import noter_limites, retirer_accord, vider_limites

__all__ = [
    "Changement",
    "Fin",
    "RienNeChange",
    "ajouter_action",
    "ajouter_objectif",
    "changer",
    "convenir",
    "dire_faite",
    "enregistrer",
    "faire",
    "faire_action",
    "identifier",
    "mesurer",
    "mettre_en_doute",
    "modifier_action",
    "noter_limites",
    "retirer_accord",
    "terminer",
    "vider_limites",
]
