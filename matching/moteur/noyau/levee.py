"""What each opening would need for one person, on flat records: the compiled twin of
`ouvrants.lecture`.

A clause is a bit; bit 0 is the one that no step meets. A way of coming is a word: the clauses of
the opening, of the journey and of its childcare. Ways that ask all that another asks, and more, are
dropped; what remains is looked up among the groups met so far.
"""

from typing import Final, NamedTuple

import numpy as np

from matching.moteur.noyau import brouillon as b
from matching.moteur.noyau.compilation import compiler, integrer
from matching.moteur.noyau.formes import (
    ABSENT,
    FAMILLES,
    INCONNU,
    MINUTES_INCONNUES,
    MOTS,
    NB_MODES,
    NON_LUE,
    PAS,
    PLACEE,
    Offres,
    Tableau,
)
from matching.moteur.noyau.paire import (
    DISPONIBILITE,
    EXIGE,
    HORS_DE_PORTEE,
    NUIT,
    P_METIER,
    SALARIEES,
    TC,
    conclure,
    deborde,
    decaler,
    disponibilite,
    metres,
    minutes_de,
    points_niveau,
    points_proximite,
    points_voulus,
)
from matching.moteur.noyau.recherche import au_moins, points_souhaits
from matching.moteur.trajets import MARGE_GARDE, PLAFOND_MINUTES

SANS_TRAJET: Final = PLAFOND_MINUTES + 1
JAMAIS: Final = np.uint64(1)
RIEN: Final = np.uint64(0)
# No way is this word: what fills the places that no way takes.
PERSONNE_NE_VIENT: Final = np.uint64(0xFFFFFFFFFFFFFFFF)


class Leves(NamedTuple):
    """The clauses of the steps, the same for everyone, as words.

    questions : (q,) what meets each question of a table, those on experience last. minutes :
    (5, 602) by mode and minutes, the last for a place that is not known. mesures, limites : by rank
    of the bit. droit : (1,). nuit : (1,), what makes public transport run at night or to a place not
    served. garde_grilles : (c, 6) half-hours that the same clauses cover, and
    garde : (c,) these clauses.
    """

    questions: Tableau
    minutes: Tableau
    mesures: Tableau
    limites: Tableau
    droit: Tableau
    nuit: Tableau
    garde_grilles: Tableau
    garde: Tableau


class Etude(NamedTuple):
    """Scratch: hours read for the person at hand, ways of the opening at hand, groups met.

    groupes : (·, 10) words of the ways to be accessible, then not to be blocked. cases : hash table
    of ranks in `groupes`; nombres : (1,) groups met.
    """

    plus_tard: Tableau
    plus_tot: Tableau
    avant: Tableau
    apres: Tableau
    lue: Tableau
    hors: Tableau
    voies: Tableau
    groupes: Tableau
    cases: Tableau
    nombres: Tableau


def nouvelle_etude(t: Offres, leves: Leves, groupes: int) -> Etude:
    """Scratch for a table, steps and a number of groups: kernels allocate nothing."""
    g, c = len(t.grilles), len(leves.garde)
    return Etude(
        np.zeros((c, PAS, MOTS), dtype=np.uint64),
        np.zeros((c, PAS, MOTS), dtype=np.uint64),
        np.zeros((g + 1, PAS), dtype=np.uint64),
        np.zeros((g + 1, PAS), dtype=np.uint64),
        np.full(g + 1, NON_LUE, dtype=np.int8),
        np.zeros(g + 1, dtype=np.int8),
        np.zeros((2, NB_MODES), dtype=np.uint64),
        np.empty((groupes, 2 * NB_MODES), dtype=np.uint64),
        np.full(4 * groupes, -1, dtype=np.int32),
        np.zeros(1, dtype=np.int64),
    )


@compiler
def apprendre_garde(p, gens, leves, w):
    """Set aside the half-hours the person lacks, moved by each journey; forget the grids read."""
    w.lue[:] = NON_LUE
    for c in range(len(leves.garde)):
        for mot in range(MOTS):
            manque = leves.garde_grilles[c, mot]
            if p.garde >= 0:
                manque &= ~gens.gardes[p.garde, mot]
            w.plus_tard[c, 0, mot] = w.plus_tot[c, 0, mot] = manque
        decaler(w.plus_tard[c, 0], 1, w.plus_tard[c])
        decaler(w.plus_tot[c, 0], -1, w.plus_tot[c])


