"""Spaces that keep a number with its unit."""

import re

ESPACE = "\u202f"
_NOMBRE_ET_UNITE = re.compile(r"(?<=\d) (?=(?:h|min)\b|€)|(?<=\dh) (?=\d\d\b)|(?<=\d h) (?=\d\d\b)")


def insecable(texte: str) -> str:
    """Keep a number and its unit on one line.

    >>> insecable("7 h – 14 h 30, 20 min").count(" ")
    3
    """
    return _NOMBRE_ET_UNITE.sub(ESPACE, texte)
