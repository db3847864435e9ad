"""People for one opening: the kernel, and the opening as it reads it."""

from typing import Final, NamedTuple

import numpy as np

from matching.moteur.catalogue import Catalogue
from matching.moteur.colonnes.base import FAMILLES, INCONNU
from matching.moteur.noyau import brouillon as b
from matching.moteur.noyau import tete
from matching.moteur.noyau.assemblee import Assemblee, Detenteurs
from matching.moteur.noyau.compilation import compiler, integrer
from matching.moteur.noyau.formes import MOTS, NON_LUE, OUVERTURE, PAS, PLACEE, Tableau
from matching.moteur.noyau.groupes import GROUPE_DE
from matching.moteur.noyau.paire import (
    P_COMPETENCES,
    P_EXPERIENCE,
    P_METIER,
    P_NIVEAU,
    P_SOUHAITS,
    UNITES,
    conclure,
    deborde,
    decaler,
    faits,
    marge_de,
    metres,
    points_niveau,
    points_proximite,
    points_voulus,
    voies,
)
from matching.moteur.noyau.recherche import (
    A_VERIFIER,
    ACCESSIBLE,
    BLOQUEE,
    SANS_CONTRAINTE,
    au_moins,
)
from matching.moteur.noyau.table import COLONNES
from matching.moteur.poste import Poste
from matching.moteur.referentiel import Referentiel
from matching.moteur.score import FACTEUR_METIER, facteur_voisin
from matching.moteur.vocabulaire import Critere

DETENUE, EXPERIENCE = 6, 7
# One bit of a word for each thing asked.
QUESTIONS_MAX: Final = 64
MEME, VOISIN = 1, 2


class Demande(NamedTuple):
    """One opening: `ouverture` (1,), its grid, its questions, what each métier is worth for it.

    questions : (q, 4) int64: kind (a group, `DETENUE` or `EXPERIENCE`), where its answers start in
    `simples` or its row in `proches`, threshold in months, answer when nothing is held.
    demandes : (d, 2) int64, question and packed family and force; souhaits : (s,) questions.
    proches : (e, codes) int8, `MEME` or `VOISIN`, the first row for the opening's own métier;
    sans_metier : (e,) int8. voulus : thousandths by wanted code.
    """

    ouverture: Tableau
    grille: Tableau
    a_grille: bool
    a_nuit: bool
    jour_tc: int
    questions: Tableau
    simples: Tableau
    demandes: Tableau
    souhaits: Tableau
    proches: Tableau
    sans_metier: Tableau
    voulus: Tableau
    metier_poids: int


class Travail(NamedTuple):
    """Scratch for one call, by person then by childcare grid and by wished grid."""

    acquis: Tableau
    detenues: Tableau
    avant: Tableau
    apres: Tableau
    hors: Tableau
    plus_tard: Tableau
    plus_tot: Tableau


def lire(
    poste: Poste, referentiel: Referentiel, assemblee: Assemblee
) -> tuple[Demande, Travail] | None:
    """An opening and the scratch to call people for it; None when it asks too many things."""
    catalogue = Catalogue.depuis([poste], referentiel)
    retenues = [catalogue.genre_representant[g] for g in catalogue.demandes_genre]
    voulues = [catalogue.genre_representant[g] for g in catalogue.souhaits_genre]
    genres = sorted({int(g) for g in (*retenues, *voulues)})
    if len(genres) > QUESTIONS_MAX:
        return None
    rang = {genre: numero for numero, genre in enumerate(genres)}
    foule = assemblee.foule
    travail = _travail(len(foule.personnes), len(foule.gardes), len(foule.souhaits))
    for code, poids in referentiel.poids(poste.metier).items():
        ajouter_acquis(*_tranche(assemblee.competences, code), poids, travail.acquis)
    questions, simples, metiers = _questions(catalogue, genres, assemblee, travail, poste.metier)
    demandes = [
        (rang[int(g)], int(catalogue.genre_famille[genre]).bit_length() - 1 << 4 | int(force))
        for g, genre in zip(retenues, catalogue.demandes_genre, strict=True)
        for force in (catalogue.genre_force[genre],)
    ]
    proches = [_proches(m, referentiel, assemblee.metiers_faits) for m in metiers]
    demande = Demande(
        _enregistrement(catalogue),
        catalogue.grilles_mots[0] if len(catalogue.grilles_mots) else np.zeros(MOTS, np.uint64),
        len(catalogue.grilles_mots) > 0,
        bool(catalogue.grilles_nuit[catalogue.grille[0]]),
        int(catalogue.grilles_jour[catalogue.grille[0]]),
        questions,
        simples,
        np.array(demandes, dtype=np.int64).reshape(-1, 2),
        np.array([rang[int(g)] for g in voulues], dtype=np.int64),
        np.array(proches, dtype=np.int8).reshape(len(metiers), -1),
        np.array([metier is None for metier in metiers], dtype=np.int8),
        _voulus(poste.metier, referentiel, assemblee),
        sum(referentiel.poids(poste.metier).values()),
    )
    return demande, travail


