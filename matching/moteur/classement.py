"""Ranking a whole catalogue for one person, by arrays.

The same function of the same inputs as calling `evaluer` on each opening (`reference.py`), held
together by tests. Each part below fills small integers per opening: bits of blocking families,
"something is unknown", points.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.moteur import colonnes, departage
from matching.moteur.catalogue import Catalogue
from matching.moteur.colonnes import Etats, Notes
from matching.moteur.etats import Statut, familles_de, masque_de
from matching.moteur.explication import phrase_blocages
from matching.moteur.profil import Profil
from matching.moteur.vocabulaire import Famille

STATUTS = tuple(Statut)
ACCESSIBLE, A_VERIFIER, BLOQUEE, ECARTEE = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Comptes:
    """Disjoint counts; `considerees` is their sum. Expired or masked openings are not in it."""

    accessibles: int
    a_verifier: int
    bloquees: int

    @property
    def considerees(self) -> int:
        """Openings considered."""
        return self.accessibles + self.a_verifier + self.bloquees


@dataclass(frozen=True, slots=True)
class Rang:
    """One line of a ranking: scores in milli-points, blocking families when blocked."""

    cle: int
    statut: Statut
    score: int
    peut: int
    veut: int
    familles: tuple[Famille, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Classement:
    """The ranking of a catalogue for one person on a day.

    `accessibles` and `a_verifier` are the k best of each status, best first; `blocages` counts the
    blocked openings by the exact set of families that blocks them; `bloquees` lists them.
    """

    comptes: Comptes
    accessibles: tuple[Rang, ...]
    a_verifier: tuple[Rang, ...]
    blocages: Mapping[tuple[Famille, ...], int]
    _lecture: "_Lecture" = field(repr=False)

    @property
    def pistes(self) -> tuple[Rang, ...]:
        """Accessible openings, then those to check."""
        return self.accessibles + self.a_verifier

    def bloquees(
        self, familles: tuple[Famille, ...] | None = None, k: int | None = None
    ) -> tuple[Rang, ...]:
        """Blocked openings, best score first: all, or those that exactly `familles` block."""
        etats = self._lecture.etats
        lignes = etats.statut == BLOQUEE
        if familles is not None:
            lignes &= etats.familles == masque_de(familles)
        return self._lecture.premiers(lignes, k)

    def cles(self, statut: Statut) -> NDArray[np.int64]:
        """Keys of all openings of a status, in the order of the catalogue."""
        return self._lecture.cles[self._lecture.etats.statut == STATUTS.index(statut)]

    def phrase_blocages(self) -> str:
        """Blocked openings by what blocks them, in French."""
        return phrase_blocages(self.blocages)


def classer(
    profil: Profil,
    catalogue: Catalogue,
    *,
    jour: date,
    k: int | None = 20,
    graine: int = 0,
    charges: Mapping[int, int] | None = None,
    masque: NDArray[np.bool_] | None = None,
) -> Classement:
    """Status and score of every opening, the k best accessible and the k best to check.

    Parameters
    ----------
    jour : today; openings whose `expire_le` is past are left out.
    k : how many of each status; None for all.
    graine : seed of the daily shuffle that settles ties.
    charges : key → referrals in course, used only for ties (fewest first); absent is 0.
    masque : (n,) bool, the rows to consider (see `Catalogue.masque`).

    >>> from matching.moteur.poste import Poste
    >>> from matching.moteur.referentiel import Referentiel
    >>> c = Catalogue.depuis([Poste(cle=1), Poste(cle=2)], Referentiel())
    >>> classer(Profil(), c, jour=date(2026, 3, 2)).comptes
    Comptes(accessibles=0, a_verifier=2, bloquees=0)
    """
    voies = colonnes.voies(profil, catalogue)
    bloque, est_inconnu, reponses = colonnes.communs(profil, catalogue, jour)
    etats = colonnes.combiner(bloque, est_inconnu, voies)
    ecartees = catalogue.expire < jour.toordinal()
    if masque is not None:
        ecartees = ecartees | ~masque
    etats.statut[ecartees] = ECARTEE
    notes = colonnes.noter(profil, catalogue, voies, reponses)
    ordre = departage.Departage(graine, jour, charges or {})
    return _assembler(etats, notes, catalogue.cles, ordre, k)


def _assembler(
    etats: Etats,
    notes: Notes,
    cles: NDArray[np.int64],
    ordre: departage.Departage,
    k: int | None,
) -> Classement:
    comptes = np.bincount(etats.statut, minlength=4).tolist()
    bits = np.bincount(etats.familles[etats.statut == BLOQUEE], minlength=1)
    lecture = _Lecture(etats, notes, cles, ordre)
    return Classement(
        comptes=Comptes(*comptes[:3]),
        accessibles=lecture.premiers(etats.statut == ACCESSIBLE, k),
        a_verifier=lecture.premiers(etats.statut == A_VERIFIER, k),
        blocages={familles_de(int(b)): int(bits[b]) for b in np.flatnonzero(bits)},
        _lecture=lecture,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Lecture:
    """The columns behind a ranking, to read any part of it again."""

    etats: Etats
    notes: Notes
    cles: NDArray[np.int64]
    ordre: departage.Departage

    def premiers(self, ou: NDArray[np.bool_], k: int | None) -> tuple[Rang, ...]:
        """The k best of some rows, by score then by `Departage`."""
        lignes = np.flatnonzero(ou)
        peut, veut = self.notes.peut[lignes], self.notes.veut[lignes]
        choisies = lignes[self.ordre.premiers(peut + veut, self.cles[lignes], k)]
        return tuple(
            Rang(cle, STATUTS[statut], peut + veut, peut, veut, familles_de(bits))
            for cle, statut, peut, veut, bits in zip(
                self.cles[choisies].tolist(),
                self.etats.statut[choisies].tolist(),
                self.notes.peut[choisies].tolist(),
                self.notes.veut[choisies].tolist(),
                self.etats.familles[choisies].tolist(),
                strict=True,
            )
        )
