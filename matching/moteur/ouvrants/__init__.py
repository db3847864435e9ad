"""What lifting opens: for every set of steps at once, how many openings, which, and what it takes.

`apport` (what a step brings) · `etapes` (steps, prerequisites) · `leviers` (which steps meet what) ·
`lecture` (every opening) · `ensembles` (antichains and the transform) · `calcul` and `resultat` (one
person) · `partage` (Shapley) · `plans` (Pareto) · `reference` (the same, naively). `mots` and
`par_noyau` read by the kernels. `territoire` gives steps to many people; `exclusions` is turned
round, for one opening (`allegements`, `foule`). Like `masse` these two load numba, so they are
imported by their own names.
"""

from matching.moteur.ouvrants.apport import Apport, appliquer
from matching.moteur.ouvrants.calcul import ouvrants
from matching.moteur.ouvrants.etapes import ETAPES_MAX, Demarche, Etape
from matching.moteur.ouvrants.plans import Plan
from matching.moteur.ouvrants.resultat import Ouvertures, Ouvrants, Paire

__all__ = [
    "ETAPES_MAX",
    "Apport",
    "Demarche",
    "Etape",
    "Ouvertures",
    "Ouvrants",
    "Paire",
    "Plan",
    "appliquer",
    "ouvrants",
]
