"""What the frame of a dossier asks about the viewer, without any view passing it."""

from typing import Any

from django import template

from parcours.dossiers import perms
from parcours.dossiers.echeances import Echeance, echeances_pour
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.socle.horloge import aujourd_hui

register = template.Library()


@register.simple_tag(takes_context=True)
def peut_modifier(context: dict[str, Any], dossier: Dossier) -> bool:
    """`{% peut_modifier dossier as modifiable %}`: may the viewer edit this dossier?"""
    return perms.peut_modifier(context["request"].user, dossier)


@register.inclusion_tag("dossiers/_echeances.html")
def puces_echeances(
    dossier: Dossier, toutes: dict[int, list[Echeance]] | None = None
) -> dict[str, Any]:
    """Chips of what ends soon; in a list, give the dict of `echeances_pour` to spend no query."""
    echeances = toutes if toutes is not None else echeances_pour([dossier], aujourd_hui())
    return {"echeances": echeances.get(dossier.pk, [])}
