"""What the pages of one dossier show: barriers with their history in words, measures, plan."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from freins.etats import GESTES_FREIN, Geste, gestes_possibles
from freins.models import OUVERTS, Action, Capacite, Frein, ImpactFrein, Objectif, Plan
from freins.regles.mesures import Langue, Mesure, MesureInvalide, depuis_json
from freins.regles.thematiques import THEMES
from freins.themes import est_sante, nom, nom_precis, ordre, theme
from parcours.dossiers.models import Dossier, NatureSituation, Situation
from parcours.dossiers.models import Langue as LangueDossier


@dataclass(frozen=True, slots=True)
class Fait:
    """One line of a history: when, what in words, by whom."""

    quand: datetime
    quoi: str
    par: str


@dataclass(frozen=True, slots=True)
class FreinLu:
    """A barrier as its tab shows it."""

    frein: Frein
    nom: str
    precision: str
    mesure: str
    a_verifier: bool
    historique: list[Fait]
    gestes: dict[str, Geste]

    @property
    def est_ouvert(self) -> bool:
        return self.frein.statut in OUVERTS


@dataclass(frozen=True, slots=True)
class Acquis:
    """What is already known, to fill the diagnosis form; never anything about health."""

    impacts: Mapping[str, str] = field(default_factory=dict)
    mesures: Mapping[str, Mesure] = field(default_factory=dict)
    a_verifier: frozenset[str] = frozenset()
    langue: Langue = field(default_factory=Langue)
    droit: tuple[bool, date | None] | None = None

    def initial_de(self, code: str) -> dict[str, Any]:
        """Return the initial values of the section of a theme."""
        if code == "administratif" and self.droit:
            return {"est_oui": "oui" if self.droit[0] else "non", "au": self.droit[1]}
        mesure = self.mesures.get(code)
        return mesure.vers_json() if mesure else {}


def acquis_de(dossier: Dossier) -> Acquis:
    """Read what the diagnosis form starts from, in four queries; health is never read."""
    mesures, doutes = _mesures(dossier)
    francais = LangueDossier.objects.filter(dossier=dossier, code="fr").first()
    droit = Situation.objects.filter(dossier=dossier, nature=NatureSituation.DROIT_TRAVAIL).first()
    return Acquis(
        impacts=_impacts(dossier),
        mesures=mesures,
        a_verifier=doutes,
        langue=Langue(francais.oral or None, francais.ecrit or None) if francais else Langue(),
        droit=(droit.est_oui, droit.au) if droit else None,
    )


def freins_de(dossier: Dossier, acquis: Acquis, *, sante: bool = False) -> list[FreinLu]:
    """Return the barriers of a dossier, open ones first; those on health only when asked for."""
    siens = Frein.objects.filter(dossier=dossier).select_related("leve_par", "identifie_par")
    histoires = histoires_des_freins(dossier)
    lus = [
        _lire(frein, acquis, histoires[frein.pk])
        for frein in siens
        if est_sante(frein.thematique) == sante
    ]
    return sorted(lus, key=_rang)


def plan_de(dossier: Dossier) -> Plan | None:
    """Return the plan with its objectives, actions and barriers loaded, or None."""
    actions = Action.objects.order_by("echeance_le", "pk").select_related("solution__structure")
    objectifs = Objectif.objects.select_related("frein").prefetch_related(
        Prefetch("actions", queryset=actions)
    )
    plans = Plan.objects.filter(dossier=dossier)
    return plans.prefetch_related(Prefetch("objectifs", queryset=objectifs)).first()


def _impacts(dossier: Dossier) -> dict[str, str]:
    """The heaviest open impact of each theme."""
    poids = list(ImpactFrein.values)
    impacts: dict[str, str] = {}
    for frein in Frein.objects.filter(dossier=dossier, statut__in=OUVERTS):
        le_sien = theme(frein.thematique)
        if le_sien is None or est_sante(frein.thematique):
            continue
        deja = impacts.get(le_sien.code, ImpactFrein.AUCUN.value)
        impacts[le_sien.code] = max(deja, frein.impact, key=poids.index)
    return impacts


def _mesures(dossier: Dossier) -> tuple[dict[str, Mesure], frozenset[str]]:
    mesures: dict[str, Mesure] = {}
    doutes = set()
    for capacite in Capacite.objects.filter(dossier=dossier):
        try:
            mesures[capacite.famille] = depuis_json(capacite.famille, capacite.mesure)
        except MesureInvalide:
            continue
        if capacite.a_verifier:
            doutes.add(capacite.famille)
    return mesures, frozenset(doutes)


def _rang(lu: FreinLu) -> tuple[bool, bool, int, int]:
    return (
        not lu.est_ouvert, not lu.frein.est_prioritaire, ordre(lu.frein.thematique), lu.frein.pk
    )  # fmt: skip


def _lire(frein: Frein, acquis: Acquis, historique: list[Fait]) -> FreinLu:
    le_sien = theme(frein.thematique)
    famille = le_sien.famille if le_sien else None
    titre, precision = nom(frein.thematique), nom_precis(frein.thematique)
    return FreinLu(
        frein=frein,
        nom=titre,
        precision="" if precision == titre else precision,
        mesure=mesure_en_mots(famille, acquis),
        a_verifier=famille in acquis.a_verifier,
        historique=historique,
        gestes=gestes_possibles(GESTES_FREIN, frein.statut),
    )


def mesure_en_mots(famille: str | None, acquis: Acquis) -> str:
    """« Garde : pas avant 8 h » for a family already measured, else nothing."""
    if famille == "langue":
        connue = acquis.langue.oral or acquis.langue.ecrit
        return acquis.langue.puce() if connue else ""
    mesure = acquis.mesures.get(famille) if famille else None
    return mesure.puce() if mesure else ""


def histoires_des_freins(dossier: Dossier) -> dict[int, list[Fait]]:
    """Return the history of every barrier in words, oldest first, by barrier, in one query."""
    histoires: dict[int, list[Fait]] = defaultdict(list)
    avant: dict[int, Any] = {}
    lignes = Frein.history.filter(dossier_id=dossier.pk).select_related("history_user")
    for ligne in lignes.order_by("history_date", "history_id"):
        quoi = _changements(avant.get(ligne.id), ligne)
        avant[ligne.id] = ligne
        if quoi:
            par = ligne.history_user.nom_court if ligne.history_user else ""
            histoires[ligne.id].append(Fait(ligne.history_date, quoi, par))
    return histoires


def _changements(avant: Any, apres: Any) -> str:
    if avant is None:
        return f"Identifié, {apres.get_impact_display().lower()}"
    dits = []
    if avant.statut != apres.statut:
        revenu = avant.statut not in OUVERTS and apres.statut in OUVERTS
        dits.append("Revenu : à nouveau ouvert" if revenu else apres.get_statut_display())
    if avant.impact != apres.impact:
        dits.append(f"{avant.get_impact_display()} → {apres.get_impact_display().lower()}")
    if avant.est_prioritaire != apres.est_prioritaire:
        dits.append("Prioritaire" if apres.est_prioritaire else "N’est plus prioritaire")
    return " ; ".join(dits)


@dataclass(frozen=True, slots=True)
class MesureLue:
    """A family measured, today and before."""

    nom: str
    texte: str
    mesuree_le: date
    a_verifier: bool
    avant: list[Fait]


def mesures_de(dossier: Dossier) -> list[MesureLue]:
    """Return the measures of garde, mobilité and numérique with their history, in two queries."""
    histoires = histoires_des_mesures(dossier)
    libelles = {t.famille: t.libelle for t in THEMES}
    return [
        MesureLue(
            nom=libelles[capacite.famille],  # type: ignore[index]
            texte=_texte(capacite.famille, capacite.mesure),
            mesuree_le=capacite.mesuree_le,
            a_verifier=capacite.a_verifier,
            avant=histoires[capacite.famille][:-1],
        )
        for capacite in Capacite.objects.filter(dossier=dossier).order_by("famille")
    ]


def histoires_des_mesures(dossier: Dossier) -> dict[str, list[Fait]]:
    histoires: dict[str, list[Fait]] = defaultdict(list)
    lignes = Capacite.history.filter(dossier_id=dossier.pk).select_related("history_user")
    for ligne in lignes.order_by("history_date", "history_id"):
        texte = _texte(ligne.famille, ligne.mesure)
        par = ligne.history_user.nom_court if ligne.history_user else ""
        deja = histoires[ligne.famille]
        if not deja or deja[-1].quoi != texte:
            deja.append(Fait(ligne.history_date, texte, par))
    return histoires


def _texte(famille: str, mesure: Any) -> str:
    try:
        return depuis_json(famille, mesure).puce().partition(" : ")[2]
    except MesureInvalide:
        return "mesure illisible, à reprendre"