@compiler
def _croise(besoin, grille):
    for mot in range(MOTS):  # noqa: SIM110 - compiled code has no generator
        if besoin[mot] & grille[mot]:
            return True
    return False


@compiler
def lire_grille(rang, p, portee, gens, t, leves, w):
    """Read once, for the person at hand, what a weekly grid asks of care and of wishes.

    `portee` are half-hours: no journey that counts is longer.
    """
    besoin = t.grilles[rang]
    w.lue[rang] = 1
    w.hors[rang] = p.souhaitee >= 0 and deborde(besoin, gens.souhaits[p.souhaitee])
    avant = apres = RIEN
    a_garder = p.garde >= 0 or p.garde_inconnue
    for pas in range(portee + 1 if a_garder else 0):
        for c in range(len(leves.garde)):
            if _croise(besoin, w.plus_tard[c, pas]):
                avant |= leves.garde[c]
            if _croise(besoin, w.plus_tot[c, pas]):
                apres |= leves.garde[c]
        w.avant[rang, pas] = avant
        w.apres[rang, pas] = apres


@compiler
def portee_de(maxima, sont_connues):
    """Half-hours of the longest journey that counts, and of the margin (see `Etude.avant`)."""
    longue = np.int64(PLAFOND_MINUTES)
    if sont_connues:
        longue = np.int64(0)
        for mode in range(NB_MODES):
            longue = max(longue, np.int64(maxima[mode]))
    return min(np.int64(PAS - 1), (longue + MARGE_GARDE + 29) // 30)


@integrer
def demi_heures(minutes):
    """`grilles.demi_heures`."""
    return max(0, (minutes + 29) // 30)


@integrer
def communs(o, p, a_nuit, t, s, leves):
    """Clauses that no way changes: to be accessible, and not to be blocked."""
    acces, libre = faits_de(o, p, a_nuit, leves)
    for rang in range(o.demandes, o.demandes + o.nb_demandes):
        demande = t.demandes[rang]
        bits = conclure(demande, b.repondre(demande >> 8, p, t, s))
        if bits:
            acces |= leves.questions[demande >> 8]
            if bits & FAMILLES:
                libre |= leves.questions[demande >> 8]
    return acces, libre


@integrer
def faits_de(o, p, a_nuit, leves):
    """Clauses of the measures, the limits and the right to work."""
    acces = libre = RIEN
    if o.mesures & (p.refusees | p.ignorees):
        for rang in range(len(leves.mesures)):
            if (o.mesures & p.refusees) >> rang & 1:
                libre |= leves.mesures[rang]
            if (o.mesures & (p.refusees | p.ignorees)) >> rang & 1:
                acces |= leves.mesures[rang]
    if p.limites:
        exigees = o.conditions_exigees | (NUIT if a_nuit else 0)
        for rang in range(len(leves.limites)):
            if (p.limites & exigees) >> rang & 1:
                libre |= leves.limites[rang]
            if (p.limites & (exigees | o.conditions_a_verifier)) >> rang & 1:
                acces |= leves.limites[rang]
    if p.droit_travail == 0 and (SALARIEES >> o.nature) & 1:
        acces |= leves.droit[0]
        libre |= leves.droit[0]
    return acces, libre


@compiler
def ajouter(voies, nombre, mot, ferme):
    """Keep a way unless it is closed or another asks no more; ascending; how many are kept."""
    if mot & ferme:
        return nombre
    reste = 0
    for rang in range(nombre):
        if voies[rang] & ~mot == RIEN:
            return nombre
        if mot & ~voies[rang] != RIEN:
            voies[reste] = voies[rang]
            reste += 1
    place = reste
    while place > 0 and voies[place - 1] > mot:
        voies[place] = voies[place - 1]
        place -= 1
    voies[place] = mot
    return reste + 1


@integrer
def chercher_voies(o, p, maxima, leve, distance, acces, libre, ferme, jour_tc, leves, w):
    """Fill `w.voies` with the ways of an opening; `ferme` are the clauses that nothing meets.

    `leve` is what the person has once all steps are done: metres and minutes by mode, and whether
    these are known. Returns how many ways to be accessible, how many not to be blocked, and the
    shortest journey that mobility does not block then, as `paire.voies` gives it.
    """
    portees, minutes, sont_connues = leve
    if o.teletravail:
        garde = _soins(o, 0, p, w)
        nombre_acces = ajouter(w.voies[0], 0, acces | garde, ferme)
        nombre_libre = ajouter(w.voies[1], 0, libre | garde if p.garde >= 0 else libre, ferme)
        court = 0
    else:
        nombre_acces = nombre_libre = 0
        court = HORS_DE_PORTEE if sont_connues else MINUTES_INCONNUES
        for mode in range(NB_MODES):
            # No step gives this way, or none makes it long enough.
            if p.a_minutes and (minutes[mode] == ABSENT or distance > portees[mode]):
                continue
            duree = MINUTES_INCONNUES if distance < 0 else minutes_de(distance, mode)
            venir, pouvoir, est_ferme = _venir(o, p, mode, duree, jour_tc, maxima, leves)
            if sont_connues and not est_ferme and duree_convient(duree, minutes[mode]):
                court = min(court, duree)
            garde = _soins(o, duree, p, w)
            nombre_acces = ajouter(w.voies[0], nombre_acces, acces | venir | garde, ferme)
            if p.garde < 0:
                garde = RIEN
            nombre_libre = ajouter(w.voies[1], nombre_libre, libre | pouvoir | garde, ferme)
    return nombre_acces, nombre_libre, court


@compiler
def duree_convient(duree, maximum):
    """True when a journey is not known, or short enough for a mode that one has."""
    return maximum != ABSENT and (duree == MINUTES_INCONNUES or duree <= maximum)


@integrer
def _venir(o, p, mode, duree, jour_tc, maxima, leves):
    """Clauses of one mode, to come for sure and not to be stopped; and whether none can help."""
    est_ferme = mode == TC and o.non_desservi == EXIGE
    venir = leves.minutes[mode, min(duree, SANS_TRAJET)]
    if p.a_minutes and duree_convient(duree, maxima[mode]):
        venir = RIEN
    pouvoir = venir if p.a_minutes else RIEN
    if est_ferme and p.a_minutes:
        pouvoir |= leves.nuit[0]
    if mode == TC and (o.non_desservi >= 0 or duree > jour_tc):
        venir |= leves.nuit[0]
    if duree == MINUTES_INCONNUES:
        venir = JAMAIS
    return venir, pouvoir, est_ferme


@integrer
def _soins(o, duree, p, w):
    """Clauses of the childcare that a journey needs."""
    garde = RIEN
    if p.garde >= 0 or p.garde_inconnue:
        besoin = MARGE_GARDE + (0 if duree == MINUTES_INCONNUES else duree)
        garde = (
            w.avant[o.grille, demi_heures(besoin - o.jeu_debut)]
            | w.apres[o.grille, demi_heures(besoin - o.jeu_fin)]
        )
    return garde


@compiler
def rang_du_groupe(w, nombre_acces, nombre_libre):
    """Rank of the ways at hand among the groups met, a new one if needed; -1 when full."""
    melange = np.uint64(nombre_acces)
    for liste in range(2):
        for rang in range(nombre_acces if liste == 0 else nombre_libre):
            melange = (melange ^ w.voies[liste, rang]) * np.uint64(0x9E3779B97F4A7C15)
            melange ^= melange >> np.uint64(29)
    case = np.int64(melange >> np.uint64(1)) % len(w.cases)
    while w.cases[case] >= 0:
        if _est_groupe(w, w.cases[case], nombre_acces, nombre_libre):
            return np.int64(w.cases[case])
        case = (case + 1) % len(w.cases)
    nouveau = w.nombres[0]
    if nouveau == len(w.groupes):
        return np.int64(-1)
    w.nombres[0] += 1
    w.cases[case] = nouveau
    for liste in range(2):
        for rang in range(NB_MODES):
            est_la = rang < (nombre_acces if liste == 0 else nombre_libre)
            w.groupes[nouveau, liste * NB_MODES + rang] = (
                w.voies[liste, rang] if est_la else PERSONNE_NE_VIENT
            )
    return np.int64(nouveau)


@compiler
def _est_groupe(w, groupe, nombre_acces, nombre_libre):
    for liste in range(2):
        nombre = nombre_acces if liste == 0 else nombre_libre
        for rang in range(NB_MODES):
            attendu = w.voies[liste, rang] if rang < nombre else PERSONNE_NE_VIENT
            if w.groupes[groupe, liste * NB_MODES + rang] != attendu:
                return False
    return True


@integrer
def points(o, p, court, t, s):
    """Milli-points of an opening for the person a scratch was prepared for."""
    voulu = P_METIER if p.poids_max == 0 else 0
    if s.touche[o.metier]:
        voulu = s.veut[o.metier]
    total = voulu + points_voulus(p, o) + s.peut[o.metier]
    total += points_niveau(p.niveau, o.niveau) + points_proximite(court)
    return total + points_souhaits(o, p, t, s)


@compiler
def relever(gens, t, s, s_leve, leves, w, fermees, jour, lignes, groupes, scores):
    """Openings that some set of steps frees, for the first of two people.

    The second is the same person once all steps are done: only the scores are theirs. Writes line,
    group and score; returns how many openings, -1 when there are too many groups.
    """
    nombre_ici = b.preparer(0, gens, t, s)
    nombre_leve = b.preparer(1, gens, t, s_leve)
    p, leve = gens.personnes[0], gens.personnes[1]
    apprendre_garde(p, gens, leves, w)
    trouvees, portee = 0, portee_de(gens.minutes[1], p.a_minutes and leve.a_minutes)
    for rang in range(len(t.tuiles)):
        tuile = t.tuiles[rang]
        a_trajet = tuile.genre == PLACEE and p.a_minutes and p.a_point
        if a_trajet and au_moins(p, tuile, leve.portee) > leve.portee:
            continue
        for ligne in range(tuile.debut, tuile.fin):
            o = t.ouvertures[ligne]
            if o.expire < jour or (len(fermees) and fermees[ligne]):
                continue
            groupe, court = _etudier(o, p, leve, portee, gens, t, s, leves, w, jour)
            if groupe < 0:
                if groupe == TROP:
                    trouvees = -1
                    break
                continue
            lignes[trouvees] = ligne
            groupes[trouvees] = groupe
            scores[trouvees] = points(o, leve, court, t, s_leve)
            trouvees += 1
        if trouvees < 0:
            break
    b.nettoyer(0, gens, t, s, nombre_ici)
    b.nettoyer(1, gens, t, s_leve, nombre_leve)
    return trouvees


AUCUN, TROP = -2, -1


@integrer
def _etudier(o, p, leve, portee, gens, t, s, leves, w, jour):
    """Group of an opening, `AUCUN` when no set frees it; and the journey its score counts."""
    groupe, court, distance = np.int64(AUCUN), 0, np.int64(-1)
    if p.a_point and o.a_point and not o.teletravail:
        distance = metres(p, o)
    a_grille = o.grille < len(t.grilles)
    choix = disponibilite(p, o, a_grille, jour)
    if not choix & DISPONIBILITE and not (p.a_minutes and distance > leve.portee):
        if a_grille and w.lue[o.grille] == NON_LUE:
            lire_grille(o.grille, p, portee, gens, t, leves, w)
        if not w.hors[o.grille]:
            acces, libre = communs(o, p, t.grilles_nuit[o.grille], t, s, leves)
            if choix & INCONNU:
                acces |= JAMAIS
            if not libre & JAMAIS:
                jour_tc = t.grilles_jour[o.grille]
                apres = (gens.portees[1], gens.minutes[1], leve.a_minutes != 0)
                nombre_acces, nombre_libre, court = chercher_voies(
                    o, p, gens.minutes[0], apres, distance, acces, libre, JAMAIS, jour_tc, leves, w
                )
                if nombre_libre:
                    groupe = rang_du_groupe(w, nombre_acces, nombre_libre)
    return groupe, court
