"""What the frame of a dossier asks about the viewer, without any view passing it."""

from typing import Any

from django import template

from parcours.dossiers import perms
from parcours.dossiers.modeles.dossiers import Dossier

register = template.Library()


@register.simple_tag(takes_context=True)
def peut_modifier(context: dict[str, Any], dossier: Dossier) -> bool:
    """`{% peut_modifier dossier as modifiable %}`: may the viewer edit this dossier?"""
    return perms.peut_modifier(context["request"].user, dossier)
