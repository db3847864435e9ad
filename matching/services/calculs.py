"""Ranking a dossier and keeping what came out: counts and head, never a reason.

A reason could be health; the inputs are kept as a keyed hash, which nobody without the secret of
the site can compare with guesses.
"""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.crypto import salted_hmac
from numpy.typing import NDArray

from matching import catalogues, masse, tables
from matching.catalogues import Lecture
from matching.masse import Tete
from matching.models import Calcul, Suggestion
from matching.moteur import VERSION_MOTEUR, Classement, Profil, classer
from parcours.dossiers.modeles.dossiers import StatutDossier
from parcours.dossiers.models import Dossier
from parcours.socle.horloge import aujourd_hui

# How many openings a Calcul keeps, best first: what lists and « Ma journée » read.
TETE: Final = 20
# Enough for two threads to share a lot of people, little enough to renew the lease of the task.
LOT: Final = 1024
COEURS: Final = min(2, os.cpu_count() or 1)
Progres = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Resultat:
    """One ranking in hand: who, on what catalogue, what came out."""

    dossier_id: int
    jour: date
    profil: Profil
    lecture: Lecture
    classement: Classement


def classer_dossier(
    dossier: Dossier,
    *,
    jour: date | None = None,
    k: int = TETE,
    masque: NDArray | None = None,
    lecture: Lecture | None = None,
    profil: Profil | None = None,
) -> Resultat:
    """Rank the catalogue for one dossier, now; writes nothing."""
    jour = jour or aujourd_hui()
    lecture = lecture or catalogues.courant(jour)
    profil = profil or tables.profil_de(dossier, jour)
    return _classer(dossier.pk, profil, lecture, jour, tables.charges_en_cours(), k, masque)


def _classer(
    dossier_id: int,
    profil: Profil,
    lecture: Lecture,
    jour: date,
    charges: Mapping[int, int],
    k: int = TETE,
    masque: NDArray | None = None,
) -> Resultat:
    classement = classer(
        profil,
        lecture.catalogue,
        jour=jour,
        k=k,
        graine=settings.MOTEUR_GRAINE,
        charges=charges,
        masque=masque,
    )
    return Resultat(dossier_id, jour, profil, lecture, classement)


def calculer(dossier: Dossier, *, jour: date | None = None) -> Calcul:
    """Rank one dossier and return its Calcul: the last one when nothing has changed."""
    return noter_calcul(classer_dossier(dossier, jour=jour))


def noter_calcul(resultat: Resultat) -> Calcul:
    """Keep a ranking made with at least the head of the list; return the row that holds it."""
    classement = resultat.classement
    tete = Tete(classement.comptes, classement.pistes[:TETE])
    calcul = _calcul(resultat.dossier_id, resultat.profil, resultat.lecture, tete)
    return _ecrire([calcul])[resultat.dossier_id]


def calculer_lot(dossier_ids: Collection[int], *, jour: date | None = None, coeurs: int = 1) -> int:
    """Rank many dossiers (those not closed) and keep what changed; return how many were ranked.

    The ranking is done outside any transaction, the writing in one short one.
    """
    jour = jour or aujourd_hui()
    lecture = catalogues.courant(jour)
    suivis = Dossier.objects.non_clos().filter(pk__in=dossier_ids).values_list("pk", flat=True)
    profils = tables.profils(list(suivis), jour)
    tetes = masse.tetes(list(profils.values()), lecture, jour=jour, k=TETE, coeurs=coeurs)
    _ecrire(
        [
            _calcul(cle, profil, lecture, tete)
            for (cle, profil), tete in zip(profils.items(), tetes, strict=True)
        ]
    )
    return len(profils)


