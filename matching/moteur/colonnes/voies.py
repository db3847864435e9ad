"""The five ways of coming, column by column: mobility and childcare."""

import numpy as np
from numpy.typing import NDArray

from matching.moteur.catalogue import Catalogue
from matching.moteur.colonnes.base import MINUTES_INCONNUES, Booleens, Entiers, Voie
from matching.moteur.criteres.base import Force
from matching.moteur.criteres.garde import PLAFOND_DEMI_HEURES
from matching.moteur.etats import BIT_FAMILLE
from matching.moteur.grilles import en_mots, tourner
from matching.moteur.profil import Profil
from matching.moteur.trajets import (
    CONSTANTES,
    MARGE_GARDE,
    MODES,
    PLAFOND_MINUTES,
    vecteur,
)
from matching.moteur.vocabulaire import Famille, Mode


def voies(profil: Profil, catalogue: Catalogue) -> list[Voie]:
    """The five ways of coming, with mobility and childcare; telework rows have no journey."""
    metres, est_connu = distances(profil, catalogue)
    marge, garde_inconnue = _garde(profil, catalogue)
    return [
        _voie(profil, catalogue, mode, metres, est_connu, marge, garde_inconnue) for mode in MODES
    ]


def distances(profil: Profil, catalogue: Catalogue) -> tuple[Entiers, Booleens]:
    """Crow-flight metres to each opening, (n,) int64, and where they are known."""
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
    minutes = durees(catalogue, mode, metres, est_connu)
    bloquee, inconnue = _mobilite(profil, catalogue, mode, minutes)
    bloque = bloquee * np.int32(BIT_FAMILLE[Famille.MOBILITE])
    inconnue |= garde_inconnue
    if marge is not None:
        ignorees = minutes == MINUTES_INCONNUES
        hors = np.where(ignorees, 0, minutes) > marge
        bloque += hors * np.int32(BIT_FAMILLE[Famille.GARDE])
        inconnue |= ignorees
    return Voie(MODES.index(mode), profil.minutes_pour(mode) is not None, bloque, inconnue, minutes)


def durees(
    catalogue: Catalogue, mode: Mode, metres: Entiers, est_connu: Booleens
) -> NDArray[np.int32]:
    """Minutes of the journey by one mode, (n,); 0 for telework, `MINUTES_INCONNUES`."""
    minutes = _minutes(mode, metres)
    minutes[~est_connu] = MINUTES_INCONNUES
    minutes[catalogue.teletravail] = 0
    return minutes


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
