"""Counting terms: TF-IDF vectors of titles, BM25 of what each code is called."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

# Terms of one title and how often each comes: two arrays of one length.
Termes = tuple[Any, Any]
LETTRES: Final = (2, 5)
# Number, then share, of titles above which a run of letters says little and costs most of a query.
PORTEE_LETTRES: Final = (500, 0.1)
MOTS: Final = (1, 2)


def compteur_lettres(titres: int = 0) -> CountVectorizer:
    """Runs of 2 to 5 letters inside words; of many titles, without those that too many hold."""
    portee = max(PORTEE_LETTRES[0], round(PORTEE_LETTRES[1] * titres)) if titres else 1.0
    return CountVectorizer(analyzer="char_wb", ngram_range=LETTRES, max_df=portee, dtype=np.float32)


def compteur_mots(portee: tuple[int, int] = MOTS) -> CountVectorizer:
    """Words, and pairs of neighbouring words."""
    return CountVectorizer(
        tokenizer=str.split, token_pattern=None, ngram_range=portee, dtype=np.float32
    )


class Decompte:
    """Terms of one title, without the cost of a sparse matrix.

    >>> compteur = compteur_mots((1, 1)).fit(["aide macon", "macon"])
    >>> Decompte(compteur)("macon macon bus")[1].tolist()
    [2.0]
    """

    def __init__(self, compteur: CountVectorizer) -> None:
        self._compteur = compteur
        self._analyser = compteur.build_analyzer()

    def __call__(self, texte: str) -> Termes:
        """Known terms and their counts, in the order they come."""
        numeros = self._compteur.vocabulary_
        comptes = Counter(numeros[terme] for terme in self._analyser(texte) if terme in numeros)
        return (
            np.fromiter(comptes.keys(), np.int64, len(comptes)),
            np.fromiter(comptes.values(), np.float32, len(comptes)),
        )

    def __getstate__(self) -> dict[str, Any]:
        return {"_compteur": self._compteur}

    def __setstate__(self, etat: dict[str, Any]) -> None:
        self.__init__(etat["_compteur"])  # type: ignore[misc]


def cumuler(matrice: Any, termes: Any, poids: Any) -> Any:
    """`poids` @ rows `termes` of a sparse matrix, dense, shape (columns,)."""
    debuts = matrice.indptr[termes].astype(np.int64)
    tailles = matrice.indptr[termes + 1] - debuts
    decalages = np.cumsum(tailles) - tailles
    places = np.arange(tailles.sum()) + np.repeat(debuts - decalages, tailles)
    valeurs = matrice.data[places] * np.repeat(poids, tailles)
    return np.bincount(matrice.indices[places], valeurs, minlength=matrice.shape[1])


def normer(matrice: Any) -> Any:
    """Rows of length 1; empty rows stay empty."""
    longueurs = np.sqrt(np.asarray(matrice.multiply(matrice).sum(axis=1)).ravel())
    inverses = np.divide(1, longueurs, out=np.zeros_like(longueurs), where=longueurs > 0)
    return sparse.diags(inverses.astype(np.float32)) @ matrice


class Tfidf:
    """Sublinear TF-IDF over counts, rows of length 1 (Salton and Buckley 1988)."""

    def __init__(self, comptes: Any) -> None:
        portees = np.diff(comptes.tocsc().indptr)
        self.idf = (np.log((1 + comptes.shape[0]) / (1 + portees)) + 1).astype(np.float32)

    def __call__(self, comptes: Any) -> Any:
        """Vectors of `comptes`, shape (titles, terms)."""
        vecteurs = comptes.copy()
        vecteurs.data = (1 + np.log(vecteurs.data)) * self.idf[vecteurs.indices]
        return normer(vecteurs).tocsr()

    def un(self, termes: Termes) -> Any:
        """Weights of the terms of one title, of length 1 together."""
        numeros, comptes = termes
        poids = (1 + np.log(comptes)) * self.idf[numeros]
        return poids / max(float(np.sqrt(poids @ poids)), 1e-9)


class Bm25:
    """BM25 (Robertson and Zaragoza 2009) of documents, divided by the best a query could get.

    Parameters
    ----------
    comptes : counts of terms, shape (documents, terms).
    b, k1 : length normalisation and saturation.
    """

    def __init__(self, comptes: Any, b: float = 0.3, k1: float = 1.2) -> None:
        nombre = comptes.shape[0]
        portees = np.diff(comptes.tocsc().indptr)
        self.idf = np.log(1 + (nombre - portees + 0.5) / (portees + 0.5)).astype(np.float32)
        longueurs = np.asarray(comptes.sum(axis=1)).ravel()
        relative = longueurs / max(float(longueurs.mean()), 1e-9)
        poids = comptes.tocoo()
        saturation = poids.data + k1 * (1 - b + b * relative[poids.row])
        poids.data = (poids.data * (k1 + 1) / saturation * self.idf[poids.col]).astype(np.float32)
        self.poids = sparse.csr_matrix(poids).T.tocsr()

    def un(self, termes: Termes) -> Any:
        """Scores of one title, shape (documents,), about 0 to 2."""
        numeros = termes[0]
        possible = max(float(self.idf[numeros].sum()), 1)
        return cumuler(self.poids, numeros, np.full(len(numeros), 1 / possible))


def par_groupe(comptes: Any, groupes: Any, nombre: int) -> Any:
    """Sum the rows of `comptes` by group, shape (nombre, terms)."""
    lignes = len(groupes)
    somme = sparse.csr_matrix(
        (np.ones(lignes, np.float32), (groupes, np.arange(lignes))), shape=(nombre, lignes)
    )
    return (somme @ comptes).tocsr()


def tetes(mots: Sequence[str]) -> list[str]:
    """First word of each title: the function ("chef", "technicien"), empty for an empty title."""
    return [texte.split(" ", 1)[0] for texte in mots]
