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
from matching.equite import Groupe
from matching.equite.petits_nombres import EXTERNE, Part, montrer_part
from matching.models import ReleveClassement
from parcours.dossiers import groupes
from parcours.orientations.models import Orientation
from parcours.pilotage.equite.agregats import Filtre
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
    comptes: dict[tuple[str, str], Groupe] = {}
    delais: dict[tuple[str, str], list[int]] = defaultdict(list)
    for li in _freins(dimension, filtre):
        if est_discrete(li["thematique"]):
            continue
        cle = theme_de(li["thematique"]).libelle, li["g"]
        leve = li["statut"] == StatutFrein.LEVE and li["leve_le"] is not None
        comptes[cle] = comptes.get(cle, Groupe(li["g"], 0, 0)) + Groupe("", li["n"] * leve, li["n"])
        if leve:
            delais[cle] += [max(0, (li["leve_le"] - li["identifie_le"]).days)] * li["n"]
    noms = [t.libelle for t in THEMES]
    connus = [*groupes.LIBELLES[dimension], groupes.NON_RENSEIGNE]
    return [
        _ligne_frein(theme, dimension, comptes[theme, g], delais[theme, g])
        for theme in noms
        for g in connus
        if (theme, g) in comptes and comptes[theme, g].total >= EXTERNE.seuil
    ]


def _freins(dimension: str, filtre: Filtre) -> Any:
    return (
        Frein.objects.filter(identifie_le__gte=filtre.depuis)
        .exclude(thematique=SANTE)
        .values("thematique", "statut", "identifie_le", "leve_le",
                g=groupes.expression(dimension, filtre.jour, "dossier__"))
        .annotate(n=Count("pk"))
        .order_by()
    )  # fmt: skip


def _ligne_frein(theme: str, dimension: str, compte: Groupe, delais: list[int]) -> LigneFrein:
    return LigneFrein(
        theme, groupes.libelle(dimension, compte.nom),
        EXTERNE.montrer(compte.total),
        montrer_part(compte.retenus, compte.total),
        round(statistics.median(delais)) if len(delais) >= EXTERNE.seuil else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LigneEmploi:
    """Jobs accepted by a group: share part-time, median weekly hours and monthly pay."""

    groupe: str
    emplois: int | None
    temps_partiel: Part | None
    heures: int | None
    salaire: int | None


def emplois_offerts(dimension: str, filtre: Filtre) -> list[LigneEmploi]:
    """Hours and pay of the openings accepted, by group; pay to the nearest 50 €."""
    lignes = (
        Orientation.objects.filter(
            envoyee_le__date__gte=filtre.depuis,
            ouverture__nature__in=("emploi", "siae", "geiq", "entreprise_adaptee"),
            transitions__transition="accepter",
        )
        .values(h=F("ouverture__heures_hebdo"), s=F("ouverture__salaire_min"),
                g=groupes.expression(dimension, filtre.jour, "dossier__"))
        .annotate(n=Count("pk", distinct=True))
        .order_by()
    )  # fmt: skip
    par_groupe: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
    for li in lignes:
        par_groupe[li["g"]] += [(li["h"], li["s"])] * li["n"]
    return [
        _ligne_emploi(groupes.libelle(dimension, g), par_groupe.get(g, []))
        for g in [*groupes.LIBELLES[dimension], groupes.NON_RENSEIGNE]
    ]


def _ligne_emploi(nom: str, emplois: list[tuple[Any, Any]]) -> LigneEmploi:
    heures = [h for h, _ in emplois if h is not None]
    salaires = [s for _, s in emplois if s is not None]
    partiels = sum(h < 35 for h in heures)
    return LigneEmploi(
        nom, EXTERNE.montrer(len(emplois)), montrer_part(partiels, len(heures)),
        _mediane(heures, 1), _mediane(salaires, 50),
    )  # fmt: skip


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
