"""What steps given to many people would open: pairs of a person and an opening, by label.

A crèche open from 5:30 in a place, a B1 class, twenty driving licences, a night bus between two
places are steps like others, given to some people, or good for some openings only:

>>> from matching.moteur.grilles import depuis_plages
>>> from matching.moteur.ouvrants.apport import Apport
>>> from matching.moteur.vocabulaire import Famille
>>> tot = depuis_plages([(range(5), "05:30", "08:30")])
>>> creche = Etape(code="creche:5h30", famille=Famille.GARDE, apporte=Apport(garde=(tot,)))
>>> bus = Etape(code="bus:nuit", famille=Famille.MOBILITE, apporte=Apport(minutes={"tc": 60}))
>>> solutions = [Collective(creche, pour=np.array([True, False])),
...              Collective(bus, vers=frozenset({40, 41}), roule_la_nuit=True)]

Labels are whatever the caller counts by (a sex, a neighbourhood, both): the engine sees integers and
never what they mean.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.moteur.catalogue import Catalogue
from matching.moteur.conservation import CatalogueVivant
from matching.moteur.masse import Lancer, atelier, parties
from matching.moteur.noyau import territoire as noyau
from matching.moteur.noyau.brouillon import nouveau
from matching.moteur.noyau.compilation import EST_COMPILE
from matching.moteur.noyau.formes import ABSENT, Gens
from matching.moteur.noyau.levee import nouvelle_etude
from matching.moteur.noyau.personnes import Personnes, gens_pour, portees_de
from matching.moteur.noyau.table import Table
from matching.moteur.ouvrants.ensembles import sommer
from matching.moteur.ouvrants.etapes import Demarche, Etape
from matching.moteur.ouvrants.lecture import besoins
from matching.moteur.ouvrants.mots import Mots, mots_de
from matching.moteur.ouvrants.par_noyau import antichaines_de
from matching.moteur.ouvrants.tamis import tamis_de
from matching.moteur.profil import Profil
from matching.moteur.trajets import MODES, PLAFOND_MINUTES

GROUPES_MAX: Final = 1 << 14
MORCEAU: Final = 256


@dataclass(frozen=True, slots=True, eq=False)
class Collective:
    """A step given to many people.

    Parameters
    ----------
    etape : what it brings to each; its delay, cost and effort are not read here.
    pour : (n,) bool, the people who have it; None for everyone.
    vers : keys of the openings it serves (a line that goes to one place); None for all.
    roule_la_nuit : True for a line that makes public transport sure at night and to places said not
        to be served.
    """

    etape: Etape
    pour: NDArray[np.bool_] | None = None
    vers: frozenset[int] | None = None
    roule_la_nuit: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Territoire:
    """Pairs opened by every set of collective steps, by label.

    Attributes
    ----------
    demarche : the steps; a closed set of them is an integer (see `Demarche`).
    etiquettes : (v,) the distinct labels, ascending.
    paires : (v, 2 ** b) int64, pairs that become accessible, by label and set.
    personnes : (v,) int64, people for whom the steps all together open something.
    """

    demarche: Demarche
    etiquettes: NDArray[np.int64]
    paires: NDArray[np.int64]
    personnes: NDArray[np.int64]

    def gain(self, codes: Iterable[str]) -> int:
        """Pairs opened by some steps and what they need, all labels together."""
        return int(self.paires[:, self.demarche.fermer(codes)].sum())

    def par_etiquette(self, codes: Iterable[str]) -> dict[int, int]:
        """The same, by label."""
        paires = self.paires[:, self.demarche.fermer(codes)]
        return dict(zip(self.etiquettes.tolist(), paires.tolist(), strict=True))


def ouvrants_territoire(
    personnes: Sequence[Profil] | Personnes,
    catalogue: Catalogue | CatalogueVivant,
    solutions: Sequence[Collective],
    *,
    jour: date,
    etiquettes: NDArray[np.int64] | None = None,
    travailleurs: int = 1,
    compiler: bool = True,
) -> Territoire:
    """Pairs of a person and an opening that every set of collective steps makes accessible.

    Parameters
    ----------
    personnes : n profiles, or people already read (`Personnes.depuis`), which is much faster to do
        again.
    etiquettes : (n,) integers to count by; None for one label, 0.
    travailleurs : threads; 1 in a web process.
    compiler : False to count by arrays, which compiles nothing where kernels are not ready.

    Raises
    ------
    ValueError
        With a French sentence, when the steps are not sound, when an array has not one row per
        person, or when the steps are too tangled to be told apart.
    TypeError
        Without numba, when people are given as `Personnes`.
    """
    demarche = Demarche.de(solution.etape for solution in solutions)
    n = len(personnes)
    labels = np.zeros(n, dtype=np.int64) if etiquettes is None else np.asarray(etiquettes)
    _verifier(n, labels, solutions)
    distinctes, rangs = np.unique(labels, return_inverse=True)
    compte = Compte(demarche, len(distinctes), rangs, _donnees(solutions, n), jour, solutions)
    if EST_COMPILE and compiler:
        gens = personnes if isinstance(personnes, Personnes) else Personnes.depuis(personnes)
        with atelier(travailleurs) as lancer:
            for table, fermees in parties(catalogue):
                compte.ajouter(gens, table, fermees, lancer)
    elif isinstance(personnes, Personnes):
        raise TypeError("Sans numba, donner les profils et non `Personnes`.")
    else:
        compte.par_colonnes(personnes, catalogue)
    gagnants = np.bincount(rangs[compte.gagnants != 0], minlength=len(distinctes))
    return Territoire(demarche, distinctes, compte.paires, gagnants)


def _verifier(n: int, labels: NDArray[np.int64], solutions: Sequence[Collective]) -> None:
    if labels.shape != (n,):
        raise ValueError(f"Étiquettes : {n} attendues, une par personne.")
    for solution in solutions:
        if solution.pour is not None and solution.pour.shape != (n,):
            raise ValueError(
                f"Étape « {solution.etape.code} » : une réponse par personne attendue."
            )


def _donnees(solutions: Sequence[Collective], n: int) -> NDArray[np.int64]:
    """The set of steps each person is given, (n,)."""
    donnees = np.zeros(n, dtype=np.int64)
    for rang, solution in enumerate(solutions):
        donnees |= (1 if solution.pour is None else solution.pour.astype(np.int64)) << rang
    return donnees


@dataclass(eq=False)
class Compte:
    """Pairs being added up, table after table."""

    demarche: Demarche
    labels: int
    rangs: NDArray[np.int64]
    donnees: NDArray[np.int64]
    jour: date
    solutions: Sequence[Collective]

    def __post_init__(self) -> None:
        self.par_antichaine: dict[tuple[int, ...], Any] = {}
        self.gagnants = np.zeros(len(self.donnees), dtype=np.int8)

    @property
    def nuit(self) -> int:
        """The steps that make public transport sure."""
        return sum(1 << r for r, s in enumerate(self.solutions) if s.roule_la_nuit)

    def ajouter(self, personnes: Personnes, table: Table, fermees: Any, lancer: Lancer) -> None:
        """The pairs of one table: people given the same steps, openings served by the same."""
        mots = mots_de(table, self.demarche, self.nuit)
        if mots is None:
            raise ValueError("Ces étapes découpent la semaine en trop de morceaux différents.")
        tamis, gens = tamis_de(table, mots, fermees, self.jour), gens_pour(personnes, table)
        dessertes = self._dessertes(table.offres.ouvertures["cle"])
        for donnees in np.unique(self.donnees).tolist():
            ordre = _ordre(personnes, np.flatnonzero(self.donnees == donnees))
            for vers, admises in dessertes:
                if permises := donnees & vers:
                    passage = Passage(table, mots, tamis, gens, permises, permises & self.nuit != 0)
                    largesse = _largesse(personnes, self.demarche, permises, self.rangs)
                    self._passer(passage, largesse, ordre, admises, lancer)

    def _dessertes(self, cles: NDArray[np.int64]) -> list[tuple[int, NDArray[np.int8]]]:
        """Sets of steps that serve the same openings, and where these are."""
        vers = np.full(len(cles), self.demarche.tout, dtype=np.int64)
        for rang, solution in enumerate(self.solutions):
            if solution.vers is not None:
                desservies = np.isin(cles, np.array(sorted(solution.vers), dtype=np.int64))
                vers[~desservies] &= ~(1 << rang)
        return [(e, (vers == e).astype(np.int8)) for e in np.unique(vers).tolist()]

    def _passer(
        self, passage: "Passage", largesse: Any, ordre: Any, admises: Any, lancer: Lancer
    ) -> None:
        resultats: list[tuple[Any, Any]] = []

        def compter(rangs: Any) -> None:
            resultats.append(
                passage.compter(largesse, admises, self.jour, self.labels, self.gagnants, rangs)
            )

        morceaux = [ordre[debut : debut + MORCEAU] for debut in range(0, len(ordre), MORCEAU)]
        for attendu in [lancer(compter, morceau) for morceau in morceaux]:
            if attendu is not None:
                attendu.result()
        for comptes, groupes in resultats:
            clauses = [clause & passage.permises for clause in passage.mots.clauses]
            acces, _ = antichaines_de(groupes.tolist(), clauses, self.demarche)
            self.noter(acces, comptes.T)

    def par_colonnes(
        self, profils: Sequence[Profil], catalogue: Catalogue | CatalogueVivant
    ) -> None:
        """The same by arrays, one person after the other."""
        entier = catalogue if isinstance(catalogue, Catalogue) else catalogue.en_entier()
        vivantes = entier.expire >= self.jour.toordinal()
        dessertes = self._dessertes(entier.cles)
        for rang, profil in enumerate(profils):
            lus = besoins(profil, entier, self.demarche, self.jour, self.nuit)
            for vers, admises in dessertes:
                permises = int(self.donnees[rang]) & vers
                siens = replace(lus, clauses=tuple(c & permises for c in lus.clauses))
                lignes = np.flatnonzero(vivantes & (admises != 0))
                groupes, acces, _ = siens.antichaines(lignes, self.demarche)
                comptes = np.zeros((len(acces), self.labels), dtype=np.int64)
                np.add.at(comptes, (groupes, self.rangs[rang]), 1)
                self.noter(acces, comptes)
                self.gagnants[rang] |= any(a and a != (0,) for a in acces)

    def noter(self, antichaines: Iterable[tuple[int, ...]], comptes: Iterable[Any]) -> None:
        """Add pairs by label to those of their antichain."""
        for antichaine, par_label in zip(antichaines, comptes, strict=True):
            self.par_antichaine[antichaine] = self.par_antichaine.get(antichaine, 0) + par_label

    @property
    def paires(self) -> NDArray[np.int64]:
        """Pairs opened by label and set, (v, 2 ** b): those open today are not in it."""
        ouvertes = {a: n for a, n in self.par_antichaine.items() if a != (0,)}
        comptes = np.array(list(ouvertes.values()), dtype=np.int64).reshape(
            len(ouvertes), self.labels
        )
        return sommer(list(ouvertes), comptes, len(self.demarche)).T


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One run of the kernel: a table, and the steps that the people and openings at hand allow."""

    table: Table
    mots: Mots
    tamis: noyau.Tamis
    gens: Gens
    permises: int
    de_nuit: bool

    def compter(
        self,
        largesse: noyau.Largesse,
        admises: Any,
        jour: date,
        labels: int,
        gagnants: Any,
        rangs: Any,
    ) -> tuple[Any, Any]:
        """Pairs by label and group (v, g), and the ways of each group."""
        leves, t = self.mots.leves, self.table.offres
        etude = nouvelle_etude(t, leves, GROUPES_MAX)
        comptes = np.zeros((labels, GROUPES_MAX), dtype=np.int64)
        a_place = noyau.compter(
            rangs, self.gens, t, nouveau(t), self.tamis, largesse, leves, etude, self._ferme(),
            self.de_nuit, admises, np.empty(len(self.table) + 1, dtype=np.int32), jour.toordinal(),
            comptes, gagnants,
        )  # fmt: skip
        if not a_place:
            raise ValueError("Ces étapes se combinent de trop de façons différentes.")
        nombre = int(etude.nombres[0])
        return comptes[:, :nombre], etude.groupes[:nombre]

    def _ferme(self) -> np.uint64:
        """The clauses that none of the steps allowed meets."""
        closes = [r for r, clause in enumerate(self.mots.clauses) if not clause & self.permises]
        return np.uint64(sum(1 << rang for rang in closes))


def _largesse(
    personnes: Personnes, demarche: Demarche, permises: int, rangs: NDArray[np.int64]
) -> noyau.Largesse:
    """What everyone can travel with once they have the steps allowed."""
    minutes = personnes.minutes.copy()
    connues = personnes.personnes["a_minutes"] != 0
    for apport in demarche.apports(permises):
        for mode, maximum in apport.minutes.items():
            colonne = minutes[:, MODES.index(mode)]
            np.maximum(colonne, min(PLAFOND_MINUTES, max(-1, maximum)), out=colonne)
            connues = np.ones(len(minutes), dtype=bool)
    minutes[~connues] = ABSENT
    _, portees = portees_de(minutes)
    return noyau.Largesse(minutes, portees, connues.astype(np.int8), rangs.astype(np.int32))


def _ordre(personnes: Personnes, ici: NDArray[np.int64]) -> NDArray[np.int64]:
    """People who need the same care one after the other."""
    p = personnes.personnes[ici]
    longues = personnes.minutes[ici].max(axis=1)
    return ici[np.lexsort((longues, p["limites"], p["souhaitee"], p["garde_inconnue"], p["garde"]))]
