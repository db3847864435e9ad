"""Bringing a table of the database to the state of a file: difference first, then one write.

The difference is computed without a lock; only what differs is written, so a second import of
the same file writes nothing, and the write lock is held for a few seconds at most.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction

LOT = 500


class FichierRefuse(Exception):
    """The file cannot be used; the message says where and how to mend it. Nothing changed."""


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


def appliquer(differences: Iterable[Difference]) -> None:
    """Write all differences in one transaction: all or nothing."""
    with transaction.atomic():
        for diff in differences:
            _ajouter(diff)
            _changer(diff)
            _retirer(diff)


def _colonnes(table: TableVoulue, noms: Iterable[str]) -> list[models.Field]:
    return [table.modele._meta.get_field(nom.removesuffix("_id")) for nom in noms]  # type: ignore[misc]


def _ajouter(diff: Difference) -> None:
    """Insert by executemany: three times faster here than building model instances."""
    if not diff.ajouts:
        return
    table = diff.table
    champs = _colonnes(table, (*table.cle, *table.champs))
    defauts = [
        f
        for f in table.modele._meta.concrete_fields
        if f not in champs and not f.primary_key and not f.null
    ]
    colonnes = [*champs, *defauts]
    noms = ", ".join(connection.ops.quote_name(str(f.column)) for f in colonnes)
    trous = ", ".join(["%s"] * len(colonnes))
    blancs = tuple(f.get_db_prep_save(f.get_default(), connection) for f in defauts)
    lignes = [
        (*(f.get_db_prep_save(v, connection) for f, v in zip(champs, rang, strict=True)), *blancs)
        for rang in diff.ajouts
    ]
    nom = connection.ops.quote_name(table.modele._meta.db_table)
    with connection.cursor() as curseur:
        curseur.executemany(f"INSERT INTO {nom} ({noms}) VALUES ({trous})", lignes)  # noqa: S608  # nosec B608


def _changer(diff: Difference) -> None:
    if not diff.changements:
        return
    table = diff.table
    noms = list(table.champs)
    objets = []
    for rang in diff.changements:
        valeurs = dict(zip(noms, rang[1:], strict=True))
        if table.retrait and not table.retrait.supprime:
            valeurs[table.retrait.champ] = False
        objets.append(table.modele(pk=rang[0], **valeurs))
    ecrits = [n.removesuffix("_id") for n in noms]
    if table.retrait and not table.retrait.supprime:
        ecrits.append(table.retrait.champ)
    if ecrits:
        table.modele._default_manager.bulk_update(objets, ecrits, batch_size=LOT)


def _retirer(diff: Difference) -> None:
    retrait = diff.table.retrait
    for debut in range(0, len(diff.retraits), LOT):
        rangs = diff.table.modele._default_manager.filter(pk__in=diff.retraits[debut : debut + LOT])
        if retrait and retrait.supprime:
            rangs.delete()
        elif retrait:
            rangs.update(**{retrait.champ: True})
