"""Métiers asked for and offered, by neighbourhood: people protected, openings as they are.

A dossier counts once, for the métier it wants most: families are then sums of métiers and
neighbourhoods parts of the whole, and all the cells are protected together.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import CharField, Count, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from matching.destinations import centre_de, pres_de
from matching.equite.petits_nombres import TOTAL, Axe, TableProtegee, proteger
from parcours.dossiers.lieux import quartier
from parcours.dossiers.modeles.recherches import MetierVoulu
from parcours.offres.models import Ouverture
from parcours.pilotage.territoire.comptes import quartiers, suivis
from parcours.pilotage.territoire.protection import axe_quartiers
from parcours.referentiels.familles import AUTRES, FAMILLES, famille_de, nom_famille
from parcours.referentiels.models import QPV, Metier

AUCUN: Final = "aucun"
EMPLOIS: Final = ("emploi", "alternance", "siae", "geiq", "entreprise_adaptee")
LIGNES_MAX: Final = 100


@dataclass(frozen=True, slots=True)
class Demande:
    """People by the métier they want most and their neighbourhood."""

    noms: dict[str, str]
    table: TableProtegee

    def de(self, noeud: str, lieu: str) -> int | None:
        """Of a métier, a family (its letter) or everyone; 0 when nobody asks for it."""
        return self.table.cases.get((noeud, lieu), 0)


def demande() -> Demande:
    """Count and protect; two queries."""
    noms = quartiers()
    premiers = MetierVoulu.objects.filter(recherche__dossier=OuterRef("pk")).order_by(
        "-poids", "pk"
    )
    lignes = (
        suivis()
        .annotate(
            m=Coalesce(
                Subquery(premiers.values("metier_id")[:1]), Value(AUCUN), output_field=CharField()
            )
        )
        .values("m", q=quartier())
        .annotate(n=Count("pk"))
        .order_by()
    )
    comptes = {(li["m"], li["q"]): li["n"] for li in lignes if li["q"] in noms}
    table = proteger(comptes, [_axe_metiers({m for m, _ in comptes}), axe_quartiers(noms)])
    return Demande(noms, table)


def _axe_metiers(voulus: set[str]) -> Axe:
    feuilles = tuple(sorted(voulus | {AUCUN}))
    familles = {lettre: tuple(m for m in feuilles if m != AUCUN and famille_de(m) == lettre)
                for lettre in (*FAMILLES, AUTRES)}  # fmt: skip
    presentes = {lettre: metiers for lettre, metiers in familles.items() if metiers}
    return Axe(feuilles, (*presentes.items(), (TOTAL, (*presentes, AUCUN))))


def offre(jour: date, lieu: str, kilometres: int) -> dict[str, int]:
    """Métier (« » when none) → places published, near a neighbourhood or, for a sum, anywhere."""
    publiees = Ouverture.objects.publiees(jour).filter(nature__in=EMPLOIS)
    visee = QPV.objects.filter(pk=lieu).first()
    if visee is not None and (centre := centre_de(visee.geometrie)):
        publiees = pres_de(publiees, centre, 1000 * kilometres)
    comptes = publiees.values("metier").annotate(n=Sum(Coalesce("places", Value(1)))).order_by()
    return {li["metier"] or "": li["n"] for li in comptes}


@dataclass(frozen=True, slots=True)
class Ligne:
    """A family or a métier: people who want it first, places offered, places for ten people."""

    code: str
    nom: str
    personnes: int | None
    places: int

    @property
    def pour_dix(self) -> float | None:
        """Places for ten people, of the shown count; None when it is hidden or nobody asks."""
        return round(10 * self.places / self.personnes, 1) if self.personnes else None


def par_famille(d: Demande, offres: dict[str, int], lieu: str) -> list[Ligne]:
    """The families, in their order, that someone asks for or offers."""
    places = dict.fromkeys((*FAMILLES, AUTRES), 0)
    for metier, nombre in offres.items():
        places[famille_de(metier)] += nombre
    lignes = [Ligne(f, nom_famille(f), d.de(f, lieu), n) for f, n in places.items()]
    return [li for li in lignes if li.places or li.personnes != 0]


def par_metier(d: Demande, offres: dict[str, int], lieu: str, famille: str) -> list[Ligne]:
    """The métiers of a family, those most offered first."""
    voulus = {m for m, _ in d.table.cases if m[:1] == famille and len(m) > 1}
    codes = voulus | {m for m in offres if m[:1] == famille}
    noms = dict(Metier.objects.filter(pk__in=codes).values_list("code", "libelle"))
    lignes = [Ligne(c, noms.get(c, c), d.de(c, lieu), offres.get(c, 0)) for c in codes]
    utiles = [li for li in lignes if li.places or li.personnes != 0]
    return sorted(utiles, key=lambda li: (-li.places, li.nom))[:LIGNES_MAX]
