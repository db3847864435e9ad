"""What a title shows of each code: a table of numbers, one column a way of looking."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from rapidfuzz import fuzz
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

from matching.moteur.intitules.formes import Forme
from matching.moteur.intitules.orthographe import Correcteur
from matching.moteur.intitules.regression import Regression, noyau
from matching.moteur.intitules.termes import (
    Bm25,
    Decompte,
    Termes,
    Tfidf,
    compteur_lettres,
    compteur_mots,
    cumuler,
    par_groupe,
    tetes,
)

# Ways of looking at (title, code), in the order of the columns.
TRAITS: Final = (
    "proche",  # nearest label, letters and words
    "appui",  # all the labels that resemble, cubed
    "quasi",  # almost the very label
    "nom_mots",  # BM25 of all the labels of the code, words
    "nom_paires",  # the same with pairs of words
    "nom_lettres",  # the same with letters
    "fiche_1",  # BM25 of the texts of the code, one column each
    "fiche_2",
    "fiche_3",
    "groupe_1",  # BM25 of the labels of its group (ROME 3 parent, then domain)
    "groupe_2",
    "sens",  # cosine in the space of meanings
    "tete",  # does the code take this first word?
    "nombre",  # log of its number of labels
    "proche_exemple",  # nearest example (offers confirmed by a person)
    "nombre_exemples",  # log of the number of examples
    "regression",
    "flou",  # edit ratio with its nearest label
)
FICHES: Final = 3
GROUPES: Final = 2
DIMENSIONS: Final = 150
PRESELECTION: Final = 50
TETE_ATTENDUE: Final = 2.0


@dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled forms and what else is known of the codes.

    `codes[i]` is the code number of `formes[i]`, in rising order; `fiches` holds up to three texts
    of stems per code; `groupes` up to two group numbers per code; `exemples[i]` is True for a title
    that teaches without being a label.
    """

    formes: Sequence[Forme]
    codes: Any
    nombre: int
    fiches: Sequence[Sequence[str]] = ()
    groupes: Sequence[Any] = ()
    exemples: Any = None


@dataclass(frozen=True, slots=True)
class Regard:
    """One title seen: candidate codes, their traits (candidates, traits), their nearest row."""

    codes: Any
    traits: Any
    rangs: Any
    mots_connus: float


@dataclass(frozen=True, slots=True)
class _Vue:
    """One title counted: runs of letters, words and pairs, simple words."""

    lettres: Termes
    mots: Termes
    simples: Termes


