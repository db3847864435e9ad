"""What a kernel holds for the person at hand: answers, points by métier, hours read so far."""

from typing import NamedTuple

import numpy as np

from matching.moteur.criteres.base import Reponse
from matching.moteur.noyau.compilation import compiler, integrer
from matching.moteur.noyau.formes import MOTS, NON_LUE, PAS, Offres, Tableau
from matching.moteur.noyau.paire import P_COMPETENCES, P_EXPERIENCE, P_METIER, deborde, decaler
from matching.moteur.score import FACTEUR_METIER, MOIS_SUFFISANTS, PART_SUFFISANTE

OUI, NON, IGNOREE = int(Reponse.OUI), int(Reponse.NON), int(Reponse.INCONNUE)
NB_GROUPES = 6
CERTIFICATS, COMPETENCES = NB_GROUPES, NB_GROUPES + 1


class Brouillon(NamedTuple):
    """Scratch, sized for a table; every row touched for a person is put back after."""

    reponses: Tableau
    memes: Tableau
    proches: Tableau
    acquis: Tableau
    voulu: Tableau
    peut: Tableau
    veut: Tableau
    touche: Tableau
    liste: Tableau
    points: Tableau
    avant: Tableau
    apres: Tableau
    hors: Tableau
    plus_tard: Tableau
    plus_tot: Tableau
    bornes: Tableau
    tuiles: Tableau


def nouveau(t: Offres) -> Brouillon:
    """Scratch for a table: kernels allocate nothing."""
    m, g = len(t.metier_poids) + 1, len(t.grilles)
    return Brouillon(
        reponses=t.modeles.copy(),
        **{nom: np.zeros(m, dtype=np.int64) for nom in ("memes", "proches", "acquis", "voulu")},
        peut=np.zeros(m, dtype=np.int32),
        veut=np.zeros(m, dtype=np.int32),
        touche=np.zeros(m, dtype=np.int8),
        liste=np.zeros(m, dtype=np.int32),
        points=np.zeros(m, dtype=np.int32),
        avant=np.full(g, NON_LUE, dtype=np.int16),
        apres=np.zeros(g, dtype=np.int16),
        hors=np.zeros(g, dtype=np.int8),
        plus_tard=np.zeros((PAS, MOTS), dtype=np.uint64),
        plus_tot=np.zeros((PAS, MOTS), dtype=np.uint64),
        bornes=np.zeros(len(t.tuiles), dtype=np.int32),
        tuiles=np.zeros(len(t.tuiles), dtype=np.int32),
    )


@integrer
def toucher(s, metier, nombre):
    """Note that this person has something to do with a métier; the number of such métiers."""
    if s.touche[metier]:
        return nombre
    s.touche[metier] = 1
    s.liste[nombre] = metier
    return nombre + 1


@compiler
def preparer(i, gens, t, s):
    """Fill the scratch for person `i`; returns the number of métiers touched."""
    p = gens.personnes[i]
    _repondre(i, p, gens, t, s)
    nombre = toucher(s, len(t.metier_poids), 0)
    nombre = _savoirs(i, gens, t, s, nombre)
    nombre = _mois(i, p, gens, t, s, nombre)
    nombre = _souhaits(i, gens, t, s, nombre)
    _noter(p, t, s, nombre)
    if p.garde >= 0 or p.souhaitee >= 0:
        s.avant[:] = NON_LUE
    if p.garde >= 0:
        decaler(gens.gardes[p.garde], 1, s.plus_tard)
        decaler(gens.gardes[p.garde], -1, s.plus_tot)
    return nombre


@compiler
def _repondre(i, p, gens, t, s):
    for groupe in range(NB_GROUPES):
        debut = t.bornes[groupe]
        adresse = gens.adresses[i, groupe]
        for rang in range(t.bornes[groupe + 1] - debut):
            s.reponses[debut + rang] = gens.simples[adresse + rang]
    s.reponses[t.bornes[CERTIFICATS] : t.bornes[COMPETENCES]] = NON if p.a_certificats else IGNOREE
    for rang in range(gens.certificats_debut[i], gens.certificats_debut[i + 1]):
        code = gens.certificats[rang]
        if code >= 0:
            for ou in range(t.certificat_debut[code], t.certificat_debut[code + 1]):
                s.reponses[t.certificat_question[ou]] = OUI


@compiler
def _savoirs(i, gens, t, s, nombre):
    for rang in range(gens.competences_debut[i], gens.competences_debut[i + 1]):
        item = gens.competences[rang]
        if item < 0:
            continue
        for ou in range(t.item_question_debut[item], t.item_question_debut[item + 1]):
            s.reponses[t.item_question[ou]] = OUI
        preuve = np.int64(gens.preuves[rang])
        for ou in range(t.item_lien_debut[item], t.item_lien_debut[item + 1]):
            metier = t.item_metier[ou]
            s.acquis[metier] += t.item_poids[ou] * preuve
            nombre = toucher(s, metier, nombre)
    return nombre


