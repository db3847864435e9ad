"""The catalogue of rules: what each is about, how grave, on which texts, with examples.

`donnees/catalogue.csv` is the only place where severities, legal bases and examples are written.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from matching.equite.textes.motifs import Gravite, Motif

FICHIER: Final = Path(__file__).parent / "donnees" / "catalogue.csv"


@dataclass(frozen=True, slots=True)
class Fiche:
    """One rule of the catalogue."""

    code: str
    motif: Motif
    gravite: Gravite
    description: str
    exemple_a_signaler: str
    exemple_permis: str
    conseil: str
    base: str


def charger() -> dict[str, Fiche]:
    """Rules by code, in the order of the file."""
    with FICHIER.open(encoding="utf-8", newline="") as fichier:
        return {
            ligne["id"]: Fiche(
                ligne["id"],
                Motif(ligne["ground"]),
                Gravite(ligne["severity"]),
                ligne["pattern_description"],
                ligne["example_bad"],
                ligne["example_ok_negative"],
                ligne["suggestion"],
                ligne["legal_basis"],
            )
            for ligne in csv.DictReader(fichier)
        }


CATALOGUE: Final = charger()
