"""The criteria and the score, column by column, for one person and all openings.

Shapes: n openings. Blocking families are bits (`etats.BIT_FAMILLE`) in int16; the rest are small
integers. Every formula is the one of `criteres/` and `score.py`, in whole numbers.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.moteur.catalogue import (
    BITS_CONDITIONS,
    BITS_MESURES,
    RANG_CONTRAT,
    RANG_NATURE,
    SANS_DATE,
    Catalogue,
)
from matching.moteur.criteres import CRITERES_EXIGENCES
from matching.moteur.criteres.base import CONCLUSIONS, Force, Reponse
from matching.moteur.criteres.droit_travail import NATURES_SALARIEES
from matching.moteur.criteres.garde import PLAFOND_DEMI_HEURES
from matching.moteur.etats import BIT_FAMILLE
from matching.moteur.grilles import en_mots, tourner
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.score import (
    FACTEUR_METIER,
    FACTEUR_PREUVE,
    MOIS_SUFFISANTS,
    PART_SUFFISANTE,
    POIDS,
    PORTEE_MINUTES,
    UNITES_SOUHAIT,
    facteur_voisin,
)
from matching.moteur.trajets import (
    CONSTANTES,
    MARGE_GARDE,
    MODES,
    PLAFOND_MINUTES,
    vecteur,
)
from matching.moteur.vocabulaire import Famille, Mode

INCONNU: Final = 1 << len(Famille)
FAMILLES: Final = INCONNU - 1
MINUTES_INCONNUES: Final = 1000
NB_BITS: Final = np.array([bits.bit_count() for bits in range(INCONNU)], dtype=np.int32)
_POSTE_NEUTRE: Final = Poste(cle=0)

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


# --- ways of coming ---------------------------------------------------------------------------


def voies(profil: Profil, catalogue: Catalogue) -> list[Voie]:
    """The five ways of coming, with mobility and childcare; telework rows have no journey."""
    metres, est_connu = _metres(profil, catalogue)
    marge, garde_inconnue = _garde(profil, catalogue)
    return [
        _voie(profil, catalogue, mode, metres, est_connu, marge, garde_inconnue) for mode in MODES
    ]


def _metres(profil: Profil, catalogue: Catalogue) -> tuple[Entiers, Booleens]:
    n = len(catalogue)
    if profil.point is None:
        return np.zeros(n, dtype=np.int64), np.zeros(n, dtype=bool)
    x, y, z = vecteur(profil.point)
    dx, dy, dz = catalogue.xyz[0] - x, catalogue.xyz[1] - y, catalogue.xyz[2] - z
    carres = dx * dx
    carres += dy * dy
    carres += dz * dz
    return (np.sqrt(carres) + 0.5).astype(np.int64), catalogue.a_point


def _garde(profil: Profil, catalogue: Catalogue) -> tuple[Entiers | None, Booleens | bool]:
    """Longest journey childcare covers per opening (None: no constraint), and where unknown."""
    if isinstance(profil.garde, str):
        return None, profil.garde == "inconnue"
    avant = _marges(catalogue.grilles_mots, profil.garde, -1)
    apres = _marges(catalogue.grilles_mots, profil.garde, 1)
    # The extra last row is the unknown grid: nothing is refused, all is to be checked.
    sans_limite = PLAFOND_MINUTES * 2
    avant, apres = (np.append(30 * table, sans_limite) for table in (avant, apres))
    grille = catalogue.grille
    marge = np.minimum(avant[grille] + catalogue.jeu_debut, apres[grille] + catalogue.jeu_fin)
    marge -= MARGE_GARDE
    marge[avant[grille] < 0] = -1
    return marge, grille == len(catalogue.grilles_mots)


def _marges(mots: Entiers, couverte: int, sens: int) -> Entiers:
    """`grilles.marges` for (g, 6) grids: the care is shifted the other way instead of the work."""
    marges = np.full(len(mots), -1, dtype=np.int32)
    reste = np.arange(len(mots))
    for pas in range(PLAFOND_DEMI_HEURES + 1):
        absents = ~en_mots([tourner(couverte, -sens * pas)])
        reste = reste[~(mots[reste] & absents).any(axis=1)]
        if not len(reste):
            break
        marges[reste] = pas
    return marges


def _voie(
    profil: Profil,
    catalogue: Catalogue,
    mode: Mode,
    metres: Entiers,
    est_connu: Booleens,
    marge: Entiers | None,
    garde_inconnue: Booleens | bool,
) -> Voie:
    minutes = _minutes(mode, metres)
    minutes[~est_connu] = MINUTES_INCONNUES
    minutes[catalogue.teletravail] = 0
    bloquee, inconnue = _mobilite(profil, catalogue, mode, minutes)
    bloque = bloquee * np.int32(BIT_FAMILLE[Famille.MOBILITE])
    inconnue |= garde_inconnue
    if marge is not None:
        ignorees = minutes == MINUTES_INCONNUES
        hors = np.where(ignorees, 0, minutes) > marge
        bloque += hors * np.int32(BIT_FAMILLE[Famille.GARDE])
        inconnue |= ignorees
    return Voie(MODES.index(mode), profil.minutes_pour(mode) is not None, bloque, inconnue, minutes)


def _minutes(mode: Mode, metres: Entiers) -> NDArray[np.int32]:
    c = CONSTANTES[mode]
    roulees = -(-metres * (c.detour_milliemes * 60) // (c.vitesse_m_h * 1000))
    return np.minimum(roulees + c.fixe_min, PLAFOND_MINUTES).astype(np.int32)


def _mobilite(
    profil: Profil, catalogue: Catalogue, mode: Mode, minutes: Entiers
) -> tuple[Booleens, Booleens]:
    """Where this way is blocked, and where it is unknown; see `criteres.mobilite.constater`."""
    presentiel = ~catalogue.teletravail
    aucun = np.zeros(len(catalogue), dtype=bool)
    if profil.minutes is None:
        return aucun, presentiel
    maximum = profil.minutes_pour(mode)
    if maximum is None:
        return presentiel, aucun
    ignorees = minutes == MINUTES_INCONNUES
    bloquee = (minutes > maximum) & ~ignorees
    inconnue = ignorees
    if mode is Mode.TC:
        bloquee |= catalogue.non_desservi == Force.EXIGE
        inconnue |= catalogue.non_desservi > Force.EXIGE
        inconnue |= minutes > catalogue.grilles_jour[catalogue.grille]
        inconnue &= ~bloquee
    return bloquee & presentiel, inconnue & presentiel


# --- criteria that do not depend on the way ---------------------------------------------------


def communs(
    profil: Profil, catalogue: Catalogue, jour: date
) -> tuple[Entiers, Booleens, NDArray[np.int8]]:
    """Family bits that block, where something is unknown, and the (k,) answers to the kinds."""
    bloque = np.zeros(len(catalogue), dtype=np.int32)
    inconnu = catalogue.grille == len(catalogue.grilles_mots)
    _horaires(profil, catalogue, bloque)
    _duree(profil, catalogue, bloque, inconnu)
    _debut(profil, catalogue, jour, bloque, inconnu)
    _mesures(profil, catalogue, bloque, inconnu)
    _conditions(profil, catalogue, bloque, inconnu)
    if profil.droit_travail is False:
        salariees = [RANG_NATURE[code] for code in sorted(NATURES_SALARIEES)]
        _bloquer(bloque, np.isin(catalogue.nature, salariees), Famille.ADMINISTRATIF)
    reponses = _reponses(profil, catalogue)
    codes = CONCLUSIONS_BITS[catalogue.genre_force, reponses]
    codes = np.where(codes == FAMILLES, catalogue.genre_famille, codes)
    if len(catalogue.demandes_genre):
        cumul = np.bitwise_or.reduceat(codes[catalogue.demandes_genre], catalogue.demandes_debut)
        bloque[catalogue.demandes_poste] |= cumul & FAMILLES
        inconnu[catalogue.demandes_poste] |= cumul >= INCONNU
    return bloque, inconnu, reponses


# Same table as `criteres.base.CONCLUSIONS`: FAMILLES stands for "blocks", INCONNU for "unknown".
CONCLUSIONS_BITS: Final = np.array(
    [
        [{"rempli": 0, "bloque": FAMILLES, "inconnu": INCONNU}[etat] for etat in ligne]
        for ligne in CONCLUSIONS
    ],
    dtype=np.int32,
)


def _bloquer(bloque: Entiers, ou: Booleens, famille: Famille) -> None:
    bloque |= ou * np.int32(BIT_FAMILLE[famille])


def _horaires(profil: Profil, catalogue: Catalogue, bloque: Entiers) -> None:
    if profil.grille_souhaitee:
        absents = ~en_mots([profil.grille_souhaitee])
        hors = np.append((catalogue.grilles_mots & absents).any(axis=1), False)
        _bloquer(bloque, hors[catalogue.grille], Famille.DISPONIBILITE)


def _duree(profil: Profil, catalogue: Catalogue, bloque: Entiers, inconnu: Booleens) -> None:
    if profil.heures_min is None and profil.heures_max is None:
        return
    ignorees = np.isnan(catalogue.heures)
    inconnu |= ignorees
    _bloquer(bloque, ~ignorees & ~_duree_convient(profil, catalogue), Famille.DISPONIBILITE)


def _duree_convient(profil: Profil, catalogue: Catalogue) -> Booleens:
    minimum = -np.inf if profil.heures_min is None else profil.heures_min
    maximum = np.inf if profil.heures_max is None else profil.heures_max
    return (catalogue.heures >= minimum) & (catalogue.heures <= maximum)


def _debut(
    profil: Profil, catalogue: Catalogue, jour: date, bloque: Entiers, inconnu: Booleens
) -> None:
    possible = profil.debut_au_plus_tot
    if possible is None or possible <= jour:
        return
    ignorees = catalogue.debut == SANS_DATE
    inconnu |= ignorees
    trop_tot = ~ignorees & (catalogue.debut < possible.toordinal())
    _bloquer(bloque, trop_tot, Famille.DISPONIBILITE)


def _mesures(profil: Profil, catalogue: Catalogue, bloque: Entiers, inconnu: Booleens) -> None:
    refusees = inconnues = 0
    for mesure, bit in BITS_MESURES.items():
        reponse = profil.eligibilites.get(mesure)
        refusees |= bit if reponse is False else 0
        inconnues |= bit if reponse is None else 0
    _bloquer(bloque, (catalogue.mesures & refusees) != 0, Famille.ELIGIBILITE)
    inconnu |= (catalogue.mesures & inconnues) != 0


def _conditions(profil: Profil, catalogue: Catalogue, bloque: Entiers, inconnu: Booleens) -> None:
    if not profil.limites:
        return
    limites = sum(BITS_CONDITIONS[code] for code in profil.limites)
    stated = (catalogue.conditions_exigees & limites) != 0
    if "nuit" in profil.limites:
        stated |= catalogue.grilles_nuit[catalogue.grille]
    _bloquer(bloque, stated, Famille.SANTE)
    inconnu |= (catalogue.conditions_a_verifier & limites) != 0


def _reponses(profil: Profil, catalogue: Catalogue) -> NDArray[np.int8]:
    """The person's `Reponse` to each kind of requirement, (k,)."""
    reponses = np.full(len(catalogue.genres), Reponse.INCONNUE, dtype=np.int8)
    for rang in catalogue.genres_simples.tolist():
        genre = catalogue.genres[rang]
        critere = CRITERES_EXIGENCES[genre.critere]
        reponses[rang] = critere.repondre(profil, genre, _POSTE_NEUTRE, catalogue.referentiel)
    for code in profil.competences:
        reponses[list(catalogue.genres_competence.get(code, ()))] = Reponse.OUI
    if profil.experience is not None:
        _repondre_experience(profil, catalogue, reponses)
    return reponses


