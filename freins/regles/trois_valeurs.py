"""Kleene's logic: True, False, or None for "not known". What is missing never makes a "no"."""

from collections.abc import Iterable

Trois = bool | None


def et(valeurs: Iterable[Trois]) -> Trois:
    """False if one is False, else None if one is unknown, else True."""
    liste = list(valeurs)
    if any(v is False for v in liste):
        return False
    return None if any(v is None for v in liste) else True


def ou(valeurs: Iterable[Trois]) -> Trois:
    """True if one is True, else None if one is unknown, else False."""
    return non(et(non(v) for v in valeurs))


def non(valeur: Trois) -> Trois:
    """The contrary; unknown stays unknown."""
    return None if valeur is None else not valeur
