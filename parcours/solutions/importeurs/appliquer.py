"""Applying files of services: all read and checked without a lock, then written in short batches.

Each batch is one transaction that writes the rows, the counts and the cursor together: pages load
meanwhile, and an import that is killed goes on from its cursor with a report that adds up.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from parcours.socle.fichiers import FichierRefuse, decompresser
from parcours.socle.horloge import maintenant
from parcours.solutions.importeurs import data_inclusion, lheo
from parcours.solutions.importeurs.ecrire import ecrire
from parcours.solutions.importeurs.lignes import (
    ORGANISME,
    SERVICE,
    LigneLue,
    Rejet,
    sans_doublons,
)
from parcours.solutions.models import EtatImportSolutions, ImportSolutions, Solution

LOT: Final = 200
# The ends of a row; for each kind their sum is the number of rows of the files.
ISSUES: Final = ("nouvelles", "modifiees", "inchangees", "rejetees", "doublons")
GENRES: Final = (ORGANISME, SERVICE)
Progression = Callable[[int, int], None]


class ImportRepris(Exception):
    """Another process is applying this import: it goes on there."""


@dataclass
class Lecture:
    """Files read and checked, nothing written yet; organisations come before services."""

    lues: list[LigneLue] = field(default_factory=list)
    rejets: list[Rejet] = field(default_factory=list)


def lire_fichiers(fichiers: Sequence[tuple[str, bytes]]) -> Lecture:
    """Parse and validate every file, (name, content); FichierRefuse names the one at fault."""
    lecture = Lecture()
    resultats: list[LigneLue | Rejet] = []
    for nom, contenu in fichiers:
        try:
            lus = list(_format(contenu).lire(contenu))
        except FichierRefuse as refus:
            raise FichierRefuse(f"{nom} : {refus}") from refus
        resultats += [_de_ce_fichier(r, nom) for r in lus]
    for resultat in sans_doublons(iter(resultats)):
        if isinstance(resultat, LigneLue):
            lecture.lues.append(resultat)
        else:
            lecture.rejets.append(resultat)
    lecture.lues.sort(key=lambda ligne: GENRES.index(ligne.genre))
    return lecture


def _format(contenu: bytes) -> Any:
    """LHEO is XML; all the rest is data·inclusion."""
    return lheo if decompresser(contenu).lstrip()[:1] == b"<" else data_inclusion


def _de_ce_fichier(resultat: LigneLue | Rejet, nom: str) -> LigneLue | Rejet:
    if isinstance(resultat, LigneLue):
        return resultat
    return Rejet(
        resultat.genre, resultat.rang, resultat.source_id, resultat.champ, resultat.raison, nom,
        resultat.est_doublon,
    )  # fmt: skip


def appliquer(
    suivi: ImportSolutions,
    fichiers: Sequence[tuple[str, bytes]],
    *,
    jour: date,
    progresser: Progression = lambda fait, total: None,
) -> ImportSolutions:
    """Apply the files of `suivi`, or go on where it stopped; return it with its report.

    A file that cannot be used leaves everything as it was: the reason is kept on `suivi` and
    FichierRefuse is raised again for the caller to say it.
    """
    try:
        lecture = lire_fichiers(fichiers)
    except FichierRefuse as refus:
        _refuser(suivi, str(refus))
        raise
    _commencer(suivi, lecture, jour)
    restantes = iter(lecture.lues[suivi.curseur :])
    while lot := list(islice(restantes, LOT)):
        _ecrire_lot(suivi, lot)
        progresser(suivi.curseur, len(lecture.lues))
    if suivi.est_complet:
        _retirer_absentes(suivi, lecture, jour)
    return _terminer(suivi)


def _refuser(suivi: ImportSolutions, raison: str) -> None:
    suivi.etat, suivi.raison_refus = EtatImportSolutions.REFUSE, raison[:400]
    suivi.termine_le = maintenant()
    suivi.save(update_fields=["etat", "raison_refus", "termine_le", "modifie_le"])


def _commencer(suivi: ImportSolutions, lecture: Lecture, jour: date) -> None:
    """Write what reading found; an import already begun keeps its cursor and its counts."""
    if suivi.etat == EtatImportSolutions.EN_COURS:
        return
    suivi.etat, suivi.jour, suivi.curseur = EtatImportSolutions.EN_COURS, jour, 0
    suivi.total = len(lecture.lues)
    suivi.source = ", ".join(sorted({x.source for x in lecture.lues}))[:60]
    suivi.rejets = [r.en_json() for r in lecture.rejets]
    suivi.rapport = {
        genre: dict.fromkeys(ISSUES, 0) | {"lignes": sum(x.genre == genre for x in lecture.lues)}
        for genre in GENRES
    } | {"retirees": 0, "avertissements": []}
    for rejet in lecture.rejets:
        compte = suivi.rapport[rejet.genre]
        compte["lignes"] += 1
        compte["doublons" if rejet.est_doublon else "rejetees"] += 1
    suivi.save()


@transaction.atomic
def _ecrire_lot(suivi: ImportSolutions, lignes: list[LigneLue]) -> None:
    lot = ecrire(lignes)
    rapport = _additionner(suivi.rapport, lot.comptes, len(lot.rejets))
    rejets = [*suivi.rejets, *(r.en_json() for r in lot.rejets)]
    # The cursor is the lock: whoever moved it first has applied this batch.
    deplace = ImportSolutions.objects.filter(
        pk=suivi.pk, curseur=suivi.curseur, etat=EtatImportSolutions.EN_COURS
    ).update(
        curseur=F("curseur") + len(lignes), rapport=rapport, rejets=rejets, modifie_le=maintenant()
    )
    if not deplace:
        raise ImportRepris(suivi.pk)
    suivi.curseur += len(lignes)
    suivi.rapport, suivi.rejets = rapport, rejets


def _additionner(rapport: dict[str, Any], comptes: Counter[str], rejets: int) -> dict[str, Any]:
    """The report with one batch more; rows refused while linking are services."""
    suivant = rapport | {genre: dict(rapport[genre]) for genre in GENRES}
    for cle, nombre in comptes.items():
        genre, _, issue = cle.partition(":")
        suivant[genre][issue] += nombre
    suivant[SERVICE]["rejetees"] += rejets
    return suivant


@transaction.atomic
def _retirer_absentes(suivi: ImportSolutions, lecture: Lecture, jour: date) -> None:
    """Services of the sources present that the complete files no longer hold stop taking people.

    A rejected row stays: its service is there, badly written. When one has no identifier, absence
    cannot be proved and nothing is withdrawn.
    """
    services = [ligne for ligne in lecture.lues if ligne.genre == SERVICE]
    rejetes = [r for r in lecture.rejets if r.genre == SERVICE]
    if not services or any(not r.source_id for r in rejetes):
        suivi.rapport["avertissements"] = [
            "Aucune solution retirée : l’absence des autres ne peut pas être prouvée (aucun service "
            "dans les fichiers, ou des lignes rejetées sans identifiant)."
        ]
        return
    presentes = {x.source_id for x in services} | {r.source_id for r in rejetes}
    actives = Solution.objects.filter(
        source__in={x.source for x in services}, retiree_le=None
    ).exclude(source_id="")
    absentes = [pk for pk, cle in actives.values_list("pk", "source_id") if cle not in presentes]
    for debut in range(0, len(absentes), 500):
        Solution.objects.filter(pk__in=absentes[debut : debut + 500]).update(
            est_active=False, retiree_le=jour, modifie_le=maintenant(), version=F("version") + 1
        )
    suivi.rapport["retirees"] = len(absentes)


def _terminer(suivi: ImportSolutions) -> ImportSolutions:
    suivi.etat, suivi.termine_le = EtatImportSolutions.TERMINE, maintenant()
    suivi.save(update_fields=["etat", "termine_le", "rapport", "modifie_le"])
    return suivi


def somme(compte: dict[str, int]) -> int:
    """Rows of one kind accounted for: equal to `lignes` once the import is over."""
    return sum(compte[issue] for issue in ISSUES)
