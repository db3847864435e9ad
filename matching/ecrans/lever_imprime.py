"""« Ce que lever un frein ouvre » on paper: the figures of the screen, without health."""

from datetime import date
from typing import Any

from freins.models import Imprime
from matching import services
from matching.ecrans import lever


def composer(imprime: Imprime, jour: date) -> tuple[str, dict[str, Any]]:
    """The template of the document and what it shows; paper travels: no functional limit on it."""
    dossier = imprime.dossier
    levee = services.lever(dossier, avec_sante=False, jour=jour)
    return "matching/pdf/lever.html", {
        "dossier": dossier, "structure": dossier.structure, "jour": jour,
        "vue": lever.page(levee, services.comptes_de(dossier, levee)),
    }  # fmt: skip
