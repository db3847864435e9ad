"""Chips and next step of a dossier, for the header and the lists of lower apps."""

from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format

from freins.observees import observees
from freins.regles.observations import Observee
from freins.resumes import Etape, Puce, prochaines_etapes_pour, puces_pour
from parcours.dossiers.models import Dossier

register = template.Library()


@register.inclusion_tag("freins/_puces.html")
def puces_freins(dossier: Dossier, toutes: dict[int, list[Puce]] | None = None) -> dict[str, Any]:
    """The chips of a dossier; in a list, give the dict of `puces_pour` to spend no query."""
    puces = toutes if toutes is not None else puces_pour([dossier])
    return {"puces": puces.get(dossier.pk, [])}


@register.inclusion_tag("freins/_prochaine_etape.html")
def prochaine_etape(dossier: Dossier, toutes: dict[int, Etape] | None = None) -> dict[str, Any]:
    """The next planned action; in a list, give the dict of `prochaines_etapes_pour`."""
    etapes = toutes if toutes is not None else prochaines_etapes_pour([dossier])
    return {"etape": etapes.get(dossier.pk)}


@register.simple_tag
def observe(solution_pk: int) -> Observee:
    """`{% observe solution.pk as vue %}`: how a solution answers, with its numbers."""
    return observees([solution_pk])[solution_pk]


@register.filter
def jour_lu(iso: str) -> str:
    """« 3 mars 2026 » for a day kept as text in a report; empty for an empty one."""
    return date_format(date.fromisoformat(iso), "j F Y") if iso else ""
