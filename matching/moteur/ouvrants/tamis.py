"""The words that leave out nearly all pairs of a person and an opening; see `noyau.territoire`."""

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.moteur.criteres.base import Force
from matching.moteur.noyau import territoire as noyau
from matching.moteur.noyau.levee import Leves
from matching.moteur.noyau.paire import SALARIEES
from matching.moteur.noyau.table import Table
from matching.moteur.ouvrants.mots import Mots


def tamis_de(table: Table, mots: Mots, fermees: Any, jour: date) -> noyau.Tamis:
    """What every opening of a table asks, as bits; expired and withdrawn ones are closed to all."""
    o = table.offres.ouvertures
    conditions = (o["conditions_exigees"] | o["conditions_a_verifier"]).astype(np.uint64)
    demande = o["mesures"].astype(np.uint64) | conditions << np.uint64(noyau.BIT_CONDITIONS)
    salariees = SALARIEES >> np.maximum(o["nature"], 0).astype(np.int64) & 1
    demande |= salariees.astype(np.uint64) << np.uint64(noyau.BIT_SALARIE)
    morte = o["expire"] < jour.toordinal()
    if len(fermees):
        morte |= fermees != 0
    demande |= morte.astype(np.uint64) << np.uint64(noyau.BIT_JAMAIS)
    suivies, bits = _suivies(table, mots.leves)
    _demander(o, bits, demande)
    return noyau.Tamis(demande, o["grille"].astype(np.int32), suivies)


def _suivies(table: Table, leves: Leves) -> tuple[NDArray[np.int32], NDArray[np.uint64]]:
    """The questions that have a bit, and the bit of each demand of the table.

    First those that steps meet, sharing bits when they are many, then the most asked.
    """
    demandes = table.offres.demandes
    cles = (demandes >> 8) * 2 + ((demandes & 15) == int(Force.DEDUIT))
    distinctes, rangs, nombres = np.unique(cles, return_inverse=True, return_counts=True)
    est_levable = leves.questions[distinctes // 2] != 1
    ordre = np.lexsort((-nombres, ~est_levable))
    places = 64 - noyau.BIT_QUESTIONS
    moitie = places // 2
    nb_levables = int(est_levable.sum())
    partages = nb_levables > moitie
    bits = np.full(len(distinctes), -1)
    numeros = np.arange(len(distinctes))
    if partages:
        bits[ordre[:nb_levables]] = numeros[:nb_levables] % moitie
        reste = ordre[nb_levables : nb_levables + places - moitie]
        bits[reste] = moitie + np.arange(len(reste))
    else:
        bits[ordre[:places]] = numeros[:places]
    ou = np.flatnonzero(bits >= 0)
    seul = ~(est_levable[ou] & partages)
    suivies = np.column_stack(
        [distinctes[ou] // 2, distinctes[ou] % 2, bits[ou] + noyau.BIT_QUESTIONS, seul]
    ).astype(np.int32)
    mots = np.zeros(len(distinctes), dtype=np.uint64)
    mots[ou] = np.uint64(1) << (bits[ou] + noyau.BIT_QUESTIONS).astype(np.uint64)
    return suivies, mots[rangs]


def _demander(ouvertures: Any, bits: NDArray[np.uint64], demande: NDArray[np.uint64]) -> None:
    """Add the bits of its demands to the word of each opening, in place."""
    if len(bits):
        ou = np.flatnonzero(ouvertures["nb_demandes"])
        debuts = ouvertures["demandes"][ou]
        demande[ou] |= np.bitwise_or.reduceat(bits, debuts)
