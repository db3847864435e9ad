"""The criteria and the score, column by column, for one person and all openings.

Shapes: n openings. Blocking families are bits (`etats.BIT_FAMILLE`); the rest are small integers.
Every formula is the one of `criteres/` and `score.py`, in whole numbers.
"""

from matching.moteur.colonnes.base import Etats, Notes, Voie
from matching.moteur.colonnes.communs import communs, repondre
from matching.moteur.colonnes.notes import noter
from matching.moteur.colonnes.statuts import combiner
from matching.moteur.colonnes.voies import voies

__all__ = ["Etats", "Notes", "Voie", "combiner", "communs", "noter", "repondre", "voies"]
