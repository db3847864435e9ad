"""Plain text tools (pure): comparing what people type, and cells no spreadsheet would run."""

import re
import unicodedata
from typing import Final

# A spreadsheet would run a cell that begins with one of these.
_FORMULES: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOMBRE: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def sans_accents(texte: str) -> str:
    """Return `texte` lower-cased, without accents nor ligatures, spaces folded."""
    texte = texte.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("’", "'")
    decompose = unicodedata.normalize("NFKD", texte.casefold())
    return " ".join("".join(c for c in decompose if not unicodedata.combining(c)).split())


def sans_formule(cellule: object) -> str:
    """Return a cell that a spreadsheet shows as it is; a number stays a number.

    >>> sans_formule("=1+1"), sans_formule("-3,5"), sans_formule("Nadia")
    ("'=1+1", '-3,5', 'Nadia')
    """
    texte = str(cellule)
    est_formule = texte.startswith(_FORMULES) and not _NOMBRE.fullmatch(texte)
    return f"'{texte}" if est_formule else texte
