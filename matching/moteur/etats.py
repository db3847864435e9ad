"""The words of an answer: state of a criterion, status of an opening, and what was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from matching.moteur.vocabulaire import Famille


class Etat(StrEnum):
    """State of one criterion for one person and one opening."""

    REMPLI = "rempli"
    BLOQUE = "bloque"
    INCONNU = "inconnu"


class Statut(StrEnum):
    """Status of an opening for a person; the three are disjoint."""

    ACCESSIBLE = "accessible"
    A_VERIFIER = "a_verifier"
    BLOQUEE = "bloquee"


LIBELLES_STATUTS: Final = {
    Statut.ACCESSIBLE: "Accessible",
    Statut.A_VERIFIER: "À vérifier",
    Statut.BLOQUEE: "Bloquée",
}

# Families in their published order; the position is the bit in a mask of families.
FAMILLES: Final = tuple(Famille)
BIT_FAMILLE: Final = {famille: 1 << rang for rang, famille in enumerate(FAMILLES)}

# A choice of the person, never counted as something a service could lift.
FAMILLES_NON_LEVABLES: Final = frozenset({Famille.DISPONIBILITE})


@dataclass(frozen=True, slots=True)
class Constat:
    """What one criterion found, with the numbers it rests on.

    `est_souhait_manque` marks a wish (S) that the person does not meet or that is unknown: the
    state is then `rempli` (nothing is in the way) and the score is lower.
    """

    critere: str
    famille: Famille
    etat: Etat
    preuve: str
    code: str = ""
    extrait: str = ""
    provenance: str = ""
    est_souhait_manque: bool = False

    @property
    def est_levable(self) -> bool:
        """True when a service or an action could lift it."""
        return self.famille not in FAMILLES_NON_LEVABLES


def masque_de(familles: Iterable[Famille]) -> int:
    """Families as bits (see `BIT_FAMILLE`)."""
    return sum(BIT_FAMILLE[famille] for famille in set(familles))


def familles_de(bits: int) -> tuple[Famille, ...]:
    """Families of a mask, in their published order.

    >>> familles_de(masque_de({Famille.MOBILITE, Famille.GARDE}))
    (<Famille.GARDE: 'garde'>, <Famille.MOBILITE: 'mobilite'>)
    """
    return tuple(famille for famille in FAMILLES if bits & BIT_FAMILLE[famille])
