"""Openings for people: the exact k best by bounds, or a complete pass with its counts.

Why leaving out is exact. The score of an opening is points(métier) + the rest, and the rest is at
most `RESTE` (full marks for level, wishes, pay, contract, nature, hours) plus the points of the
shortest journey; that journey is at least the fastest available way over the distance from the
person to the tile's bounding box and sphere, which no opening of the tile beats. So a (tile,
métier) whose bound is under the k-th score of every status it could enter holds no opening of the
answer; bounds equal to that score are read, so ties are settled by the same rule as elsewhere.
Métiers come in descending points: the first one whose bound fails for the nearest tile ends all.
An opening out of reach of every available way is blocked by mobility, hence in neither list.
"""

import math

import numpy as np

from matching.moteur.noyau import brouillon as b
from matching.moteur.noyau import tete
from matching.moteur.noyau.compilation import compiler, integrer
from matching.moteur.noyau.formes import (
    ABSENT,
    FAMILLES,
    INCONNU,
    NB_MODES,
    NON_LUE,
    SANS_LIEU,
    TELETRAVAIL,
)
from matching.moteur.noyau.paire import (
    DISPONIBILITE,
    HORS_DE_PORTEE,
    P_CONTRAT,
    P_DUREE,
    P_METIER,
    P_NATURE,
    P_NIVEAU,
    P_PROXIMITE,
    P_SALAIRE,
    P_SOUHAITS,
    UNITES,
    conclure,
    faits,
    familles,
    marge_de,
    metres,
    minutes_de,
    points_niveau,
    points_proximite,
    points_voulus,
    voies,
)

RESTE = P_NIVEAU + P_SOUHAITS + P_SALAIRE + P_CONTRAT + P_NATURE + P_DUREE
SANS_CONTRAINTE = 1 << 20
ACCESSIBLE, A_VERIFIER, BLOQUEE = 0, 1, 2


@compiler
def classer_bloc(rangs, gens, t, etat, s, h, jour, sel, est_complet, sorties):
    """Rank the people of the given ranks, one after the other."""
    for i in rangs:
        nombre = b.preparer(i, gens, t, s)
        h.nombres[:] = 0
        if est_complet:
            _tout_lire(i, gens, t, s, h, etat, jour, sel, sorties)
        else:
            _chercher(i, gens, t, s, h, etat, jour, sel, nombre)
        tete.copier(h, i, sorties)
        b.nettoyer(i, gens, t, s, nombre)


@compiler
def _tuiles(i, gens, t, bornes, tuiles):
    """Tiles that may hold something, nearest first, each with the best points of nearness."""
    p, maxima = gens.personnes[i], gens.minutes[i]
    nombre = 0
    for rang in range(len(t.tuiles)):
        borne = _borne(p, maxima, t.tuiles[rang])
        if borne < 0:
            continue
        j = nombre
        while j > 0 and bornes[j - 1] < borne:
            bornes[j], tuiles[j] = bornes[j - 1], tuiles[j - 1]
            j -= 1
        bornes[j], tuiles[j] = borne, rang
        nombre += 1
    return nombre


@compiler
def _borne(p, maxima, tuile):
    """Best points of nearness in a tile, -1 when nothing in it can be but blocked."""
    if tuile.genre == TELETRAVAIL:
        return P_PROXIMITE
    if p.a_minutes == 0:
        return P_PROXIMITE // 2
    if tuile.genre == SANS_LIEU or p.a_point == 0:
        return P_PROXIMITE // 2 if p.a_un_moyen else -1
    proche = au_moins(p, tuile, p.portee)
    if proche > p.portee:
        return -1
    court = HORS_DE_PORTEE
    for mode in range(NB_MODES):
        if maxima[mode] != ABSENT:
            court = min(court, minutes_de(proche, mode))
    return points_proximite(court)


@compiler
def au_moins(p, tuile, portee):
    """Metres between a person and anything in a tile, at least (one of slack); see the module."""
    dx, dy, dz = p.x - tuile.x, p.y - tuile.y, p.z - tuile.z
    loin = tuile.rayon + portee + 2.0
    if dx * dx + dy * dy + dz * dz > loin * loin:
        return np.int64(portee) + 1
    sphere = math.sqrt(dx * dx + dy * dy + dz * dz) - tuile.rayon
    dx = max(tuile.x_min - p.x, 0.0, p.x - tuile.x_max)
    dy = max(tuile.y_min - p.y, 0.0, p.y - tuile.y_max)
    dz = max(tuile.z_min - p.z, 0.0, p.z - tuile.z_max)
    boite = math.sqrt(dx * dx + dy * dy + dz * dz)
    return np.int64(max(0.0, max(sphere, boite) - 1.0))


