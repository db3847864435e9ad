"""The one rule of small numbers for whoever sees aggregates only (design/04): n ≥ 11, by 5."""

SEUIL = 11
ARRONDI = 5


def publiable(nombre: int) -> int | None:
    """Return the count rounded to 5, or None (suppressed) from 1 to 10; zero stays zero."""
    if nombre == 0:
        return 0
    if nombre < SEUIL:
        return None
    return ARRONDI * round(nombre / ARRONDI)
