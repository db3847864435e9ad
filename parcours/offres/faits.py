"""Facts of an opening that are read in its text and kept in its fields, and their corrections (pure).

A corrected fact is kept by name in `Ouverture.faits_corriges`; each import applies it again over
what it reads, so that nobody corrects the same thing twice.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

HEURES: Final = "heures_hebdo"
# Kept in `Ouverture.details`, true or absent; what is said when true, and when denied.
OUI_NON: Final = {
    "debutant_accepte": ("Débutants", "acceptés", "non acceptés"),
    "sans_diplome": ("Diplôme", "aucun diplôme demandé", "un diplôme est demandé"),
    "desservi": ("Transports", "lieu desservi", "lieu non desservi"),
}
FAITS: Final = frozenset({HEURES, *OUI_NON})


def champs_corriges(details: Mapping[str, Any], corriges: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an opening that corrections settle; empty when nothing was corrected.

    >>> champs_corriges({"desservi": True, "a": 1}, {"desservi": False, "heures_hebdo": "24.5"})
    {'details': {'a': 1}, 'heures_hebdo': Decimal('24.5')}
    """
    if not corriges:
        return {}
    gardes = {nom: valeur for nom, valeur in details.items() if corriges.get(nom, True)}
    gardes |= {nom: True for nom in OUI_NON if corriges.get(nom)}
    champs: dict[str, Any] = {"details": gardes}
    if HEURES in corriges:
        champs[HEURES] = None if corriges[HEURES] is None else Decimal(corriges[HEURES])
    return champs
