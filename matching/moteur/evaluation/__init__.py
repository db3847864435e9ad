"""One person and one opening (`definition`), and the measures of the engine's learnt parts.

`python -m matching.moteur.evaluation COMMANDE` holds a learnt part against open data; each command
is a module of this package (see `__main__`), loaded only when asked for.
"""

from matching.moteur.evaluation.definition import (
    Evaluation,
    Voie,
    evaluer,
    familles_bloquantes,
    reponses,
    statut_de,
    voies_de,
)

__all__ = [
    "Evaluation",
    "Voie",
    "evaluer",
    "familles_bloquantes",
    "reponses",
    "statut_de",
    "voies_de",
]
