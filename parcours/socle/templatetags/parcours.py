"""Dates as people say them, and small display tools shared by every page."""

from datetime import date, datetime
from typing import Any

from django import template
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import milliers

register = template.Library()
register.filter("milliers", milliers)


def _en_mots(ecart: int) -> str:
    """Return the distance in days in words: negative is past."""
    proches = {0: "aujourd’hui", -1: "hier", 1: "demain"}
    if ecart in proches:
        return proches[ecart]
    sens, n = ("il y a", -ecart) if ecart < 0 else ("dans", ecart)
    if n < 30:
        return f"{sens} {n} jours"
    if n < 365:
        return f"{sens} {n // 30} mois"
    ans = n // 365
    return f"{sens} {ans} an{'s' if ans > 1 else ''}"


@register.filter
def il_y_a(valeur: date | datetime | None) -> SafeString | str:
    """« il y a 3 jours », exact date on hover and for screen readers; empty when None."""
    if valeur is None:
        return ""
    est_instant = isinstance(valeur, datetime)
    jour = timezone.localtime(valeur).date() if isinstance(valeur, datetime) else valeur
    exact = date_format(
        timezone.localtime(valeur) if isinstance(valeur, datetime) else valeur,
        "j F Y à H:i" if est_instant else "j F Y",
    )
    mots = _en_mots((jour - aujourd_hui()).days)
    return format_html('<time datetime="{}" title="{}">{}</time>', valeur.isoformat(), exact, mots)


@register.filter
def pourcent(valeur: int | float | None) -> str:
    """Return « 86 » for 86.2; a dash when unknown."""
    return "–" if valeur is None else f"{valeur:.0f}"


@register.filter
def pluriel(nombre: int, formes: str) -> str:
    """`3|pluriel:"ouverture,ouvertures"` → « 3 ouvertures », thousands spaced."""
    singulier, au_pluriel = formes.split(",")
    return f"{milliers(nombre)} {singulier if abs(nombre) < 2 else au_pluriel}"


@register.filter
def pour(par_cle: dict[Any, Any], cle: Any) -> Any:
    """`alertes|pour:dossier.pk`: what a table holds for a key, None when it holds nothing."""
    return par_cle.get(cle)


@register.simple_tag(takes_context=True)
def requete(context: dict[str, Any], **changements: object) -> str:
    """Return the query string of the page with some parameters changed (None removes)."""
    params: QueryDict = context["request"].GET.copy()
    for nom, valeur in changements.items():
        if valeur is None:
            params.pop(nom, None)
        else:
            params[nom] = str(valeur)
    return f"?{params.urlencode()}" if params else "?"
