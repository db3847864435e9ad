"""Is the text of an offer lawful? Pure: words in, findings out.

Structure, not a word list: a trigger, its target and guards (`regles`), denials and general
clauses (`regles.base`), the lawful exceptions as data (`exceptions`), the prohibited criteria with
the texts that hold them (`criteres`). Severities, legal bases and examples: `donnees/catalogue.csv`.

>>> [s.motif.value for s in verifier_texte("Seniors s’abstenir")]
['age']
"""

from matching.equite.textes.criteres import CritereProhibe
from matching.equite.textes.exceptions import (
    EXCEPTIONS,
    JUSTIFICATION_MINIMALE,
    ExceptionLegale,
    exceptions_pour,
)
from matching.equite.textes.lecture import Champ, TexteOffre
from matching.equite.textes.motifs import Gravite, Motif, plus_grave
from matching.equite.textes.titres import proposer as proposer_titre
from matching.equite.textes.verification import (
    Signalement,
    motifs_de,
    verifier,
    verifier_texte,
)

__all__ = [
    "EXCEPTIONS",
    "JUSTIFICATION_MINIMALE",
    "Champ",
    "CritereProhibe",
    "ExceptionLegale",
    "Gravite",
    "Motif",
    "Signalement",
    "TexteOffre",
    "exceptions_pour",
    "motifs_de",
    "plus_grave",
    "proposer_titre",
    "verifier",
    "verifier_texte",
]
