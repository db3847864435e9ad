"""Bringing a table of the database to the state of a file: difference first, then one write.

The difference is computed without a lock; only what differs is written, so a second import of
the same file writes nothing, and the write lock is held for a few seconds at most.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction

from parcours.socle.fichiers import FichierRefuse

__all__ = ["FichierRefuse", "Retrait", "TableVoulue"]


@dataclass(frozen=True)
class Retrait:
    """What happens to rows that the file no longer holds."""

    champ: str = ""  # a boolean to set (rows that others point at); "" deletes the row

    @property
    def supprime(self) -> bool:
        return not self.champ


@dataclass
class TableVoulue:
    """The rows a model must hold: `lignes[cle] = values`, both tuples in the order of fields.

    `retrait` None keeps rows that the file does not have (a starter set).
    """

    modele: type[models.Model]
    cle: tuple[str, ...]
    champs: tuple[str, ...]
    lignes: dict[tuple[Any, ...], tuple[Any, ...]]
    retrait: Retrait | None = None


def verifier(table: TableVoulue) -> None:
    """Refuse what a database would refuse or cut: texts too long, numbers too big, hidden characters."""
    champs = [(nom, _champ(table, nom)) for nom in (*table.cle, *table.champs)]
    for cle, valeurs in table.lignes.items():
        for (nom, champ), valeur in zip(champs, (*cle, *valeurs), strict=True):
            if faute := _faute(champ, valeur, est_cle=nom in table.cle):
                ou = f"{table.modele._meta.verbose_name_plural}, « {str(cle[0])[:20]!a} »"
                raise FichierRefuse(f"{ou} : {champ.verbose_name} {faute}.".replace("'", ""))


def _faute(champ: models.Field, valeur: Any, *, est_cle: bool) -> str:
    if isinstance(valeur, int) and not isinstance(valeur, bool):
        est_petit = isinstance(champ, models.PositiveSmallIntegerField)
        return "" if 0 <= valeur < (2**15 if est_petit else 2**31) else "hors du possible"
    if not isinstance(valeur, str):
        return ""
    if est_cle and not valeur:
        return "absent"
    # A link is as long as what it points at.
    cible = champ.target_field if isinstance(champ, models.ForeignKey) else champ
    if cible.max_length and len(valeur) > cible.max_length:
        return f"trop long ({cible.max_length} caractères au plus)"
    if "\x00" in valeur or any("\ud800" <= c <= "\udfff" for c in valeur):
        return "illisible (caractère interdit)"
    return ""


@dataclass
class Difference:
    """What must be written for one table."""

    table: TableVoulue
    ajouts: list[tuple[Any, ...]] = field(default_factory=list)
    changements: list[tuple[Any, ...]] = field(default_factory=list)
    retraits: list[Any] = field(default_factory=list)

    @property
    def rapport(self) -> dict[str, int]:
        return {
            "lignes": len(self.table.lignes),
            "ajoutees": len(self.ajouts),
            "changees": len(self.changements),
            "retirees": len(self.retraits),
        }


def comparer(table: TableVoulue) -> Difference:
    """Read the table and return what differs from the rows wanted."""
    colonnes = ["pk", *table.cle, *table.champs]
    if table.retrait and not table.retrait.supprime:
        colonnes.append(table.retrait.champ)
    diff, deja, n = Difference(table), set(), len(table.cle)
    for rang in table.modele._default_manager.values_list(*colonnes).iterator(5000):
        cle = rang[1 : 1 + n]
        actuelles = rang[1 + n : 1 + n + len(table.champs)]
        marque = rang[-1] if len(rang) > 1 + n + len(table.champs) else False
        voulues = table.lignes.get(cle)
        if voulues is None:
            if table.retrait and not marque:
                diff.retraits.append(rang[0])
            continue
        deja.add(cle)
        if marque or actuelles != voulues:
            diff.changements.append((rang[0], *voulues))
    diff.ajouts = [(*cle, *valeurs) for cle, valeurs in table.lignes.items() if cle not in deja]
    return diff


Ecriture = tuple[str, list[tuple[Any, ...]]]


def appliquer(differences: Iterable[Difference]) -> float:
    """Write all differences in one transaction: all or nothing; return the seconds it took.

    Statements and rows are made ready before the transaction, which then only sends them: the
    write lock lasts as long as the database itself needs.
    """
    ecritures = [
        ecriture
        for diff in differences
        for ecriture in (_ajouts(diff), _changements(diff), _retraits(diff))
        if ecriture[1]
    ]
    debut = time.perf_counter()
    with transaction.atomic(), connection.cursor() as curseur:
        for ordre, lignes in ecritures:
            curseur.executemany(ordre, lignes)
    return time.perf_counter() - debut


def _champ(table: TableVoulue, nom: str) -> models.Field:
    return table.modele._meta.get_field(nom.removesuffix("_id"))  # type: ignore[return-value]


def _citer(nom: object) -> str:
    return connection.ops.quote_name(str(nom))


def _prets(champs: list[models.Field], rang: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(f.get_db_prep_save(v, connection) for f, v in zip(champs, rang, strict=True))


def _ajouts(diff: Difference) -> Ecriture:
    table = diff.table
    champs = [_champ(table, nom) for nom in (*table.cle, *table.champs)]
    defauts = [
        f
        for f in table.modele._meta.concrete_fields
        if f not in champs and not f.primary_key and not f.null
    ]
    blancs = _prets(defauts, tuple(f.get_default() for f in defauts))
    noms = ", ".join(_citer(f.column) for f in [*champs, *defauts])
    trous = ", ".join(["%s"] * (len(champs) + len(defauts)))
    ordre = f"INSERT INTO {_citer(table.modele._meta.db_table)} ({noms}) VALUES ({trous})"  # noqa: S608  # nosec B608
    return ordre, [(*_prets(champs, rang), *blancs) for rang in diff.ajouts]


def _changements(diff: Difference) -> Ecriture:
    table = diff.table
    champs = [_champ(table, nom) for nom in table.champs]
    mises = [f"{_citer(f.column)} = %s" for f in champs]
    retour: tuple[bool, ...] = ()
    if table.retrait and not table.retrait.supprime:  # a row that comes back loses its mark
        mises.append(f"{_citer(table.retrait.champ)} = %s")
        retour = (False,)
    ou = _citer(table.modele._meta.pk.column)
    ordre = f"UPDATE {_citer(table.modele._meta.db_table)} SET {', '.join(mises)} WHERE {ou} = %s"  # noqa: S608  # nosec B608
    return ordre, [(*_prets(champs, rang[1:]), *retour, rang[0]) for rang in diff.changements]


def _retraits(diff: Difference) -> Ecriture:
    modele, retrait = diff.table.modele, diff.table.retrait
    nom, ou = _citer(modele._meta.db_table), _citer(modele._meta.pk.column)
    if retrait and retrait.champ:
        ordre = f"UPDATE {nom} SET {_citer(retrait.champ)} = %s WHERE {ou} = %s"  # noqa: S608  # nosec B608
        return ordre, [(True, cle) for cle in diff.retraits]
    ordre = f"DELETE FROM {nom} WHERE {ou} = %s"  # noqa: S608  # nosec B608
    return ordre, [(cle,) for cle in diff.retraits]
