"""The clauses of steps as words for the kernels of one table: the same for everyone.

What a step meets does not depend on the person (a maximum, a union), only what they lack does; so
one reading serves thousands of people who are given the same steps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.moteur.codes import BITS_CONDITIONS, BITS_MESURES
from matching.moteur.criteres.base import Reponse
from matching.moteur.grilles import en_mots
from matching.moteur.noyau.groupes import GROUPES
from matching.moteur.noyau.levee import Leves
from matching.moteur.noyau.table import Table
from matching.moteur.ouvrants.apport import Apport, appliquer
from matching.moteur.ouvrants.etapes import Demarche
from matching.moteur.ouvrants.leviers import clause_de, garde_par_clauses, minutes_par_clause
from matching.moteur.profil import Profil
from matching.moteur.trajets import MODES

# One word of clauses, the first bit being the one that no step meets.
CLAUSES_MAX: Final = 64
PERSONNE: Final = Profil()


@dataclass(frozen=True, slots=True)
class Mots:
    """`clauses` by bit, and the words that kernels read."""

    clauses: tuple[int, ...]
    leves: Leves


def mots_de(table: Table, demarche: Demarche, nuit: int = 0) -> Mots | None:
    """The clauses of some steps for a table; None when they are too many for a word.

    `nuit` are the steps that make public transport run at night.
    """
    apports = [etape.apporte for etape in demarche.etapes]
    questions = _questions(table, apports)
    minutes = np.array([minutes_par_clause(None, mode, apports) for mode in MODES], dtype=np.int64)
    mesures = [clause_de(mesure in a.mesures for a in apports) for mesure in BITS_MESURES]
    limites = [clause_de(code in a.limites for a in apports) for code in BITS_CONDITIONS]
    droit = [clause_de(a.droit_travail for a in apports)]
    garde = garde_par_clauses(0, apports)
    distinctes = {
        0,
        nuit,
        *questions.tolist(),
        *minutes.ravel().tolist(),
        *mesures,
        *limites,
        *droit,
    }
    clauses = tuple(sorted(distinctes.union(*garde.values())))
    if len(clauses) > CLAUSES_MAX:
        return None
    bits = np.zeros(1 << len(demarche), dtype=np.uint64)
    bits[list(clauses)] = np.uint64(1) << np.arange(len(clauses), dtype=np.uint64)
    leves = Leves(
        bits[questions],
        bits[minutes],
        bits[mesures],
        bits[limites],
        bits[droit],
        bits[[nuit]],
        en_mots(list(garde)),
        np.array([np.bitwise_or.reduce(bits[list(c)]) for c in garde.values()], dtype=np.uint64),
    )
    return Mots(clauses, leves)


def _questions(table: Table, apports: Sequence[Apport]) -> NDArray[np.int64]:
    """Clause of each question of a table; nothing meets those on experience."""
    offres = table.offres
    clauses = np.zeros(len(offres.modeles) + len(offres.exp_metier), dtype=np.int64)
    for rang, apport in enumerate(apports):
        seul = appliquer(Profil(), [apport])
        for groupe, lu in enumerate(GROUPES):
            if (valeur := lu.valeur(seul)) == lu.valeur(PERSONNE):
                continue
            reponses = table.reponses(groupe, valeur)
            debut = offres.bornes[groupe]
            clauses[debut : debut + len(reponses)] |= (reponses == Reponse.OUI).astype(int) << rang
        for codes, connus, debuts, questions in (
            (
                apport.certificats,
                table.certificats,
                offres.certificat_debut,
                offres.certificat_question,
            ),
            (
                apport.competences,
                table.competences,
                offres.item_question_debut,
                offres.item_question,
            ),
        ):
            for code in codes:
                if (ou := connus.get(code)) is not None:
                    clauses[questions[debuts[ou] : debuts[ou + 1]]] |= 1 << rang
    return clauses
