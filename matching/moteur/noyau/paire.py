"""One person and one opening, on flat records: the compiled twin of `colonnes`.

Both directions (openings for a person, people for an opening) call these; only the way they find
the person's answers and the hours covered differs.
"""

import math
from math import gcd
from typing import Final

import numpy as np

from matching.moteur.codes import BITS_CONDITIONS, RANG_NATURE, SANS_DATE
from matching.moteur.colonnes.base import INCONNU, MINUTES_INCONNUES, NB_BITS
from matching.moteur.colonnes.communs import CONCLUSIONS_BITS
from matching.moteur.criteres.base import Force
from matching.moteur.criteres.droit_travail import NATURES_SALARIEES
from matching.moteur.etats import BIT_FAMILLE
from matching.moteur.noyau.compilation import compiler, integrer
from matching.moteur.noyau.formes import ABSENT, FAMILLES, MOTS, NB_MODES, PAS
from matching.moteur.score import POIDS, PORTEE_MINUTES, UNITES_SOUHAIT
from matching.moteur.trajets import CONSTANTES, MARGE_GARDE, MODES, PLAFOND_MINUTES
from matching.moteur.vocabulaire import Famille, Mode

GARDE: Final = BIT_FAMILLE[Famille.GARDE]
MOBILITE: Final = BIT_FAMILLE[Famille.MOBILITE]
DISPONIBILITE: Final = BIT_FAMILLE[Famille.DISPONIBILITE]
ELIGIBILITE: Final = BIT_FAMILLE[Famille.ELIGIBILITE]
SANTE: Final = BIT_FAMILLE[Famille.SANTE]
ADMINISTRATIF: Final = BIT_FAMILLE[Famille.ADMINISTRATIF]
NUIT: Final = BITS_CONDITIONS["nuit"]
SALARIEES: Final = sum(1 << RANG_NATURE[code] for code in NATURES_SALARIEES)
TC: Final = MODES.index(Mode.TC)
EXIGE: Final = int(Force.EXIGE)
HORS_DE_PORTEE: Final = 2 * MINUTES_INCONNUES
SANS_LIMITE: Final = 2 * PLAFOND_MINUTES
TOUS_LES_POINTS: Final = 1 << 30

