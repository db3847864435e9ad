"""Pairs of a person and an opening that steps given to many people would open: the kernel.

Nearly all pairs are left out by two words and a table: what the opening asks that the person lacks
and nothing brings, then whether anything brought changes anything for the pair. Only what remains
is read in full, as `levee` reads it.
"""

from typing import Final, NamedTuple

import numpy as np

from matching.moteur.noyau import brouillon as b
from matching.moteur.noyau.compilation import compiler, integrer
from matching.moteur.noyau.formes import ABSENT, NB_MODES, NON_LUE, PLACEE, SANS_LIEU, Tableau
from matching.moteur.noyau.levee import (
    RIEN,
    apprendre_garde,
    chercher_voies,
    communs,
    lire_grille,
    portee_de,
    rang_du_groupe,
)
from matching.moteur.noyau.paire import NUIT, TC, disponibilite, metres
from matching.moteur.noyau.recherche import au_moins

# Bits of the words of the sieve: measures, conditions, work contract, never, then questions.
BIT_CONDITIONS, BIT_SALARIE, BIT_JAMAIS, BIT_QUESTIONS = 8, 26, 27, 28
FERMEE, OUVERTE, CHANGEANTE = 0, 1, 2
UN: Final = np.uint64(1)
OUI, NON = b.OUI, b.NON


class Tamis(NamedTuple):
    """What is read of every pair: `demande` (n,) uint64 and `grille` (n,) int32 by line.

    suivies : (f, 4) int32 the questions that have a bit: question, 1 when deduced, bit, 1 when the
    bit is theirs alone (others share it: it may not close). nuit : night of each grid, (g + 1,).
    """

    demande: Tableau
    grille: Tableau
    suivies: Tableau


class Largesse(NamedTuple):
    """What people have once they are given the steps: minutes (n, 5), portees (n, 5), connues (n,).

    etiquettes : (n,) rank of the group of each person.
    """

    minutes: Tableau
    portees: Tableau
    connues: Tableau
    etiquettes: Tableau


@compiler
def manques(p, t, s, tamis, leves, ferme):
    """Bits of what a person lacks: what nothing brings, then what some step brings."""
    clos, levable = UN << np.uint64(BIT_JAMAIS), RIEN
    for rang in range(len(leves.mesures) + len(leves.limites)):
        clause = _clause_manquante(rang, p, leves)
        if clause & ferme:
            clos |= UN << np.uint64(rang)
        elif clause:
            levable |= UN << np.uint64(rang)
    if p.droit_travail == 0:
        if leves.droit[0] & ferme:
            clos |= UN << np.uint64(BIT_SALARIE)
        else:
            levable |= UN << np.uint64(BIT_SALARIE)
    for rang in range(len(tamis.suivies)):
        question, est_deduite, bit, est_seul = tamis.suivies[rang]
        reponse = b.repondre(question, p, t, s)
        if reponse == NON or (reponse != OUI and est_deduite == 0):
            if not leves.questions[question] & ferme:
                levable |= UN << np.uint64(bit)
            elif est_seul:
                clos |= UN << np.uint64(bit)
    return clos, levable


@compiler
def _clause_manquante(rang, p, leves):
    """Clause of a measure or a limit by its bit, none when nothing is missing."""
    if rang < BIT_CONDITIONS:
        manque, clause = (p.refusees | p.ignorees) >> rang, leves.mesures[rang]
    else:
        manque = p.limites >> (rang - BIT_CONDITIONS)
        clause = leves.limites[rang - BIT_CONDITIONS]
    return clause if manque & 1 else RIEN


@compiler
def etat_de_grille(rang, p, portee, gens, t, leves, w, ferme):
    """Whether a weekly grid is closed to the person, open, or may change with the steps."""
    if rang >= len(t.grilles):
        return FERMEE
    lire_grille(rang, p, portee, gens, t, leves, w)
    etat = OUVERTE
    if w.avant[rang, portee] | w.apres[rang, portee]:
        etat = CHANGEANTE
    if w.hors[rang] or (w.avant[rang, 0] | w.apres[rang, 0]) & ferme:
        etat = FERMEE
    if p.limites & NUIT and t.grilles_nuit[rang]:
        # The rank of the night among the conditions is that of its bit.
        nuit = RIEN
        for limite in range(len(leves.limites)):
            if (NUIT >> limite) & 1:
                nuit = leves.limites[limite]
        etat = FERMEE if nuit & ferme else min(etat * CHANGEANTE, CHANGEANTE)
    return etat


@integrer
def plus_loin(distance, avant, apres):
    """True when a mode reaches there after, and did not before."""
    loin = False
    for mode in range(NB_MODES):
        if avant[mode] < distance <= apres[mode]:
            loin = True
    return loin


@compiler
def _gagne_en_portee(avant, apres):
    for mode in range(NB_MODES):  # noqa: SIM110 - compiled code has no generator
        if apres[mode] > avant[mode]:
            return True
    return False


