"""From the solutions that exist for a person to the steps whose lifting the engine counts.

`apports` (a gain as the engine reads it) · `leviers` (solutions gathered into steps, chained) ·
`choix` (at most sixteen of them, the most useful).
"""

from freins.regles.demarches.apports import apport_de, mots_du_gain
from freins.regles.demarches.choix import QUOTAS, choisir
from freins.regles.demarches.leviers import Levier, Proposition, leviers, sans

__all__ = [
    "QUOTAS",
    "Levier",
    "Proposition",
    "apport_de",
    "choisir",
    "leviers",
    "mots_du_gain",
    "sans",
]
