"""What each requirement of an opening keeps out, in a pool of people: the set function turned round.

The steps are what the opening could ask less (`allegements`), the things opened are people. A
person is reached by a set of them as `evaluer` says of the lightened opening; what is asked less
never keeps anyone out, so a set reaches all that its parts reach.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.moteur.criteres import CRITERES_EXIGENCES
from matching.moteur.noyau.personnes import Personnes
from matching.moteur.ouvrants.allegements import CADRES_MAX, Allegement, allegements_de, alleger
from matching.moteur.ouvrants.apport import Apport
from matching.moteur.ouvrants.ensembles import contient, couvrants, minimaux, sommer
from matching.moteur.ouvrants.etapes import Demarche, Etape
from matching.moteur.ouvrants.foule import BLOQUE, REMPLI, Foule
from matching.moteur.ouvrants.lecture import grouper
from matching.moteur.ouvrants.resultat import Gains
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import Critere

# In the columns of a person: nothing is missing, or nothing can be done.
RIEN_NE_MANQUE, SANS_RECOURS = -1, 0
Clauses = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Atteints:
    """Who is reached by a set: rank of the group of each person, minimal sets of each group."""

    groupes: NDArray[np.int64]
    antichaines: Sequence[tuple[int, ...]]

    def compter(self, etapes: int) -> NDArray[np.int64]:
        """People reached, for each of the 2 ** etapes sets."""
        nombres = np.bincount(self.groupes, minlength=len(self.antichaines))[:, None]
        return np.asarray(sommer(self.antichaines, nombres, etapes)[:, 0])

    def par(self, ensemble: int) -> NDArray[np.bool_]:
        """Each person: reached by this set or not."""
        atteints = np.array([contient(a, ensemble) for a in self.antichaines], dtype=bool)
        return np.asarray(atteints[self.groupes])


@dataclass(frozen=True, eq=False)
class Exclusions(Gains):
    """People that every set of lightenings would reach.

    Attributes
    ----------
    demarche : the lightenings as steps, bit i being lightening i; every set is closed.
    accessibles, a_verifier : (2 ** b,) int64, people the opening is accessible to, and those for
        whom something would be to check, once the set is granted.
    manquent : code of a lightening of requirements → people who do not surely meet what it lightens,
        whatever else keeps them out.
    personnes : size of the pool.
    libres : who is left with nothing in the way (accessible or to check) by each set.

    ``gain([code])`` is what a requirement **alone** keeps out; `gains_par_etape` gives all of them,
    `paires` those that only fall together.
    """

    demarche: Demarche
    accessibles: NDArray[np.int64]
    a_verifier: NDArray[np.int64]
    manquent: dict[str, int]
    personnes: int
    libres: Atteints

    def debloques(self, codes: Iterable[str]) -> NDArray[np.bool_]:
        """People whom something blocks today and nothing any more with these lightenings."""
        ensemble = self.demarche.fermer(codes)
        return self.libres.par(ensemble) & ~self.libres.par(0)


def exclusions(
    poste: Poste,
    personnes: Sequence[Profil] | Personnes,
    allegements: Sequence[Allegement] | None = None,
    *,
    referentiel: Referentiel,
    jour: date,
) -> Exclusions:
    """How many people each requirement keeps out, and each set of gentler ones would reach.

    Parameters
    ----------
    personnes : a pool; give `Personnes` read once to ask again in milliseconds.
    allegements : at most 16, of which at most 6 on the hours or the place; those of `allegements_de`
        by default.

    Raises
    ------
    ValueError
        With a French sentence, when there are too many, two of the same code, or a place not served
        taken for a requirement.

    >>> from matching.moteur.grilles import depuis_plages
    >>> from matching.moteur.poste import ExigencePoste
    >>> poste = Poste(cle=1, teletravail=True, grille=depuis_plages([((0,), "09:00", "12:00")]),
    ...               exigences=(ExigencePoste("permis", "B"), ExigencePoste("langue_oral", "", 4)))
    >>> gens = [Profil(oral=3, permis=frozenset({"B"}), garde="sans_objet"),
    ...         Profil(oral=4, permis=frozenset(), garde="sans_objet")]
    >>> trouve = exclusions(poste, gens, referentiel=Referentiel(), jour=date(2026, 3, 2))
    >>> trouve.gains_par_etape()
    {'0:permis': 1, '1:langue_oral': 1, '1:langue_oral:3': 1}
    """
    proposes = allegements_de(poste) if allegements is None else tuple(allegements)
    _verifier_le_lieu(poste, proposes)
    demarche = _demarche(proposes)
    lues = personnes if isinstance(personnes, Personnes) else Personnes.depuis(personnes)
    lecture = _Lecture(Foule(lues, referentiel, jour), poste, proposes)
    est_vive = poste.expire_le is None or poste.expire_le >= jour
    qui_accede, libres = (
        lecture.atteints(seuil) if est_vive else Atteints(np.zeros(len(lues), np.int64), [()])
        for seuil in (REMPLI, BLOQUE - 1)
    )
    acces = qui_accede.compter(len(proposes))
    a_verifier = libres.compter(len(proposes)) - acces
    return Exclusions(demarche, acces, a_verifier, lecture.manquent(), len(lues), libres)


def _verifier_le_lieu(poste: Poste, allegements: Sequence[Allegement]) -> None:
    """A place that is not served is not asked of the person: `desservi` says it, not `remplace`."""
    n = len(poste.exigences)
    for allegement in allegements:
        touchees = (poste.exigences[rang] for rang in allegement.remplace if rang < n)
        if any(e.critere == Critere.NON_DESSERVI for e in touchees):
            raise ValueError(
                f"Allègement « {allegement.code} » : dire qu’un lieu est desservi par « desservi »."
            )


def _demarche(allegements: Sequence[Allegement]) -> Demarche:
    if sum(a.est_un_cadre for a in allegements) > CADRES_MAX:
        raise ValueError(f"Allègements : au plus {CADRES_MAX} sur les horaires ou le lieu.")
    return Demarche.de(Etape(code=a.code, famille=a.famille, apporte=Apport()) for a in allegements)


class _Lecture:
    """What each person would need, by requirement, for each combination of hours and place."""

    def __init__(self, foule: Foule, poste: Poste, allegements: Sequence[Allegement]) -> None:
        self.foule, self.poste, self.allegements = foule, poste, allegements
        self.bits = range(len(allegements))
        self.exigences = [
            rang for rang, e in enumerate(poste.exigences) if e.critere in CRITERES_EXIGENCES
        ]
        self._etats: dict[Any, NDArray[np.int8]] = {}

    def atteints(self, seuil: int) -> Atteints:
        """Who is reached by each set: those for whom no state is worse than `seuil`."""
        cadres = list(self._cadres())
        colonnes = [c for _, allege in cadres for c in self._colonnes(allege, seuil)]
        rangs, premiers = grouper(np.array(colonnes).astype(np.uint64)[:, :, None])
        groupes = [[c[premier] for c in colonnes] for premier in premiers.tolist()]
        taille = len(colonnes) // len(cadres)
        connues: dict[tuple[int, ...], tuple[int, ...]] = {}
        antichaines = [
            minimaux(
                masque | cadre
                for place, (cadre, _) in enumerate(cadres)
                for masque in self._masques(
                    tuple(int(c) for c in groupe[place * taille : (place + 1) * taille]), connues
                )
            )
            for groupe in groupes
        ]
        return Atteints(np.asarray(rangs, dtype=np.int64), antichaines)

    def _cadres(self) -> Iterator[tuple[int, Poste]]:
        """Every combination of hours and place, as a set, with the opening it makes."""
        cadres = [rang for rang in self.bits if self.allegements[rang].est_un_cadre]
        for taille in range(len(cadres) + 1):
            for choisis in combinations(cadres, taille):
                allege = alleger(self.poste, [self.allegements[rang] for rang in choisis])
                yield sum(1 << rang for rang in choisis), allege

    def _colonnes(self, allege: Poste, seuil: int) -> Iterator[Clauses]:
        """Clause by person, first of what no lightening changes, then of each requirement."""
        pire = np.maximum(self.foule.faits(allege), self.foule.voies(allege))
        yield np.where(pire > seuil, SANS_RECOURS, RIEN_NE_MANQUE)
        for rang in self.exigences:
            yield self._clause(rang, allege, seuil)

    def _clause(self, rang: int, allege: Poste, seuil: int) -> Clauses:
        """The lightenings that meet one requirement, by person."""
        clause = np.zeros(len(self.foule.personnes), dtype=np.int64)
        for bit in self.bits:
            remplace = self.allegements[bit].remplace
            if rang in remplace:
                gentille = remplace[rang]
                suffit = gentille is None or self._etat(gentille, allege) <= seuil
                clause |= np.where(suffit, 1 << bit, 0)
        manque = self._etat(self.poste.exigences[rang], allege) > seuil
        return np.where(manque, clause, RIEN_NE_MANQUE)

    def _etat(self, exigence: Any, allege: Poste) -> NDArray[np.int8]:
        """State of a requirement; only conditions of work look at the hours."""
        cle = (exigence, allege.grille if exigence.critere == Critere.CONDITION else None)
        if cle not in self._etats:
            self._etats[cle] = self.foule.exigence(exigence, allege)
        return self._etats[cle]

    def _masques(
        self, clauses: tuple[int, ...], connues: dict[tuple[int, ...], tuple[int, ...]]
    ) -> tuple[int, ...]:
        if clauses not in connues:
            manquantes = [c for c in clauses if c != RIEN_NE_MANQUE]
            connues[clauses] = couvrants(manquantes, [1 << bit for bit in self.bits])
        return connues[clauses]

    def manquent(self) -> dict[str, int]:
        """People who do not surely meet what each lightening of requirements lightens."""
        return {a.code: int(self._ratees(a.remplace).sum()) for a in self.allegements if a.remplace}

    def _ratees(self, rangs: Iterable[int]) -> NDArray[np.bool_]:
        ratees = np.zeros(len(self.foule.personnes), dtype=bool)
        for rang in rangs:
            if rang in self.exigences:
                ratees |= self._etat(self.poste.exigences[rang], self.poste) > REMPLI
        return ratees
