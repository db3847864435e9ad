"""What the bench measures, and how: wall, processor, percentiles, peak memory, exactness."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any, Final

from matching.moteur import bench_ouvrants, conservation
from matching.moteur.bench_chronometre import Mesure, chronometrer, repeter
from matching.moteur.bench_monde import (
    JOUR,
    postes_inventes,
    profils_inventes,
    referentiel_invente,
)
from matching.moteur.bench_reperes import (
    BallTreeEtMasque,
    secondes_balltree,
    secondes_par_paire_naive,
)
from matching.moteur.catalogue import Catalogue
from matching.moteur.classement import classer
from matching.moteur.evaluation import evaluer
from matching.moteur.masse import Personnes, Tetes, classer_tous, classer_un, qui_pour
from matching.moteur.noyau.__main__ import compiler_tout
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.reference import classer_naif
from matching.moteur.referentiel import Referentiel

K: Final = 20
# Above this many openings the country is drawn, below it one city.
LOCAL: Final = 200_000
ECHANTILLON, TEMOINS = 1500, 12


@dataclass(frozen=True, slots=True)
class Taille:
    """One world: how many people and openings, from which seed, measured how many times."""

    personnes: int
    ouvertures: int
    graine: int
    fois: int
    travailleurs: int

    @property
    def local(self) -> bool:
        """One city, or the country."""
        return self.ouvertures <= LOCAL


def mesurer(taille: Taille) -> list[dict[str, Any]]:
    """All rows of one world; built in one process, measured in another that maps it."""
    with tempfile.TemporaryDirectory(prefix="bench-") as dossier:
        lignes = []
        for etape in (construire, exploiter):
            with get_context("spawn").Pool(1) as bassin:
                lignes += bassin.apply(etape, (taille, dossier))
        return lignes


def construire(taille: Taille, dossier: str) -> list[dict[str, Any]]:
    """Build the catalogue in one pass and keep it; the time to invent openings is taken off."""
    referentiel = referentiel_invente(Random(taille.graine))
    inventes = _Invente(postes_inventes(taille.graine, taille.ouvertures, taille.local))
    mesure = Mesure("construire et enregistrer le catalogue", 0, taille.ouvertures)
    with chronometrer(mesure):
        catalogue = Catalogue.depuis(inventes, referentiel)
        conservation.enregistrer(catalogue, Path(dossier))
    mesure.wall_s -= inventes.wall
    mesure.cpu_s -= inventes.cpu
    return [mesure.en_dict()]


class _Invente:
    """An iterator that counts the time its source takes."""

    def __init__(self, source: Iterator[Any]) -> None:
        self.source, self.wall, self.cpu = source, 0.0, 0.0

    def __iter__(self) -> Iterator[Any]:
        while lot := self._lot():
            yield from lot

    def _lot(self) -> list[Any]:
        mur, cpu = time.perf_counter(), time.process_time()
        lot = list(islice(self.source, 4096))
        self.wall += time.perf_counter() - mur
        self.cpu += time.process_time() - cpu
        return lot


@dataclass
class Atelier:
    """What the measures share: a mapped catalogue, people read, witnesses kept as profiles."""

    taille: Taille
    dossier: Path
    catalogue: Catalogue
    personnes: Personnes
    temoins: list[Profil]
    nouvelles: list[Poste]
    naive_s: float = 0.0
    balltree_s: float = 0.0

    @property
    def referentiel(self) -> Referentiel:
        """The same ROME as the catalogue."""
        return self.catalogue.referentiel

    def mesure(self, operation: str, personnes: int | None = None) -> Mesure:
        """A row of this world."""
        combien = self.taille.personnes if personnes is None else personnes
        return Mesure(operation, combien, self.taille.ouvertures)

    def comparer(self, mesure: Mesure, secondes_par_personne: float) -> Mesure:
        """Fill the ratios from the yardsticks of this run."""
        if secondes_par_personne:
            naive_s = self.naive_s * mesure.ouvertures * mesure.ensembles
            mesure.ratio_naif = naive_s / secondes_par_personne
            if mesure.ensembles == 1:
                mesure.ratio_balltree = self.balltree_s / secondes_par_personne
        return mesure


def exploiter(taille: Taille, dossier: str) -> list[dict[str, Any]]:
    """Every operation on a catalogue mapped from disk."""
    compiler_tout()
    chargement = Mesure("charger (carte mémoire)", 0, taille.ouvertures)
    with chronometrer(chargement):
        catalogue = conservation.charger(Path(dossier))
    lecture = Mesure("lire les profils", taille.personnes, 0)
    inventes = _Invente(profils_inventes(taille.graine + 1, taille.personnes, taille.local))
    with chronometrer(lecture):
        personnes = Personnes.depuis(inventes)
    lecture.wall_s -= inventes.wall
    lecture.cpu_s -= inventes.cpu
    temoins = list(
        islice(profils_inventes(taille.graine + 1, taille.personnes, taille.local), taille.fois)
    )
    nouvelles = list(postes_inventes(taille.graine + 2, taille.fois, taille.local))
    atelier = Atelier(taille, Path(dossier), catalogue, personnes, temoins, nouvelles)
    # The yardsticks come last, in memory as in time, but the ratios of all rows need them.
    faites = [_un(atelier), _tous(atelier), _pour(atelier), *_changer(atelier)]
    faites.append(_ouvrir(atelier))
    if taille.local:
        faites += [_tout_recalculer(atelier), _territoire(atelier), _exclure(atelier)]
    reperes = _reperes(atelier)
    for mesure, par_personne in faites:
        atelier.comparer(mesure, par_personne)
    rangees = [chargement, lecture, *(mesure for mesure, _ in faites), *reperes]
    return [mesure.en_dict() for mesure in rangees]


def _un(a: Atelier) -> tuple[Mesure, float]:
    classer_un(a.temoins[0], a.catalogue, K, jour=JOUR)
    mesure = repeter(
        a.mesure("classer une personne", 1),
        lambda rang: classer_un(a.temoins[rang], a.catalogue, K, jour=JOUR),
        len(a.temoins),
    )
    mesure.exact = all(_est_exacte(a, p) for p in a.temoins[:TEMOINS])
    return mesure, statistics.median(mesure.durees)


def _ouvrir(a: Atelier) -> tuple[Mesure, float]:
    mesure = bench_ouvrants.ouvrir(a.mesure("ouvrir une personne", 1), a.catalogue, a.temoins)
    return mesure, statistics.median(mesure.durees)


def _territoire(a: Atelier) -> tuple[Mesure, float]:
    """Four times as many people: a town, when the rest measures a structure."""
    mesure = a.mesure("ouvrir un territoire (crèche à 5 h 30)", 4 * a.taille.personnes)
    profils = profils_inventes(a.taille.graine + 3, mesure.personnes, a.taille.local)
    gens = Personnes.depuis(profils)
    bench_ouvrants.territoire(mesure, a.catalogue, gens, a.taille.travailleurs, a.temoins)
    return mesure, mesure.wall_s / max(1, mesure.personnes)


def _exclure(a: Atelier) -> tuple[Mesure, float]:
    mesure = replace(a.mesure("ce qu’une ouverture exclut"), ouvertures=1)
    bench_ouvrants.exclure(mesure, a.nouvelles, a.personnes, a.temoins, a.referentiel)
    return mesure, 0.0


def _est_exacte(a: Atelier, profil: Profil) -> bool:
    tete = classer_un(profil, a.catalogue, K, jour=JOUR)
    lent = classer(profil, a.catalogue, jour=JOUR, k=K)
    return (tete.accessibles, tete.a_verifier) == (lent.accessibles, lent.a_verifier)


def _tous(a: Atelier) -> tuple[Mesure, float]:
    mesure = a.mesure(f"classer tout le monde ({K} premières)")
    with chronometrer(mesure):
        tetes = classer_tous(
            a.personnes, a.catalogue, K, jour=JOUR, travailleurs=a.taille.travailleurs
        )
    mesure.exact = _sont_exactes(a, tetes)
    return mesure, mesure.wall_s / max(1, a.taille.personnes)


def _tout_recalculer(a: Atelier) -> tuple[Mesure, float]:
    mesure = a.mesure("tout recalculer, comptes et blocages")
    with chronometrer(mesure):
        tetes = classer_tous(
            a.personnes,
            a.catalogue,
            K,
            jour=JOUR,
            complet=True,
            travailleurs=a.taille.travailleurs,
        )
    mesure.exact = _sont_exactes(a, tetes)
    return mesure, mesure.wall_s / max(1, a.taille.personnes)


def _sont_exactes(a: Atelier, tetes: Tetes) -> bool:
    """The first witnesses against `classer`, itself held against the naive loop (`_reperes`)."""
    for rang, profil in enumerate(a.temoins[:TEMOINS]):
        lent, tete = classer(profil, a.catalogue, jour=JOUR, k=K), tetes[rang]
        if (tete.accessibles, tete.a_verifier) != (lent.accessibles, lent.a_verifier):
            return False
        if tete.comptes and (tete.comptes, tete.blocages) != (lent.comptes, lent.blocages):
            return False
    return True


def _pour(a: Atelier) -> tuple[Mesure, float]:
    appeler = lambda rang: qui_pour(  # noqa: E731
        a.nouvelles[rang], a.personnes, K, referentiel=a.referentiel, jour=JOUR
    )
    appeler(0)
    mesure = replace(a.mesure("qui pour une nouvelle ouverture"), ouvertures=1)
    repeter(mesure, appeler, len(a.nouvelles))
    quelques = a.temoins[: 4 * TEMOINS]
    lus = Personnes.depuis(quelques)
    mesure.exact = True
    for poste in a.nouvelles[:TEMOINS]:
        appel = qui_pour(poste, lus, len(quelques), referentiel=a.referentiel, jour=JOUR)
        trouves = {(r.cle, r.statut, r.score) for r in appel.accessibles + appel.a_verifier}
        attendus = {
            (rang, e.statut, e.score)
            for rang, profil in enumerate(quelques)
            if not (e := evaluer(profil, poste, a.referentiel, JOUR)).familles
        }
        mesure.exact &= trouves == attendus
    return mesure, 0.0


def _changer(a: Atelier) -> list[tuple[Mesure, float]]:
    """Add then close openings on disk, and what a reader does to see it."""
    decalees = [replace(poste, cle=10**12 + poste.cle) for poste in a.nouvelles]
    fois = min(50, len(decalees))
    ajout = a.mesure("ajouter une ouverture", 0)
    repeter(ajout, lambda rang: conservation.ajouter(decalees[rang], a.dossier), fois)
    fermeture = a.mesure("fermer une ouverture", 0)
    repeter(fermeture, lambda rang: conservation.fermer(rang, a.dossier), fois)
    vivant = conservation.charger_vivant(a.dossier)
    lu = a.mesure("relire une fois changé", 0)
    with chronometrer(lu):
        vivant = conservation.charger_vivant(
            a.dossier, replace(vivant, marque=vivant.marque._replace(longueur=0))
        )
    entier = vivant.en_entier()
    lu.exact = all(
        classer_un(p, vivant, K, jour=JOUR) == classer_un(p, entier, K, jour=JOUR)
        for p in a.temoins[:3]
    )
    return [(ajout, 0.0), (fermeture, 0.0), (lu, 0.0)]


def _reperes(a: Atelier) -> list[Mesure]:
    """The yardsticks, and the proof that the readable ranking is the naive one."""
    postes = list(
        postes_inventes(a.taille.graine, min(ECHANTILLON, a.taille.ouvertures), a.taille.local)
    )
    naive = Mesure("boucle naïve (repère)", 1, len(postes))
    with chronometrer(naive):
        a.naive_s = secondes_par_paire_naive(a.temoins[0], postes, a.referentiel, JOUR)
    lent = classer(a.temoins[0], Catalogue.depuis(postes, a.referentiel), jour=JOUR, k=K)
    attendu = classer_naif(a.temoins[0], postes, a.referentiel, jour=JOUR, k=K)
    naive.exact = (lent.comptes, lent.pistes) == (
        attendu.comptes,
        attendu.accessibles + attendu.a_verifier,
    )
    arbre = BallTreeEtMasque(a.catalogue)
    balltree = a.mesure("BallTree + masque (repère)", min(50, len(a.temoins)))
    with chronometrer(balltree):
        balltree.durees = secondes_balltree(a.temoins[: balltree.personnes], arbre, K)
    a.balltree_s = statistics.mean(balltree.durees)
    return [naive, balltree]
