"""What an alert opens: the référents’ own list, with the reason for each person and what to do.

The counsellor sees the dossiers they are référent of, the responsable those of the structure; the
coordinator sees rounded numbers only. Health is never among the reasons.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse

from matching import services
from matching.ecrans.regards import nom_famille as nom_frein
from matching.equite.petits_nombres import EXTERNE
from matching.models import (
    AlerteEquite,
    EligibiliteFamille,
    EtatAlerte,
    GesteSuggestion,
    Suggestion,
)
from matching.moteur import Famille
from matching.services.alertes import JOURS, jamais_orientes
from parcours.comptes.models import Role, Utilisateur
from parcours.comptes.roles import structures_de
from parcours.dossiers import groupes
from parcours.dossiers.models import Dossier
from parcours.offres.models import Ouverture
from parcours.referentiels.familles import nom_famille

# What no service lifts, and what must not be told in a list.
_TUES: Final = frozenset({Famille.SANTE})


def titre(alerte: AlerteEquite) -> str:
    """« 12 femmes éligibles jamais orientées vers : Transport et logistique (60 jours) »."""
    qui, orientes = _qui(alerte)
    return f"{alerte.nombre} {qui} jamais {orientes} vers « {nom_famille(alerte.famille)} » depuis {JOURS} jours"


def _qui(alerte: AlerteEquite) -> tuple[str, str]:
    """« femmes éligibles », « orientées »."""
    if alerte.dimension == "sexe" and alerte.groupe in ("femme", "homme"):
        accord = "s" if alerte.groupe == "homme" else "es"
        return f"{alerte.groupe}s éligibles", f"orienté{accord}"
    nom = groupes.libelle(alerte.dimension, alerte.groupe)
    return f"personnes éligibles ({nom[:1].lower()}{nom[1:]})", "orientées"


def ouvertes(utilisateur: Utilisateur) -> QuerySet[AlerteEquite]:
    """The alerts of the structures where this person works."""
    return AlerteEquite.objects.filter(
        structure_id__in=structures_de(utilisateur), etat=EtatAlerte.OUVERTE
    )


def closes(utilisateur: Utilisateur) -> QuerySet[AlerteEquite]:
    """Those handled or set aside lately, with what was said."""
    return (
        AlerteEquite.objects.filter(structure_id__in=structures_de(utilisateur))
        .exclude(etat=EtatAlerte.OUVERTE)
        .select_related("par")
        .order_by("-close_le")
    )


def concernes(
    alerte: AlerteEquite, utilisateur: Utilisateur, jour: date
) -> QuerySet[EligibiliteFamille]:
    """The eligibilities of the people behind an alert that this account may open."""
    lignes = (
        jamais_orientes(jour)
        .filter(
            famille=alerte.famille, a_ete_orientee=False, dossier__structure_id=alerte.structure_id
        )
        .annotate(groupe=groupes.expression(alerte.dimension, jour, "dossier__"))
        .filter(groupe=alerte.groupe)
        .select_related("dossier__personne", "dossier__referent")
        .order_by("-en_tete", "-accessibles", "pk")
    )
    if utilisateur.role != Role.RESPONSABLE:
        lignes = lignes.filter(dossier__referent=utilisateur)
    return lignes


@dataclass(frozen=True, slots=True)
class Raison:
    """Why someone was not referred, and the one thing to do about it."""

    dossier: Dossier
    accessibles: int
    phrase: str
    detail: str
    bouton: str
    adresse: str


def raisons(lignes: Iterable[EligibiliteFamille], famille: str) -> list[Raison]:
    """The reason of each, computed now: set aside, refused, never shown, hours, travel…"""
    liste = list(lignes)
    gestes = _gestes([li.dossier_id for li in liste], famille)
    de_la_famille = set(
        Ouverture.objects.filter(etat="publiee", metier__code__startswith=famille).values_list(
            "pk", flat=True
        )
    )
    return [_raison(li, gestes.get(li.dossier_id, set()), de_la_famille) for li in liste]


def _gestes(dossier_ids: list[int], famille: str) -> dict[int, set[str]]:
    par_dossier: dict[int, set[str]] = {}
    lignes = Suggestion.objects.filter(
        dossier_id__in=dossier_ids, ouverture__metier__code__startswith=famille
    ).values_list("dossier_id", "geste")
    for dossier_id, geste in lignes:
        par_dossier.setdefault(dossier_id, set()).add(geste)
    return par_dossier


def _raison(ligne: EligibiliteFamille, gestes: set[str], de_la_famille: set[int]) -> Raison:
    frein, nombre = _blocage(ligne.dossier, de_la_famille)
    detail = f"{nombre} autres bloquées surtout par : {frein.lower()}" if frein else ""
    phrase, bouton, route = _cas(ligne, gestes, frein)
    return Raison(
        ligne.dossier, ligne.accessibles, phrase, detail, bouton,
        reverse(route, args=[ligne.dossier_id]),
    )  # fmt: skip


def _cas(ligne: EligibiliteFamille, gestes: set[str], frein: str) -> tuple[str, str, str]:
    if GesteSuggestion.ECARTEE in gestes:
        return "Écartée par l’équipe", "Revoir ce qui a été écarté", "matching:suggestions"
    if GesteSuggestion.NON in gestes:
        return "La personne a dit non", "En reparler", "matching:suggestions"
    if not ligne.en_tete and frein:
        return "Jamais parmi les premières suggestions", "Voir ce qui bloque", "freins:onglet"
    if not ligne.en_tete:
        return (
            "Jamais parmi les premières suggestions",
            "Revoir la recherche",
            "dossiers:qualifications",
        )
    if gestes:
        return "Montrée, sans suite", "Orienter", "matching:suggestions"
    return "Suggérée, jamais regardée", "Voir les suggestions", "matching:suggestions"


def _blocage(dossier: Dossier, de_la_famille: set[int]) -> tuple[str, int]:
    """The barrier that blocks most of the other openings of the family, and how many."""
    classement = services.classer_dossier(dossier).classement
    comptes: Counter[Famille] = Counter()
    for rang in classement.bloquees():
        if rang.cle in de_la_famille and not _TUES & set(rang.familles):
            comptes.update(rang.familles)
    if not comptes:
        return "", 0
    [(famille, nombre)] = comptes.most_common(1)
    return nom_frein(str(famille)), nombre


@dataclass(frozen=True, slots=True)
class LigneSuivi:
    """An alert as the coordinator sees it."""

    structure: str
    groupe: str
    famille: str
    nombre: int | None
    etat: str
    depuis: Any


def suivi() -> list[LigneSuivi]:
    """Every alert, rounded: what stands, what was done. The words of the team stay with it."""
    lignes = AlerteEquite.objects.select_related("structure").order_by("etat", "-nombre")[:200]
    return [
        LigneSuivi(
            a.structure.nom_public, groupes.libelle(a.dimension, a.groupe), nom_famille(a.famille),
            EXTERNE.montrer(a.nombre), a.get_etat_display(), a.cree_le,
        )
        for a in lignes
    ]  # fmt: skip
