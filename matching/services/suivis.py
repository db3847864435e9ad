"""A few openings changed: rank only those, and whole only the dossiers whose kept list they touch.

What is kept is equal to ranking everything again (`tests/matching/test_suivis.py`). A ranking says
which catalogue and instant it holds for; what was journaled since, and the openings whose referrals
moved since, are judged for its dossier as they were and as they are. The counts move by the
difference; the head takes or gives a line, or its dossier is ranked whole. Nothing is remembered between two passes
but profiles: a pass killed anywhere is done again from where the rankings stand.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from matching import catalogues, masse, tables
from matching.catalogues import Lecture
from matching.models import Calcul, Suggestion
from matching.moteur.classement import Comptes
from matching.moteur.departage import Departage
from matching.moteur.ecarts import Ecart, Ligne, tete_suivante
from matching.services import souvenirs
from matching.services.calculs import (
    COEURS,
    TETE,
    calculer_lot,
    lots,
    oublier,
    verrouiller,
)
from parcours.orientations.models import Orientation
from parcours.socle.horloge import aujourd_hui, maintenant

# A referral is dated before its transaction is committed: look a little further back.
MARGE: Final = timedelta(minutes=1)
COMPTES: Final = ("accessibles", "a_verifier", "bloquees")
Difference = tuple[int, int, int]


class Passe(NamedTuple):
    """What every dossier of a batch is held against."""

    lecture: Lecture
    jour: date
    instant: datetime


class Mouvement(NamedTuple):
    """What becomes of a ranking: how much its counts move, and its head."""

    calcul: Calcul
    difference: Difference
    tete: list[Ligne]
    est_autre: bool


def suivre_lot(dossier_ids: Sequence[int], *, jour: date | None = None) -> int:
    """Bring the rankings of these dossiers up to the present catalogue; return how many."""
    jour, instant = jour or aujourd_hui(), maintenant()
    passe = Passe(catalogues.courant(jour), jour, instant)
    derniers = {c.dossier_id: c for c in Calcul.objects.derniers(dossier_ids).defer("tete")}
    entiers = [cle for cle in dossier_ids if cle not in derniers]
    par_version: dict[str, list[Calcul]] = defaultdict(list)
    for calcul in derniers.values():
        par_version[calcul.catalogue].append(calcul)
    for version, calculs in par_version.items():
        entiers += _suivre(calculs, version, passe)
    if entiers:
        calculer_lot(entiers, jour=jour, coeurs=COEURS)
    return len(dossier_ids)


def _suivre(calculs: list[Calcul], version: str, passe: Passe) -> list[int]:
    """Move these rankings, all of one version; the dossiers that have to be ranked whole."""
    du_jour = [c for c in calculs if c.vaut_le and timezone.localdate(c.vaut_le) == passe.jour]
    depuis = catalogues.position(passe.lecture, version)
    if depuis is None or not du_jour:
        return [c.dossier_id for c in calculs]
    if depuis > passe.lecture.vivant.marque.longueur:  # by a process that reads a newer one
        return []
    bouges = _orientees_depuis(min(c.vaut_le for c in du_jour if c.vaut_le))
    ecart = catalogues.ecart(passe.lecture, depuis, bouges)
    if ecart is None:
        return [c.dossier_id for c in calculs]
    touches = _appliquer(ecart, du_jour, passe) if ecart.cles else []
    gardes = {c.dossier_id for c in du_jour}
    return touches + [c.dossier_id for c in calculs if c.dossier_id not in gardes]


def _orientees_depuis(instant: datetime) -> set[int]:
    """Openings whose number of referrals in course may have moved: it settles ties."""
    bougees = Orientation.objects.filter(ouverture__isnull=False, modifie_le__gte=instant - MARGE)
    return set(bougees.order_by().values_list("ouverture_id", flat=True))


def _appliquer(ecart: Ecart, calculs: list[Calcul], passe: Passe) -> list[int]:
    """Move the rankings that can be; the dossiers of the others."""
    par_dossier = {c.dossier_id: c for c in calculs}
    cles, gens = souvenirs.gens_de({c.dossier_id: c.empreinte for c in calculs}, passe.jour)
    avant = masse.juger(gens, ecart.avant, jour=passe.jour)
    apres = masse.juger(gens, ecart.apres, jour=passe.jour)
    ordre = Departage(settings.MOTEUR_GRAINE, passe.jour, tables.charges_en_cours())
    tetes = souvenirs.tetes_de(calculs)
    mouvements, entiers = [], sorted(par_dossier.keys() - set(cles))
    for cle, ancien, neuf in zip(cles, avant, apres, strict=True):
        calcul = par_dossier[cle]
        ancienne = tetes[calcul.pk]
        tete = tete_suivante(ancienne, calcul.accessibles, ecart, neuf.rangs, ordre, TETE)
        if tete is None:
            entiers.append(cle)
            continue
        difference = _difference(ancien.comptes, neuf.comptes)
        mouvements.append(Mouvement(calcul, difference, tete, tete != ancienne))
    _deplacer(mouvements, passe)
    return entiers


def _difference(avant: Comptes, apres: Comptes) -> Difference:
    return (
        apres.accessibles - avant.accessibles,
        apres.a_verifier - avant.a_verifier,
        apres.bloquees - avant.bloquees,
    )


# --- Writing: the counts move, unless somebody wrote meanwhile ------------------------------------


def _deplacer(mouvements: list[Mouvement], passe: Passe) -> None:
    """Add to each ranking its difference; one that was shown stays as it was, and a copy moves."""
    montres = _montres([m.calcul.pk for m in mouvements])
    copies: dict[int, Calcul] = {}
    par_difference: dict[Difference, list[Calcul]] = defaultdict(list)
    for calcul, difference, tete, est_autre in mouvements:
        if est_autre or (any(difference) and calcul.pk in montres):
            copies[calcul.pk] = _copie(calcul, difference, tete, passe)
        else:
            par_difference[difference].append(calcul)
    for difference, calculs in par_difference.items():
        _avancer(calculs, difference, passe)
    if copies:
        _inserer(copies)


def _montres(numeros: list[int]) -> set[int]:
    trouves: set[int] = set()
    for lot in lots(numeros, 500):
        montrees = Suggestion.objects.filter(calcul_id__in=lot).order_by()
        trouves.update(montrees.values_list("calcul_id", flat=True).distinct())
    return trouves


def _avancer(calculs: list[Calcul], difference: Difference, passe: Passe) -> None:
    """One UPDATE for all that move alike, where the version is still the one that was read."""
    rangs = Calcul.objects.filter(catalogue=calculs[0].catalogue)
    champs: dict[str, Any] = {"catalogue": passe.lecture.version, "vaut_le": passe.instant}
    if any(difference):
        rangs = rangs.filter(~Exists(Suggestion.objects.filter(calcul=OuterRef("pk"))))
        champs |= {nom: F(nom) + n for nom, n in zip(COMPTES, difference, strict=True)}
        champs["calcule_le"] = passe.instant
    for lot in lots([c.pk for c in calculs], 500):
        rangs.filter(pk__in=lot).update(**champs)


def _copie(calcul: Calcul, difference: Difference, tete: list[Ligne], passe: Passe) -> Calcul:
    champs = {nom: getattr(calcul, nom) + n for nom, n in zip(COMPTES, difference, strict=True)}
    return Calcul(
        dossier_id=calcul.dossier_id, version_moteur=calcul.version_moteur,
        empreinte=calcul.empreinte, tete=tete,
        catalogue=passe.lecture.version, vaut_le=passe.instant, **champs,
    )  # fmt: skip


def _inserer(copies: Mapping[int, Calcul]) -> None:
    """Write each copy after its original, unless its dossier was ranked again meanwhile."""
    dossiers = [copie.dossier_id for copie in copies.values()]
    with transaction.atomic():
        verrouiller(dossiers)
        derniers = set(Calcul.objects.derniers(dossiers).values_list("pk", flat=True))
        ecrits = Calcul.objects.bulk_create([c for pk, c in copies.items() if pk in derniers])
        oublier([c.dossier_id for c in ecrits], gardes=[c.pk for c in ecrits])
