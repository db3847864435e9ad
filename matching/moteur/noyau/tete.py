"""The k best of each status, kept sorted: score, then charge, then the daily shuffle, then key."""

from typing import NamedTuple

import numpy as np

from matching.moteur.noyau.compilation import compiler, integrer
from matching.moteur.noyau.formes import Tableau

IMPOSSIBLE = 1 << 30


class Tete(NamedTuple):
    """(2, k) lines kept so far and their sort keys; `nombres` (2,)."""

    lignes: Tableau
    scores: Tableau
    peut: Tableau
    charges: Tableau
    hasards: Tableau
    cles: Tableau
    nombres: Tableau


def nouvelle(k: int) -> Tete:
    """Room for k lines of each status."""
    return Tete(
        np.zeros((2, k), dtype=np.int32),
        np.zeros((2, k), dtype=np.int32),
        np.zeros((2, k), dtype=np.int32),
        np.zeros((2, k), dtype=np.int32),
        np.zeros((2, k), dtype=np.uint64),
        np.zeros((2, k), dtype=np.int64),
        np.zeros(2, dtype=np.int64),
    )


@integrer
def seuil(h, statut):
    """Score that a new line must reach: -1 while there is room."""
    k = h.scores.shape[1]
    if k == 0:
        return IMPOSSIBLE
    return np.int64(h.scores[statut, k - 1]) if h.nombres[statut] == k else np.int64(-1)


@compiler
def hasard(cle, sel):
    """`departage.melange` of a key and the salt of the day."""
    z = (np.uint64(cle) ^ sel) + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@integrer
def _avant(h, s, j, score, charge, tirage, cle):
    """True when the line (score, charge, tirage, cle) comes before line j of status s."""
    if score != h.scores[s, j]:
        return score > h.scores[s, j]
    if charge != h.charges[s, j]:
        return charge < h.charges[s, j]
    if tirage != h.hasards[s, j]:
        return tirage < h.hasards[s, j]
    return cle < h.cles[s, j]


@compiler
def copier(h, i, sorties):
    """Write the lines kept as those of person `i`."""
    for statut in range(2):
        nombre = h.nombres[statut]
        sorties.nombres[i, statut] = nombre
        for j in range(nombre):
            sorties.lignes[i, statut, j] = h.lignes[statut, j]
            sorties.scores[i, statut, j] = h.scores[statut, j]
            sorties.peut[i, statut, j] = h.peut[statut, j]


@compiler
def pousser(h, s, score, peut, ligne, charge, tirage, cle):
    """Keep a line if it is among the k best of its status."""
    k = h.scores.shape[1]
    n = h.nombres[s]
    if n == k:
        if k == 0 or not _avant(h, s, k - 1, score, charge, tirage, cle):
            return
        n = k - 1
    j = n
    while j > 0 and _avant(h, s, j - 1, score, charge, tirage, cle):
        h.lignes[s, j] = h.lignes[s, j - 1]
        h.scores[s, j] = h.scores[s, j - 1]
        h.peut[s, j] = h.peut[s, j - 1]
        h.charges[s, j] = h.charges[s, j - 1]
        h.hasards[s, j] = h.hasards[s, j - 1]
        h.cles[s, j] = h.cles[s, j - 1]
        j -= 1
    h.lignes[s, j] = ligne
    h.scores[s, j] = score
    h.peut[s, j] = peut
    h.charges[s, j] = charge
    h.hasards[s, j] = tirage
    h.cles[s, j] = cle
    h.nombres[s] = n + 1
