"""Ranking a dossier and keeping what came out: counts and head, never a reason.

A reason could be health; the inputs are kept as a keyed hash, which nobody without the secret of
the site can compare with guesses.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.crypto import salted_hmac
from numpy.typing import NDArray

from matching import catalogues, masse, tables
from matching.catalogues import Lecture
from matching.masse import Tete
from matching.models import Calcul, Suggestion
from matching.moteur import VERSION_MOTEUR, Classement, Profil, classer
from parcours.dossiers.modeles.dossiers import StatutDossier
from parcours.dossiers.models import Dossier
from parcours.socle.horloge import aujourd_hui, maintenant

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
    instant: datetime


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
    jour, instant = jour or aujourd_hui(), maintenant()
    lecture = lecture or catalogues.courant(jour)
    profil = profil or tables.profil_de(dossier, jour)
    classement = classer(
        profil,
        lecture.catalogue,
        jour=jour,
        k=k,
        graine=settings.MOTEUR_GRAINE,
        charges=tables.charges_en_cours(),
        masque=masque,
    )
    return Resultat(dossier.pk, jour, profil, lecture, classement, instant)


def calculer(dossier: Dossier, *, jour: date | None = None) -> Calcul:
    """Rank one dossier and return its Calcul: the last one when nothing has changed."""
    return noter_calcul(classer_dossier(dossier, jour=jour))


def noter_calcul(resultat: Resultat) -> Calcul:
    """Keep a ranking made with at least the head of the list; return the row that holds it."""
    classement = resultat.classement
    tete = Tete(classement.comptes, classement.pistes[:TETE])
    lu = Lu(resultat.lecture, resultat.instant)
    calcul = _calcul(resultat.dossier_id, resultat.profil, lu, tete)
    return _ecrire([calcul])[resultat.dossier_id]


def calculer_lot(dossier_ids: Collection[int], *, jour: date | None = None, coeurs: int = 1) -> int:
    """Rank many dossiers (those not closed) and keep what changed; return how many were ranked.

    The ranking is done outside any transaction, the writing in one short one. Those that somebody
    else ranked meanwhile, on other answers, are read and ranked again: the last word is never older.
    """
    jour, instant = jour or aujourd_hui(), maintenant()
    lu = Lu(catalogues.courant(jour), instant)
    suivis = list(
        Dossier.objects.non_clos().filter(pk__in=dossier_ids).values_list("pk", flat=True)
    )
    vus = _derniers_numeros(suivis)
    profils = tables.profils(suivis, jour)
    tetes = masse.tetes(list(profils.values()), lu.lecture, jour=jour, k=TETE, coeurs=coeurs)
    calculs = [
        _calcul(cle, profil, lu, tete)
        for (cle, profil), tete in zip(profils.items(), tetes, strict=True)
    ]
    if depasses := profils.keys() - _ecrire(calculs, vus).keys():
        calculer_lot(depasses, jour=jour, coeurs=coeurs)
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
    return par_lots(
        lambda lot: calculer_lot(lot, jour=jour, coeurs=COEURS),
        progresser=progresser,
        doit_ceder=doit_ceder,
    )


def par_lots(
    faire: Callable[[list[int]], int],
    *,
    progresser: Progres | None = None,
    doit_ceder: Callable[[], bool] = lambda: False,
) -> int:
    """Do something to the open dossiers, a batch at a time; the sum of what it returned."""
    ids = ouverts()
    vus = faits = 0
    for lot in lots(ids):
        faits += faire(lot)
        vus += len(lot)
        if progresser:
            progresser(vus, len(ids))
        if doit_ceder():
            break
    return faits


def ouverts() -> list[int]:
    """The open dossiers, in the order they are ranked in bulk."""
    ouverts = Dossier.objects.filter(statut=StatutDossier.OUVERT)
    return list(ouverts.order_by("pk").values_list("pk", flat=True))


def lots(ids: list[int], taille: int = LOT) -> Iterator[list[int]]:
    """Slices of at most `taille`."""
    return (ids[debut : debut + taille] for debut in range(0, len(ids), taille))


def empreinte(profil: Profil) -> str:
    """Keyed hash of the inputs: 64 hex digits, equal for equal profiles, seed and engine."""
    valeur = f"{profil.empreinte()}|{VERSION_MOTEUR}|{settings.MOTEUR_GRAINE}"
    return salted_hmac("matching.calcul", valeur, algorithm="sha256").hexdigest()


class Lu(NamedTuple):
    """What rankings rest on: the catalogue, and the instant before it and the referrals were read."""

    lecture: Lecture
    instant: datetime


def _calcul(dossier_id: int, profil: Profil, lu: Lu, tete: Tete) -> Calcul:
    return Calcul(
        dossier_id=dossier_id,
        version_moteur=VERSION_MOTEUR,
        empreinte=empreinte(profil),
        catalogue=lu.lecture.version,
        vaut_le=lu.instant,
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


def _ecrire(calculs: list[Calcul], vus: Mapping[int, int] | None = None) -> dict[int, Calcul]:
    """Insert the rankings that differ from the last one of their dossier, in one transaction.

    Return what holds now, by dossier. With `vus` (the last ranking of each dossier before its
    answers were read), a dossier that got another one since is left out, unless it says the same.
    """
    neufs = {calcul.dossier_id: calcul for calcul in calculs}
    gardes = _deja_la(neufs)
    if neufs.keys() == gardes.keys() and all(
        map(_vaut_deja, gardes.values(), _suite(neufs, gardes))
    ):
        return gardes
    with transaction.atomic():
        verrouiller(neufs)
        if vus is not None:
            neufs = _a_jour(neufs, vus)
        gardes = _deja_la(neufs)
        _confirmer(gardes, neufs)
        ecrits = Calcul.objects.bulk_create(
            [neufs[cle] for cle in sorted(neufs.keys() - gardes.keys())]
        )
        oublier([c.dossier_id for c in ecrits], gardes=[c.pk for c in ecrits])
    return gardes | {c.dossier_id: c for c in ecrits}


def _suite(neufs: Mapping[int, Calcul], gardes: Mapping[int, Calcul]) -> list[Calcul]:
    return [neufs[cle] for cle in gardes]


def _vaut_deja(garde: Calcul, neuf: Calcul) -> bool:
    """True when nothing has to be written: same openings, same day."""
    return garde.catalogue == neuf.catalogue and _jour(garde) == _jour(neuf)


def _jour(calcul: Calcul) -> date | None:
    return timezone.localdate(calcul.vaut_le) if calcul.vaut_le else None


def verrouiller(dossier_ids: Iterable[int]) -> None:
    """Two workers with the same dossier: the second finds what the first has written."""
    ids = list(dossier_ids)
    list(Dossier.objects.select_for_update().filter(pk__in=ids).order_by("pk").values("pk"))


def _derniers_numeros(dossier_ids: Collection[int]) -> dict[int, int]:
    siens = Calcul.objects.filter(dossier_id__in=list(dossier_ids)).order_by()
    return dict(siens.values_list("dossier_id").annotate(dernier=Max("pk")))


def _a_jour(neufs: Mapping[int, Calcul], vus: Mapping[int, int]) -> dict[int, Calcul]:
    """Those whose dossier was not ranked on other answers since theirs were read."""
    autres = {
        cle
        for cle, numero, empreinte in Calcul.objects.derniers(neufs).values_list(
            "dossier_id", "pk", "empreinte"
        )
        if numero != vus.get(cle) and empreinte != neufs[cle].empreinte
    }
    return {cle: calcul for cle, calcul in neufs.items() if cle not in autres}


def _deja_la(neufs: Mapping[int, Calcul]) -> dict[int, Calcul]:
    """Last Calcul of each dossier, where it already says the same."""
    return {
        calcul.dossier_id: calcul
        for calcul in Calcul.objects.derniers(neufs)
        if _est_le_meme(calcul, neufs[calcul.dossier_id])
    }


def _confirmer(gardes: Mapping[int, Calcul], neufs: Mapping[int, Calcul]) -> None:
    """Say that unchanged rankings also hold for the present catalogue and instant."""
    par_moment: dict[tuple[str, datetime | None], list[int]] = defaultdict(list)
    for cle, garde in gardes.items():
        par_moment[neufs[cle].catalogue, neufs[cle].vaut_le].append(garde.pk)
    for (version, instant), numeros in par_moment.items():
        Calcul.objects.filter(pk__in=numeros).update(catalogue=version, vaut_le=instant)


def oublier(dossier_ids: list[int], gardes: list[int]) -> None:
    """Drop former rankings of these dossiers, except those a suggestion was shown with."""
    montres = Suggestion.objects.filter(calcul=OuterRef("pk"))
    anciens = Calcul.objects.filter(~Exists(montres), dossier_id__in=dossier_ids)
    anciens.exclude(pk__in=gardes).delete()
