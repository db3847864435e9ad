"""The register of engine versions: weights, what changed, the audit before and after."""

from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Sum

from matching.models import ReleveClassement, VersionMoteur
from matching.moteur import VERSION_MOTEUR
from matching.moteur.score import POIDS
from parcours.socle.horloge import aujourd_hui

# What each version changes, written with it: the register takes it from here.
CHANGEMENTS: Final = {
    "2026.1": "Première version : dix critères publiés, somme de contributions entières, "
    "blocages et inconnus tenus à part du score.",
}
NUITS: Final = 28


def inscrire(*, jour: date | None = None) -> VersionMoteur:
    """Enter the version in use if it is new, with the audit of the last nights of the one before;
    then bring its own audit up to date during its first four weeks."""
    jour = jour or aujourd_hui()
    version, est_nouvelle = VersionMoteur.objects.get_or_create(
        code=VERSION_MOTEUR,
        defaults={
            "en_service_le": jour,
            "poids": dict(POIDS),
            "changements": CHANGEMENTS.get(VERSION_MOTEUR, ""),
            "audit_avant": bilan(jour - timedelta(days=NUITS), jour - timedelta(days=1)),
        },
    )
    if est_nouvelle or jour <= version.en_service_le + timedelta(days=NUITS):
        version.audit_apres = bilan(version.en_service_le, jour)
        version.save(update_fields=["audit_apres"])
    return version


def bilan(du: date, au: date) -> dict[str, Any]:
    """Share of each group among the eligible, in the head, and of attention, over these nights."""
    lignes = (
        ReleveClassement.objects.filter(jour__range=(du, au), famille="")
        .values("dimension", "groupe")
        .annotate(n=Sum("eligibles"), t=Sum("en_tete"), a=Sum("attention"))
        .order_by("dimension", "groupe")
    )
    nuits = ReleveClassement.objects.filter(jour__range=(du, au)).values("jour").distinct().count()
    groupes: dict[str, dict[str, dict[str, float]]] = {}
    for ligne in lignes:
        groupes.setdefault(ligne["dimension"], {})[ligne["groupe"]] = {
            "eligibles": ligne["n"] / max(1, nuits),
            "en_tete": ligne["t"] / max(1, nuits),
            "attention": round(ligne["a"] / ligne["n"], 4) if ligne["n"] else 0.0,
        }
    return {"nuits": nuits, "groupes": groupes} if nuits else {}
