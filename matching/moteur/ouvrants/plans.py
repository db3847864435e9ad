"""Plans that nothing beats: delay, cost and effort against the openings gained (Pareto front)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.moteur.ouvrants.etapes import Demarche, Entiers


@dataclass(frozen=True, slots=True)
class Plan:
    """A closed set of steps: when all is done if parallel steps start at once, price, effort."""

    codes: tuple[str, ...]
    ensemble: int
    delai_jours: int
    cout_euros: int
    effort: int
    gain: int


def front(demarche: Demarche, gains: NDArray[np.int64], maximum: int | None = None) -> list[Plan]:
    """The plans that open something and that no other plan beats, quickest first.

    gains : (2 ** b,) by set. Of plans equal in everything one is kept, that of fewest steps, then
    of first steps. `maximum` keeps those that open most.
    """
    ensembles = demarche.ensembles
    ensembles = ensembles[gains[ensembles] > 0]
    mesures = np.column_stack([_efforts(demarche, ensembles), -gains[ensembles]])
    nombres = sum((ensembles >> rang & 1 for rang in range(len(demarche))), ensembles * 0)
    ordre = np.lexsort((ensembles, nombres, *mesures.T[::-1]))
    gardes = ordre[_meilleurs(mesures[ordre])]
    plans = [
        Plan(demarche.codes(ensemble), ensemble, delai, cout, effort, -moins)
        for ensemble, (delai, cout, effort, moins) in zip(
            ensembles[gardes].tolist(), mesures[gardes].tolist(), strict=True
        )
    ]
    if maximum is not None and len(plans) > maximum:
        retenus = sorted(plans, key=lambda p: (-p.gain, p.delai_jours, p.cout_euros))[:maximum]
        plans = [plan for plan in plans if plan in retenus]
    return plans


def _efforts(demarche: Demarche, ensembles: Entiers) -> Entiers:
    """Delay, cost and effort of each set, (e, 3): delays of parallel steps do not add up."""
    resultat = np.zeros((len(ensembles), 3), dtype=np.int64)
    for rang, (etape, fin) in enumerate(zip(demarche.etapes, demarche.fins(), strict=True)):
        dedans = ensembles >> rang & 1
        resultat[:, 0] = np.maximum(resultat[:, 0], dedans * fin)
        resultat[:, 1] += dedans * etape.cout_euros
        resultat[:, 2] += dedans * etape.effort
    return resultat


def _meilleurs(mesures: Entiers) -> list[int]:
    """Rows that no other row is at least as good as, everywhere; rows come sorted, all minimised.

    A row can only be beaten by one before it, so those left after each choice are the best so far.
    """
    restants = np.arange(len(mesures))
    gardes: list[int] = []
    while len(restants):
        premier = restants[0]
        gardes.append(int(premier))
        battus = (mesures[restants] >= mesures[premier]).all(axis=1)
        restants = restants[~battus]
    return gardes
