"""Kernel ridge regression: the linear classifier, in the space of pairs of terms and of meanings.

Two titles are alike through pairs of their terms (square of the cosine of letters and words) and
through what their words mean (cube of that cosine); the targets are one column a code (Saunders et
al. 1998). It is solved exactly, once, by Cholesky.
"""

from typing import Any, Final

import numpy as np
from scipy.linalg import cho_factor, cho_solve

PART_LETTRES: Final = 0.6
PART_TERMES: Final = 0.5
RETENUE: Final = 0.3
# A code of the same group is not quite wrong.
PART_DU_GROUPE: Final = 0.1
BLOC: Final = 1024


def noyau(lettres: Any, mots: Any, sens: Any) -> Any:
    """Kernel values from the three cosines; negative meanings count as none."""
    termes = PART_LETTRES * lettres + (1 - PART_LETTRES) * mots
    pareil = np.maximum(sens, 0)
    return PART_TERMES * termes * termes + (1 - PART_TERMES) * pareil * pareil * pareil


class Regression:
    """Coefficients by code, shape (codes, titles), float32.

    Parameters
    ----------
    lettres, mots : sparse unit rows of the titles.
    sens : dense unit rows of the titles.
    codes : code number of each title; groupes : group number of each code, or None.
    """

    def __init__(
        self, lettres: Any, mots: Any, sens: Any, codes: Any, nombre: int, groupes: Any = None
    ) -> None:
        total = len(codes)
        matrice = np.empty((total, total), np.float32, order="F")
        for debut in range(0, total, BLOC):
            tranche = slice(debut, debut + BLOC)
            matrice[:, tranche] = noyau(
                (lettres @ lettres[tranche].T).toarray(),
                (mots @ mots[tranche].T).toarray(),
                sens @ sens[tranche].T,
            )
        matrice[np.diag_indices(total)] += RETENUE
        cibles = np.zeros((total, nombre), np.float32, order="F")
        if groupes is not None:
            cibles[:] = PART_DU_GROUPE * (groupes[codes][:, None] == groupes)
        cibles[np.arange(total), codes] = 1
        facteur = cho_factor(matrice, lower=True, overwrite_a=True, check_finite=False)
        solution = cho_solve(facteur, cibles, overwrite_b=True, check_finite=False)
        self.coefficients = np.ascontiguousarray(solution.T)

    def noter(self, noyaux: Any, codes: Any) -> Any:
        """Scores of the codes asked for: `noyaux` (titles,), `codes` numbers, for one query."""
        # Row by row: taking the rows out first copies megabytes for each query.
        return np.array([self.coefficients[code] @ noyaux for code in codes], np.float32)
