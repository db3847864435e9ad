"""What every opening of a catalogue would need for a person, column by column.

Shapes: n openings, five ways, w words of clause bits. Bit 0 of the first word is the clause no step
meets: a way that has it is closed for good.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.moteur.catalogue import Catalogue
from matching.moteur.codes import BITS_CONDITIONS, RANG_NATURE
from matching.moteur.colonnes.base import MINUTES_INCONNUES
from matching.moteur.colonnes.communs import choix
from matching.moteur.colonnes.voies import distances, durees
from matching.moteur.criteres.base import Force
from matching.moteur.criteres.droit_travail import NATURES_SALARIEES
from matching.moteur.criteres.garde import PLAFOND_DEMI_HEURES
from matching.moteur.grilles import en_mots, tourner
from matching.moteur.ouvrants.ensembles import couvrants, minimaux
from matching.moteur.ouvrants.etapes import Demarche
from matching.moteur.ouvrants.leviers import ACQUIS, SANS_TRAJET, Leviers, leviers
from matching.moteur.profil import INCONNUE, Profil
from matching.moteur.trajets import MARGE_GARDE, MODES
from matching.moteur.vocabulaire import Mode

Mots = NDArray[np.uint64]
UN: Final = np.uint64(1)
BIT_NUIT: Final = BITS_CONDITIONS["nuit"]


@dataclass(frozen=True, slots=True)
class Besoins:
    """Clause bits of each way, (5, n, w): to be accessible, and not to be blocked."""

    acces: Mots
    libres: Mots
    clauses: tuple[int, ...]

    def antichaines(self, lignes: Any, demarche: Demarche) -> tuple[Any, list[Any], list[Any]]:
        """Rank of the group of each line, then the two antichains of each group."""
        rangs, premiers = grouper(np.concatenate([self.acces, self.libres])[:, lignes])
        connues: dict[int, tuple[int, ...]] = {}
        acces, libres = (
            [
                minimaux(
                    masque
                    for voie in self._voies(mots[:, ligne])
                    for masque in _masques(voie, self.clauses, demarche, connues)
                )
                for ligne in lignes[premiers].tolist()
            ]
            for mots in (self.acces, self.libres)
        )
        return rangs, acces, libres

    def _voies(self, mots: Mots) -> set[int]:
        return {sum(int(mot) << 64 * rang for rang, mot in enumerate(voie)) for voie in mots}


def _masques(
    voie: int, clauses: Sequence[int], demarche: Demarche, connues: dict[int, tuple[int, ...]]
) -> tuple[int, ...]:
    if voie not in connues:
        demandees = [clause for rang, clause in enumerate(clauses) if voie >> rang & 1]
        connues[voie] = couvrants(demandees, demarche.fermetures)
    return connues[voie]


def grouper(colonnes: Mots) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rank of the group of each line of equal columns (c, r, w), and the first line of each."""
    melange = np.zeros(colonnes.shape[1], dtype=np.uint64)
    for mots in (mots for colonne in colonnes for mots in colonne.T):
        melange = (melange ^ mots) * np.uint64(0x9E3779B97F4A7C15)
        melange ^= melange >> np.uint64(29)
    _, premiers, rangs = np.unique(melange, return_index=True, return_inverse=True)
    if (colonnes[:, premiers[rangs]] == colonnes).all():
        return rangs, premiers
    _, premiers, rangs = np.unique(  # pragma: no cover - two lines drew the same 64 bits
        colonnes, axis=1, return_index=True, return_inverse=True
    )
    return rangs.reshape(-1), premiers


def besoins(
    profil: Profil, catalogue: Catalogue, demarche: Demarche, jour: date, nuit: int = 0
) -> Besoins:
    """What each way of each opening needs; see `leviers`.

    `nuit` are the steps that make public transport run at night, and to places not served.
    """
    lus = leviers(profil, catalogue, demarche)
    clauses = tuple(sorted({0, nuit, *lus.clauses()} - {ACQUIS}))
    bits = _bits(clauses, len(demarche))
    acces, libres = _communs(profil, catalogue, jour, lus, bits)
    metres, est_connu = distances(profil, catalogue)
    avant_apres = None if lus.garde is None else _garde(catalogue, lus.garde, bits)
    voies = []
    for mode in MODES:
        minutes = durees(catalogue, mode, metres, est_connu)
        venir, pouvoir = _mobilite(profil, catalogue, mode, minutes, lus, bits, nuit)
        if avant_apres is not None:
            garde = _garde_de(catalogue, minutes, *avant_apres)
            venir |= garde
            if profil.garde != INCONNUE:
                pouvoir |= garde
        voies.append((acces | venir, libres | pouvoir))
    return Besoins(np.array([a for a, _ in voies]), np.array([b for _, b in voies]), clauses)


