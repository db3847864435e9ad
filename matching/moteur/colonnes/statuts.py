"""Status and blocking families of every opening, over its ways."""

import numpy as np

from matching.moteur.colonnes.base import FAMILLES, INCONNU, NB_BITS, Booleens, Entiers, Etats, Voie


def combiner(bloque: Entiers, inconnu: Booleens, liste: list[Voie]) -> Etats:
    """Status and blocking families of each opening, over its ways; see `evaluation.evaluer`."""
    sans_blocage = np.zeros(len(bloque), dtype=bool)
    claire = np.zeros(len(bloque), dtype=bool)
    for voie in liste:
        libre = voie.bloque == 0
        sans_blocage |= libre
        claire |= libre & ~voie.est_inconnu
    bloquee = (bloque != 0) | ~sans_blocage
    statut = (inconnu | ~claire).astype(np.int8)
    statut[bloquee] = 2
    lignes = np.flatnonzero(bloquee)
    familles = np.zeros(len(bloque), dtype=np.int32)
    familles[lignes] = _familles(bloque[lignes], liste, lignes)
    return Etats(statut, familles)


def _familles(bloque: Entiers, liste: list[Voie], lignes: Entiers) -> Entiers:
    """Families of the way with the fewest, then available, then fastest (packed in one key)."""
    meilleure = np.full(len(bloque), np.iinfo(np.int32).max, dtype=np.int32)
    for voie in liste:
        bits = bloque | voie.bloque[lignes]
        cle = NB_BITS[bits] * 2 + (not voie.est_disponible)
        cle = (cle * 1024 + voie.minutes[lignes]) * 8 + voie.rang
        np.minimum(meilleure, cle * INCONNU + bits, out=meilleure)
    return meilleure & FAMILLES
