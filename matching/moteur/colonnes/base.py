"""What the columns share: bits, one way for all openings, statuses, notes."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.moteur.vocabulaire import Famille

INCONNU: Final = 1 << len(Famille)
FAMILLES: Final = INCONNU - 1
MINUTES_INCONNUES: Final = 1000
NB_BITS: Final = np.array([bits.bit_count() for bits in range(INCONNU)], dtype=np.int32)

Booleens = NDArray[np.bool_]
Entiers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Voie:
    """One way for all openings: `bloque` (n,) family bits, `est_inconnu`, `minutes` (n,)."""

    rang: int
    est_disponible: bool
    bloque: Entiers
    est_inconnu: Booleens
    minutes: Entiers


@dataclass(frozen=True, slots=True)
class Etats:
    """`statut` (n,) int8: rank in `Statut`; `familles` (n,) int32: bits, 0 unless blocked."""

    statut: Entiers
    familles: Entiers


@dataclass(frozen=True, slots=True)
class Notes:
    """The two readings of each opening, (n,) int32 milli-points."""

    peut: Entiers
    veut: Entiers