def _enregistrement(catalogue: Catalogue) -> Tableau:
    ouverture = np.zeros(1, dtype=OUVERTURE)
    for nom in COLONNES:
        ouverture[nom] = getattr(catalogue, nom)
    ouverture["cle"] = catalogue.cles
    for axe, nom in enumerate("xyz"):
        ouverture[nom] = catalogue.xyz[axe]
    return ouverture


def _travail(personnes: int, gardes: int, souhaits: int) -> Travail:
    return Travail(
        np.zeros(personnes, dtype=np.int64),
        np.zeros(personnes, dtype=np.uint64),
        np.full(gardes, NON_LUE, dtype=np.int16),
        np.zeros(gardes, dtype=np.int16),
        np.full(souhaits, NON_LUE, dtype=np.int8),
        np.zeros((PAS, MOTS), dtype=np.uint64),
        np.zeros((PAS, MOTS), dtype=np.uint64),
    )


def _tranche(detenteurs: Detenteurs, code: str) -> tuple[Tableau, Tableau]:
    rang = detenteurs.codes.get(code)
    if rang is None:
        return detenteurs.positions[:0], detenteurs.valeurs[:0]
    debut, fin = detenteurs.debut[rang], detenteurs.debut[rang + 1]
    return detenteurs.positions[debut:fin], detenteurs.valeurs[debut:fin]


def _questions(
    catalogue: Catalogue,
    genres: list[int],
    assemblee: Assemblee,
    travail: Travail,
    metier: str | None,
) -> tuple[Tableau, Tableau, list[str | None]]:
    """The questions, the answers by value, and the métiers whose months are looked at."""
    lignes: list[tuple[int, int, int, int]] = []
    simples: list[Tableau] = [np.zeros(0, dtype=np.int8)]
    metiers: list[str | None] = [metier]
    for numero, genre in enumerate(genres):
        q = catalogue.genres[genre]
        if q.critere == Critere.EXPERIENCE:
            lignes.append((EXPERIENCE, len(metiers), -1 if q.niveau is None else q.niveau, 0))
            metiers.append(q.code or metier)
        elif q.critere in (Critere.COMPETENCE, Critere.CERTIFICAT):
            est_certificat = q.critere == Critere.CERTIFICAT
            detenteurs = assemblee.certificats if est_certificat else assemblee.competences
            for code in q.code.split("|") if est_certificat else [q.code]:
                marquer(_tranche(detenteurs, code)[0], numero, travail.detenues)
            lignes.append((DETENUE, est_certificat, 0, 0))
        else:
            groupe = GROUPE_DE[q.critere]
            lignes.append((groupe, sum(map(len, simples)), 0, 0))
            simples.append(assemblee.reponses(groupe, q))
    return np.array(lignes, dtype=np.int64).reshape(-1, 4), np.concatenate(simples), metiers


def _proches(metier: str | None, referentiel: Referentiel, codes: dict[str, int]) -> Tableau:
    ligne = np.zeros(len(codes), dtype=np.int8)
    if metier is not None:
        for voisin in referentiel.voisins.get(metier, ()):
            if voisin in codes:
                ligne[codes[voisin]] = VOISIN
        if metier in codes:
            ligne[codes[metier]] = MEME
    return ligne


