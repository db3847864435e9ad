"""Who may do what with openings: named predicates over the account and the opening.

Openings are shared by every structure: any counsellor reads and corrects them.
"""

from typing import Any

from parcours.comptes.roles import ACCOMPAGNEMENT
from parcours.offres.models import Ouverture

SAISIE = "saisie"


def peut_accompagner(utilisateur: Any) -> bool:
    """A counsellor or the responsable of a structure."""
    return getattr(utilisateur, "role", None) in ACCOMPAGNEMENT


def peut_modifier_tout(utilisateur: Any, ouverture: Ouverture) -> bool:
    """Typed openings are edited; imported ones belong to their source (requirements and hours
    are corrected apart, and kept)."""
    return peut_accompagner(utilisateur) and ouverture.source == SAISIE


def peut_corriger_metier(utilisateur: Any, ouverture: Ouverture) -> bool:
    """The métier of an imported opening is corrected apart; that of a typed one, in its form."""
    return peut_accompagner(utilisateur) and ouverture.source != SAISIE
