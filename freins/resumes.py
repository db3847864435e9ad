"""What headers and lists show of a dossier's barriers and plan: chips, next step. Never health."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from freins.models import (
    A_FAIRE,
    OUVERTS,
    Action,
    Capacite,
    Doute,
    FamilleMesuree,
    Frein,
    ImpactFrein,
    StatutDoute,
    StatutFrein,
)
from freins.planification import qui_fait
from freins.regles import mesures
from freins.themes import est_discrete, nom, ordre, theme
from matching.moteur.profil import INCONNUE
from parcours.dossiers.models import Dossier, Langue
from parcours.socle.horloge import aujourd_hui

# A lifted barrier stays visible that long: the team sees what moved.
JOURS_LEVE_MONTRE: Final = 180
_RANG: Final = {"bloquant": 0, "genant": 1, "verifier": 2, "leve": 3}


@dataclass(frozen=True, slots=True)
class Puce:
    """One labelled chip: its words say the state, `classe` only colours it."""

    texte: str
    classe: str


@dataclass(frozen=True, slots=True)
class Etape:
    """The next planned action of a dossier, and who does it."""

    intitule: str
    echeance_le: date
    qui: str
    est_en_retard: bool


def puces_pour(dossiers: Iterable[Dossier | int]) -> dict[int, list[Puce]]:
    """Return the chips of each dossier, blocking first, in one query; health is left out."""
    ids = [_cle(d) for d in dossiers]
    freins: dict[int, list[Frein]] = defaultdict(list)
    for frein in _montrables(ids):
        if not est_discrete(frein.thematique):
            freins[frein.dossier_id].append(frein)
    return {i: _puces(freins[i]) for i in ids}


def prochaines_etapes_pour(dossiers: Iterable[Dossier | int]) -> dict[int, Etape]:
    """Return the earliest action still to do of each dossier that has one, in one query."""
    jour = aujourd_hui()
    etapes: dict[int, Etape] = {}
    for action in _a_faire([_cle(d) for d in dossiers]):
        etapes.setdefault(action.dossier_id, _etape(action, jour))  # type: ignore[attr-defined]
    return etapes


def intitule_montrable(action: Action) -> str:
    """Return the title, or a neutral one when the action serves a barrier not to be named."""
    frein = action.objectif.frein
    return "étape du plan" if frein and est_discrete(frein.thematique) else action.intitule


def _cle(dossier: Dossier | int) -> int:
    return dossier if isinstance(dossier, int) else dossier.pk


def _montrables(ids: list[int]) -> QuerySet[Frein]:
    depuis = aujourd_hui() - timedelta(days=JOURS_LEVE_MONTRE)
    ouverts = Frein.objects.filter(
        statut__in=OUVERTS,
        impact__in=[ImpactFrein.GENANT, ImpactFrein.BLOQUANT],
    )
    leves = Frein.objects.filter(statut=StatutFrein.LEVE, leve_le__gte=depuis)
    return (ouverts | leves).filter(dossier_id__in=ids).annotate(**_annotations())


def _annotations() -> dict[str, Any]:
    """The measures beside each barrier, so that chips stay at one query."""
    capacites = Capacite.objects.filter(dossier_id=OuterRef("dossier_id"))
    francais = Langue.objects.filter(dossier_id=OuterRef("dossier_id"), code="fr")
    annotations: dict[str, Any] = {
        "oral": Subquery(francais.values("oral")[:1]),
        "ecrit": Subquery(francais.values("ecrit")[:1]),
        "doute_langue": Exists(
            Doute.objects.filter(
                dossier_id=OuterRef("dossier_id"), famille="langue", statut=StatutDoute.A_VERIFIER
            )
        ),
    }
    for famille in FamilleMesuree.values:
        la_sienne = capacites.filter(famille=famille)
        annotations[f"mesure_{famille}"] = Subquery(la_sienne.values("mesure")[:1])
        annotations[f"doute_{famille}"] = Subquery(la_sienne.values("a_verifier")[:1])
    return annotations


def _puces(freins: list[Frein]) -> list[Puce]:
    rangees = sorted(freins, key=lambda f: (not f.est_prioritaire, ordre(f.thematique), f.pk))
    return sorted((_puce(f) for f in rangees), key=lambda p: _RANG[p.classe])


def _puce(frein: Frein) -> Puce:
    texte = _mesure_en_mots(frein) or nom(frein.thematique)
    lien = ", " if ":" in texte else " : "
    if frein.statut == StatutFrein.LEVE:
        return Puce(f"{texte} (levé)" if lien == ", " else f"{texte} : levé", "leve")
    if getattr(frein, f"doute_{_famille(frein)}", None):
        return Puce(f"{nom(frein.thematique)} : à vérifier", "verifier")
    etat = frein.get_impact_display().lower()
    if frein.statut == StatutFrein.EN_COURS:
        etat += ", en cours de levée"
    return Puce(f"{texte}{lien}{etat}", frein.impact)


def _famille(frein: Frein) -> str | None:
    le_sien = theme(frein.thematique)
    return le_sien.famille if le_sien else None


def _mesure_en_mots(frein: Frein) -> str:
    """« Garde : pas avant 8 h », or nothing where nothing is measured (or a row is unreadable)."""
    famille = _famille(frein)
    if famille == "langue":
        niveaux = mesures.Langue(frein.oral or None, frein.ecrit or None)  # type: ignore[attr-defined]
        return niveaux.puce() if niveaux.oral or niveaux.ecrit else ""
    valeur = getattr(frein, f"mesure_{famille}", None)
    if not famille or not valeur or valeur.get("etat") == INCONNUE:
        return ""
    try:
        return mesures.depuis_json(famille, valeur).puce()
    except mesures.MesureInvalide:
        return ""


def _a_faire(ids: list[int]) -> QuerySet[Action]:
    return (
        Action.objects.filter(objectif__plan__dossier_id__in=ids, statut__in=A_FAIRE)
        .annotate(dossier_id=F("objectif__plan__dossier_id"))
        .select_related(
            "objectif__frein",
            "objectif__plan__dossier__personne",
            "objectif__plan__dossier__referent",
        )
        .order_by("echeance_le", "pk")
    )


def _etape(action: Action, jour: date) -> Etape:
    en_retard = action.echeance_le < jour
    qui = qui_fait(action.porteur, action.objectif.plan.dossier)
    return Etape(intitule_montrable(action), action.echeance_le, qui, en_retard)
