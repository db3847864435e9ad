"""Steps that could be lifted for a person: what each brings, after what, how long, at what cost.

How to build them, from the solutions and actions that exist for the person:

>>> from matching.moteur.grilles import depuis_plages
>>> etapes = (
...     Etape(code="langue:A2", famille=Famille.LANGUE, apporte=Apport(oral=2), delai_jours=90),
...     Etape(code="langue:B1", famille=Famille.LANGUE, apporte=Apport(oral=3, ecrit=3),
...           apres=("langue:A2",), delai_jours=120, effort=3),
...     Etape(code="garde:6h30", famille=Famille.GARDE, delai_jours=30, cout_euros=60,
...           apporte=Apport(garde=(depuis_plages([(range(5), "06:30", "08:30")]),))),
...     Etape(code="mobilite:velo", famille=Famille.MOBILITE, apporte=Apport(minutes={"velo": 30})),
...     Etape(code="permis:B", famille=Famille.PERMIS, delai_jours=180, cout_euros=1500, effort=3,
...           apporte=Apport(permis=frozenset({"B"}), minutes={"voiture": 40})),
... )
>>> Demarche.de(etapes).fermer(["langue:B1"])
3

Half-hours of care are those **added**: the profile keeps its own. With two children, give one grid
for each (`Apport.garde`), 0 for a child the step does not take.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.moteur.etats import FAMILLES_NON_LEVABLES
from matching.moteur.ouvrants.apport import Apport, enfants
from matching.moteur.vocabulaire import LIBELLES_FAMILLES, Famille

ETAPES_MAX: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Etape:
    """One step that a solution or an action could bring.

    Parameters
    ----------
    code : the caller's own, unique among the steps of a person (``garde:6h30``).
    famille : the family it lifts; never `disponibilite`, which is a choice.
    apporte : what it changes.
    apres : codes of the steps that must be done before.
    delai_jours, cout_euros, effort : until it is done, once its prerequisites are; its price; and a
        number of the caller's choosing (steps to take, hours a week…), all added up but delays of
        parallel steps. ValueError when one is negative.
    """

    code: str
    famille: Famille
    apporte: Apport
    apres: tuple[str, ...] = ()
    delai_jours: int = 0
    cout_euros: int = 0
    effort: int = 0

    def __post_init__(self) -> None:
        if self.famille in FAMILLES_NON_LEVABLES:
            nom = LIBELLES_FAMILLES[self.famille]
            raise ValueError(f"Étape « {self.code} » : « {nom} » est un choix, il ne se lève pas.")
        if min(self.delai_jours, self.cout_euros, self.effort) < 0:
            raise ValueError(f"Étape « {self.code} » : délai, coût et effort ne sont pas négatifs.")


@dataclass(frozen=True)
class Demarche:
    """The steps of a person in the order given: step i is bit i of a set.

    >>> d = Demarche.de([Etape(code="a", famille=Famille.LANGUE, apporte=Apport(oral=2))])
    >>> d.ensembles.tolist(), d.codes(1)
    ([0, 1], ('a',))
    """

    etapes: tuple[Etape, ...]
    fermetures: tuple[int, ...]

    @classmethod
    def de(cls, etapes: Iterable[Etape]) -> "Demarche":
        """Check the steps.

        ValueError with a sentence when there are more than 16, when a code is there twice, when a
        prerequisite is missing or waits for itself, or when steps of childcare do not count the
        same children.
        """
        suite = tuple(etapes)
        if len(suite) > ETAPES_MAX:
            raise ValueError(
                f"{len(suite)} étapes : garder au plus {ETAPES_MAX}, celles qu’une solution existante apporte."
            )
        rangs = _rangs(suite)
        enfants(etape.apporte for etape in suite)
        avant = [[_prealable(rangs, etape, code) for code in etape.apres] for etape in suite]
        return cls(suite, tuple(_fermeture(rang, suite, avant, ()) for rang in range(len(suite))))

    def __len__(self) -> int:
        return len(self.etapes)

    @property
    def tout(self) -> int:
        """The set of all steps."""
        return (1 << len(self.etapes)) - 1

    @cached_property
    def ensembles(self) -> NDArray[np.int64]:
        """Every set closed under prerequisites, ascending: the empty one first, all steps last."""
        tous = np.arange(1 << len(self.etapes), dtype=np.int64)
        fermes = np.ones(len(tous), dtype=bool)
        for rang, fermeture in enumerate(self.fermetures):
            fermes &= (tous >> rang & 1 == 0) | (tous & fermeture == fermeture)
        return tous[fermes]

    @cached_property
    def rangs(self) -> dict[str, int]:
        """Bit of each code."""
        return {etape.code: rang for rang, etape in enumerate(self.etapes)}

    def fermer(self, codes: Iterable[str]) -> int:
        """The set of these steps and all they need; KeyError on an unknown code."""
        return self.completer(sum(1 << self.rangs[code] for code in set(codes)))

    def completer(self, ensemble: int) -> int:
        """A set and all that its steps need."""
        complet = ensemble
        for rang, fermeture in enumerate(self.fermetures):
            complet |= fermeture if ensemble >> rang & 1 else 0
        return complet

    def possibles(self, ensemble: int) -> int:
        """The largest closed set inside `ensemble`: steps that need nothing outside it."""
        return sum(
            1 << rang
            for rang, fermeture in enumerate(self.fermetures)
            if ensemble >> rang & 1 and fermeture & ~ensemble == 0
        )

    def codes(self, ensemble: int) -> tuple[str, ...]:
        """Codes of a set, in the order of the steps."""
        return tuple(e.code for rang, e in enumerate(self.etapes) if ensemble >> rang & 1)

    def de_famille(self, famille: Famille) -> int:
        """The set of the steps of a family."""
        return sum(1 << rang for rang, e in enumerate(self.etapes) if e.famille is famille)

    @property
    def familles(self) -> tuple[Famille, ...]:
        """The families that have steps, in their published order."""
        presentes = {etape.famille for etape in self.etapes}
        return tuple(famille for famille in Famille if famille in presentes)

    def apports(self, ensemble: int) -> list[Apport]:
        """What the steps of a set bring."""
        return [e.apporte for rang, e in enumerate(self.etapes) if ensemble >> rang & 1]

    def fins(self) -> list[int]:
        """Day each step is done when it starts as soon as its prerequisites are."""
        fins: dict[int, int] = {}

        def fin(rang: int) -> int:
            if rang not in fins:
                etape = self.etapes[rang]
                debut = max((fin(self.rangs[code]) for code in etape.apres), default=0)
                fins[rang] = debut + etape.delai_jours
            return fins[rang]

        return [fin(rang) for rang in range(len(self.etapes))]


def _rangs(etapes: Sequence[Etape]) -> dict[str, int]:
    rangs: dict[str, int] = {}
    for etape in etapes:
        if etape.code in rangs:
            raise ValueError(f"Étape « {etape.code} » : ce code est donné deux fois.")
        rangs[etape.code] = len(rangs)
    return rangs


def _prealable(rangs: dict[str, int], etape: Etape, code: str) -> int:
    if code not in rangs:
        raise ValueError(f"Étape « {etape.code} » : l’étape préalable « {code} » n’est pas donnée.")
    return rangs[code]


def _fermeture(
    rang: int, etapes: Sequence[Etape], avant: Sequence[Sequence[int]], chemin: tuple[int, ...]
) -> int:
    if rang in chemin:
        raise ValueError(f"Étape « {etapes[rang].code} » : elle attend sa propre fin.")
    ensemble = 1 << rang
    for prealable in avant[rang]:
        ensemble |= _fermeture(prealable, etapes, avant, (*chemin, rang))
    return ensemble


def demarche_de(etapes: "Iterable[Etape] | Demarche") -> Demarche:
    """The steps checked, once."""
    return etapes if isinstance(etapes, Demarche) else Demarche.de(etapes)


Entiers = NDArray[Any]
