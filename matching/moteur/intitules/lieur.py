"""The façade: `LieurIntitules(corpus).classer(requetes, k)`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import numpy as np
from scipy.special import softmax

from matching.moteur.intitules import ponderation
from matching.moteur.intitules.fautes import avec_une_faute
from matching.moteur.intitules.fils import un_seul_fil
from matching.moteur.intitules.formes import Forme, forme, suite_de_mots
from matching.moteur.intitules.index import Corpus, Index, Regard
from matching.moteur.intitules.ponderation import Reglage

# Below, a corpus cannot hide titles from itself; the shipped weights are used.
LIBELLES_POUR_APPRENDRE: Final = 600
EXEMPLES_POUR_APPRENDRE: Final = 300
PART_CACHEE: Final = 0.15
# Times that other titles are hidden: more to learn from, one more reading each.
TOURS: Final = 2
CACHES_AU_PLUS: Final = 1500


@dataclass(frozen=True, slots=True)
class Lien:
    """A candidate: the code, the label that matched best, and its probability, 0 to 1."""

    code: str
    libelle: str
    probabilite: float


@dataclass(frozen=True, slots=True)
class Liens:
    """Candidates of one title, best first; `est_sur` is False when a human should choose."""

    candidats: tuple[Lien, ...]
    est_sur: bool


class LieurIntitules:
    """Links free titles to labelled ones; the corpus is read once, then each title takes < 5 ms.

    The object can be pickled: reading the whole of ROME takes minutes of one core, so
    it is worth keeping.

    Parameters
    ----------
    corpus : (label, code) pairs; a code may have many labels.
    fiches : code → up to three texts (skills, definition, access): words that say what it is.
    groupes : up to two maps code → group (ROME 3 parent, domain), which share their labels.
    exemples : other (title, code) pairs, such as offers confirmed by a person; they teach but are
        never shown as a label. Codes that the corpus lacks are left out.
    reglage : weights; learnt from titles of the corpus hidden in turn when None.
    avec_regression : False spares most of the time and memory of reading, for a little accuracy.

    Raises
    ------
    ValueError
        When the corpus holds no usable label.

    >>> lieur = LieurIntitules([("Maçon / Maçonne", "F1703"), ("Coiffeur / Coiffeuse", "D1202"),
    ...                         ("Aide maçon / Aide maçonne", "F1704")])
    >>> lieur.classer(["urgent recherche maçonne H/F CDI"], 1)[0].candidats[0].code
    'F1703'
    """

    def __init__(
        self,
        corpus: Iterable[tuple[str, str]],
        *,
        fiches: Mapping[str, Sequence[str]] | None = None,
        groupes: Sequence[Mapping[str, str]] = (),
        exemples: Iterable[tuple[str, str]] = (),
        reglage: Reglage | None = None,
        avec_regression: bool = True,
    ) -> None:
        lignes = self._lire(list(corpus), list(exemples))
        self.codes = sorted({code for _, _, code, _ in lignes})
        numeros = {code: rang for rang, code in enumerate(self.codes)}
        lignes.sort(key=lambda ligne: (numeros[ligne[2]], not ligne[3]))
        self.libelles = [titre for titre, _, _, _ in lignes]
        self._est_libelle = [est_libelle for _, _, _, est_libelle in lignes]
        self._corpus = Corpus(
            formes=[f for _, f, _, _ in lignes],
            codes=np.array([numeros[code] for _, _, code, _ in lignes]),
            nombre=len(self.codes),
            fiches=self._textes(fiches or {}),
            groupes=[self._numeroter(groupe) for groupe in groupes],
            exemples=~np.array(self._est_libelle),
        )
        # A small corpus costs nothing to read in full, and the shipped weights expect it.
        self._avec_regression = avec_regression or len(lignes) < LIBELLES_POUR_APPRENDRE
        with un_seul_fil():
            self.reglage = reglage or self._regler()
            self._index = Index(self._corpus, avec_regression=self._avec_regression)

    def _lire(
        self, corpus: list[tuple[str, str]], exemples: list[tuple[str, str]]
    ) -> list[tuple[str, Forme, str, bool]]:
        self._feminins: dict[str, str] = {}
        for libelle, _ in corpus:
            suite_de_mots(libelle, self._feminins)
        formes = [(titre, forme(titre, self._feminins), code, True) for titre, code in corpus]
        lignes = [ligne for ligne in formes if ligne[1].mots]
        if not lignes:
            raise ValueError("Intitulés : le corpus ne contient aucun libellé utilisable.")
        connus = {code for _, _, code, _ in lignes}
        for titre, code in exemples:
            vue = forme(titre, self._feminins)
            if vue.mots and code in connus:
                lignes.append((titre, vue, code, False))
        return lignes

    def _textes(self, fiches: Mapping[str, Sequence[str]]) -> list[list[str]]:
        nombre = max((len(textes) for textes in fiches.values()), default=0)
        return [
            [
                forme(textes[rang], self._feminins).mots if rang < len(textes) else ""
                for textes in (fiches.get(code, ()) for code in self.codes)
            ]
            for rang in range(nombre)
        ]

    def _numeroter(self, groupe: Mapping[str, str]) -> Any:
        return np.unique([groupe.get(code, code) for code in self.codes], return_inverse=True)[1]

    def _regler(self) -> Reglage:
        """Hide some titles, look at them as a stranger would, and weigh the traits."""
        corpus = self._corpus
        if int(corpus.exemples.sum()) >= EXEMPLES_POUR_APPRENDRE:
            return self._regler_sur_les_exemples()
        effectifs = Counter(corpus.codes.tolist())
        candidats = [r for r, code in enumerate(corpus.codes.tolist()) if effectifs[code] > 1]
        if len(corpus.formes) < LIBELLES_POUR_APPRENDRE or len(candidats) < 100:
            return ponderation.charger()
        hasard = Random(0)
        hasard.shuffle(candidats)
        nombre = min(CACHES_AU_PLUS, round(PART_CACHEE * len(candidats)))
        essais = [
            essai
            for tour in range(TOURS)
            for essai in self._essayer(candidats[tour * nombre : (tour + 1) * nombre], hasard)
        ]
        regards, attendus, inedits = zip(*essais, strict=True)
        return ponderation.apprendre(regards, attendus, inedits)

    def _essayer(self, caches: list[int], hasard: Random) -> Iterator[tuple[Regard, int, bool]]:
        """Hidden titles as they are and, half of them, with a slip; known ones with a slip."""
        corpus, a_part = self._corpus, set(caches)
        gardes = [rang for rang in range(len(corpus.formes)) if rang not in a_part]
        index = Index(_sous_corpus(corpus, gardes), avec_regression=self._avec_regression)
        essais = [(rang, corpus.formes[rang], True) for rang in caches]
        essais += [(rang, self._fautif(rang, hasard), True) for rang in caches[::2]]
        connus = hasard.sample(gardes, min(len(caches), len(gardes)))
        essais += [(rang, self._fautif(rang, hasard), False) for rang in connus]
        for rang, vue, est_inedit in essais:
            yield index.regarder([vue])[0], int(corpus.codes[rang]), est_inedit

    def _regler_sur_les_exemples(self) -> Reglage:
        """Offers are not worded like official labels: a third of them, hidden, bend the weights."""
        corpus = self._corpus
        exemples = np.flatnonzero(corpus.exemples).tolist()
        caches = set(Random(0).sample(exemples, len(exemples) // 3))
        gardes = [rang for rang in range(len(corpus.formes)) if rang not in caches]
        index = Index(_sous_corpus(corpus, gardes), avec_regression=self._avec_regression)
        rangs = sorted(caches)
        return ponderation.apprendre(
            index.regarder([corpus.formes[rang] for rang in rangs]),
            [int(corpus.codes[rang]) for rang in rangs],
            [True] * len(rangs),
            depart=ponderation.charger() if self._avec_regression else None,
        )

    def _fautif(self, rang: int, hasard: Random) -> Forme:
        return forme(avec_une_faute(self._corpus.formes[rang].lettres, hasard), self._feminins)

    def classer(self, requetes: Sequence[str], k: int = 5) -> list[Liens]:
        """The k best codes of each title, one label each; no candidate for an empty title."""
        with un_seul_fil():
            return [self._lier(requete, k) for requete in requetes]

    def _lier(self, requete: str, k: int) -> Liens:
        vue = forme(requete, self._feminins)
        if not vue.mots:
            return Liens((), False)
        [regard] = self._index.regarder([vue])
        if not len(regard.codes):
            return Liens((), False)
        notes = np.round(ponderation.noter(regard, self.reglage), 6)
        confiance = ponderation.confiance(regard, notes, self.reglage)
        parts = _parts(softmax(notes), confiance)
        ordre = np.lexsort((regard.codes, -notes))[:k]
        candidats = tuple(
            Lien(self.codes[regard.codes[r]], self._libelle(regard, r), round(float(parts[r]), 3))
            for r in ordre
        )
        return Liens(candidats, confiance >= self.reglage.seuil)

    def _libelle(self, regard: Regard, rang: int) -> str:
        """The nearest label; the first of the code when only an example came near."""
        proche = regard.rangs[rang]
        if self._est_libelle[proche]:
            return self.libelles[proche]
        return self.libelles[int(np.searchsorted(self._corpus.codes, regard.codes[rang]))]


def _sous_corpus(corpus: Corpus, rangs: list[int]) -> Corpus:
    return Corpus(
        [corpus.formes[rang] for rang in rangs],
        corpus.codes[rangs],
        corpus.nombre,
        corpus.fiches,
        corpus.groupes,
        corpus.exemples[rangs],
    )


def _parts(parts: Any, confiance: float) -> Any:
    """Shares in which the first has the calibrated probability; the order is kept."""
    premiere = float(parts.max())
    if premiere >= 1 - 1e-9:
        return np.where(parts == parts.max(), confiance, 0.0)
    autres = parts * (1 - confiance) / (1 - premiere)
    return np.where(parts == parts.max(), confiance, np.minimum(autres, confiance))
