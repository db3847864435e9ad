"""The words of data·inclusion, for templates."""

from data_inclusion.schema import v1
from django import template

register = template.Library()
_LIBELLES = {
    membre.value: membre.label
    for liste in (v1.Categorie, v1.Thematique, v1.Public, v1.Frais, v1.ModeAccueil)
    for membre in liste
}


@register.filter
def di(code: str) -> str:
    """`{{ "mobilite--acheter-un-vehicule-motorise"|di }}` → its label; the code when unknown."""
    return _LIBELLES.get(code, code)
