"""One file per criterion; here, which criterion answers which requirement.

Hours (`horaires`) are read from the grid, telework and "non desservi" by the way of coming, so
requirements of these three criteria have no entry.
"""

from typing import Final

from matching.moteur.criteres import (
    certificat,
    competence,
    condition,
    deplacement,
    droit_travail,
    experience,
    langue,
    niveau,
    numerique,
    permis,
    vehicule,
)
from matching.moteur.criteres.base import CritereExigence

CRITERES_EXIGENCES: Final[dict[str, CritereExigence]] = {
    str(critere.critere): critere
    for critere in (
        permis.CRITERE,
        vehicule.CRITERE,
        langue.ORAL,
        langue.ECRIT,
        niveau.CRITERE,
        certificat.CRITERE,
        competence.CRITERE,
        experience.CRITERE,
        condition.CRITERE,
        numerique.CRITERE,
        droit_travail.CRITERE,
        deplacement.CRITERE,
    )
}