def _voulus(metier: str | None, referentiel: Referentiel, assemblee: Assemblee) -> Tableau:
    """Thousandths of the points of the métier, by wanted code."""
    valeurs = np.zeros(len(assemblee.metiers_voulus), dtype=np.int32)
    if metier is None:
        return valeurs
    for ou, rang in assemblee.qui_voisinent(referentiel).get(metier, ()):
        valeurs[ou] = facteur_voisin(rang)
    if metier in assemblee.metiers_voulus:
        valeurs[assemblee.metiers_voulus[metier]] = FACTEUR_METIER
    return valeurs


@compiler
def ajouter_acquis(positions, preuves, poids, acquis):
    """Add a skill of the métier to what its holders have."""
    for rang in range(len(positions)):
        acquis[positions[rang]] += np.int64(poids) * preuves[rang]


@compiler
def marquer(positions, question, detenues):
    """Note the people who hold what a question asks."""
    bit = np.uint64(1) << np.uint64(question)
    for rang in range(len(positions)):
        detenues[positions[rang]] |= bit


@compiler
def appeler(foule, d, w, h, charges, jour, sel, comptes):
    """Status of everyone, the best kept in `h`; `comptes` (2,): accessible, to check."""
    o = d.ouverture[0]
    if o.expire < jour:
        return
    decaler(d.grille, 1, w.plus_tard)
    decaler(d.grille, -1, w.plus_tot)
    for rang in range(len(foule.tuiles)):
        tuile = foule.tuiles[rang]
        a_trajet = tuile.genre == PLACEE and o.a_point and not o.teletravail
        if a_trajet and au_moins(o, tuile, tuile.portee) > tuile.portee:
            continue
        for i in range(tuile.debut, tuile.fin):
            p = foule.personnes[i]
            statut, court = _statut(i, p, o, foule, d, w, jour)
            if statut < BLOQUEE:
                comptes[statut] += 1
                seuil = tete.seuil(h, statut)
                veut = points_voulus(p, o)
                if veut + P_METIER + _au_mieux(i, p, court, w) < seuil:
                    continue
                veut += _points_metier(i, p, foule, d)
                if veut + _au_mieux(i, p, court, w) < seuil:
                    continue
                peut = _peut(i, p, o, court, foule, d, w)
                if veut + peut >= seuil:
                    charge = charges[i] if len(charges) else 0
                    tirage = tete.hasard(foule.cles[i], sel)
                    tete.pousser(h, statut, veut + peut, peut, i, charge, tirage, foule.cles[i])


@integrer
def _statut(i, p, o, foule, d, w, jour):
    """Status and shortest journey of one person."""
    statut, court, distance = BLOQUEE, 0, np.int64(-1)
    if p.a_point and o.a_point and not o.teletravail:
        distance = metres(p, o)
    if not (p.a_minutes and distance > p.portee):
        a_grille = d.a_grille
        bits = faits(p, o, a_grille, d.a_nuit, jour)
        marge = _marge(p, o, a_grille, foule, d, w)
        if marge < 0 or _hors(p, a_grille, foule, d, w):
            bits |= FAMILLES
        if not bits & FAMILLES:
            bits |= _demander(i, p, foule, d, w)
        if not bits & FAMILLES:
            garde_ignoree = p.garde_inconnue or (p.garde >= 0 and not a_grille)
            issue, court = voies(
                distance, foule.minutes[i], p.a_minutes, garde_ignoree, marge,
                o.non_desservi, d.jour_tc, o.teletravail,
            )  # fmt: skip
            if issue & 2 and not bits & INCONNU:
                statut = ACCESSIBLE
            elif issue & 1:
                statut = A_VERIFIER
    return statut, court


@integrer
def _demander(i, p, foule, d, w):
    """Bits of what the opening asks, as far as the first that refuses."""
    bits = np.int64(0)
    for rang in range(len(d.demandes)):
        reponse = _repondre(d.demandes[rang, 0], i, p, foule, d, w)
        bits |= conclure(d.demandes[rang, 1], reponse)
        if bits & FAMILLES:
            break
    return bits