def _repondre_experience(profil: Profil, catalogue: Catalogue, reponses: NDArray[np.int8]) -> None:
    rangs = catalogue.genres_experience
    memes, proches = mois_par_metier(profil, catalogue)
    metier, seuil = catalogue.genre_metier[rangs], catalogue.genre_niveau[rangs]
    sans_duree = seuil < 0
    atteint = np.where(sans_duree, memes[metier] > 0, memes[metier] >= seuil)
    peut_etre = sans_duree | (proches[metier] >= seuil)
    reponses[rangs] = np.where(
        atteint, Reponse.OUI, np.where(peut_etre, Reponse.INCONNUE, Reponse.NON)
    )


def mois_par_metier(profil: Profil, catalogue: Catalogue) -> tuple[Entiers, Entiers]:
    """`criteres.experience.mois` for every métier of the catalogue, (m + 1,) each."""
    connus = profil.experience or {}
    memes = np.zeros(len(catalogue.metiers) + 1, dtype=np.int64)
    proches = np.zeros_like(memes)
    for metier, duree in connus.items():
        if metier in catalogue.rang_metier:
            memes[catalogue.rang_metier[metier]] += duree
        proches[list(catalogue.cites.get(metier, ()))] += duree
    proches += memes
    proches[-1] = sum(connus.values())
    return memes, proches


