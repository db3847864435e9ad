"""What a solution raises: which capacity, to what, under which conditions. Declarative.

Stored form (JSON), one entry per family a solution lifts, each a small object:

- ``langue``: ``{"oral": "B1", "ecrit": "A2"}``, one of the two at least;
- ``garde``: ``{"plages": [{"jours": "lun-ven", "debut": "06:00", "fin": "22:00"}]}`` or
  ``{"grille": 84 hex digits}``, with ``"ages_mois": [3, 155]`` (both ends included) and
  ``"vacances": true | false | null`` (open in school holidays);
- ``mobilite``: minutes one way for each way of moving gained, ``{"velo": 30}``;
- ``permis``: ``{"categories": ["B"]}``;
- ``sante``: ``{"conditions": ["charges"]}``, the conditions of work it adapts or takes away;
- ``qualification``: ``{"niveau": 3, "certificats": ["caces_1"], "preuve": "attestee"}``;
- ``numerique``: ``{"niveau": 2}``;
- ``administratif``: ``{"droit_travail": true, "papiers": ["compte_bancaire"]}``.

Any of them may carry ``"prealables"``: steps to have first, such as ``langue:A2`` or ``permis:AM``.
`Gain.etapes` gives the same codes for what is gained, so that the engine can chain them.
"""

from freins.regles.gains.familles import (
    AGE_MAX_MOIS,
    FAMILLES,
    MINUTES_MAX,
    PAPIERS,
    Gain,
    GainAdministratif,
    GainGarde,
    GainInvalide,
    GainLangue,
    GainMobilite,
    GainNumerique,
    GainPermis,
    GainQualification,
    GainSante,
    age_lisible,
)
from freins.regles.gains.lecture import (
    Gains,
    depuis_json,
    grille_des_plages,
    phrase_prealable,
    vers_json,
)

__all__ = [
    "AGE_MAX_MOIS", "FAMILLES", "MINUTES_MAX", "PAPIERS", "Gain", "GainAdministratif", "GainGarde",
    "GainInvalide", "GainLangue", "GainMobilite", "GainNumerique", "GainPermis",
    "GainQualification", "GainSante", "Gains", "age_lisible", "depuis_json", "grille_des_plages",
    "phrase_prealable", "vers_json",
]  # fmt: skip
