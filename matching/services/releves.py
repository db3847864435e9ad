"""Every night: who is eligible for what, and who the engine puts first, by group.

Two steps kept apart. The engine ranks each open dossier knowing nothing of groups; then the labels
are joined in the database and come out as counts.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, Final

import numpy as np
from django.db import transaction
from django.db.models import Count, Q, Sum

from matching import catalogues, tables
from matching.catalogues import Lecture
from matching.equite.classements import composition, ndkl, poids_position, skew
from matching.equite.prefixes import prefixe_en_defaut
from matching.models import EligibiliteFamille, ReleveClassement
from matching.moteur import VERSION_MOTEUR, Classement, Profil, Statut, classer
from matching.services.calculs import TETE
from matching.services.territoires import SansSuite, Suivi, par_territoire
from parcours.dossiers import groupes
from parcours.dossiers.modeles.dossiers import StatutDossier
from parcours.offres.models import Ouverture
from parcours.referentiels.familles import AUTRES, FAMILLES, famille_de
from parcours.socle.horloge import aujourd_hui

LETTRES: Final = (*FAMILLES, AUTRES)
DIMENSIONS: Final = ("sexe", "qpv", "sexe_qpv")


def relever_classements(*, jour: date | None = None, suivi: Suivi | None = None) -> int:
    """Record the night, territory after territory; idempotent for a day, gone on with when cut.

    Return how many dossiers are done.
    """
    jour = jour or aujourd_hui()
    nombre = _relever_eligibilites(jour, suivi or SansSuite())
    lignes = [ligne for dimension in DIMENSIONS for ligne in _releves(dimension, jour)]
    with transaction.atomic():
        ReleveClassement.objects.filter(jour=jour).delete()
        ReleveClassement.objects.bulk_create(lignes)
    return nombre


def _relever_eligibilites(jour: date, suivi: Suivi) -> int:
    lecture, charges = catalogues.courant(jour), tables.charges_en_cours()
    familles = _familles(lecture)

    def relever(lot: list[int]) -> None:
        lignes: list[EligibiliteFamille] = []
        for cle, profil in tables.profils(lot, jour).items():
            lignes += _du_dossier(cle, _classement(profil, lecture, jour, charges), familles, jour)
        with transaction.atomic():
            EligibiliteFamille.objects.filter(dossier_id__in=lot).delete()
            EligibiliteFamille.objects.bulk_create(lignes, batch_size=1000)

    travail = {"jour": jour.isoformat(), "base": catalogues.base(lecture)}
    nombre = par_territoire(relever, suivi, travail=travail)
    EligibiliteFamille.objects.exclude(dossier__statut=StatutDossier.OUVERT).delete()
    return nombre


def _classement(profil: Profil, lecture: Lecture, jour: date, charges: Any) -> Classement:
    from django.conf import settings

    return classer(
        profil, lecture.catalogue, jour=jour, k=TETE, graine=settings.MOTEUR_GRAINE, charges=charges
    )


def _familles(lecture: Lecture) -> dict[int, int]:
    """Rank of the family of each opening, by its key."""
    codes = Ouverture.objects.filter(etat="publiee").values_list("pk", "metier__code")
    return {cle: LETTRES.index(famille_de(code)) for cle, code in codes.iterator(5000)}


def _du_dossier(
    dossier_id: int, classement: Classement, familles: dict[int, int], jour: date
) -> Iterable[EligibiliteFamille]:
    cles = classement.cles(Statut.ACCESSIBLE)
    inconnue = len(LETTRES) - 1
    accessibles = np.bincount(
        [familles.get(int(cle), inconnue) for cle in cles], minlength=len(LETTRES)
    )
    rangs: dict[int, list[int]] = defaultdict(list)
    for place, rang in enumerate(classement.accessibles, start=1):
        rangs[familles.get(rang.cle, inconnue)].append(place)
    for numero, nombre in enumerate(accessibles):
        if nombre:
            places = rangs.get(numero, [])
            yield EligibiliteFamille(
                dossier_id=dossier_id,
                famille=LETTRES[numero],
                accessibles=int(nombre),
                en_tete=len(places),
                meilleur_rang=min(places, default=None),
                attention=sum(map(poids_position, places)),
                releve_le=jour,
            )


# --- labels: joined in the database, out as counts ------------------------------------------------


def _releves(dimension: str, jour: date) -> list[ReleveClassement]:
    groupe = groupes.expression(dimension, jour, "dossier__")
    par_famille = (
        EligibiliteFamille.objects.values("famille", g=groupe)
        .annotate(n=Count("pk"), t=Count("pk", filter=Q(en_tete__gt=0)), a=Sum("attention"))
        .order_by()
    )
    en_tout = (
        EligibiliteFamille.objects.values(g=groupe)
        .annotate(
            n=Count("dossier", distinct=True),
            t=Count("dossier", filter=Q(en_tete__gt=0), distinct=True),
            a=Sum("attention"),
        )
        .order_by()
    )
    ordres = _ordres(groupe)
    lignes: list[dict[str, Any]] = [*par_famille, *({"famille": "", **li} for li in en_tout)]  # type: ignore[list-item]
    return [_releve(dimension, jour, ligne, ordres.get(ligne["famille"], [])) for ligne in lignes]


def _releve(
    dimension: str, jour: date, ligne: dict[str, Any], ordre: list[str]
) -> ReleveClassement:
    return ReleveClassement(
        jour=jour,
        version_moteur=VERSION_MOTEUR,
        dimension=dimension,
        famille=ligne["famille"],
        groupe=ligne["g"],
        eligibles=ligne["n"],
        en_tete=ligne["t"],
        attention=round(ligne["a"] or 0.0, 6),
        mesures=_mesures(ordre, ligne["g"]),
    )


def _ordres(groupe: Any) -> dict[str, list[str]]:
    """For each family, the groups in the order the engine puts their members: labels only."""
    lignes = (
        EligibiliteFamille.objects.filter(meilleur_rang__isnull=False)
        .annotate(g=groupe)
        .order_by("famille", "meilleur_rang", "-attention", "pk")
        .values_list("famille", "g")
    )
    return {f: [g for _, g in suite] for f, suite in groupby(lignes, key=lambda li: li[0])}


def _mesures(ordre: list[str], groupe: str) -> dict[str, Any]:
    """Of those placed: divergence of the order, skew of the first ten, first prefix in default.

    The expected shares are those of everybody placed in the family; too few people: nothing.
    """
    if len(ordre) < 10 or groupe not in ordre:
        return {}
    cible = composition(ordre)
    ecart = skew(ordre, cible, groupe, 10)
    return {
        "ndkl": round(ndkl(ordre, cible), 6),
        "skew_10": None if ecart == float("-inf") else round(ecart, 6),
        "prefixe_en_defaut": prefixe_en_defaut(ordre[:200], groupe, cible[groupe]),
    }
