"""Plain text tools (pure): comparing what people type without accents or case."""

import unicodedata


def sans_accents(texte: str) -> str:
    """Return `texte` lower-cased, without accents nor ligatures, spaces folded."""
    texte = texte.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("’", "'")
    decompose = unicodedata.normalize("NFKD", texte.casefold())
    return " ".join("".join(c for c in decompose if not unicodedata.combining(c)).split())
