"""Beside the funnel, still aggregates: barriers lifted, part-time and pay, the nights of the ranking."""

import statistics
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q

from freins.models import Frein, StatutFrein
from freins.regles.thematiques import SANTE, THEMES, theme_de
from freins.themes import est_discrete
from matching.equite.petits_nombres import EXTERNE, Part, montrer_part
from matching.models import ReleveClassement
from parcours.dossiers import groupes
from parcours.orientations.models import Orientation
from parcours.pilotage.equite.agregats import (
    PERIODES,
    Comptage,
    Filtre,
    compter,
    debut,
    par_periode,
    periode,
)
from parcours.pilotage.equite.protection import sur_periodes
from parcours.referentiels.familles import nom_famille


@dataclass(frozen=True, slots=True)
class LigneFrein:
    """A theme and a group: barriers identified, share lifted, median days; hidden when few."""

    theme: str
    groupe: str
    identifies: int | None
    leves: Part | None
    delai: int | None


def freins_leves(dimension: str, filtre: Filtre) -> list[LigneFrein]:
    """By theme other than health (and what is as private): for whom, in how long."""
    periodes = par_periode(_freins(dimension, filtre))
    siens = [li for li in periodes[filtre.mois] if not est_discrete(li["thematique"])]
    delais = _delais(siens)
    lignes = []
    for theme in (t.libelle for t in THEMES):
        comptages = {m: _comptage(theme, lignes_) for m, lignes_ in periodes.items()}
        montrer = sur_periodes(comptages, filtre.mois)
        lignes += [
            LigneFrein(
                theme, groupes.libelle(dimension, g), part.total if part else None, part,
                _mediane(delais[theme, g], 1) if part else None,
            )
            for g in [*groupes.LIBELLES[dimension], groupes.NON_RENSEIGNE]
            if (part := montrer(g)) or comptages[filtre.mois].groupe(g).total >= EXTERNE.seuil
        ]  # fmt: skip
    return lignes


def _comptage(theme: str, lignes: list[dict[str, Any]]) -> Comptage:
    return compter(
        (li["g"], "", li["n"] * _est_leve(li), li["n"])
        for li in lignes
        if not est_discrete(li["thematique"]) and theme_de(li["thematique"]).libelle == theme
    )


def _delais(lignes: list[dict[str, Any]]) -> dict[tuple[str, str], list[int]]:
    """Days from the day a barrier was noted to the day it was lifted, by theme and group."""
    delais: dict[tuple[str, str], list[int]] = defaultdict(list)
    for li in filter(_est_leve, lignes):
        jours = max(0, (li["leve_le"] - li["identifie_le"]).days)
        delais[theme_de(li["thematique"]).libelle, li["g"]] += [jours] * li["n"]
    return delais


def _est_leve(ligne: dict[str, Any]) -> bool:
    return ligne["statut"] == StatutFrein.LEVE and ligne["leve_le"] is not None