# --- status -----------------------------------------------------------------------------------


def combiner(bloque: Entiers, inconnu: Booleens, liste: list[Voie]) -> Etats:
    """Status and blocking families of each opening, over its ways; see `evaluation.evaluer`."""
    sans_blocage = np.zeros(len(bloque), dtype=bool)
    claire = np.zeros(len(bloque), dtype=bool)
    for voie in liste:
        libre = voie.bloque == 0
        sans_blocage |= libre
        claire |= libre & ~voie.est_inconnu
    bloquee = (bloque != 0) | ~sans_blocage
    statut = (inconnu | ~claire).astype(np.int8)
    statut[bloquee] = 2
    lignes = np.flatnonzero(bloquee)
    familles = np.zeros(len(bloque), dtype=np.int32)
    familles[lignes] = _familles(bloque[lignes], liste, lignes)
    return Etats(statut, familles)


def _familles(bloque: Entiers, liste: list[Voie], lignes: Entiers) -> Entiers:
    """Families of the way with the fewest, then available, then fastest (packed in one key)."""
    meilleure = np.full(len(bloque), np.iinfo(np.int32).max, dtype=np.int32)
    for voie in liste:
        bits = bloque | voie.bloque[lignes]
        cle = NB_BITS[bits] * 2 + (not voie.est_disponible)
        cle = (cle * 1024 + voie.minutes[lignes]) * 8 + voie.rang
        np.minimum(meilleure, cle * INCONNU + bits, out=meilleure)
    return meilleure & FAMILLES


