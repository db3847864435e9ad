"""What lifting opens, and the questions a screen asks of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.moteur.etats import Statut
from matching.moteur.ouvrants.ensembles import contient, sommer
from matching.moteur.ouvrants.etapes import Demarche
from matching.moteur.ouvrants.partage import shapley
from matching.moteur.ouvrants.plans import Plan, front
from matching.moteur.vocabulaire import CONTRATS, NATURES, Famille

Antichaine = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Releve:
    """r openings that some set opens: key, ranks of nature and contract, score, antichains.

    `acces` and `libres` (r,) are ranks in `antichaines`: the sets that make the opening accessible,
    and those that leave nothing in its way (accessible or to check).
    """

    cles: NDArray[np.int64]
    natures: NDArray[np.int8]
    contrats: NDArray[np.int8]
    scores: NDArray[Any]
    acces: NDArray[np.int64]
    libres: NDArray[np.int64]
    antichaines: tuple[Antichaine, ...]

    @classmethod
    def depuis(
        cls,
        colonnes: Sequence[Any],
        scores: NDArray[Any],
        groupes: tuple[Sequence[Antichaine], Sequence[Antichaine]],
        rangs: NDArray[Any],
    ) -> "Releve":
        """Keys, natures and contracts of openings whose antichains are those of their group."""
        distinctes: dict[Antichaine, int] = {}
        acces, libres = (
            np.array([distinctes.setdefault(a, len(distinctes)) for a in liste], dtype=np.int64)
            for liste in groupes
        )
        cles, natures, contrats = colonnes
        return cls(
            cles,
            natures,
            contrats,
            scores,
            acces[rangs],
            libres[rangs],
            tuple(distinctes),
        )

    @classmethod
    def joindre(cls, releves: "Sequence[Releve]") -> "Releve":
        """Openings of several catalogues, one after the other."""
        if len(releves) == 1:
            return releves[0]
        distinctes: dict[Antichaine, int] = {}
        passages = [
            np.array([distinctes.setdefault(a, len(distinctes)) for a in r.antichaines], np.int64)
            for r in releves
        ]
        colonnes: dict[str, Any] = {
            nom: np.concatenate([getattr(r, nom) for r in releves])
            for nom in ("cles", "natures", "contrats", "scores")
        }
        for nom in ("acces", "libres"):
            rangs = [p[getattr(r, nom)] for p, r in zip(passages, releves, strict=True)]
            colonnes[nom] = np.concatenate(rangs)
        return cls(**colonnes, antichaines=tuple(distinctes))


class Paire(NamedTuple):
    """Two steps (codes) or two families, and what doing both opens beyond each alone."""

    premiere: str
    seconde: str
    ensemble: int
    synergie: int


class Gains:
    """What a set function of steps is asked, whatever it counts; see `Ouvrants`, `Exclusions`.

    Every method takes codes; what they need is added (`Demarche.fermer`). Figures are gains over
    today, to be written « +n ».
    """

    demarche: Demarche
    accessibles: NDArray[np.int64]

    def gain(self, codes: Iterable[str]) -> int:
        """What becomes accessible with these steps and all they need."""
        return self.gain_de(self.demarche.fermer(codes))

    def gain_de(self, ensemble: int) -> int:
        """The same for a closed set of bits."""
        return int(self.accessibles[ensemble] - self.accessibles[0])

    @property
    def gain_total(self) -> int:
        """With every step."""
        return self.gain_de(self.demarche.tout)

    def gains_par_etape(self) -> dict[str, int]:
        """Each step alone, with what it needs, in the order of the steps."""
        return {etape.code: self.gain([etape.code]) for etape in self.demarche.etapes}

    def paires(self) -> list[Paire]:
        """Pairs of steps that open together more, or less, than one by one; strongest first.

        `synergie` is gain(both) − gain(first) − gain(second) + gain(what both need): positive when
        an opening waits for both, negative when either is enough. Pairs where one needs the other,
        or where nothing is gained or lost, are left out.
        """
        trouvees = [
            paire
            for a, b in combinations(self.demarche.etapes, 2)
            if (paire := self._paire(a.code, b.code)) is not None
        ]
        return sorted(trouvees, key=lambda p: (-abs(p.synergie), p.premiere, p.seconde))

    def _paire(self, a: str, b: str) -> Paire | None:
        un, deux = self.demarche.fermer([a]), self.demarche.fermer([b])
        commun = un & deux
        if commun in (un, deux):
            return None
        gain = self.gain_de(un | deux)
        synergie = gain - self.gain_de(un) - self.gain_de(deux) + self.gain_de(commun)
        return Paire(a, b, gain, synergie) if synergie else None


@dataclass(frozen=True, slots=True, eq=False)
class Ouvertures:
    """Openings behind a figure, best score first: keys, scores, natures, contracts (codes)."""

    cles: NDArray[np.int64]
    scores: NDArray[np.int64]
    natures: tuple[str, ...]
    contrats: tuple[str | None, ...]

    def __len__(self) -> int:
        return len(self.cles)

    def par_contrat(self) -> dict[str, int]:
        """How many of each contract stated, in the published order: « +70, dont 22 en CDI »."""
        return {c: self.contrats.count(c) for c in CONTRATS if c in self.contrats}

    def par_nature(self) -> dict[str, int]:
        """How many of each nature, in the published order."""
        return {n: self.natures.count(n) for n in NATURES if n in self.natures}


@dataclass(frozen=True, eq=False)
class Ouvrants(Gains):
    """What every set of steps opens for one person.

    Arrays have one row per set, bit i being step i; rows of sets that are not closed under
    prerequisites (see `Demarche.ensembles`) are those of the sets of bits, of no meaning.

    Attributes
    ----------
    accessibles, a_verifier : (2 ** b,) int64, openings in each status once the set is lifted.
    scores, scores_a_verifier : (2 ** b,) int64, the sum of their scores, in milli-points, each
        taken once all steps are done, so that it does not depend on the set.
    releve : the openings that some set opens.
    """

    demarche: Demarche
    accessibles: NDArray[np.int64]
    a_verifier: NDArray[np.int64]
    scores: NDArray[np.int64]
    scores_a_verifier: NDArray[np.int64]
    releve: Releve = field(repr=False)

    @classmethod
    def de(cls, demarche: Demarche, releve: Releve) -> "Ouvrants":
        """Add up the openings of a reading."""
        n = len(releve.antichaines)
        sommes = []
        for rangs in (releve.acces, releve.libres):
            valeurs = np.zeros((n, 2), dtype=np.int64)
            valeurs[:, 0] = np.bincount(rangs, minlength=n)
            # Doubles hold these whole numbers exactly: a million scores stay under 2 ** 37.
            valeurs[:, 1] = np.bincount(rangs, weights=releve.scores, minlength=n)
            sommes.append(sommer(releve.antichaines, valeurs, len(demarche)))
        acces, libres = sommes
        reste = libres - acces
        return cls(demarche, acces[:, 0], reste[:, 0], acces[:, 1], reste[:, 1], releve)

    def gain_de_score(self, codes: Iterable[str]) -> int:
        """Milli-points of the openings gained."""
        return int(self.scores[self.demarche.fermer(codes)] - self.scores[0])

    def gains_par_famille(self) -> dict[Famille, int]:
        """Each family alone: its steps that need no other family."""
        d = self.demarche
        return {f: self.gain_de(d.possibles(d.de_famille(f))) for f in d.familles}

    def partage(self) -> dict[Famille, Fraction]:
        """Exact Shapley value of each family: fair shares of the total gain, that add up to it.

        A coalition of families does the steps that need no family outside it.
        """
        d = self.demarche
        return shapley(
            d.familles,
            lambda reunies: self.gain_de(d.possibles(sum(d.de_famille(f) for f in reunies))),
        )

    def plans(self, maximum: int | None = None) -> list[Plan]:
        """Plans that no other beats on delay, cost, effort and openings together.

        Quickest first; `maximum` keeps those that open most.
        """
        gains = self.accessibles - self.accessibles[0]
        return front(self.demarche, gains, maximum)

    def ouvertures(
        self,
        codes: Iterable[str],
        statut: Statut = Statut.ACCESSIBLE,
        nouvelles: bool = True,
    ) -> Ouvertures:
        """The openings in a status (accessible or to check) once a set is lifted, best first.

        `nouvelles` keeps those not in that status today: what is behind « +n ».
        ValueError for the blocked ones, which `classer` lists.
        """
        ensemble = self.demarche.fermer(codes)
        ou = self._dans(ensemble, statut)
        if nouvelles:
            ou &= ~self._dans(0, statut)
        r = self.releve
        lignes = np.flatnonzero(ou)
        lignes = lignes[np.lexsort((r.cles[lignes], -r.scores[lignes]))]
        natures, contrats = tuple(NATURES), (*CONTRATS, None)
        return Ouvertures(
            r.cles[lignes],
            r.scores[lignes],
            tuple(natures[rang] for rang in r.natures[lignes].tolist()),
            tuple(contrats[rang] for rang in r.contrats[lignes].tolist()),
        )

    def _dans(self, ensemble: int, statut: Statut) -> NDArray[np.bool_]:
        if statut is Statut.BLOQUEE:
            raise ValueError("Les ouvertures bloquées sont données par le classement.")
        atteintes = np.array(
            [contient(a, ensemble) for a in self.releve.antichaines] or [False], dtype=bool
        )
        acces: NDArray[np.bool_] = atteintes[self.releve.acces]
        if statut is Statut.ACCESSIBLE:
            return acces
        return np.asarray(atteintes[self.releve.libres] & ~acces)