@integrer
def _marge(p, o, a_grille, foule, d, w):
    """Longest journey that the person's childcare covers, each grid of care read once."""
    marge = SANS_CONTRAINTE
    if a_grille and p.garde >= 0:
        if w.avant[p.garde] == NON_LUE:
            _lire_garde(foule.gardes[p.garde], p.garde, w)
        marge = marge_de(w.avant[p.garde], w.apres[p.garde], o.jeu_debut, o.jeu_fin)
    return marge


@compiler
def _lire_garde(couverte, rang, w):
    avant = apres = -1
    while avant + 1 < PAS and not deborde(w.plus_tot[avant + 1], couverte):
        avant += 1
    while apres + 1 < PAS and not deborde(w.plus_tard[apres + 1], couverte):
        apres += 1
    w.avant[rang] = avant
    w.apres[rang] = apres


@integrer
def _hors(p, a_grille, foule, d, w):
    """True when the hours are outside those the person wants."""
    hors = False
    if a_grille and p.souhaitee >= 0:
        if w.hors[p.souhaitee] == NON_LUE:
            w.hors[p.souhaitee] = deborde(d.grille, foule.souhaits[p.souhaitee])
        hors = w.hors[p.souhaitee] != 0
    return hors


@integrer
def _repondre(question, i, p, foule, d, w):
    """The person's answer to one question of the opening."""
    genre, ou = d.questions[question, 0], d.questions[question, 1]
    if genre == EXPERIENCE:
        memes, proches = _mois(ou, i, p, foule, d)
        reponse = b.repondre_experience(p.a_experience, memes, proches, d.questions[question, 2])
    elif genre == DETENUE:
        reponse = np.int64(b.IGNOREE if ou == 0 or p.a_certificats == 0 else b.NON)
        if (w.detenues[i] >> np.uint64(question)) & np.uint64(1):
            reponse = np.int64(b.OUI)
    else:
        reponse = np.int64(d.simples[ou + foule.groupes[i, genre]])
    return reponse


@compiler
def _mois(ligne, i, p, foule, d):
    """Months in a métier, then in it and its neighbours."""
    if d.sans_metier[ligne]:
        return np.int64(0), np.int64(p.mois_en_tout)
    memes = proches = np.int64(0)
    for rang in range(foule.experiences_debut[i], foule.experiences_debut[i + 1]):
        lien = d.proches[ligne, foule.experiences[rang]]
        if lien:
            proches += foule.mois[rang]
            if lien == MEME:
                memes += foule.mois[rang]
    return memes, proches


@integrer
def _au_mieux(i, p, court, w):
    """What `_peut` cannot exceed, from what is already known."""
    haut = P_NIVEAU + P_SOUHAITS + points_proximite(court)
    haut += P_COMPETENCES if w.acquis[i] else 0
    return haut + (P_EXPERIENCE if p.mois_en_tout else 0)


@integrer
def _peut(i, p, o, court, foule, d, w):
    """`peut` of one person."""
    peut = points_niveau(p.niveau, o.niveau) + points_proximite(court)
    if not d.sans_metier[0]:
        memes, proches = _mois(0, i, p, foule, d)
        peut += b.points_competences(w.acquis[i], d.metier_poids)
        peut += b.points_experience(memes, proches)
    unites, nombre = np.int64(0), len(d.souhaits)
    for rang in range(nombre):
        unites += UNITES[_repondre(d.souhaits[rang], i, p, foule, d, w)]
    return peut + (P_SOUHAITS * unites // (2 * nombre) if nombre else P_SOUHAITS)


@compiler
def _points_metier(i, p, foule, d):
    """Points of the wanted métier."""
    if p.poids_max == 0:
        return P_METIER
    if d.sans_metier[0]:
        return P_METIER // 4
    meilleur = np.int64(0)
    for rang in range(foule.voulus_debut[i], foule.voulus_debut[i + 1]):
        valeur = np.int64(foule.poids[rang]) * d.voulus[foule.voulus[rang]]
        meilleur = max(meilleur, valeur)
    return P_METIER * meilleur // (np.int64(FACTEUR_METIER) * p.poids_max)