class Index:
    """The corpus counted once; `regarder` answers title by title.

    >>> corpus = Corpus([Forme("macon", "macon"), Forme("aide macon", "aid macon")],
    ...                 np.array([0, 1]), 2)
    >>> Index(corpus).regarder([Forme("macon", "macon")])[0].codes.tolist()
    [0, 1]
    """

    def __init__(self, corpus: Corpus, *, avec_regression: bool = True) -> None:
        self.corpus = corpus
        codes = corpus.codes
        self._debuts = np.minimum(
            np.searchsorted(codes, np.arange(corpus.nombre)), max(len(codes) - 1, 0)
        )
        self._effectifs = np.bincount(codes, minlength=corpus.nombre)
        exemples = np.zeros(len(codes), bool) if corpus.exemples is None else corpus.exemples
        self._est_exemple = exemples.astype(np.float32)
        self._effectifs_exemples = np.bincount(codes[exemples], minlength=corpus.nombre)
        self._compter([f.lettres for f in corpus.formes], [f.mots for f in corpus.formes])
        self._comprendre()
        self._apprendre_tetes()
        self._regression = self._regresser() if avec_regression else None

    def _compter(self, lettres: list[str], mots: list[str]) -> None:
        codes, nombre = self.corpus.codes, self.corpus.nombre
        compteur_l, compteur_m = compteur_lettres(len(lettres)), compteur_mots()
        comptes_lettres = compteur_l.fit_transform(lettres)
        comptes_mots = compteur_m.fit_transform(mots)
        self._lire_lettres, self._lire_mots = Decompte(compteur_l), Decompte(compteur_m)
        self._tfidf_lettres, self._tfidf_mots = Tfidf(comptes_lettres), Tfidf(comptes_mots)
        self._colonnes_lettres = self._tfidf_lettres(comptes_lettres).T.tocsr()
        self._colonnes_mots = self._tfidf_mots(comptes_mots).T.tocsr()
        self._nom_lettres = Bm25(par_groupe(comptes_lettres, codes, nombre))
        self._nom_paires = Bm25(par_groupe(comptes_mots, codes, nombre))
        self._corriger = Correcteur({mot for texte in mots for mot in texte.split()})

    def _comprendre(self) -> None:
        """Simple words: names, texts, groups, and the space of meanings (LSA, Deerwester 1990)."""
        corpus = self.corpus
        compteur = compteur_mots((1, 1))
        textes = [f.mots for f in corpus.formes]
        compteur.fit([*textes, *(t for fiche in corpus.fiches for t in fiche)])
        self._lire_simples = Decompte(compteur)
        comptes = compteur.transform(textes)
        noms = par_groupe(comptes, corpus.codes, corpus.nombre)
        self._nom_mots = Bm25(noms)
        fiches = [compteur.transform(fiche) for fiche in corpus.fiches[:FICHES]]
        self._fiches = [Bm25(fiche, b=0.75) for fiche in fiches]
        self._groupes = [
            (groupe, Bm25(par_groupe(noms, groupe, int(groupe.max()) + 1)))
            for groupe in corpus.groupes[:GROUPES]
        ]
        self._definir_le_sens(comptes, sum(fiches, start=noms * 2))

    def _definir_le_sens(self, titres: Any, documents: Any) -> None:
        self._tfidf_simples = Tfidf(documents)
        vecteurs = self._tfidf_simples(documents)
        dimensions = min(DIMENSIONS, *(n - 1 for n in documents.shape))
        if dimensions < 1:
            self._axes = np.ones((documents.shape[1], 1), np.float32)
        else:
            svd = TruncatedSVD(dimensions, n_iter=3, random_state=0).fit(vecteurs)
            self._axes = np.ascontiguousarray(svd.components_.T, np.float32)
        self._sens_titres = self._sens(titres)
        self._sens_codes = self._sens(documents)

    def _sens(self, comptes: Any) -> Any:
        return normalize(self._tfidf_simples(comptes) @ self._axes).astype(np.float32)

    def _apprendre_tetes(self) -> None:
        mots = tetes([f.mots for f in self.corpus.formes])
        self._tetes = {mot: rang for rang, mot in enumerate(sorted(set(mots)))}
        comptes = np.zeros((self.corpus.nombre, len(self._tetes)), np.float32)
        np.add.at(comptes, (self.corpus.codes, [self._tetes[mot] for mot in mots]), 1)
        partout = comptes.sum(axis=0) / comptes.sum()
        par_code = comptes.sum(axis=1, keepdims=True) + TETE_ATTENDUE
        attendu = (comptes + TETE_ATTENDUE * partout) / par_code
        self._affinites = np.log(attendu / partout).astype(np.float32)

    def _regresser(self) -> Regression:
        return Regression(
            self._colonnes_lettres.T.tocsr(),
            self._colonnes_mots.T.tocsr(),
            self._sens_titres,
            self.corpus.codes,
            self.corpus.nombre,
            self.corpus.groupes[0] if len(self.corpus.groupes) > 1 else None,
        )

    def regarder(self, formes: Sequence[Forme]) -> list[Regard]:
        """Candidates of each title, most likely first by a rough first look, with their traits."""
        return [self._un(forme) for forme in formes]

    def _un(self, forme: Forme) -> Regard:
        mots = self._corriger(forme.mots)
        vue = _Vue(
            self._lire_lettres(forme.lettres), self._lire_mots(mots), self._lire_simples(mots)
        )
        cosinus_l = cumuler(
            self._colonnes_lettres, vue.lettres[0], self._tfidf_lettres.un(vue.lettres)
        )
        cosinus_m = cumuler(self._colonnes_mots, vue.mots[0], self._tfidf_mots.un(vue.mots))
        titres = 0.6 * cosinus_l + 0.4 * cosinus_m
        sens = self._sens_de(vue.simples)
        table = self._table(titres, vue, sens, mots)
        choisis = _preselection(table)
        traits = table[choisis]
        if self._regression is not None:
            valeurs = noyau(cosinus_l, cosinus_m, self._sens_titres @ sens)
            traits[:, TRAITS.index("regression")] = self._regression.noter(valeurs, choisis)
        rangs = self._rangs(titres, choisis)
        traits[:, TRAITS.index("flou")] = [
            fuzz.ratio(forme.lettres, self.corpus.formes[rang].lettres) / 100 for rang in rangs
        ]
        connus = vue.simples[1].sum() / max(len(mots.split()), 1)
        return Regard(choisis, traits, rangs, float(connus))

    def _table(self, titres: Any, vue: "_Vue", sens: Any, mots: str) -> Any:
        """All the traits but the two kept for the shortlist, shape (codes, traits)."""
        table = np.zeros((self.corpus.nombre, len(TRAITS)), np.float32)
        presents = self._effectifs > 0
        proche = np.maximum.reduceat(titres, self._debuts) * presents
        table[:, 0] = proche
        table[:, 1] = np.add.reduceat(titres**3, self._debuts) * presents
        table[:, 2] = proche**8
        table[:, 3] = self._nom_mots.un(vue.simples)
        table[:, 4] = self._nom_paires.un(vue.mots)
        table[:, 5] = self._nom_lettres.un(vue.lettres)
        for rang, fiche in enumerate(self._fiches):
            table[:, 6 + rang] = fiche.un(vue.simples)
        for rang, (groupe, noms) in enumerate(self._groupes):
            table[:, 9 + rang] = noms.un(vue.simples)[groupe]
        table[:, 11] = self._sens_codes @ sens
        tete = self._tetes.get(mots.split(" ", 1)[0])
        table[:, 12] = 0 if tete is None else self._affinites[:, tete]
        table[:, 13] = np.log1p(self._effectifs)
        if self._effectifs_exemples.any():
            exemples = titres * self._est_exemple
            table[:, 14] = np.maximum.reduceat(exemples, self._debuts) * presents
            table[:, 15] = np.log1p(self._effectifs_exemples)
        return table

    def _sens_de(self, simples: Termes) -> Any:
        vecteur = self._tfidf_simples.un(simples).astype(np.float32) @ self._axes[simples[0]]
        return vecteur / max(float(np.sqrt(vecteur @ vecteur)), 1e-9)

    def _rangs(self, titres: Any, choisis: Any) -> list[int]:
        fins = np.append(self._debuts[1:], len(titres))
        return [
            int(debut + np.argmax(titres[debut : max(fin, debut + 1)]))
            for debut, fin in zip(self._debuts[choisis], fins[choisis], strict=True)
        ]


def _preselection(table: Any) -> Any:
    """Numbers of the codes worth a second look, best first; none when nothing is shared."""
    colonnes = table[:, [0, 3, 5, 11, 6, 7]]
    sommets = np.maximum(colonnes.max(axis=0), 1e-6)
    premier = (np.maximum(colonnes, 0) / sommets) @ np.array([1, 1, 1, 0.6, 0.2, 0.2])
    premier[(table[:, 0] <= 0) & (colonnes[:, 1] <= 0)] *= 0.5
    ordre = np.lexsort((np.arange(len(premier)), -np.round(premier, 6)))[:PRESELECTION]
    return ordre[premier[ordre] > 0]
