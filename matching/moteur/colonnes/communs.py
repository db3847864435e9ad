"""The criteria that do not depend on the way, column by column."""

from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.moteur.catalogue import Catalogue
from matching.moteur.codes import BITS_CONDITIONS, BITS_MESURES, RANG_NATURE, SANS_DATE
from matching.moteur.colonnes.base import FAMILLES, INCONNU, Booleens, Entiers
from matching.moteur.criteres import CRITERES_EXIGENCES
from matching.moteur.criteres.base import CONCLUSIONS, Reponse
from matching.moteur.criteres.droit_travail import NATURES_SALARIEES
from matching.moteur.etats import BIT_FAMILLE
from matching.moteur.grilles import en_mots
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.vocabulaire import Famille

_POSTE_NEUTRE: Final = Poste(cle=0)


def communs(
    profil: Profil, catalogue: Catalogue, jour: date
) -> tuple[Entiers, Booleens, NDArray[np.int8]]:
    """Family bits that block, where something is unknown, and the (k,) answers to the kinds."""
    bloque, inconnu = choix(profil, catalogue, jour)
    _mesures(profil, catalogue, bloque, inconnu)
    _conditions(profil, catalogue, bloque, inconnu)
    if profil.droit_travail is False:
        salariees = [RANG_NATURE[code] for code in sorted(NATURES_SALARIEES)]
        _bloquer(bloque, np.isin(catalogue.nature, salariees), Famille.ADMINISTRATIF)
    reponses = repondre(profil, catalogue)
    codes = CONCLUSIONS_BITS[catalogue.genre_force, reponses]
    codes = np.where(codes == FAMILLES, catalogue.genre_famille, codes)
    if len(catalogue.demandes_genre):
        cumul = np.bitwise_or.reduceat(codes[catalogue.demandes_genre], catalogue.demandes_debut)
        bloque[catalogue.demandes_poste] |= cumul & FAMILLES
        inconnu[catalogue.demandes_poste] |= cumul >= INCONNU
    return bloque, inconnu, reponses


def choix(profil: Profil, catalogue: Catalogue, jour: date) -> tuple[Entiers, Booleens]:
    """`criteres.disponibilite`, which no step lifts: bits that block, where it is unknown."""
    bloque = np.zeros(len(catalogue), dtype=np.int32)
    inconnu = catalogue.grille == len(catalogue.grilles_mots)
    _horaires(profil, catalogue, bloque)
    _duree(profil, catalogue, bloque, inconnu)
    _debut(profil, catalogue, jour, bloque, inconnu)
    return bloque, inconnu


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
    _bloquer(bloque, ~ignorees & ~durees_convenables(profil, catalogue), Famille.DISPONIBILITE)


def durees_convenables(profil: Profil, catalogue: Catalogue) -> Booleens:
    """Where the weekly hours are known and inside the wanted bounds."""
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


def repondre(profil: Profil, catalogue: Catalogue) -> NDArray[np.int8]:
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
    return reponses[catalogue.genre_representant]


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
