"""What the engine needs of ROME: skills of each métier with their weight, and neighbours."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Referentiel:
    """Skills and neighbours of métiers, codes only; weights are integers so that sums are exact.

    Parameters
    ----------
    competences : métier → ((skill, est_coeur), …), skills in any order, each once.
    idf : skill → rarity in thousandths; see `depuis`.
    voisins : métier → neighbour métiers, nearest first (ROME mobilities in their order).
    """

    competences: Mapping[str, tuple[tuple[str, bool], ...]] = field(default_factory=dict)
    idf: Mapping[str, int] = field(default_factory=dict)
    voisins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def depuis(
        cls,
        liens: Iterable[tuple[str, str, bool]],
        voisins: Mapping[str, Iterable[str]] | None = None,
    ) -> "Referentiel":
        """Build from (métier, skill, est_coeur) rows and ranked neighbours.

        The rarity of a skill held by n of N métiers is round(1000 · ln((1 + N) / (1 + n)) + 1000),
        the smoothed inverse document frequency (Salton and Buckley 1988), never below 1000.

        >>> r = Referentiel.depuis([("A", "x", True), ("B", "x", False), ("B", "y", True)])
        >>> r.idf["x"], r.idf["y"], r.poids("B")
        (1000, 1405, {'x': 1000, 'y': 2810})
        """
        par_metier: dict[str, dict[str, bool]] = {}
        for metier, competence, est_coeur in liens:
            connues = par_metier.setdefault(metier, {})
            connues[competence] = connues.get(competence, False) or est_coeur
        total = len(par_metier)
        portees = Counter(code for connues in par_metier.values() for code in connues)
        return cls(
            competences={m: tuple(sorted(c.items())) for m, c in par_metier.items()},
            idf={
                code: round(1000 * math.log((1 + total) / (1 + n))) + 1000
                for code, n in portees.items()
            },
            voisins={m: tuple(v) for m, v in (voisins or {}).items()},
        )

    def poids(self, metier: str | None) -> dict[str, int]:
        """Weight of each skill of `metier`: its rarity, doubled at the heart of the métier."""
        return {
            code: self.idf.get(code, 1000) * (2 if est_coeur else 1)
            for code, est_coeur in self.competences.get(metier or "", ())
        }

    def rang_voisin(self, metier: str, voulu: str) -> int | None:
        """Rank (0 = nearest) of `metier` among the neighbours of `voulu`; None when it is none."""
        voisins = self.voisins.get(voulu, ())
        return voisins.index(metier) if metier in voisins else None

    def communs(self, metier: str, autre: str) -> frozenset[str]:
        """Skills that both métiers ask for.

        >>> r = Referentiel.depuis([("A", "x", True), ("B", "x", False), ("B", "y", True)])
        >>> sorted(r.communs("A", "B"))
        ['x']
        """
        siennes = {code for code, _ in self.competences.get(metier, ())}
        return frozenset(code for code, _ in self.competences.get(autre, ()) if code in siennes)
