"""Shapes of the flat records: one opening, one person, and the bundles of arrays kernels read.

Ranks and bits are those of `codes`, `etats` and `colonnes`; -1 is "not stated" unless said.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.moteur.colonnes.base import FAMILLES, INCONNU, MINUTES_INCONNUES
from matching.moteur.criteres.garde import PLAFOND_DEMI_HEURES
from matching.moteur.grilles import MOTS
from matching.moteur.vocabulaire import Mode

Tableau = NDArray[Any]

NB_MODES: Final = len(Mode)
# A mode the person does not have; a real maximum is between -1 and 600.
ABSENT: Final = -2
PAS: Final = PLAFOND_DEMI_HEURES + 1
NON_LUE: Final = -9
NB_FAMILLES: Final = INCONNU
# What a tile holds: openings with a place, full telework, openings without a place.
PLACEE, TELETRAVAIL, SANS_LIEU = 0, 1, 2

OUVERTURE: Final = np.dtype(
    [
        ("x", "f8"),
        ("y", "f8"),
        ("z", "f8"),
        ("cle", "i8"),
        ("heures", "f8"),
        ("salaire", "i4"),
        ("debut", "i4"),
        ("expire", "i4"),
        ("grille", "i4"),
        ("conditions_exigees", "i4"),
        ("conditions_a_verifier", "i4"),
        ("mesures", "i4"),
        ("metier", "i4"),
        ("demandes", "i4"),
        ("souhaits", "i4"),
        ("nb_demandes", "i2"),
        ("nb_souhaits", "i2"),
        ("jeu_debut", "i2"),
        ("jeu_fin", "i2"),
        ("nature", "i1"),
        ("contrat", "i1"),
        ("niveau", "i1"),
        ("non_desservi", "i1"),
        ("a_point", "i1"),
        ("teletravail", "i1"),
    ],
    align=True,
)

PERSONNE: Final = np.dtype(
    [
        ("x", "f8"),
        ("y", "f8"),
        ("z", "f8"),
        ("heures_min", "f8"),
        ("heures_max", "f8"),
        ("salaire_min", "i4"),
        ("debut", "i4"),
        ("garde", "i4"),
        ("souhaitee", "i4"),
        ("limites", "i4"),
        ("refusees", "i4"),
        ("ignorees", "i4"),
        ("contrats", "i4"),
        ("natures", "i4"),
        ("mois_en_tout", "i4"),
        ("poids_max", "i4"),
        ("portee", "i4"),
        ("niveau", "i1"),
        ("droit_travail", "i1"),
        ("a_point", "i1"),
        ("a_minutes", "i1"),
        ("a_duree", "i1"),
        ("a_experience", "i1"),
        ("a_certificats", "i1"),
        ("garde_inconnue", "i1"),
        ("a_un_moyen", "i1"),
    ],
    align=True,
)

TUILE: Final = np.dtype(
    [
        ("x", "f8"),
        ("y", "f8"),
        ("z", "f8"),
        ("rayon", "f8"),
        ("x_min", "f8"),
        ("y_min", "f8"),
        ("z_min", "f8"),
        ("x_max", "f8"),
        ("y_max", "f8"),
        ("z_max", "f8"),
        ("debut", "i4"),
        ("fin", "i4"),
        ("genre", "i4"),
        ("portee", "i4"),
    ],
    align=True,
)


class Gens(NamedTuple):
    """n people for a kernel, their codes already translated into those of a table.

    personnes : (n,) `PERSONNE`. minutes : (n, 5) int16, longest journeys; portees : (n, 5) int32
    metres they allow. adresses : (n, 6) int64, where the answers of each group start in `simples`
    (int8). gardes, souhaits : (·, 6) uint64 grids. Then four lists in compressed rows, `x_debut`
    (n + 1,): skills with their proof in thousandths, certificates, months, wanted métiers.
    """

    personnes: Tableau
    minutes: Tableau
    portees: Tableau
    adresses: Tableau
    simples: Tableau
    gardes: Tableau
    souhaits: Tableau
    competences_debut: Tableau
    competences: Tableau
    preuves: Tableau
    certificats_debut: Tableau
    certificats: Tableau
    experiences_debut: Tableau
    experiences: Tableau
    mois: Tableau
    voulus_debut: Tableau
    voulus: Tableau
    poids: Tableau


class Offres(NamedTuple):
    """n openings in the order of their tiles, and what they refer to.

    ouvertures : (n,) `OUVERTURE`. tuiles : (t,) `TUILE`. rangees : (t · (m + 1) + 1,) int32, where
    the openings of each (tile, métier) start. demandes : int32, question · 256 + family · 16 +
    force; souhaits : int32 questions. grilles : (g, 6) uint64; grilles_jour, grilles_nuit as in
    `Catalogue`. bornes : (8,) int32, first question of each of the 6 groups, then of certificates
    and of skills; experience questions come last, from `len(modeles)`. modeles : int8, the
    answers nobody gave. Then compressed rows: questions and métiers of each skill, questions of
    each certificate, métiers near each code, neighbours (with their factor) of each wanted code.
    """

    ouvertures: Tableau
    tuiles: Tableau
    rangees: Tableau
    demandes: Tableau
    souhaits: Tableau
    grilles: Tableau
    grilles_jour: Tableau
    grilles_nuit: Tableau
    metier_poids: Tableau
    bornes: Tableau
    modeles: Tableau
    exp_metier: Tableau
    exp_seuil: Tableau
    item_question_debut: Tableau
    item_question: Tableau
    item_lien_debut: Tableau
    item_metier: Tableau
    item_poids: Tableau
    certificat_debut: Tableau
    certificat_question: Tableau
    cite_debut: Tableau
    cite_metier: Tableau
    voisin_debut: Tableau
    voisin_metier: Tableau
    voisin_facteur: Tableau


class Vivant(NamedTuple):
    """What changes without rebuilding a table, by line, each empty when there is none.

    charges : (n,) int32 referrals in course. fermees : (n,) int8, 1 for an opening withdrawn.
    """

    charges: Tableau
    fermees: Tableau


class Sorties(NamedTuple):
    """Where a kernel writes: for n people, k lines of each of two statuses (accessible, to check).

    lignes, scores, peut : (n, 2, k) int32, -1 beyond `nombres` (n, 2). comptes : (n, 3) and
    blocages : (n, 1024) int32, filled only by a complete pass.
    """

    lignes: Tableau
    scores: Tableau
    peut: Tableau
    nombres: Tableau
    comptes: Tableau
    blocages: Tableau


def sorties(n: int, k: int, est_complet: bool) -> Sorties:
    """Empty outputs."""
    m = n if est_complet else 0
    return Sorties(
        np.full((n, 2, k), -1, dtype=np.int32),
        np.full((n, 2, k), -1, dtype=np.int32),
        np.full((n, 2, k), -1, dtype=np.int32),
        np.zeros((n, 2), dtype=np.int32),
        np.zeros((m, 3), dtype=np.int32),
        np.zeros((m, NB_FAMILLES), dtype=np.int32),
    )


__all__ = [
    "ABSENT",
    "FAMILLES",
    "INCONNU",
    "MINUTES_INCONNUES",
    "MOTS",
    "NB_FAMILLES",
    "NB_MODES",
    "NON_LUE",
    "OUVERTURE",
    "PAS",
    "PERSONNE",
    "PLACEE",
    "SANS_LIEU",
    "TELETRAVAIL",
    "TUILE",
    "Gens",
    "Offres",
    "Sorties",
    "Tableau",
    "Vivant",
    "sorties",
]