def _freins(dimension: str, filtre: Filtre) -> Any:
    return (
        Frein.objects.filter(identifie_le__gte=debut(filtre.jour, PERIODES[0]))
        .exclude(thematique=SANTE)
        .values(
            "thematique", "statut", "identifie_le", "leve_le",
            g=groupes.expression(dimension, filtre.jour, "dossier__"),
            periode=periode(filtre.jour, "identifie_le"),
        )
        .annotate(n=Count("pk"))
        .order_by()
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LigneEmploi:
    """Jobs accepted by a group whose hours are known: part-time, median weekly hours, monthly pay."""

    groupe: str
    emplois: int | None
    temps_partiel: Part | None
    heures: int | None
    salaire: int | None


def emplois_offerts(dimension: str, filtre: Filtre) -> list[LigneEmploi]:
    """Hours and pay of the openings accepted, by group; pay to the nearest 50 €."""
    lignes = (
        Orientation.objects.filter(
            envoyee_le__date__gte=debut(filtre.jour, PERIODES[0]),
            ouverture__nature__in=("emploi", "siae", "geiq", "entreprise_adaptee"),
            transitions__transition="accepter",
        )
        .values(
            h=F("ouverture__heures_hebdo"), s=F("ouverture__salaire_min"),
            g=groupes.expression(dimension, filtre.jour, "dossier__"),
            periode=periode(filtre.jour, "envoyee_le__date"),
        )
        .annotate(n=Count("pk", distinct=True))
        .order_by()
    )  # fmt: skip
    periodes = par_periode(lignes)
    montrer = sur_periodes({m: _partiels(siennes) for m, siennes in periodes.items()}, filtre.mois)
    return [
        _ligne_emploi(groupes.libelle(dimension, g), montrer(g),
                      [li for li in periodes[filtre.mois] if li["g"] == g])
        for g in [*groupes.LIBELLES[dimension], groupes.NON_RENSEIGNE]
    ]  # fmt: skip


def _partiels(lignes: list[dict[str, Any]]) -> Comptage:
    """Part-time jobs, out of those whose hours are known."""
    return compter(
        (li["g"], "", li["n"] * (li["h"] < 35), li["n"]) for li in lignes if li["h"] is not None
    )


def _ligne_emploi(nom: str, partiels: Part | None, lignes: list[dict[str, Any]]) -> LigneEmploi:
    if partiels is None:
        return LigneEmploi(nom, None, None, None, None)
    heures, salaires = (
        [li[champ] for li in lignes if li[champ] is not None for _ in range(li["n"])]
        for champ in ("h", "s")
    )
    return LigneEmploi(nom, partiels.total, partiels, _mediane(heures, 1), _mediane(salaires, 50))


def _mediane(valeurs: list[Any], pas: int) -> int | None:
    if len(valeurs) < EXTERNE.seuil:
        return None
    return pas * round(float(statistics.median(valeurs)) / pas)


# --- the ranking itself ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LigneClassement:
    """A family and a group on the last night: share of the eligible, share of the attention."""

    famille: str
    groupe: str
    eligibles: int | None
    en_tete: Part | None
    attention: float | None
    ndkl: float | None
    prefixe: int | None


def dernier_classement(dimension: str) -> tuple[Any, list[LigneClassement]]:
    """(day, lines) of the last night recorded: composition and exposure of the heads of lists."""
    derniere = ReleveClassement.objects.order_by("-jour").values_list("jour", flat=True).first()
    if derniere is None:
        return None, []
    lignes = ReleveClassement.objects.filter(jour=derniere, dimension=dimension)
    return derniere, [
        _ligne_classement(dimension, li)
        for li in lignes.order_by("famille", "groupe")
        if li.eligibles >= EXTERNE.seuil
    ]


def _ligne_classement(dimension: str, li: ReleveClassement) -> LigneClassement:
    return LigneClassement(
        nom_famille(li.famille) if li.famille else "Toutes familles",
        groupes.libelle(dimension, li.groupe),
        EXTERNE.montrer(li.eligibles),
        montrer_part(li.en_tete, li.eligibles),
        round(li.attention / li.eligibles, 2),
        li.mesures.get("ndkl"),
        li.mesures.get("prefixe_en_defaut"),
    )


def nuits(dimension: str, filtre: Filtre, groupe: str) -> list[tuple[Any, int | None, float]]:
    """(night, eligible people, attention per person) of a group over the last nights."""
    lignes = ReleveClassement.objects.filter(
        Q(dimension=dimension, groupe=groupe, famille=""),
        jour__gte=filtre.jour - timedelta(days=60), eligibles__gte=EXTERNE.seuil,
    ).order_by("jour")  # fmt: skip
    return [(li.jour, EXTERNE.montrer(li.eligibles), round(li.attention / li.eligibles, 2)) for li in lignes]  # fmt: skip
