"""Nearness of two métiers: from what they ask and how they are described, then from the mobilities.

Thirty-odd measures compare two métiers (skills, knowledge, contexts, texts, names, level of access,
place in the tree); gradient-boosted trees learn from the official mobilities of some métiers which
measures tell a likely move. The mobilities themselves are never a measure: asked about a métier
whose mobilities were not learnt from, the answer rests on the métiers' contents alone.
The product then puts the official mobilities first, and always explains by the shared skills.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from scipy.special import expit
from sklearn.ensemble import HistGradientBoostingClassifier

from matching.moteur.intitules.fils import un_seul_fil
from matching.moteur.proximite_mesures import Contenus, Mesures

CANDIDATS: Final = 200
METIERS_POUR_APPRENDRE: Final = 300
GRAINES: Final = (0, 1, 2)
ARBRES: Final = 350
# Farther candidates hardly ever are a move: they are answered, not learnt from.
CANDIDATS_APPRIS: Final = 200
# Official moves come before any other; within them, the official order.
AVANTAGE_OFFICIEL: Final = 1.0


@dataclass(frozen=True, slots=True)
class Voisin:
    """A near métier: 0–1 nearness (above 1 when official), shared skills, official or not."""

    code: str
    proximite: float
    communs: tuple[str, ...]
    est_officiel: bool

    @property
    def phrase(self) -> str:
        """The explanation shown: "14 savoir-faire en commun".

        >>> Voisin("A", 0.5, ("1",), False).phrase
        '1 savoir-faire en commun'
        """
        nombre = len(self.communs)
        return f"{nombre or 'Aucun'} savoir-faire en commun"


@dataclass
class Proximite:
    """Nearness between the métiers of a referential.

    Parameters
    ----------
    contenus : what is known of each métier.
    mobilites : code → targets in official order; used to learn, and by `voisins` unless told not.
    appris_sur : codes whose mobilities may be learnt from; all of them when None.

    >>> contenus = Contenus({"A": [("1", True), ("2", False)], "B": [("1", True)], "C": [("3", True)]})
    >>> proche = Proximite(contenus)
    >>> proche.proximite("A", "B") > proche.proximite("A", "C")
    True
    >>> proche.voisins("A", 1)[0].phrase
    '1 savoir-faire en commun'
    """

    contenus: Contenus
    mobilites: Mapping[str, Sequence[str]] = field(default_factory=dict)
    appris_sur: Iterable[str] | None = None

    def __post_init__(self) -> None:
        with un_seul_fil():
            self._comparer()

    def _comparer(self) -> None:
        mesures = Mesures(self.contenus)
        self.codes = mesures.codes
        self._numeros = {code: rang for rang, code in enumerate(self.codes)}
        self._candidats = mesures.candidats(CANDIDATS)
        notes = mesures.notes(self._candidats)
        lignes = self._lignes_apprises()
        if len(lignes) >= METIERS_POUR_APPRENDRE:
            notes = self._apprendre(mesures.table(self._candidats), lignes)
        self._notes = notes
        self._competences = {
            code: {ogr for ogr, _ in self.contenus.competences.get(code, ())} for code in self.codes
        }

    def _lignes_apprises(self) -> list[int]:
        permis = set(self.mobilites if self.appris_sur is None else self.appris_sur)
        return [
            rang
            for rang, code in enumerate(self.codes)
            if code in permis and self.mobilites.get(code)
        ]

    def _apprendre(self, table: Any, lignes: list[int]) -> Any:
        """Likelihood of a move for every (métier, candidate), mean of a few seeds."""
        cibles = np.zeros(self._candidats.shape, bool)
        for rang in lignes:
            officielles = [
                self._numeros[c] for c in self.mobilites[self.codes[rang]] if c in self._numeros
            ]
            cibles[rang] = np.isin(self._candidats[rang], officielles)
        traits, appris = table.shape[2], CANDIDATS_APPRIS
        marges = np.zeros(self._candidats.size)
        for graine in GRAINES:
            arbres = HistGradientBoostingClassifier(
                max_iter=ARBRES,
                learning_rate=0.05,
                max_leaf_nodes=31,
                min_samples_leaf=60,
                l2_regularization=10,
                max_features=0.2,
                random_state=graine,
            )
            arbres.fit(table[lignes, :appris].reshape(-1, traits), cibles[lignes, :appris].ravel())
            marges += arbres.decision_function(table.reshape(-1, traits))
        return expit(marges / len(GRAINES)).reshape(self._candidats.shape)

    def proximite(self, metier_a: str, metier_b: str) -> float:
        """How near B is to someone of A, 0 to 1; 1 for the same métier, 0 when unknown or far."""
        if metier_a == metier_b:
            return 1.0
        a, b = self._numeros.get(metier_a), self._numeros.get(metier_b)
        if a is None or b is None:
            return 0.0
        places = np.flatnonzero(self._candidats[a] == b)
        return float(self._notes[a, places[0]]) if len(places) else 0.0

    def communs(self, metier_a: str, metier_b: str) -> tuple[str, ...]:
        """Codes of the skills both métiers hold, sorted."""
        une, autre = self._competences.get(metier_a, set()), self._competences.get(metier_b, set())
        return tuple(sorted(une & autre))

    def voisins(self, metier: str, k: int = 10, *, avec_mobilites: bool = True) -> list[Voisin]:
        """The k nearest métiers, official mobilities first unless told not; empty when unknown."""
        rang = self._numeros.get(metier)
        if rang is None:
            return []
        notes = {
            self.codes[candidat]: float(note)
            for candidat, note in zip(self._candidats[rang], self._notes[rang], strict=True)
            if candidat != rang
        }
        officiels = self.mobilites.get(metier, ()) if avec_mobilites else ()
        total = len(officiels)
        for place, cible in enumerate(officiels):
            if cible in self._numeros:
                notes[cible] = AVANTAGE_OFFICIEL + (total - place) / (total + 1)
        meilleurs = sorted(notes.items(), key=lambda paire: (-round(paire[1], 9), paire[0]))[:k]
        return [
            Voisin(code, note, self.communs(metier, code), code in officiels)
            for code, note in meilleurs
        ]
