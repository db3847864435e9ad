"""Ranking in bulk: the same answers as `classer`, for everyone, for one person, for one opening.

With numba the kernels of `noyau` do the work; without it the arrays of `colonnes` do, and the
results are equal. Everything is exact: same statuses, same integer scores, same order among equals.

>>> from datetime import date
>>> from matching.moteur.poste import Poste
>>> from matching.moteur.profil import Profil
>>> from matching.moteur.referentiel import Referentiel
>>> catalogue = Catalogue.depuis([Poste(cle=7, teletravail=True)], Referentiel())
>>> tetes = classer_tous([Profil()], catalogue, 3, jour=date(2026, 3, 2))
>>> [rang.cle for rang in tetes[0].a_verifier]
[7]
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

import numpy as np

from matching.moteur.catalogue import Catalogue
from matching.moteur.classement import STATUTS, Classement, Comptes, Rang, classer
from matching.moteur.departage import MASQUE_64, Departage
from matching.moteur.etats import familles_de, masque_de
from matching.moteur.noyau.brouillon import nouveau
from matching.moteur.noyau.compilation import EST_COMPILE
from matching.moteur.noyau.formes import NB_FAMILLES, Gens, Sorties, Tableau, Vivant, sorties
from matching.moteur.noyau.personnes import Personnes, gens_pour
from matching.moteur.noyau.recherche import classer_bloc
from matching.moteur.noyau.table import Table, table_de
from matching.moteur.noyau.tete import nouvelle
from matching.moteur.profil import Profil
from matching.moteur.vocabulaire import Famille

# People read, then ranked, at a time: enough to go from place to place, little enough to overlap.
LOT: Final = 4096
MORCEAU: Final = 512
SANS_CHARGES: Final = np.zeros(0, dtype=np.int32)
SANS_FERMEES: Final = np.zeros(0, dtype=np.int8)


@dataclass(frozen=True, slots=True)
class Tete:
    """The best openings of one person; `comptes` and `blocages` only after a complete pass."""

    accessibles: tuple[Rang, ...]
    a_verifier: tuple[Rang, ...]
    comptes: Comptes | None
    blocages: Mapping[tuple[Famille, ...], int] | None


@dataclass(frozen=True, slots=True, eq=False)
class Tetes:
    """The best openings of n people, as arrays: the second axis is accessible, then to check.

    cles : (n, 2, k) int64; scores, peut : (n, 2, k) int32 milli-points; -1 beyond `nombres`
    (n, 2). comptes : (n, 3) int32 and blocages : (n, 1024) int32 by bits of families (see
    `etats.familles_de`), or None when the pass was not complete.
    """

    cles: Tableau
    scores: Tableau
    peut: Tableau
    nombres: Tableau
    comptes: Tableau | None
    blocages: Tableau | None

    def __len__(self) -> int:
        return len(self.nombres)

    def __getitem__(self, rang: int) -> Tete:
        comptes = None if self.comptes is None else Comptes(*self.comptes[rang].tolist())
        return Tete(self._rangs(rang, 0), self._rangs(rang, 1), comptes, self._blocages(rang))

    def _rangs(self, personne: int, statut: int) -> tuple[Rang, ...]:
        n = int(self.nombres[personne, statut])
        return tuple(
            Rang(cle, STATUTS[statut], score, peut, score - peut)
            for cle, score, peut in zip(
                self.cles[personne, statut, :n].tolist(),
                self.scores[personne, statut, :n].tolist(),
                self.peut[personne, statut, :n].tolist(),
                strict=True,
            )
        )

    def _blocages(self, personne: int) -> dict[tuple[Famille, ...], int] | None:
        if self.blocages is None:
            return None
        ligne = self.blocages[personne]
        return {familles_de(int(bits)): int(ligne[bits]) for bits in np.flatnonzero(ligne)}


def classer_tous(
    profils: Iterable[Profil] | Personnes,
    catalogue: Catalogue,
    k: int = 20,
    *,
    jour: date,
    graine: int = 0,
    charges: Mapping[int, int] | None = None,
    complet: bool = False,
    travailleurs: int = 1,
) -> Tetes:
    """The k best accessible and the k best to check of every person, in the order given.

    Parameters
    ----------
    profils : profiles, read as they come, or people already read (`Personnes.depuis`).
    k : how many of each status, 0 or more.
    jour, graine, charges : as for `classer`.
    complet : also the three counts and the blocked openings by families, which `classer` gives;
        every pair is then evaluated, where the search alone leaves out what cannot be in the list.
    travailleurs : threads; 1 in a web process.

    Raises ValueError when k is negative.
    """
    if k < 0:
        raise ValueError("Le nombre d’ouvertures demandé est négatif.")
    if not EST_COMPILE:
        return _par_colonnes(profils, catalogue, k, complet, jour, graine, charges)
    passage = Passage.sur(table_de(catalogue), Departage(graine, jour, charges or {}), k, complet)
    with _atelier(travailleurs) as lancer:
        attendus = []
        for personnes in _lots(profils):
            attendus.append(passage.lancer(personnes, lancer))
        return _joindre([passage.finir(attendu) for attendu in attendus], k, complet)


def classer_un(
    profil: Profil,
    catalogue: Catalogue,
    k: int = 20,
    *,
    jour: date,
    graine: int = 0,
    charges: Mapping[int, int] | None = None,
    complet: bool = False,
) -> Tete:
    """The k best accessible and the k best to check of one person; see `classer_tous`."""
    return classer_tous(
        [profil], catalogue, k, jour=jour, graine=graine, charges=charges, complet=complet
    )[0]


@dataclass(frozen=True, slots=True)
class Passage:
    """One run of the kernels over a table, on a day, for a number of lines."""

    table: Table
    vivant: Vivant
    jour: int
    sel: np.uint64
    k: int
    complet: bool

    @classmethod
    def sur(cls, table: Table, ordre: Departage, k: int, complet: bool) -> "Passage":
        """A run; see `classer_tous`."""
        vivant = Vivant(charges_de(table, ordre.charges), SANS_FERMEES)
        sel = np.uint64(ordre.sel & MASQUE_64)
        return cls(table, vivant, ordre.jour.toordinal(), sel, k, complet)

    def lancer(
        self, personnes: Personnes, lancer: "Lancer"
    ) -> tuple[Sorties, list[Future[None] | None]]:
        """Start ranking people, near ones together; the outputs, and what to wait for."""
        gens = gens_pour(personnes, self.table)
        ecrites = sorties(len(personnes), self.k, self.complet)
        fait = [
            lancer(
                self._classer, morceau, gens, ecrites
            )
            for morceau in _morceaux(personnes)
        ]  # fmt: skip
        return ecrites, fait

    def _classer(self, morceau: Tableau, gens: Gens, ecrites: Sorties) -> None:
        offres = self.table.offres
        classer_bloc(
            morceau, gens, offres, self.vivant, nouveau(offres), nouvelle(self.k),
            self.jour, self.sel, self.complet, ecrites,
        )  # fmt: skip

    def finir(self, attendu: tuple[Sorties, list[Future[None] | None]]) -> Tetes:
        """Wait for a run that was started, and turn lines into keys."""
        ecrites, faits = attendu
        for fait in faits:
            if fait is not None:
                fait.result()
        cles = np.full(ecrites.lignes.shape, -1, dtype=np.int64)
        ou = ecrites.lignes >= 0
        cles[ou] = self.table.offres.ouvertures["cle"][ecrites.lignes[ou]]
        return Tetes(
            cles,
            ecrites.scores,
            ecrites.peut,
            ecrites.nombres,
            ecrites.comptes if self.complet else None,
            ecrites.blocages if self.complet else None,
        )


Lancer = Callable[..., "Future[None] | None"]


@contextmanager
def _atelier(travailleurs: int) -> Iterator[Lancer]:
    """A way to run a kernel: now, or in one of several threads (kernels hold no lock)."""
    if travailleurs <= 1:
        yield _tout_de_suite
        return
    with ThreadPoolExecutor(travailleurs) as bassin:
        yield bassin.submit


def _tout_de_suite(fonction: Callable[..., None], *arguments: Any) -> None:
    fonction(*arguments)


def _lots(profils: Iterable[Profil] | Personnes) -> Iterator[Personnes]:
    if isinstance(profils, Personnes):
        yield profils
        return
    if isinstance(profils, list) and len(profils) <= LOT:
        yield Personnes.depuis(profils)
        return
    suite = iter(profils)
    while lot := list(islice(suite, LOT)):
        yield Personnes.depuis(lot)


def _morceaux(personnes: Personnes) -> list[Tableau]:
    """Ranks of people in geographic order, cut so that threads share the work."""
    ordre = personnes.ordre_des_lieux() if len(personnes) > 1 else np.zeros(1, dtype=np.int64)
    ordre = ordre[: len(personnes)]
    return [ordre[debut : debut + MORCEAU] for debut in range(0, len(ordre), MORCEAU)]


def charges_de(table: Table, charges: Mapping[int, int]) -> Tableau:
    """Referrals in course by line of a table, empty when no opening of it has any."""
    comptees = {cle: nombre for cle, nombre in charges.items() if nombre}
    if not comptees:
        return SANS_CHARGES
    cles = np.fromiter(comptees, dtype=np.int64, count=len(comptees))
    nombres = np.fromiter(comptees.values(), dtype=np.int32, count=len(comptees))
    lignes, rangs = table.lignes_de(cles)
    par_ligne = np.zeros(len(table), dtype=np.int32)
    par_ligne[lignes] = nombres[rangs]
    return par_ligne


def fermees_de(table: Table, cles: Iterable[int]) -> Tableau:
    """1 for each line of a table that has been withdrawn, empty when none has."""
    lignes, _ = table.lignes_de(np.array(sorted(cles), dtype=np.int64))
    if not len(lignes):
        return SANS_FERMEES
    par_ligne = np.zeros(len(table), dtype=np.int8)
    par_ligne[lignes] = 1
    return par_ligne


def _joindre(morceaux: Sequence[Tetes], k: int, complet: bool) -> Tetes:
    """People one after the other."""
    if not morceaux:
        return _vides(0, k, complet)
    if len(morceaux) == 1:
        return morceaux[0]
    return Tetes(
        *(np.concatenate([getattr(m, nom) for m in morceaux]) for nom in NOMS[:4]),
        *(
            np.concatenate([getattr(m, nom) for m in morceaux]) if complet else None
            for nom in NOMS[4:]
        ),
    )


NOMS: Final = ("cles", "scores", "peut", "nombres", "comptes", "blocages")


def _vides(n: int, k: int, complet: bool) -> Tetes:
    return Tetes(
        np.full((n, 2, k), -1, dtype=np.int64),
        np.full((n, 2, k), -1, dtype=np.int32),
        np.full((n, 2, k), -1, dtype=np.int32),
        np.zeros((n, 2), dtype=np.int32),
        np.zeros((n, 3), dtype=np.int32) if complet else None,
        np.zeros((n, NB_FAMILLES), dtype=np.int32) if complet else None,
    )


def fusionner(parties: Sequence[Tetes], ordre: Departage, k: int, complet: bool) -> Tetes:
    """The lists of the same people over several tables, made into one."""
    if len(parties) == 1:
        return parties[0]
    cles, scores, peut = (
        np.concatenate([getattr(p, nom) for p in parties], axis=2) for nom in NOMS[:3]
    )
    tri = np.lexsort((cles, ordre.hasards(cles), ordre.charges_de(cles), -scores), axis=2)[:, :, :k]
    nombres = np.minimum(sum(p.nombres for p in parties), k)
    return Tetes(
        *(np.take_along_axis(tableau, tri, axis=2) for tableau in (cles, scores, peut)),
        nombres,
        *(sum(getattr(p, nom) for p in parties) if complet else None for nom in NOMS[4:]),
    )


def _par_colonnes(
    profils: Iterable[Profil] | Personnes,
    catalogue: Catalogue,
    k: int,
    complet: bool,
    jour: date,
    graine: int,
    charges: Mapping[int, int] | None,
) -> Tetes:
    """The numpy path: `classer` for each person."""
    if isinstance(profils, Personnes):
        raise TypeError("Sans numba, donner les profils et non `Personnes`.")
    return _joindre(
        [
            _tete_de(classer(p, catalogue, jour=jour, k=k, graine=graine, charges=charges), k, complet)
            for p in profils
        ],
        k,
        complet,
    )


def _tete_de(classement: Classement, k: int, complet: bool) -> Tetes:
    tete = _vides(1, k, complet)
    for statut, rangs in enumerate((classement.accessibles, classement.a_verifier)):
        tete.nombres[0, statut] = n = len(rangs)
        tete.cles[0, statut, :n] = [rang.cle for rang in rangs]
        tete.scores[0, statut, :n] = [rang.score for rang in rangs]
        tete.peut[0, statut, :n] = [rang.peut for rang in rangs]
    if tete.comptes is not None and tete.blocages is not None:
        c = classement.comptes
        tete.comptes[0] = c.accessibles, c.a_verifier, c.bloquees
        for familles, nombre in classement.blocages.items():
            tete.blocages[0, masque_de(familles)] = nombre
    return tete