def recalculer_ouverts(
    *,
    jour: date | None = None,
    progresser: Progres | None = None,
    doit_ceder: Callable[[], bool] = lambda: False,
) -> int:
    """Rank every open dossier again, batch after batch; return how many were.

    `doit_ceder` is asked after each batch: true when the same work is already asked again, which
    makes going on useless.
    """
    ids = list(
        Dossier.objects.filter(statut=StatutDossier.OUVERT)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    faits = 0
    for lot in lots(ids):
        faits += calculer_lot(lot, jour=jour, coeurs=COEURS)
        if progresser:
            progresser(faits, len(ids))
        if doit_ceder():
            break
    return faits


def lots(ids: list[int], taille: int = LOT) -> Iterator[list[int]]:
    """Slices of at most `taille`."""
    return (ids[debut : debut + taille] for debut in range(0, len(ids), taille))


def empreinte(profil: Profil) -> str:
    """Keyed hash of the inputs: 64 hex digits, equal for equal profiles, seed and engine."""
    valeur = f"{profil.empreinte()}|{VERSION_MOTEUR}|{settings.MOTEUR_GRAINE}"
    return salted_hmac("matching.calcul", valeur, algorithm="sha256").hexdigest()


def _calcul(dossier_id: int, profil: Profil, lecture: Lecture, tete: Tete) -> Calcul:
    return Calcul(
        dossier_id=dossier_id,
        version_moteur=VERSION_MOTEUR,
        empreinte=empreinte(profil),
        catalogue=lecture.version,
        accessibles=tete.comptes.accessibles,
        a_verifier=tete.comptes.a_verifier,
        bloquees=tete.comptes.bloquees,
        tete=[[rang.cle, rang.score, rang.peut, rang.veut] for rang in tete.pistes],
    )


_CE_QUI_COMPTE: Final = (
    "version_moteur", "empreinte", "accessibles", "a_verifier", "bloquees", "tete",
)  # fmt: skip


def _est_le_meme(ancien: Calcul | None, neuf: Calcul) -> bool:
    return ancien is not None and all(
        getattr(ancien, champ) == getattr(neuf, champ) for champ in _CE_QUI_COMPTE
    )


def _ecrire(calculs: list[Calcul]) -> dict[int, Calcul]:
    """Insert the rankings that differ from the last one of their dossier, in one transaction."""
    neufs = {calcul.dossier_id: calcul for calcul in calculs}
    gardes = _deja_la(neufs)
    a_ecrire = sorted(neufs.keys() - gardes.keys())
    if not a_ecrire and all(c.catalogue == neufs[cle].catalogue for cle, c in gardes.items()):
        return gardes
    with transaction.atomic():
        # Two workers with the same dossier: the second finds what the first has written.
        list(Dossier.objects.select_for_update().filter(pk__in=neufs).order_by("pk").values("pk"))
        gardes = _deja_la(neufs)
        _confirmer(gardes, neufs)
        ecrits = Calcul.objects.bulk_create(
            [neufs[cle] for cle in sorted(neufs.keys() - gardes.keys())]
        )
        _oublier([c.dossier_id for c in ecrits], gardes=[c.pk for c in ecrits])
    return gardes | {c.dossier_id: c for c in ecrits}


def _deja_la(neufs: Mapping[int, Calcul]) -> dict[int, Calcul]:
    """Last Calcul of each dossier, where it already says the same."""
    return {
        calcul.dossier_id: calcul
        for calcul in Calcul.objects.derniers(neufs)
        if _est_le_meme(calcul, neufs[calcul.dossier_id])
    }


def _confirmer(gardes: Mapping[int, Calcul], neufs: Mapping[int, Calcul]) -> None:
    """Say that unchanged rankings also hold for the present catalogue."""
    versions = {neufs[cle].catalogue for cle in gardes}
    for version in versions:
        cles = [c.pk for c in gardes.values() if c.catalogue != version]
        Calcul.objects.filter(pk__in=cles).update(catalogue=version)


def _oublier(dossier_ids: list[int], gardes: list[int]) -> None:
    """Drop former rankings of these dossiers, except those a suggestion was shown with."""
    montres = Suggestion.objects.filter(calcul=OuterRef("pk"))
    anciens = Calcul.objects.filter(~Exists(montres), dossier_id__in=dossier_ids)
    anciens.exclude(pk__in=gardes).delete()
