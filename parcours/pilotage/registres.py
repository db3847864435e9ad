"""Registers: versions of the engine with their audits, the decision log counted; and the open page
that tells anyone how the ranking works."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from matching.equite.petits_nombres import EXTERNE
from matching.models import ActeDecision, Decision, VersionMoteur
from matching.moteur import VERSION_MOTEUR
from matching.moteur.score import LIBELLES, POIDS, SENS
from parcours.comptes.models import Role
from parcours.comptes.roles import exige_role
from parcours.dossiers import groupes

MOIS_MONTRES = 12


@dataclass(frozen=True, slots=True)
class LignePoids:
    """A criterion: its name, what it is part of, its highest contribution, in points of 100."""

    libelle: str
    sens: str
    points: int


@dataclass(frozen=True, slots=True)
class LigneAudit:
    """A group before and after a version: shares of the eligible in the head, attention each."""

    groupe: str
    avant: str
    apres: str


@exige_role(Role.PILOTAGE, Role.ADMINISTRATION)
@require_GET
def registre(request: HttpRequest) -> HttpResponse:
    """Every version with its weights and audits; the decision log, counted by month."""
    versions = [(v, poids(v.poids), audits(v)) for v in VersionMoteur.objects.all()[:20]]
    contexte = {"versions": versions, "mois": _decisions(), "actes": ActeDecision.labels}
    return render(request, "pilotage/registre.html", contexte)


@login_not_required
@require_GET
def comment_ca_marche(request: HttpRequest) -> HttpResponse:
    """Open to anyone: what ranks, what never does, who decides, how to contest."""
    contexte = {"poids": poids(POIDS), "version": VERSION_MOTEUR}
    return render(request, "pilotage/comment_ca_marche.html", contexte)


def poids(valeurs: dict[str, int]) -> list[LignePoids]:
    """The weights of a version, heaviest first; a criterion that is gone keeps its code."""
    return [
        LignePoids(LIBELLES.get(code, code), SENS.get(code, ""), round(valeur / 1000))
        for code, valeur in sorted(valeurs.items(), key=lambda item: -item[1])
    ]


def audits(version: VersionMoteur) -> list[LigneAudit]:
    """Group by group, before and after; small groups are left out."""
    avant, apres = (a.get("groupes", {}) for a in (version.audit_avant, version.audit_apres))
    return [
        LigneAudit(
            f"{groupes.NOMS[d]} : {groupes.libelle(d, g)}",
            _bilan(avant.get(d, {}).get(g)),
            _bilan(apres.get(d, {}).get(g)),
        )
        for d in ("sexe", "qpv")
        for g in (*groupes.LIBELLES[d], groupes.NON_RENSEIGNE)
        if g in avant.get(d, {}) or g in apres.get(d, {})
    ]


def _bilan(mesures: dict[str, float] | None) -> str:
    if not mesures or mesures["eligibles"] < EXTERNE.seuil:
        return "–"
    attention = f"{mesures['attention']:.2f}".replace(".", ",")
    return f"≈ {EXTERNE.arrondir(round(mesures['eligibles']))} éligibles, attention {attention}"


def _decisions() -> list[tuple[Any, list[int | None]]]:
    """(month, lines by act) of the log, as rounded counts."""
    lignes = (
        Decision.objects.annotate(mois=TruncMonth("quand"))
        .values("mois", "acte")
        .annotate(n=Count("pk"))
        .order_by("-mois")
    )
    par_mois: dict[Any, dict[str, int]] = {}
    for li in lignes:
        par_mois.setdefault(li["mois"], {})[li["acte"]] = li["n"]
    return [
        (mois, [EXTERNE.montrer(comptes.get(acte, 0)) for acte in ActeDecision.values])
        for mois, comptes in list(par_mois.items())[:MOIS_MONTRES]
    ]
