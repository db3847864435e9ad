"""Spaces of numbers: between thousands, and before their unit."""

import re
from decimal import Decimal

ESPACE = "\u202f"
_NOMBRE_ET_UNITE = re.compile(r"(?<=\d) (?=(?:h|min)\b|€)|(?<=\dh) (?=\d\d\b)|(?<=\d h) (?=\d\d\b)")


def insecable(texte: str) -> str:
    """Keep a number and its unit on one line.

    >>> insecable("7 h – 14 h 30, 20 min").count(" ")
    3
    """
    return _NOMBRE_ET_UNITE.sub(ESPACE, texte)


def milliers(nombre: float | Decimal) -> str:
    """« 44 435 », thousands spaced, no decimals.

    >>> milliers(44435.0) == f"44{ESPACE}435"
    True
    """
    return f"{nombre:,.0f}".replace(",", ESPACE)
