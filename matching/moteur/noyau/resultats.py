"""The answers of a bulk ranking: arrays for everyone, one person at a time when read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from matching.moteur.classement import STATUTS, Classement, Comptes, Rang
from matching.moteur.departage import Departage
from matching.moteur.etats import familles_de, masque_de
from matching.moteur.noyau.formes import NB_FAMILLES, Tableau
from matching.moteur.vocabulaire import Famille


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


def joindre(morceaux: Sequence[Tetes], k: int, complet: bool) -> Tetes:
    """People one after the other."""
    if not morceaux:
        return vides(0, k, complet)
    if len(morceaux) == 1:
        return morceaux[0]
    colonnes: dict[str, Any] = {
        nom: np.concatenate([getattr(m, nom) for m in morceaux])
        if complet or nom not in COMPLETS
        else None
        for nom in NOMS
    }
    return Tetes(**colonnes)


COMPLETS: Final = ("comptes", "blocages")
NOMS: Final = ("cles", "scores", "peut", "nombres", *COMPLETS)


def vides(n: int, k: int, complet: bool) -> Tetes:
    """Lists without a line."""
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
        np.take_along_axis(cles, tri, axis=2),
        np.take_along_axis(scores, tri, axis=2),
        np.take_along_axis(peut, tri, axis=2),
        nombres,
        _somme(parties, "comptes") if complet else None,
        _somme(parties, "blocages") if complet else None,
    )


def _somme(parties: Sequence[Tetes], nom: str) -> Tableau:
    return np.asarray(np.sum([getattr(p, nom) for p in parties], axis=0, dtype=np.int32))


def tete_de(classement: Classement, k: int, complet: bool) -> Tetes:
    """A ranking of `classer` in the same shape, for one person."""
    tete = vides(1, k, complet)
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