@compiler
def peut_acceder(p, genre):
    """False when what a tile of this kind holds is at best to be checked."""
    if genre == SANS_LIEU or p.garde_inconnue:
        return False
    return genre == TELETRAVAIL or (p.a_minutes != 0 and p.a_point != 0)


@integrer
def _seuil(h, acces):
    """Lowest score that could still enter a list."""
    bas = tete.seuil(h, A_VERIFIER)
    return min(bas, tete.seuil(h, ACCESSIBLE)) if acces else bas


@compiler
def _par_points(s, nombre):
    """Sort the métiers touched, best points first, with the rest at its best (Shell 1959)."""
    for rang in range(nombre):
        s.points[rang] = RESTE + s.peut[s.liste[rang]] + s.veut[s.liste[rang]]
    pas = nombre // 2
    while pas > 0:
        for rang in range(pas, nombre):
            points, metier = s.points[rang], s.liste[rang]
            j = rang
            while j >= pas and s.points[j - pas] < points:
                s.points[j], s.liste[j] = s.points[j - pas], s.liste[j - pas]
                j -= pas
            s.points[j], s.liste[j] = points, metier
        pas //= 2


@compiler
def _acces(p, t, tuiles):
    """True when one of the tiles can hold something accessible."""
    for tuile in tuiles:  # noqa: SIM110 - compiled code has no generator
        if peut_acceder(p, t.tuiles[tuile].genre):
            return True
    return False


@compiler
def _chercher(i, gens, t, s, h, etat, jour, sel, nombre):
    """Métier after métier, then all the others together: tile after tile, while bounds allow."""
    p, maxima = gens.personnes[i], gens.minutes[i]
    bornes = s.bornes[: _tuiles(i, gens, t, s.bornes, s.tuiles)]
    tuiles, metiers, points = s.tuiles, s.liste, s.points
    acces_quelque_part = _acces(p, t, tuiles[: len(bornes)])
    _par_points(s, nombre)
    m = len(t.metier_poids) + 1
    ailleurs = 0 if p.poids_max else P_METIER
    for rang in range(nombre + 1):
        est_reste = rang == nombre
        base = RESTE + ailleurs if est_reste else points[rang]
        if len(bornes) == 0 or base + bornes[0] < _seuil(h, acces_quelque_part):
            if est_reste:
                break
            continue
        for j in range(len(bornes)):
            tuile = t.tuiles[tuiles[j]]
            if est_reste:
                depart, arrivee = tuile.debut, tuile.fin
            else:
                ou = tuiles[j] * m + metiers[rang]
                depart, arrivee = t.rangees[ou], t.rangees[ou + 1]
            acces = peut_acceder(p, tuile.genre)
            if depart == arrivee or base + bornes[j] < _seuil(h, acces):
                continue
            for ligne in range(depart, arrivee):
                o = t.ouvertures[ligne]
                if est_reste and s.touche[o.metier]:
                    continue
                statut, score, peut = _juger(
                    ligne, o, p, maxima, gens, t, s, h, etat, jour, acces, bornes[j],
                    ailleurs if est_reste else s.veut[o.metier],
                )  # fmt: skip
                if statut < BLOQUEE:
                    _garder(h, statut, score, peut, ligne, o.cle, etat, sel)


@integrer
def _juger(ligne, o, p, maxima, gens, t, s, h, etat, jour, acces, borne, veut_metier):
    """Status, score and `peut`; `BLOQUEE` as soon as the opening cannot enter a list."""
    statut, score, peut = BLOQUEE, np.int64(0), np.int64(0)
    if o.expire >= jour and not (len(etat.fermees) and etat.fermees[ligne]):
        score = veut_metier + points_voulus(p, o)
        peut = points_niveau(p.niveau, o.niveau) + np.int64(s.peut[o.metier])
        au_mieux = score + peut + P_SOUHAITS + borne
        if au_mieux >= _seuil(h, acces):
            distance = np.int64(-1)
            if p.a_point and o.a_point and not o.teletravail:
                distance = metres(p, o)
            if not (p.a_minutes and distance > p.portee):
                # Under the last of those to check, only an accessible one is worth finishing.
                refus = FAMILLES if au_mieux >= tete.seuil(h, A_VERIFIER) else FAMILLES | INCONNU
                a_grille = o.grille < len(t.grilles)
                bits = faits(p, o, a_grille, t.grilles_nuit[o.grille], jour)
                if not bits & refus:
                    bits |= _demander(o, p, t, s, refus)
                if not bits & refus:
                    issue, court = _venir(o, a_grille, distance, p, maxima, gens, t, s)
                    peut += points_proximite(court)
                    if issue & 2 and not bits & INCONNU:
                        statut = ACCESSIBLE
                    elif issue & 1:
                        statut = A_VERIFIER
        if statut < BLOQUEE:
            peut += points_souhaits(o, p, t, s)
            score += peut
    return statut, score, peut


