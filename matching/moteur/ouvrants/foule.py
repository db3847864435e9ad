"""The criteria of one opening for many people, column by column: the twin of `colonnes`, turned round.

Shapes: n people of `Personnes`. States are small integers, 0 `rempli`, 1 `inconnu`, 2 `bloque`.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.moteur.codes import BITS_CONDITIONS, BITS_MESURES, RANG_NATURE
from matching.moteur.criteres import CRITERES_EXIGENCES
from matching.moteur.criteres.base import CONCLUSIONS, Force, Reponse
from matching.moteur.criteres.condition import est_dementie
from matching.moteur.criteres.garde import PLAFOND_DEMI_HEURES
from matching.moteur.criteres.mobilite import force_non_desservi
from matching.moteur.etats import Etat
from matching.moteur.grilles import NUIT, en_mots, tourner
from matching.moteur.noyau.formes import ABSENT
from matching.moteur.noyau.groupes import GROUPE_DE, repondre_simples
from matching.moteur.noyau.paire import SALARIEES
from matching.moteur.noyau.personnes import Lignes, Personnes
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.referentiel import Referentiel
from matching.moteur.trajets import (
    CONSTANTES,
    MARGE_GARDE,
    MODES,
    PLAFOND_MINUTES,
    marge_de_jour,
    vecteur,
)
from matching.moteur.vocabulaire import Critere, Mode

Etats = NDArray[np.int8]
REMPLI, INCONNU, BLOQUE = 0, 1, 2
GRAVITE: Final = {Etat.REMPLI: REMPLI, Etat.INCONNU: INCONNU, Etat.BLOQUE: BLOQUE}
CONCLURE: Final = np.array([[GRAVITE[e] for e in ligne] for ligne in CONCLUSIONS], dtype=np.int8)


@dataclass(frozen=True, slots=True, eq=False)
class Foule:
    """People held against one opening on a day."""

    personnes: Personnes
    referentiel: Referentiel
    jour: date
    _durees: dict[Any, list[NDArray[np.int64]]] = field(default_factory=dict)

    def exigence(self, exigence: ExigencePoste, poste: Poste) -> Etats:
        """State of one requirement, (n,)."""
        critere = CRITERES_EXIGENCES[exigence.critere]
        return np.asarray(CONCLURE[critere.force(exigence)][self._repondre(exigence, poste)])

    def _repondre(self, exigence: ExigencePoste, poste: Poste) -> NDArray[np.int8]:
        p = self.personnes
        if exigence.critere in GROUPE_DE:
            groupe = GROUPE_DE[exigence.critere]
            reponses = [repondre_simples(groupe, v, (exigence,)) for v in p.valeurs[groupe]]
            return np.concatenate([np.zeros(0, np.int8), *reponses])[p.groupes[:, groupe]]
        if exigence.critere == Critere.EXPERIENCE:
            return self._experience(exigence, poste)
        if exigence.critere == Critere.CONDITION:
            bit = BITS_CONDITIONS.get(exigence.code, 0)
            dementie = est_dementie(exigence, poste.grille)
            return self._choisir((p.personnes["limites"] & bit == 0) | dementie, Reponse.NON)
        if exigence.critere == Critere.CERTIFICAT:
            absente = np.where(p.personnes["a_certificats"], Reponse.NON, Reponse.INCONNUE)
            return self._choisir(_detient(p.certificats, exigence.code.split("|")), absente)
        return self._choisir(_detient(p.competences, [exigence.code]), Reponse.INCONNUE)

    def _choisir(self, oui: Any, sinon: Any) -> NDArray[np.int8]:
        return np.where(oui, Reponse.OUI, sinon).astype(np.int8)

    def _experience(self, exigence: ExigencePoste, poste: Poste) -> NDArray[np.int8]:
        p, metier = self.personnes, exigence.code or poste.metier
        if metier is None:
            memes = np.zeros(len(p), dtype=np.int64)
            proches = p.personnes["mois_en_tout"].astype(np.int64)
        else:
            memes = _mois(p.experiences, {metier})
            proches = _mois(p.experiences, {metier, *self.referentiel.voisins.get(metier, ())})
        seuil = exigence.niveau
        atteint = memes > 0 if seuil is None else memes >= seuil
        peut_etre = np.full(len(p), True) if seuil is None else proches >= seuil
        reponse = np.where(atteint, Reponse.OUI, np.where(peut_etre, Reponse.INCONNUE, Reponse.NON))
        return np.where(p.personnes["a_experience"], reponse, Reponse.INCONNUE).astype(np.int8)

    def faits(self, poste: Poste) -> Etats:
        """The worst state of what no lightened requirement changes, (n,)."""
        p = self.personnes.personnes
        etats = np.full(len(p), REMPLI if poste.grille else INCONNU, dtype=np.int8)
        _aggraver(etats, self._hors_souhaits(poste), BLOQUE)
        a_duree = p["a_duree"] != 0
        if poste.heures is None:
            _aggraver(etats, a_duree, INCONNU)
        else:
            _aggraver(etats, (poste.heures < p["heures_min"]) | (poste.heures > p["heures_max"]), 2)
        plus_tard = p["debut"] > self.jour.toordinal()
        if poste.debut is None:
            _aggraver(etats, plus_tard, INCONNU)
        else:
            _aggraver(etats, plus_tard & (p["debut"] > poste.debut.toordinal()), BLOQUE)
        mesures = sum(BITS_MESURES[mesure] for mesure in set(poste.mesures))
        _aggraver(etats, p["refusees"] & mesures != 0, BLOQUE)
        _aggraver(etats, p["ignorees"] & mesures != 0, INCONNU)
        if SALARIEES >> RANG_NATURE[poste.nature] & 1:
            _aggraver(etats, p["droit_travail"] == 0, BLOQUE)
        if (poste.grille or 0) & NUIT:
            _aggraver(etats, p["limites"] & BITS_CONDITIONS["nuit"] != 0, BLOQUE)
        return etats

    def _hors_souhaits(self, poste: Poste) -> NDArray[np.bool_]:
        souhaits, rangs = self.personnes.souhaits, self.personnes.personnes["souhaitee"]
        if not poste.grille or not len(souhaits):
            return np.zeros(len(rangs), dtype=bool)
        hors = (en_mots([poste.grille]) & ~souhaits).any(axis=1)
        return np.asarray(np.append(hors, False)[rangs])

    def voies(self, poste: Poste) -> Etats:
        """The best state of a way of coming, mobility and childcare together, (n,)."""
        marges = self._marges(poste)
        if poste.teletravail:
            return self._garde(poste, np.zeros(len(self.personnes), np.int64), marges)
        voies = [
            np.maximum(
                self._mobilite(poste, mode, self.personnes.minutes[:, rang], minutes),
                self._garde(poste, minutes, marges),
            )
            for rang, (mode, minutes) in enumerate(zip(MODES, self._minutes(poste), strict=True))
        ]
        return np.asarray(np.min(voies, axis=0))

    def _minutes(self, poste: Poste) -> list[NDArray[np.int64]]:
        """Minutes by mode, -1 when not known; read once for a place."""
        if poste.point not in self._durees:
            metres, est_connu = self._metres(poste)
            self._durees[poste.point] = [_durees(metres, est_connu, mode) for mode in MODES]
        return self._durees[poste.point]

    def _metres(self, poste: Poste) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        p = self.personnes.personnes
        if poste.point is None:
            return np.zeros(len(p), dtype=np.int64), np.zeros(len(p), dtype=bool)
        x, y, z = vecteur(poste.point)
        dx, dy, dz = x - p["x"], y - p["y"], z - p["z"]
        distances = np.sqrt(dx * dx + dy * dy + dz * dz) + 0.5
        return distances.astype(np.int64), p["a_point"] != 0

    def _mobilite(
        self, poste: Poste, mode: Mode, maxima: NDArray[np.int16], minutes: NDArray[np.int64]
    ) -> Etats:
        """See `criteres.mobilite.constater`; minutes are -1 when not known."""
        desserte = force_non_desservi(poste) if mode is Mode.TC else None
        de_nuit = minutes > (marge_de_jour(poste.grille) if poste.grille else PLAFOND_MINUTES)
        doute = (minutes < 0) | (desserte is not None) | ((mode is Mode.TC) & de_nuit)
        etats = np.where(doute, INCONNU, REMPLI).astype(np.int8)
        etats[minutes > maxima] = BLOQUE
        etats[(maxima == ABSENT) | (desserte is Force.EXIGE)] = BLOQUE
        etats[self.personnes.personnes["a_minutes"] == 0] = INCONNU
        return etats

    def _marges(self, poste: Poste) -> NDArray[np.int64]:
        """Longest journey that the care of each person covers, (n,); see `criteres.garde.marge`."""
        gardes, rangs = self.personnes.gardes, self.personnes.personnes["garde"]
        marges = np.full(len(gardes) + 1, 2 * PLAFOND_MINUTES, dtype=np.int64)
        if poste.grille and len(gardes):
            avant, apres = (_pas(poste.grille, gardes, sens) for sens in (-1, 1))
            marges[:-1] = np.minimum(30 * avant + poste.jeu_debut, 30 * apres + poste.jeu_fin)
            marges[:-1] -= MARGE_GARDE
            marges[:-1][avant < 0] = -1
        return np.asarray(marges[rangs])

    def _garde(self, poste: Poste, minutes: NDArray[np.int64], marges: NDArray[np.int64]) -> Etats:
        p = self.personnes.personnes
        a_garder = p["garde"] >= 0
        doute = (minutes < 0) if poste.grille else np.full(len(p), True)
        etats = np.where(a_garder & doute, INCONNU, REMPLI).astype(np.int8)
        etats[a_garder & (np.maximum(minutes, 0) > marges)] = BLOQUE
        etats[p["garde_inconnue"] != 0] = INCONNU
        return etats


def _durees(
    metres: NDArray[np.int64], est_connu: NDArray[np.bool_], mode: Mode
) -> NDArray[np.int64]:
    c = CONSTANTES[mode]
    roulees = -(-metres * (c.detour_milliemes * 60) // (c.vitesse_m_h * 1000))
    return np.where(est_connu, np.minimum(roulees + c.fixe_min, PLAFOND_MINUTES), -1)


def _aggraver(etats: Etats, ou: Any, etat: int) -> None:
    np.maximum(etats, np.where(ou, etat, REMPLI).astype(np.int8), out=etats)


def _detient(lignes: Lignes, codes: list[str]) -> NDArray[np.bool_]:
    """People who hold one of the codes."""
    return _mois(lignes, set(codes), compte=True) > 0


def _mois(lignes: Lignes, codes: set[str], compte: bool = False) -> NDArray[np.int64]:
    """Sum of the values of some codes (how many with `compte`), by person."""
    voulus = np.array([code in codes for code in lignes.codes] or [False], dtype=bool)
    n = len(lignes.debut) - 1
    ou = np.flatnonzero(voulus[lignes.rangs]) if len(lignes.rangs) else np.zeros(0, np.int64)
    qui = np.searchsorted(lignes.debut, ou, side="right") - 1
    poids = None if compte else lignes.valeurs[ou]
    return np.bincount(qui, weights=poids, minlength=n).astype(np.int64)


def _pas(grille: int, gardes: NDArray[np.uint64], sens: int) -> NDArray[np.int64]:
    """Half-hours by which the week may move that way inside each grid of care; -1 for none."""
    pas = np.full(len(gardes), -1, dtype=np.int64)
    reste = np.arange(len(gardes))
    for rang in range(PLAFOND_DEMI_HEURES + 1):
        besoin = en_mots([tourner(grille, sens * rang)])
        reste = reste[~(besoin & ~gardes[reste]).any(axis=1)]
        if not len(reste):
            break
        pas[reste] = rang
    return pas
