"""Families of métiers: the fourteen letters of ROME, which open every code."""

from typing import Final

FAMILLES: Final = {
    "A": "Agriculture, espaces verts, animaux",
    "B": "Arts et artisanat d’art",
    "C": "Banque, assurance, immobilier",
    "D": "Commerce et vente",
    "E": "Communication et médias",
    "F": "Bâtiment et travaux publics",
    "G": "Hôtellerie, restauration, tourisme",
    "H": "Industrie",
    "I": "Installation et maintenance",
    "J": "Santé",
    "K": "Services à la personne et à la collectivité",
    "L": "Spectacle",
    "M": "Support à l’entreprise",
    "N": "Transport et logistique",
}
AUTRES: Final = "?"


def famille_de(code_rome: str | None) -> str:
    """The letter of a ROME code; « ? » for an opening without métier.

    >>> famille_de("N1103"), famille_de(None)
    ('N', '?')
    """
    return code_rome[0] if code_rome and code_rome[0] in FAMILLES else AUTRES


def nom_famille(lettre: str) -> str:
    """Its name in everyday words."""
    return FAMILLES.get(lettre, "Métier non précisé")
