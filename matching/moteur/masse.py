"""Ranking in bulk: the same answers as `classer`, for everyone, for one person, for one opening.

With numba the kernels of `noyau` do the work; without it the arrays of `colonnes` do, and the
results are equal. Everything is exact: same statuses, same integer scores, same order among equals.

>>> from datetime import date
>>> from matching.moteur.poste import Poste
>>> from matching.moteur.profil import Profil
>>> from matching.moteur.referentiel import Referentiel
>>> catalogue = Catalogue.depuis([Poste(cle=7, teletravail=True)], Referentiel())
>>> tetes = classer_tous([Profil()], catalogue, 3, jour=date(2026, 3, 2))
>>> [rang.cle for rang in tetes[0].a_verifier]
[7]
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import Any, Final

import numpy as np

from matching.moteur.appels import Appel, appeler_un_a_un
from matching.moteur.catalogue import Catalogue
from matching.moteur.classement import STATUTS, Comptes, Rang, classer
from matching.moteur.conservation import CatalogueVivant
from matching.moteur.departage import MASQUE_64, Departage
from matching.moteur.noyau.appel import appeler, lire
from matching.moteur.noyau.assemblee import Assemblee, assemblee_de
from matching.moteur.noyau.brouillon import nouveau
from matching.moteur.noyau.compilation import EST_COMPILE
from matching.moteur.noyau.formes import Gens, Sorties, Tableau, Vivant, sorties
from matching.moteur.noyau.personnes import Personnes, gens_pour
from matching.moteur.noyau.recherche import classer_bloc
from matching.moteur.noyau.resultats import Tete, Tetes, fusionner, joindre, tete_de
from matching.moteur.noyau.table import Table, table_de
from matching.moteur.noyau.tete import Tete as Gardees
from matching.moteur.noyau.tete import nouvelle
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel

# People read, then ranked, at a time: enough to go from place to place, little enough to overlap.
LOT: Final = 4096
__all__ = [
    "Appel",
    "Personnes",
    "Tete",
    "Tetes",
    "classer_tous",
    "classer_un",
    "qui_pour",
]

MORCEAU: Final = 512
SANS_CHARGES: Final = np.zeros(0, dtype=np.int32)
SANS_FERMEES: Final = np.zeros(0, dtype=np.int8)


def classer_tous(
    profils: Iterable[Profil] | Personnes,
    catalogue: Catalogue | CatalogueVivant,
    k: int = 20,
    *,
    jour: date,
    graine: int = 0,
    charges: Mapping[int, int] | None = None,
    complet: bool = False,
    travailleurs: int = 1,
) -> Tetes:
    """The k best accessible and the k best to check of every person, in the order given.

    Parameters
    ----------
    profils : profiles, read as they come, or people already read (`Personnes.depuis`).
    k : how many of each status, 0 or more.
    jour, graine, charges : as for `classer`.
    complet : also the three counts and the blocked openings by families, which `classer` gives;
        every pair is then evaluated, where the search alone leaves out what cannot be in the list.
    travailleurs : threads; 1 in a web process.

    Raises ValueError when k is negative.
    """
    if k < 0:
        raise ValueError("Le nombre d’ouvertures demandé est négatif.")
    ordre = Departage(graine, jour, charges or {})
    if not EST_COMPILE:
        return _par_colonnes(profils, catalogue, k, complet, ordre)
    passages = [
        Passage.sur(table, fermees, ordre, k, complet) for table, fermees in parties(catalogue)
    ]
    with atelier(travailleurs) as lancer:
        attendus = [
            [passage.lancer(personnes, lancer) for passage in passages]
            for personnes in _lots(profils)
        ]
        return joindre(
            [
                fusionner(
                    [p.finir(a) for p, a in zip(passages, lot, strict=True)], ordre, k, complet
                )
                for lot in attendus
            ],
            k,
            complet,
        )


def parties(catalogue: Catalogue | CatalogueVivant) -> list[tuple[Table, Tableau]]:
    """The tables to rank, each with the lines withdrawn from it."""
    if isinstance(catalogue, Catalogue):
        return [(table_de(catalogue), SANS_FERMEES)]
    base = table_de(catalogue.base)
    parties = [(base, fermees_de(base, catalogue.retirees))]
    if catalogue.ajouts is not None:
        parties.append((table_de(catalogue.ajouts), SANS_FERMEES))
    return parties


def classer_un(
    profil: Profil,
    catalogue: Catalogue | CatalogueVivant,
    k: int = 20,
    *,
    jour: date,
    graine: int = 0,
    charges: Mapping[int, int] | None = None,
    complet: bool = False,
) -> Tete:
    """The k best accessible and the k best to check of one person; see `classer_tous`."""
    return classer_tous(
        [profil], catalogue, k, jour=jour, graine=graine, charges=charges, complet=complet
    )[0]


@dataclass(frozen=True, slots=True)
class Passage:
    """One run of the kernels over a table, on a day, for a number of lines."""

    table: Table
    vivant: Vivant
    jour: int
    sel: np.uint64
    k: int
    complet: bool

    @classmethod
    def sur(
        cls, table: Table, fermees: Tableau, ordre: Departage, k: int, complet: bool
    ) -> "Passage":
        """A run; see `classer_tous`."""
        vivant = Vivant(charges_de(table, ordre.charges), fermees)
        sel = np.uint64(ordre.sel & MASQUE_64)
        return cls(table, vivant, ordre.jour.toordinal(), sel, k, complet)

    def lancer(
        self, personnes: Personnes, lancer: "Lancer"
    ) -> tuple[Sorties, list[Future[None] | None]]:
        """Start ranking people, near ones together; the outputs, and what to wait for."""
        gens = gens_pour(personnes, self.table)
        ecrites = sorties(len(personnes), self.k, self.complet)
        fait = [
            lancer(
                self._classer, morceau, gens, ecrites
            )
            for morceau in _morceaux(personnes)
        ]  # fmt: skip
        return ecrites, fait

    def _classer(self, morceau: Tableau, gens: Gens, ecrites: Sorties) -> None:
        offres = self.table.offres
        classer_bloc(
            morceau, gens, offres, self.vivant, nouveau(offres), nouvelle(self.k),
            self.jour, self.sel, self.complet, ecrites,
        )  # fmt: skip

    def finir(self, attendu: tuple[Sorties, list[Future[None] | None]]) -> Tetes:
        """Wait for a run that was started, and turn lines into keys."""
        ecrites, faits = attendu
        for fait in faits:
            if fait is not None:
                fait.result()
        cles = np.full(ecrites.lignes.shape, -1, dtype=np.int64)
        ou = ecrites.lignes >= 0
        cles[ou] = self.table.offres.ouvertures["cle"][ecrites.lignes[ou]]
        return Tetes(
            cles,
            ecrites.scores,
            ecrites.peut,
            ecrites.nombres,
            ecrites.comptes if self.complet else None,
            ecrites.blocages if self.complet else None,
        )


def qui_pour(
    poste: Poste,
    profils: Sequence[Profil] | Personnes,
    k: int = 20,
    *,
    referentiel: Referentiel,
    jour: date,
    graine: int = 0,
    charges: Mapping[int, int] | None = None,
) -> Appel:
    """The k people for whom an opening is best placed, among those it is accessible to or to check.

    Scores are those of the opening for each person, so a person stands higher when the opening
    suits them more. Ties: fewest referrals in course, then the daily shuffle, by the person's key
    (`Personnes.cles`, else the rank in `profils`). An expired opening calls nobody.

    Parameters
    ----------
    profils : people; give `Personnes` read once to call them again in milliseconds.
    charges : key of a person → referrals in course.
    """
    ordre = Departage(graine, jour, charges or {})
    if isinstance(profils, Personnes):
        personnes = profils
    elif EST_COMPILE:
        personnes = Personnes.depuis(profils)
    else:
        return appeler_un_a_un(
            poste, profils, k, referentiel=referentiel, jour=jour, graine=graine, charges=charges
        )
    assemblee = assemblee_de(personnes)
    lue = lire(poste, referentiel, assemblee)
    if lue is None:
        raise ValueError("Cette ouverture demande plus de 64 choses différentes.")
    tete, comptes = nouvelle(k), np.zeros(2, dtype=np.int64)
    appeler(
        assemblee.foule, *lue, tete, _charges_des_gens(assemblee, ordre),
        jour.toordinal(), np.uint64(ordre.sel), comptes,
    )  # fmt: skip
    est_vive = poste.expire_le is None or poste.expire_le >= jour
    bloquees = len(personnes) - int(comptes.sum()) if est_vive else 0
    return Appel(
        Comptes(int(comptes[0]), int(comptes[1]), bloquees),
        *(_rangs_des_gens(tete, statut) for statut in range(2)),
    )


def _charges_des_gens(assemblee: Assemblee, ordre: Departage) -> Tableau:
    if not ordre.charges:
        return SANS_CHARGES
    return ordre.charges_de(assemblee.foule.cles).astype(np.int32)


def _rangs_des_gens(tete: Gardees, statut: int) -> tuple[Rang, ...]:
    n = int(tete.nombres[statut])
    return tuple(
        Rang(cle, STATUTS[statut], score, peut, score - peut)
        for cle, score, peut in zip(
            tete.cles[statut, :n].tolist(),
            tete.scores[statut, :n].tolist(),
            tete.peut[statut, :n].tolist(),
            strict=True,
        )
    )


Lancer = Callable[..., "Future[None] | None"]


@contextmanager
def atelier(travailleurs: int) -> Iterator[Lancer]:
    """A way to run a kernel: now, or in one of several threads (kernels hold no lock)."""
    if travailleurs <= 1:
        yield _tout_de_suite
        return
    with ThreadPoolExecutor(travailleurs) as bassin:
        yield bassin.submit


def _tout_de_suite(fonction: Callable[..., None], *arguments: Any) -> None:
    fonction(*arguments)


def _lots(profils: Iterable[Profil] | Personnes) -> Iterator[Personnes]:
    if isinstance(profils, Personnes):
        yield profils
        return
    if isinstance(profils, list) and len(profils) <= LOT:
        yield Personnes.depuis(profils)
        return
    suite = iter(profils)
    while lot := list(islice(suite, LOT)):
        yield Personnes.depuis(lot)


def _morceaux(personnes: Personnes) -> list[Tableau]:
    """Ranks of people in geographic order, cut so that threads share the work."""
    ordre = personnes.ordre_des_lieux() if len(personnes) > 1 else np.zeros(1, dtype=np.int64)
    ordre = ordre[: len(personnes)]
    return [ordre[debut : debut + MORCEAU] for debut in range(0, len(ordre), MORCEAU)]


def charges_de(table: Table, charges: Mapping[int, int]) -> Tableau:
    """Referrals in course by line of a table, empty when no opening of it has any."""
    comptees = {cle: nombre for cle, nombre in charges.items() if nombre}
    if not comptees:
        return SANS_CHARGES
    cles = np.fromiter(comptees, dtype=np.int64, count=len(comptees))
    nombres = np.fromiter(comptees.values(), dtype=np.int32, count=len(comptees))
    lignes, rangs = table.lignes_de(cles)
    par_ligne = np.zeros(len(table), dtype=np.int32)
    par_ligne[lignes] = nombres[rangs]
    return par_ligne


def fermees_de(table: Table, cles: Iterable[int]) -> Tableau:
    """1 for each line of a table that has been withdrawn, empty when none has."""
    lignes, _ = table.lignes_de(np.array(sorted(cles), dtype=np.int64))
    if not len(lignes):
        return SANS_FERMEES
    par_ligne = np.zeros(len(table), dtype=np.int8)
    par_ligne[lignes] = 1
    return par_ligne


def _par_colonnes(
    profils: Iterable[Profil] | Personnes,
    catalogue: Catalogue | CatalogueVivant,
    k: int,
    complet: bool,
    ordre: Departage,
) -> Tetes:
    """The numpy path: `classer` for each person."""
    if isinstance(profils, Personnes):
        raise TypeError("Sans numba, donner les profils et non `Personnes`.")
    entier = catalogue if isinstance(catalogue, Catalogue) else catalogue.en_entier()
    classer_entier = partial(
        classer, catalogue=entier, k=k, jour=ordre.jour, graine=ordre.graine, charges=ordre.charges
    )
    tetes = [tete_de(classer_entier(profil), k, complet) for profil in profils]
    return joindre(tetes, k, complet)