def _bits(clauses: Sequence[int], etapes: int) -> Mots:
    """Words of each clause by its value, (2 ** etapes + 1, w); `ACQUIS` finds the last, empty."""
    bits = np.zeros(((1 << etapes) + 1, len(clauses) // 64 + 1), dtype=np.uint64)
    for rang, clause in enumerate(clauses):
        bits[clause, rang // 64] = UN << np.uint64(rang % 64)
    return bits


def _communs(
    profil: Profil, catalogue: Catalogue, jour: date, lus: Leviers, bits: Mots
) -> tuple[Mots, Mots]:
    """What no way changes: the choices, then requirements, measures, limits, right to work."""
    bloque, inconnu = choix(profil, catalogue, jour)
    acces = bits[np.where((bloque != 0) | inconnu, 0, ACQUIS)]
    libres = bits[np.where(bloque != 0, 0, ACQUIS)]
    if len(catalogue.demandes_genre):
        for mots, ou in ((acces, True), (libres, lus.genres_bloquants)):
            table = bits[np.where(ou, lus.genres, ACQUIS)]
            mots[catalogue.demandes_poste] |= np.bitwise_or.reduceat(
                table[catalogue.demandes_genre], catalogue.demandes_debut
            )
    for bit, clause, est_refusee in lus.mesures:
        _demander(
            (acces, libres) if est_refusee else (acces,), catalogue.mesures & bit, bits[clause]
        )
    nuit: Any = catalogue.grilles_nuit[catalogue.grille]
    for bit, clause in lus.limites:
        exigee = (catalogue.conditions_exigees & bit) != 0
        if bit == BIT_NUIT:
            exigee |= nuit
        _demander((acces, libres), exigee, bits[clause])
        _demander((acces,), catalogue.conditions_a_verifier & bit, bits[clause])
    if lus.droit != ACQUIS:
        salariees = np.isin(catalogue.nature, [RANG_NATURE[n] for n in sorted(NATURES_SALARIEES)])
        _demander((acces, libres), salariees, bits[lus.droit])
    return acces, libres


def _demander(cibles: Sequence[Mots], ou: Any, mots: Mots) -> None:
    lignes = np.flatnonzero(ou)
    for cible in cibles:
        cible[lignes] |= mots


def _mobilite(
    profil: Profil,
    catalogue: Catalogue,
    mode: Mode,
    minutes: Any,
    lus: Leviers,
    bits: Mots,
    nuit: int,
) -> tuple[Mots, Mots]:
    """One way; see `criteres.mobilite.constater`. What was never asked is never blocked."""
    ignorees = minutes == MINUTES_INCONNUES
    clauses = lus.minutes[MODES.index(mode)][np.minimum(minutes, SANS_TRAJET)]
    acces = bits[np.where(ignorees, 0, clauses)]
    libres = bits[clauses] if profil.minutes is not None else np.zeros_like(acces)
    if mode is Mode.TC:
        de_nuit = minutes > catalogue.grilles_jour[catalogue.grille]
        acces |= bits[np.where(de_nuit | (catalogue.non_desservi >= 0), nuit, ACQUIS)]
        if profil.minutes is not None:
            libres |= bits[np.where(catalogue.non_desservi == Force.EXIGE, nuit, ACQUIS)]
    acces[catalogue.teletravail] = 0
    libres[catalogue.teletravail] = 0
    return acces, libres


def _garde(
    catalogue: Catalogue, groupes: Sequence[tuple[int, tuple[int, ...]]], bits: Mots
) -> tuple[Mots, Mots]:
    """Clause bits of each weekly grid by half-hours before, and after; (g + 1, 22, w) each."""
    grilles = catalogue.grilles_mots
    tables = []
    for sens in (-1, 1):
        table = np.zeros((len(grilles) + 1, PLAFOND_DEMI_HEURES + 1, bits.shape[1]), np.uint64)
        for grille, clauses in groupes:
            mots = np.bitwise_or.reduce(bits[list(clauses)], axis=0)
            for pas in range(PLAFOND_DEMI_HEURES + 1):
                # The half-hours are moved the other way instead of the work.
                voisines = en_mots([tourner(grille, -sens * pas)])
                croise = np.flatnonzero((grilles & voisines).any(axis=1))
                table[croise, pas] |= mots
        tables.append(np.bitwise_or.accumulate(table, axis=1))
    return tables[0], tables[1]


def _garde_de(catalogue: Catalogue, minutes: Any, avant: Mots, apres: Mots) -> Mots:
    """Clauses of the half-hours of work, of the journey at both ends and 15 minutes more."""
    besoin = np.where(minutes == MINUTES_INCONNUES, 0, minutes) + MARGE_GARDE
    pas = [
        np.maximum(0, -((jeu.astype(np.int32) - besoin) // 30))
        for jeu in (catalogue.jeu_debut, catalogue.jeu_fin)
    ]
    return np.asarray(avant[catalogue.grille, pas[0]] | apres[catalogue.grille, pas[1]])