_FRACTIONS: Final = [
    (c.detour_milliemes * 60, c.vitesse_m_h * 1000) for c in (CONSTANTES[m] for m in MODES)
]
HAUT: Final = tuple(h // gcd(h, b) for h, b in _FRACTIONS)
BAS: Final = tuple(b // gcd(h, b) for h, b in _FRACTIONS)
FIXE: Final = tuple(CONSTANTES[m].fixe_min for m in MODES)
NOMBRE_DE_BITS: Final = NB_BITS.astype(np.int64)
CONCLUSION: Final = CONCLUSIONS_BITS.astype(np.int64)
UNITES: Final = np.array(UNITES_SOUHAIT, dtype=np.int64)

P_PROXIMITE, P_NIVEAU, P_SOUHAITS = POIDS["proximite"], POIDS["niveau"], POIDS["souhaits"]
P_SALAIRE, P_CONTRAT, P_NATURE, P_DUREE = (
    POIDS[nom] for nom in ("salaire", "contrat", "nature", "duree")
)
P_METIER, P_COMPETENCES, P_EXPERIENCE = (
    POIDS[nom] for nom in ("metier", "competences", "experience")
)


@compiler
def metres(p, o):
    """Crow-flight metres between two records, the very operations of `trajets.metres`."""
    dx = o.x - p.x
    dy = o.y - p.y
    dz = o.z - p.z
    return np.int64(math.sqrt(dx * dx + dy * dy + dz * dz) + 0.5)


@compiler
def minutes_de(distance, mode):
    """`trajets.minutes_pour` for a rank of mode."""
    return min(PLAFOND_MINUTES, FIXE[mode] + (distance * HAUT[mode] + BAS[mode] - 1) // BAS[mode])


@compiler
def disponibilite(p, o, a_grille, jour):
    """Bits of the weekly hours and of the first day."""
    bits = 0 if a_grille else INCONNU
    if p.a_duree:
        if math.isnan(o.heures):
            bits |= INCONNU
        elif o.heures < p.heures_min or o.heures > p.heures_max:
            bits |= DISPONIBILITE
    if p.debut > jour:
        if o.debut == SANS_DATE:
            bits |= INCONNU
        elif o.debut < p.debut:
            bits |= DISPONIBILITE
    return bits


@compiler
def faits(p, o, a_grille, a_nuit, jour):
    """Bits of the criteria that need neither the way nor the requirements."""
    bits = disponibilite(p, o, a_grille, jour)
    if o.mesures & p.refusees:
        bits |= ELIGIBILITE
    if o.mesures & p.ignorees:
        bits |= INCONNU
    if p.limites:
        if o.conditions_exigees & p.limites or (p.limites & NUIT and a_nuit):
            bits |= SANTE
        if o.conditions_a_verifier & p.limites:
            bits |= INCONNU
    if p.droit_travail == 0 and (SALARIEES >> o.nature) & 1:
        bits |= ADMINISTRATIF
    return bits


@compiler
def conclure(demande, reponse):
    """Bits of one packed demand for an answer."""
    conclusion = CONCLUSION[demande & 15, reponse]
    if conclusion == FAMILLES:
        return np.int64(1) << ((demande >> 4) & 15)
    return conclusion


@compiler
def marge_de(avant, apres, jeu_debut, jeu_fin):
    """Longest journey that childcare covers, from the half-hours left before and after."""
    if avant < 0:
        return -1
    return min(30 * avant + jeu_debut, 30 * apres + jeu_fin) - MARGE_GARDE


@compiler
def voie(minutes, maximum, mode, a_minutes, non_desservi, jour_tc):
    """Mobility of one way for an opening with a journey: its bit when blocked, or `INCONNU`."""
    if not a_minutes:
        return INCONNU
    if maximum == ABSENT:
        return MOBILITE
    if minutes != MINUTES_INCONNUES and minutes > maximum:
        return MOBILITE
    if mode == TC:
        if non_desservi == EXIGE:
            return MOBILITE
        if non_desservi > EXIGE or minutes > jour_tc:
            return INCONNU
    return INCONNU if minutes == MINUTES_INCONNUES else 0


@integrer
def voies(distance, maxima, a_minutes, garde_ignoree, marge, non_desservi, jour_tc, teletravail):
    """Over the ways: is one free, is one clear, and the shortest journey not blocked.

    `distance` is -1 when a place is not known. Returns libre + 2 · claire, and minutes.
    """
    if teletravail:
        libre = 1 if marge >= 0 else 0
        return libre + (2 if libre and not garde_ignoree else 0), 0
    if distance < 0 and a_minutes:
        for mode in range(NB_MODES):
            if maxima[mode] != ABSENT and (mode != TC or non_desservi != EXIGE):
                return (1 if marge >= 0 else 0), MINUTES_INCONNUES
        return 0, HORS_DE_PORTEE
    resultat, court = 0, HORS_DE_PORTEE
    for mode in range(NB_MODES):
        if a_minutes and maxima[mode] == ABSENT:
            continue
        duree = MINUTES_INCONNUES if distance < 0 else minutes_de(distance, mode)
        bits = voie(duree, maxima[mode], mode, a_minutes, non_desservi, jour_tc)
        if bits & MOBILITE:
            continue
        court = min(court, duree)
        if (duree if distance >= 0 else 0) > marge:
            continue
        resultat |= 1
        if bits == 0 and not garde_ignoree:
            resultat |= 2
    return resultat, court if a_minutes else MINUTES_INCONNUES


@integrer
def familles(bloque, distance, maxima, a_minutes, marge, non_desservi, jour_tc, teletravail):
    """Families that block the way kept: fewest, then a mode they have, then the fastest."""
    if teletravail:
        return bloque | (GARDE if marge < 0 else 0)
    meilleure = np.int64(1) << 62
    for mode in range(NB_MODES):
        duree = MINUTES_INCONNUES if distance < 0 else minutes_de(distance, mode)
        bits = bloque | (
            voie(duree, maxima[mode], mode, a_minutes, non_desservi, jour_tc) & FAMILLES
        )
        if (duree if distance >= 0 else 0) > marge:
            bits |= GARDE
        cle = NOMBRE_DE_BITS[bits] * 2 + (maxima[mode] == ABSENT)
        cle = (cle * 1024 + duree) * 8 + mode
        meilleure = min(meilleure, cle * INCONNU + bits)
    return meilleure & FAMILLES


@compiler
def points_proximite(court):
    """Points of the shortest journey."""
    if court == MINUTES_INCONNUES:
        return P_PROXIMITE // 2
    if court >= PORTEE_MINUTES:
        return 0
    return P_PROXIMITE * (PORTEE_MINUTES - court) // PORTEE_MINUTES


@compiler
def points_niveau(acquis, demande):
    """Points of the diploma level; -1 is an unknown level."""
    if demande == 0 or acquis >= demande:
        return P_NIVEAU
    return P_NIVEAU // 2 if acquis < 0 else P_NIVEAU * acquis // demande


@compiler
def points_choix(voulus, valeur, plein):
    """Points of a choice in a closed vocabulary; `voulus` are bits, 0 for no preference."""
    if voulus == 0:
        return plein
    if valeur < 0:
        return plein // 2
    return plein * ((voulus >> valeur) & 1)


@compiler
def points_salaire(voulu, offert):
    """Points of the pay."""
    if voulu == 0 or offert >= voulu:
        return P_SALAIRE
    if offert < 0:
        return P_SALAIRE // 2
    return P_SALAIRE * max(np.int64(0), 2 * np.int64(offert) - voulu) // voulu


@compiler
def points_duree(p, heures):
    """Points of the weekly hours."""
    if not p.a_duree:
        return P_DUREE
    if math.isnan(heures):
        return P_DUREE // 2
    return P_DUREE if p.heures_min <= heures <= p.heures_max else 0


@compiler
def points_voulus(p, o):
    """Points of pay, contract, nature and weekly hours: `veut` without the métier."""
    return (
        points_salaire(p.salaire_min, o.salaire)
        + points_choix(p.contrats, o.contrat, P_CONTRAT)
        + points_choix(p.natures, o.nature, P_NATURE)
        + points_duree(p, o.heures)
    )


@compiler
def decaler(mots, sens, decales):
    """Fill (`PAS`, 6) words with a week moved 0, 1, 2… half-hours later (1) or earlier (-1)."""
    for rang in range(MOTS):
        decales[0, rang] = mots[rang]
    dernier = np.uint64(1) << np.uint64(15)  # bit 335, the week's last half-hour
    un = np.uint64(1)
    for pas in range(1, PAS):
        avant, apres = decales[pas - 1], decales[pas]
        if sens > 0:
            retenue = (avant[5] & dernier) >> np.uint64(15)
            for rang in range(MOTS):
                apres[rang] = (avant[rang] << un) | retenue
                retenue = avant[rang] >> np.uint64(63)
            apres[5] &= (dernier << un) - un
        else:
            for rang in range(MOTS - 1):
                apres[rang] = (avant[rang] >> un) | (avant[rang + 1] << np.uint64(63))
            apres[5] = avant[5] >> un
            if avant[0] & un:
                apres[5] |= dernier


@compiler
def deborde(besoin, couverte):
    """True when a half-hour of `besoin` is outside `couverte`."""
    for rang in range(MOTS):  # noqa: SIM110 - compiled code has no generator
        if besoin[rang] & ~couverte[rang]:
            return True
    return False