@compiler
def _mois(i, p, gens, t, s, nombre):
    inconnu = len(t.metier_poids)
    for rang in range(gens.experiences_debut[i], gens.experiences_debut[i + 1]):
        code = gens.experiences[rang]
        if code < 0:
            continue
        mois = np.int64(gens.mois[rang])
        if code < inconnu:
            s.memes[code] += mois
            s.proches[code] += mois
            nombre = toucher(s, code, nombre)
        for ou in range(t.cite_debut[code], t.cite_debut[code + 1]):
            s.proches[t.cite_metier[ou]] += mois
            nombre = toucher(s, t.cite_metier[ou], nombre)
    s.proches[inconnu] = p.mois_en_tout
    return nombre


@compiler
def _souhaits(i, gens, t, s, nombre):
    for rang in range(gens.voulus_debut[i], gens.voulus_debut[i + 1]):
        code = gens.voulus[rang]
        if code < 0:
            continue
        poids = np.int64(gens.poids[rang])
        if code < len(t.metier_poids):
            s.voulu[code] = max(s.voulu[code], poids * FACTEUR_METIER)
            nombre = toucher(s, code, nombre)
        for ou in range(t.voisin_debut[code], t.voisin_debut[code + 1]):
            metier = t.voisin_metier[ou]
            s.voulu[metier] = max(s.voulu[metier], poids * t.voisin_facteur[ou])
            nombre = toucher(s, metier, nombre)
    return nombre


@compiler
def points_competences(acquis, poids):
    """`score.points_competences`, 0 for a métier without skills."""
    plein = poids * PART_SUFFISANTE
    return P_COMPETENCES * min(acquis, plein) // max(plein, np.int64(1))


@compiler
def points_experience(memes, proches):
    """`score.points_experience`."""
    return P_EXPERIENCE * min(MOIS_SUFFISANTS, memes + (proches - memes) // 2) // MOIS_SUFFISANTS


@compiler
def _noter(p, t, s, nombre):
    inconnu = len(t.metier_poids)
    for rang in range(nombre):
        metier = s.liste[rang]
        if metier == inconnu:
            s.peut[metier] = 0
            s.veut[metier] = P_METIER // 4 if p.poids_max else P_METIER
            continue
        s.peut[metier] = points_competences(s.acquis[metier], t.metier_poids[metier])
        s.peut[metier] += points_experience(s.memes[metier], s.proches[metier])
        if p.poids_max:
            plein = np.int64(FACTEUR_METIER * p.poids_max)
            s.veut[metier] = P_METIER * s.voulu[metier] // plein
        else:
            s.veut[metier] = P_METIER


@compiler
def nettoyer(i, gens, t, s, nombre):
    """Put back what `preparer` touched for person `i`."""
    for rang in range(nombre):
        metier = s.liste[rang]
        s.memes[metier] = s.proches[metier] = s.acquis[metier] = s.voulu[metier] = 0
        s.peut[metier] = s.veut[metier] = 0
        s.touche[metier] = 0
    for rang in range(gens.competences_debut[i], gens.competences_debut[i + 1]):
        item = gens.competences[rang]
        if item >= 0:
            for ou in range(t.item_question_debut[item], t.item_question_debut[item + 1]):
                s.reponses[t.item_question[ou]] = IGNOREE


@compiler
def lire_grille(rang, p, gens, t, s):
    """Read once, for the person at hand, what a weekly grid asks of care and of wishes."""
    besoin = t.grilles[rang]
    avant = apres = -1
    if p.garde >= 0:
        while avant + 1 < PAS and not deborde(besoin, s.plus_tard[avant + 1]):
            avant += 1
        while apres + 1 < PAS and not deborde(besoin, s.plus_tot[apres + 1]):
            apres += 1
    s.avant[rang] = avant
    s.apres[rang] = apres
    s.hors[rang] = p.souhaitee >= 0 and deborde(besoin, gens.souhaits[p.souhaitee])


@integrer
def repondre(question, p, t, s):
    """The person's answer to a question of the table."""
    if question < len(t.modeles):
        return np.int64(s.reponses[question])
    rang = question - len(t.modeles)
    return repondre_experience(
        p.a_experience,
        s.memes[t.exp_metier[rang]],
        s.proches[t.exp_metier[rang]],
        t.exp_seuil[rang],
    )


@compiler
def repondre_experience(a_experience, memes, proches, seuil):
    """Answer on months; a threshold of -1 means that the opening gives none."""
    if not a_experience:
        reponse = IGNOREE
    elif seuil < 0:
        reponse = OUI if memes > 0 else IGNOREE
    elif memes >= seuil:
        reponse = OUI
    else:
        reponse = IGNOREE if proches >= seuil else NON
    return np.int64(reponse)
