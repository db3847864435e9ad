"""The rules, by what they protect; `REGLES` is all of them, in the order they are tried."""

from typing import Final

from matching.equite.textes.regles import (
    age,
    convictions,
    demarche,
    lieu,
    metiers,
    origine,
    personne,
    redaction,
    sante,
    sexe,
)
from matching.equite.textes.regles.base import Regle

REGLES: Final[tuple[Regle, ...]] = (
    *sexe.REGLES,
    *metiers.REGLES,
    *age.REGLES,
    *personne.REGLES,
    *origine.REGLES,
    *sante.REGLES,
    *lieu.REGLES,
    *convictions.REGLES,
    *demarche.REGLES,
    *redaction.REGLES,
)