@integrer
def _demander(o, p, t, s, refus):
    """Bits of the requirements of an opening, as far as the first that refuses."""
    bits = np.int64(0)
    for rang in range(o.demandes, o.demandes + o.nb_demandes):
        demande = t.demandes[rang]
        bits |= conclure(demande, b.repondre(demande >> 8, p, t, s))
        if bits & refus:
            break
    return bits


@integrer
def _venir(o, a_grille, distance, p, maxima, gens, t, s):
    """`voies`, once the weekly grid is read; nothing is free outside the hours wanted."""
    marge, hors = SANS_CONTRAINTE, False
    if a_grille and (p.garde >= 0 or p.souhaitee >= 0):
        if s.avant[o.grille] == NON_LUE:
            b.lire_grille(o.grille, p, gens, t, s)
        hors = s.hors[o.grille] != 0
        if p.garde >= 0:
            marge = marge_de(s.avant[o.grille], s.apres[o.grille], o.jeu_debut, o.jeu_fin)
    issue, court = 0, HORS_DE_PORTEE
    if not hors:
        garde_ignoree = p.garde_inconnue or (p.garde >= 0 and not a_grille)
        issue, court = voies(
            distance, maxima, p.a_minutes, garde_ignoree, marge,
            o.non_desservi, t.grilles_jour[o.grille], o.teletravail,
        )  # fmt: skip
    return issue, court


@integrer
def points_souhaits(o, p, t, s):
    """Points of the wishes of an opening."""
    unites = np.int64(0)
    for rang in range(o.souhaits, o.souhaits + o.nb_souhaits):
        unites += UNITES[b.repondre(t.souhaits[rang], p, t, s)]
    return P_SOUHAITS * unites // (2 * o.nb_souhaits) if o.nb_souhaits else P_SOUHAITS


@integrer
def _garder(h, statut, score, peut, ligne, cle, etat, sel):
    if score >= tete.seuil(h, statut):
        charge = etat.charges[ligne] if len(etat.charges) else 0
        tete.pousser(h, statut, score, peut, ligne, charge, tete.hasard(cle, sel), cle)


@compiler
def _tout_lire(i, gens, t, s, h, etat, jour, sel, sorties):
    """Every opening, with the counts and what blocks: nothing is left out."""
    p, maxima = gens.personnes[i], gens.minutes[i]
    comptes, blocages = sorties.comptes[i], sorties.blocages[i]
    ailleurs = 0 if p.poids_max else P_METIER
    for ligne in range(len(t.ouvertures)):
        o = t.ouvertures[ligne]
        if o.expire < jour or (len(etat.fermees) and etat.fermees[ligne]):
            continue
        a_grille = o.grille < len(t.grilles)
        bits = faits(p, o, a_grille, t.grilles_nuit[o.grille], jour)
        bits |= _demander(o, p, t, s, 0)
        distance = np.int64(-1)
        if p.a_point and o.a_point and not o.teletravail:
            distance = metres(p, o)
        issue, court = _venir(o, a_grille, distance, p, maxima, gens, t, s)
        if bits & FAMILLES or not issue & 1:
            bits = _familles(bits & FAMILLES, o, a_grille, distance, p, maxima, t, s)
            comptes[BLOQUEE] += 1
            blocages[bits] += 1
            continue
        statut = ACCESSIBLE if issue & 2 and not bits & INCONNU else A_VERIFIER
        comptes[statut] += 1
        score = points_voulus(p, o) + (s.veut[o.metier] if s.touche[o.metier] else ailleurs)
        peut = points_niveau(p.niveau, o.niveau) + s.peut[o.metier] + points_proximite(court)
        if score + peut + P_SOUHAITS >= tete.seuil(h, statut):
            peut += points_souhaits(o, p, t, s)
            _garder(h, statut, score + peut, peut, ligne, o.cle, etat, sel)


@integrer
def _familles(bloque, o, a_grille, distance, p, maxima, t, s):
    """Families that block an opening whose grid, if any, was read."""
    marge = SANS_CONTRAINTE
    if a_grille and (p.garde >= 0 or p.souhaitee >= 0):
        if s.hors[o.grille]:
            bloque |= DISPONIBILITE
        if p.garde >= 0:
            marge = marge_de(s.avant[o.grille], s.apres[o.grille], o.jeu_debut, o.jeu_fin)
    return familles(
        bloque, distance, maxima, p.a_minutes, marge,
        o.non_desservi, t.grilles_jour[o.grille], o.teletravail,
    )  # fmt: skip
