"""The words of data·inclusion and of gains, for templates."""

import math

from django import template

from parcours.solutions import presentation, vocabulaire
from parcours.solutions.models import Solution

register = template.Library()


@register.filter
def di(code: str) -> str:
    """`{{ "mobilite--acceder-a-un-vehicule"|di }}` → its label; the code when unknown."""
    return vocabulaire.libelle(code)


@register.filter
def apports(solution: Solution) -> list[presentation.Apport]:
    """`{{ solution|apports }}` → what it raises, family by family, in words."""
    return presentation.apports(solution)


@register.filter
def zone_en_mots(solution: Solution) -> str:
    """Where people must live, in words; empty when anywhere."""
    return presentation.zone_en_mots(solution)


@register.filter
def cout_en_mots(solution: Solution) -> str:
    """What is left to pay, in words."""
    return presentation.cout_en_mots(solution)


@register.filter
def distance(solution: Solution) -> str:
    """« à 3 km » when the list was asked near a place; empty otherwise."""
    carre = getattr(solution, "distance_carree", None)
    if carre is None:
        return ""
    km = math.sqrt(carre)
    return "à moins de 1 km" if km < 1 else f"à {km:.0f} km"