@compiler
def compter(
    rangs, gens, t, s, tamis, largesse, leves, w, ferme, avec_nuit, admises, candidates, jour,
    comptes, gagnants,
):  # fmt: skip
    """Add up the pairs opened for the people of the given ranks, by label and group of ways.

    Writes `comptes` (v, groups) and `gagnants` (n,), 1 for who gains something; False when there
    are too many groups. People come with the same care one after the other.
    """
    garde, souhait, portee = np.int64(NON_LUE), np.int64(NON_LUE), np.int64(NON_LUE)
    for i in rangs:
        p = gens.personnes[i]
        nombre = b.preparer(i, gens, t, s)
        longue = portee_de(largesse.minutes[i], largesse.connues[i])
        lue = np.int64(-2 if p.garde_inconnue else p.garde)
        if lue != garde or p.souhaitee != souhait or longue != portee or p.limites & NUIT:
            apprendre_garde(p, gens, leves, w)
            for grille in range(len(w.lue)):
                w.lue[grille] = etat_de_grille(grille, p, longue, gens, t, leves, w, ferme)
            garde, souhait, portee = lue, np.int64(p.souhaitee), longue
            if p.limites & NUIT:
                garde = np.int64(NON_LUE)
        clos, levable = manques(p, t, s, tamis, leves, ferme)
        a_place = _compter_un(
            i, p, clos, levable, gens, t, s, tamis, largesse, leves, w, ferme, avec_nuit,
            admises, candidates, jour, comptes, gagnants,
        )  # fmt: skip
        b.nettoyer(i, gens, t, s, nombre)
        if not a_place:
            return False
    return True


@compiler
def _compter_un(
    i, p, clos, levable, gens, t, s, tamis, largesse, leves, w, ferme, avec_nuit, admises,
    candidates, jour, comptes, gagnants,
):  # fmt: skip
    """The pairs of one person; False when there are too many groups."""
    apres = largesse.portees[i]
    au_plus = np.int64(-1)
    for mode in range(NB_MODES):
        au_plus = max(au_plus, np.int64(apres[mode]))
    est_toujours_touchee = avec_nuit and largesse.minutes[i, TC] != ABSENT
    va_plus_loin = _gagne_en_portee(gens.portees[i], apres)
    a_place = True
    for rang in range(len(t.tuiles)):
        tuile = t.tuiles[rang]
        est_loin = tuile.genre == PLACEE and (
            not p.a_point or au_moins(p, tuile, au_plus) > au_plus
        )
        if est_loin or tuile.genre == SANS_LIEU:
            continue
        nombre = tamiser(
            tuile.debut, tuile.fin, clos, levable, est_toujours_touchee or va_plus_loin,
            tamis, admises, w.lue, candidates,
        )  # fmt: skip
        for ou in range(nombre):
            ligne = candidates[ou]
            est_touchee = (
                est_toujours_touchee
                or w.lue[tamis.grille[ligne]] == CHANGEANTE
                or tamis.demande[ligne] & levable != RIEN
            )
            groupe = _etudier(
                ligne, i, p, est_touchee, au_plus, gens, t, s, largesse, leves, w, ferme, jour
            )
            if groupe >= 0:
                comptes[largesse.etiquettes[i], groupe] += 1
                gagnants[i] = 1
            elif groupe == TROP:
                a_place = False
    return a_place


@compiler
def tamiser(debut, fin, clos, levable, toutes, tamis, admises, etats, candidates):
    """Lines that are not closed and that the steps may change: how many, written first.

    No branch: which lines pass cannot be foretold, and a wrong guess costs more than the test.
    """
    nombre = 0
    for ligne in range(debut, fin):
        demande = tamis.demande[ligne]
        etat = etats[tamis.grille[ligne]]
        passe = (demande & clos == RIEN) & (etat != FERMEE) & (admises[ligne] != 0)
        passe &= toutes | (etat == CHANGEANTE) | (demande & levable != RIEN)
        candidates[nombre] = ligne
        nombre += np.int64(passe)
    return nombre


AUCUN, TROP = -2, -1


@integrer
def _etudier(ligne, i, p, est_touchee, au_plus, gens, t, s, largesse, leves, w, ferme, jour):
    """Group of a pair that the steps open, `AUCUN` when they do not."""
    o = t.ouvertures[ligne]
    groupe, distance = np.int64(AUCUN), np.int64(-1)
    if p.a_point and o.a_point and not o.teletravail:
        distance = metres(p, o)
    apres = largesse.portees[i]
    # A journey that is not known is never sure: nothing can make the opening accessible.
    est_sure = o.teletravail or (distance >= 0 and distance <= au_plus)
    if est_sure and not est_touchee:
        est_sure = plus_loin(distance, gens.portees[i], apres)
    if est_sure and not disponibilite(p, o, True, jour):
        acces, _ = communs(o, p, t.grilles_nuit[o.grille], t, s, leves)
        if not acces & ferme:
            leve = (apres, largesse.minutes[i], largesse.connues[i] != 0)
            nombre, _, _ = chercher_voies(
                o, p, gens.minutes[i], leve, distance, acces, ferme, ferme,
                t.grilles_jour[o.grille], leves, w,
            )  # fmt: skip
            if nombre and w.voies[0, 0] != RIEN:
                groupe = rang_du_groupe(w, nombre, 0)
    return groupe
