"""A year of indicators, protected once: screens, filters and exports all read the same cells.

Nothing is counted again for a filter: choosing a quarter or a neighbourhood picks cells of a table
whose every line keeps its secrets, so no set of screens and files gives back what one of them hides.
"""

import statistics
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from freins.models import Frein
from freins.regles.thematiques import SANTE
from matching.equite.petits_nombres import EXTERNE, TOTAL, Axe, TableProtegee, proteger
from parcours.offres.models import Clause
from parcours.orientations.clauses import heures_faites, heures_par_personne
from parcours.orientations.models import Orientation
from parcours.pilotage.indicateurs.comptes import (
    EN_QPV,
    HORS_QPV,
    INCONNU,
    INDICATEURS,
    SEXES,
    TRIMESTRES,
    Comptes,
    Indicateur,
    quartiers,
)

NOMS_SEXES = {TOTAL: "Ensemble", "femme": "Femmes", "autre": "Hommes, autre, non renseigné"}
NOMS_TRIMESTRES = {TOTAL: "Année", **{t: f"{t}ᵉʳ trimestre" if t == "1" else f"{t}ᵉ trimestre" for t in TRIMESTRES}}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Annee:
    """The protected tables of a year, by indicator, and the names of the neighbourhoods."""

    annee: int
    quartiers: dict[str, str]
    tables: dict[str, TableProtegee]

    def case(self, code: str, quartier: str, trimestre: str, sexe: str = TOTAL) -> int | None:
        """One cell, as it may be shown."""
        return self.tables[code][quartier, trimestre, sexe]

    @property
    def noms_quartiers(self) -> dict[str, str]:
        """Every way of cutting by place, sums included."""
        sommes = {TOTAL: "Tout le territoire", EN_QPV: "Tous les quartiers prioritaires"}
        return sommes | self.quartiers


def annee(annee_: int) -> Annee:
    """Count and protect a year."""
    noms = quartiers()
    axes = [_axe_quartiers(noms), Axe.simple(TRIMESTRES), Axe.simple(SEXES)]
    tables = {i.code: proteger(_connus(i.compter(annee_), noms), axes) for i in INDICATEURS}
    return Annee(annee_, noms, tables)


def _axe_quartiers(noms: dict[str, str]) -> Axe:
    codes = [c for c in noms if c not in (HORS_QPV, INCONNU)]
    sommes = ((EN_QPV, tuple(codes)), (TOTAL, (EN_QPV, HORS_QPV, INCONNU)))
    return Axe((*codes, HORS_QPV, INCONNU), sommes)


def _connus(comptes: Comptes, noms: dict[str, str]) -> Comptes:
    return {cle: n for cle, n in comptes.items() if cle[0] in noms}


@dataclass(frozen=True, slots=True)
class Ligne:
    """One indicator for a place and a period: counts as shown, shares of the shown counts."""

    indicateur: Indicateur
    ensemble: int | None
    femmes: int | None
    autres: int | None
    part_femmes: int | None
    en_qpv: int | None
    part_qpv: int | None


def lignes(an: Annee, quartier: str, trimestre: str) -> list[Ligne]:
    """Every indicator, read in the protected tables."""
    return [_ligne(an, i, quartier, trimestre) for i in INDICATEURS]


def _ligne(an: Annee, i: Indicateur, quartier: str, trimestre: str) -> Ligne:
    tout, femmes, autres = (an.case(i.code, quartier, trimestre, s) for s in NOMS_SEXES)
    en_qpv = an.case(i.code, EN_QPV, trimestre) if quartier == TOTAL else None
    return Ligne(i, tout, femmes, autres, _part(femmes, tout), en_qpv, _part(en_qpv, tout))


def _part(x: int | None, n: int | None) -> int | None:
    """Whole percents of two shown counts; None as soon as one is hidden."""
    return None if x is None or not n else min(100, round(100 * x / n))


def plat(an: Annee) -> Iterator[tuple[Indicateur, str, str, str, int | None]]:
    """Every cell of the year: (indicator, neighbourhood, quarter, sex, count or None)."""
    for i in INDICATEURS:
        for quartier, nom in an.noms_quartiers.items():
            for trimestre, t in NOMS_TRIMESTRES.items():
                for sexe, s in NOMS_SEXES.items():
                    yield i, nom, t, s, an.case(i.code, quartier, trimestre, sexe)


# --- figures of a year that are not counts of people ----------------------------------------------


def delai_de_levee(annee_: int) -> int | None:
    """Median days to lift a barrier (health left out), of those lifted in the year; None if few."""
    comptes = (
        Frein.objects.filter(statut="leve", leve_le__year=annee_)
        .exclude(thematique=SANTE)
        .values("identifie_le", "leve_le")
        .annotate(n=Count("pk"))
        .order_by()
    )
    delais = [
        max(0, (li["leve_le"] - li["identifie_le"]).days)
        for li in comptes
        for _ in range(li["n"])
        if li["leve_le"]
    ]
    return round(statistics.median(delais)) if len(delais) >= EXTERNE.seuil else None


def partenaires(annee_: int) -> list[tuple[str, int]]:
    """Organisations and employers that received at least one referral in the year."""
    envoyees = Orientation.objects.filter(envoyee_le__year=annee_)
    return [
        ("Organismes sollicités", envoyees.exclude(solution=None).values("solution__structure").distinct().count()),
        ("Employeurs sollicités", envoyees.exclude(ouverture__employeur=None).values("ouverture__employeur").distinct().count()),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LigneClause:
    """An insertion clause: hours planned, done, remaining, and hours per person when not few."""

    clause: Clause
    faites: int
    reste: int
    avancement: int
    personnes: int | None
    par_personne: int | None


def clauses() -> list[LigneClause]:
    """Every clause with what remains; people are those whose hours are noted here."""
    toutes = list(Clause.objects.order_by("marche", "lot"))
    faites, notees = heures_faites(toutes), heures_par_personne(toutes)
    return [_clause(c, faites[c.pk], notees.get(c.pk, {}).values()) for c in toutes]


def _clause(c: Clause, faites: int, notees: Collection[Decimal]) -> LigneClause:
    montrees = EXTERNE.montrer(len(notees))
    return LigneClause(
        c, faites, max(0, c.heures_prevues - faites),
        min(100, round(100 * faites / c.heures_prevues)) if c.heures_prevues else 0,
        montrees,
        # Of the rounded count: an exact mean beside exact hours would tell how many people.
        round(sum(notees) / montrees) if montrees else None,
    )  # fmt: skip
