"""The contributions of `score.py`, column by column."""

import numpy as np
from numpy.typing import NDArray

from matching.moteur.catalogue import Catalogue
from matching.moteur.codes import RANG_CONTRAT, RANG_NATURE
from matching.moteur.colonnes.base import MINUTES_INCONNUES, Entiers, Notes, Voie
from matching.moteur.colonnes.communs import durees_convenables, mois_par_metier
from matching.moteur.etats import BIT_FAMILLE
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
from matching.moteur.vocabulaire import Famille


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
    points = durees_convenables(profil, catalogue) * np.int32(plein)
    points[np.isnan(catalogue.heures)] = plein // 2
    return points
