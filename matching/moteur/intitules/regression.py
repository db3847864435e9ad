"""Kernel ridge regression: the linear classifier, in the space of pairs of terms and of meanings.

Two titles are alike through their letters, their words and the meaning of their words; the kernel
is the square of that mix, the targets one column a code (Saunders et al. 1998). It is solved
exactly, once, by Cholesky.
"""

from typing import Any, Final

import numpy as np
from scipy.linalg import cho_factor, cho_solve

PART_LETTRES: Final = 0.35
PART_MOTS: Final = 0.25
PART_SENS: Final = 0.4
RETENUE: Final = 0.3
BLOC: Final = 1024


def noyau(lettres: Any, mots: Any, sens: Any) -> Any:
    """Kernel values from the three cosines; negative meanings count as none."""
    mele = PART_LETTRES * lettres + PART_MOTS * mots + PART_SENS * np.maximum(sens, 0)
    return mele * mele


class Regression:
    """Coefficients by code, shape (codes, titles), float32.

    Parameters
    ----------
    lettres, mots : sparse unit rows of the titles.
    sens : dense unit rows of the titles.
    codes : code number of each title.
    """

    def __init__(self, lettres: Any, mots: Any, sens: Any, codes: Any, nombre: int) -> None:
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
        cibles[np.arange(total), codes] = 1
        facteur = cho_factor(matrice, lower=True, overwrite_a=True, check_finite=False)
        solution = cho_solve(facteur, cibles, overwrite_b=True, check_finite=False)
        self.coefficients = np.ascontiguousarray(solution.T)

    def noter(self, noyaux: Any, codes: Any) -> Any:
        """Scores of the codes asked for: `noyaux` (titles,), `codes` numbers, for one query."""
        return self.coefficients[codes] @ noyaux
