"""Yardsticks measured in the same run: the naive loop, and BallTree + mask (scikit-learn).

The second is given less to do than the engine: places within reach, then one coarse mask (level,
licence, hours by hour of the week) and a score by métier and nearness; neither ways of coming, nor
half-hours, nor wishes, nor the order among equals. Its answers are not exact.
"""

import time
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sklearn.neighbors import BallTree

from matching.moteur.catalogue import Catalogue
from matching.moteur.evaluation import evaluer
from matching.moteur.noyau.personnes import Personnes
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.trajets import RAYON_TERRE_M


def secondes_par_paire_naive(
    profil: Profil, postes: Sequence[Poste], referentiel: Referentiel, jour: date
) -> float:
    """Seconds that `evaluer` takes for one person and one opening."""
    depart = time.perf_counter()
    for poste in postes:
        evaluer(profil, poste, referentiel, jour)
    return (time.perf_counter() - depart) / max(1, len(postes))


class BallTreeEtMasque:
    """Openings with a place in a tree; levels, licences and coarse hours beside it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.lignes = np.flatnonzero(catalogue.a_point & ~catalogue.teletravail)
        x, y, z = (np.array(axe[self.lignes]) for axe in catalogue.xyz)
        points = np.column_stack([np.arcsin(z / RAYON_TERRE_M), np.arctan2(y, x)])
        self.arbre = BallTree(points, metric="haversine") if len(points) else None
        self.metier = np.array(catalogue.metier[self.lignes])
        self.niveau = np.array(catalogue.niveau[self.lignes])
        heures = np.append(_heures(catalogue.grilles_mots), np.uint64(0))
        self.heures = heures[catalogue.grille[self.lignes]]
        self.nb_metiers = len(catalogue.metiers) + 1
        self.rang_metier = catalogue.rang_metier

    def classer(self, profil: Profil, portee_m: int, k: int) -> NDArray[np.int64]:
        """Rows of the k best within reach that pass the mask."""
        if self.arbre is None or profil.point is None or portee_m < 0:
            return np.zeros(0, dtype=np.int64)
        centre = np.radians([profil.point])
        rangs, distances = self.arbre.query_radius(
            centre, portee_m / RAYON_TERRE_M, return_distance=True
        )
        proches, metres = rangs[0], distances[0] * RAYON_TERRE_M
        libres = ~np.uint64(0) if isinstance(profil.garde, str) else _heures_de(profil.garde)
        garde = (self.heures[proches] & ~libres) == 0
        garde &= self.niveau[proches] <= (8 if profil.niveau is None else profil.niveau + 2)
        proches, metres = proches[garde], metres[garde]
        points = self._points(profil)[self.metier[proches]] - metres / 10
        if len(points) > k:
            meilleurs = np.argpartition(-points, k)[:k]
            proches, points = proches[meilleurs], points[meilleurs]
        return self.lignes[proches[np.argsort(-points)]]

    def _points(self, profil: Profil) -> NDArray[np.float64]:
        points = np.zeros(self.nb_metiers)
        for code, poids in profil.metiers_voulus.items():
            if code in self.rang_metier:
                points[self.rang_metier[code]] += 10_000 * poids
        return points


def _heures(mots: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each week as one word: 48 half-hours, whatever the day."""
    bits = np.unpackbits(mots.view(np.uint8), axis=1, bitorder="little")[:, :336]
    jours = bits.reshape(-1, 7, 48).any(axis=1)
    return (jours * (np.uint64(1) << np.arange(48, dtype=np.uint64))).sum(axis=1, dtype=np.uint64)


def _heures_de(grille: int) -> np.uint64:
    mots = np.frombuffer(grille.to_bytes(48, "little"), dtype="<u8").reshape(1, -1)
    return np.uint64(_heures(mots.astype(np.uint64))[0])


def secondes_balltree(profils: Sequence[Profil], reperes: BallTreeEtMasque, k: int) -> list[float]:
    """Seconds that BallTree + mask takes for each person."""
    portees = Personnes.depuis(profils).personnes["portee"].tolist()
    durees = []
    for profil, portee in zip(profils, portees, strict=True):
        depart = time.perf_counter()
        reperes.classer(profil, portee, k)
        durees.append(time.perf_counter() - depart)
    return durees