# --- score ------------------------------------------------------------------------------------


def noter(
    profil: Profil, catalogue: Catalogue, liste: list[Voie], reponses: NDArray[np.int8]
) -> Notes:
    """The contributions of `score.py`, summed by reading."""
    du_metier, voulu = _par_metier(profil, catalogue)
    peut = du_metier[catalogue.metier]
    peut += _proximite(profil, catalogue, liste)
    peut += _niveau(profil)[catalogue.niveau]
    peut += _souhaits(catalogue, reponses)
    veut = voulu[catalogue.metier]
    veut += _salaire(profil, catalogue)
    veut += _choix("contrat", profil.contrats_voulus, RANG_CONTRAT)[catalogue.contrat]
    veut += _choix("nature", profil.natures_voulues, RANG_NATURE)[catalogue.nature]
    veut += _points_duree(profil, catalogue)
    return Notes(peut, veut)


def _par_metier(profil: Profil, catalogue: Catalogue) -> tuple[Entiers, Entiers]:
    """Points of skills and experience, then of the wanted métier, (m + 1,) each."""
    facteurs = np.zeros(len(catalogue.competences), dtype=np.int64)
    for code, preuve in profil.competences.items():
        if code in catalogue.competences:
            facteurs[catalogue.competences[code]] = FACTEUR_PREUVE[preuve]
    acquis = _sommes(catalogue.liens_poids * facteurs[catalogue.liens_competence], catalogue)
    plein = catalogue.metier_poids * PART_SUFFISANTE
    points = POIDS["competences"] * np.minimum(acquis, plein) // np.maximum(plein, 1)
    memes, proches = mois_par_metier(profil, catalogue)
    utiles = np.minimum(MOIS_SUFFISANTS, memes + (proches - memes) // 2)
    experience = POIDS["experience"] * utiles // MOIS_SUFFISANTS
    experience[-1] = 0
    peut = experience + np.append(points, 0)
    return peut.astype(np.int32), _metier(profil, catalogue)


def _sommes(valeurs: Entiers, catalogue: Catalogue) -> Entiers:
    if not len(catalogue.metiers):
        return np.zeros(0, dtype=np.int64)
    return np.add.reduceat(valeurs, catalogue.liens_debut)


def _metier(profil: Profil, catalogue: Catalogue) -> Entiers:
    plein = POIDS["metier"]
    if not profil.metiers_voulus:
        return np.full(len(catalogue.metiers) + 1, plein, dtype=np.int32)
    meilleurs = np.zeros(len(catalogue.metiers) + 1, dtype=np.int64)

    def proposer(code: str, valeur: int) -> None:
        rang = catalogue.rang_metier.get(code)
        if rang is not None:
            meilleurs[rang] = max(meilleurs[rang], valeur)

    for voulu, poids in profil.metiers_voulus.items():
        proposer(voulu, poids * FACTEUR_METIER)
        for rang, voisin in enumerate(catalogue.referentiel.voisins.get(voulu, ())):
            proposer(voisin, poids * facteur_voisin(rang))
    points = plein * meilleurs // (FACTEUR_METIER * max(profil.metiers_voulus.values()))
    points[-1] = plein // 4
    return points.astype(np.int32)


def _proximite(profil: Profil, catalogue: Catalogue, liste: list[Voie]) -> Entiers:
    bit = BIT_FAMILLE[Famille.MOBILITE]
    plus_court = np.full(len(catalogue), 2 * MINUTES_INCONNUES, dtype=np.int32)
    for voie in liste:
        durees = np.where(voie.bloque & bit, 2 * MINUTES_INCONNUES, voie.minutes)
        np.minimum(plus_court, durees, out=plus_court)
    if profil.minutes is None:
        plus_court[~catalogue.teletravail] = MINUTES_INCONNUES
    plein = POIDS["proximite"]
    table = np.zeros(2 * MINUTES_INCONNUES + 1, dtype=np.int32)
    portee = np.arange(PORTEE_MINUTES + 1)
    table[: PORTEE_MINUTES + 1] = plein * (PORTEE_MINUTES - portee) // PORTEE_MINUTES
    table[MINUTES_INCONNUES] = plein // 2
    return table[plus_court]


def _niveau(profil: Profil) -> NDArray[np.int32]:
    """Points by level asked, (9,)."""
    plein = POIDS["niveau"]
    if profil.niveau is None:
        return np.array([plein] + [plein // 2] * 8, dtype=np.int32)
    acquis = profil.niveau
    return np.array(
        [plein if acquis >= demande else plein * acquis // demande for demande in range(9)],
        dtype=np.int32,
    )


def _souhaits(catalogue: Catalogue, reponses: NDArray[np.int8]) -> Entiers:
    points = np.full(len(catalogue), POIDS["souhaits"], dtype=np.int32)
    lignes, debuts = catalogue.souhaits_genre, catalogue.souhaits_debut
    if len(lignes):
        unites = np.array(UNITES_SOUHAIT, dtype=np.int64)[reponses][lignes]
        nombres = np.diff(debuts, append=len(lignes))
        sommes = np.add.reduceat(unites, debuts)
        points[catalogue.souhaits_poste] = POIDS["souhaits"] * sommes // (2 * nombres)
    return points


def _salaire(profil: Profil, catalogue: Catalogue) -> Entiers:
    plein, voulu, offert = POIDS["salaire"], profil.salaire_min, catalogue.salaire
    if not voulu:
        return np.full(len(catalogue), plein, dtype=np.int32)
    points = plein * np.clip(2 * offert.astype(np.int64) - voulu, 0, voulu) // voulu
    points[offert < 0] = plein // 2
    return points.astype(np.int32)


def _choix(critere: str, voulus: frozenset[str], rangs: dict[str, int]) -> NDArray[np.int32]:
    """Points by rank in the vocabulary; the last row (-1) is "not stated"."""
    plein = POIDS[critere]
    if not voulus:
        return np.full(len(rangs) + 1, plein, dtype=np.int32)
    return np.array([plein * (code in voulus) for code in rangs] + [plein // 2], dtype=np.int32)


def _points_duree(profil: Profil, catalogue: Catalogue) -> Entiers:
    plein = POIDS["duree"]
    if profil.heures_min is None and profil.heures_max is None:
        return np.full(len(catalogue), plein, dtype=np.int32)
    points = _duree_convient(profil, catalogue) * np.int32(plein)
    points[np.isnan(catalogue.heures)] = plein // 2
    return points
