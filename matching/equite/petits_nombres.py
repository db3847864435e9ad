"""The one rule of small numbers (design 04 §4.4): whatever leaves as a figure goes through here.

Coordinators and employers see counts from 11, rounded to 5; a responsable sees their own structure
from 5, exact. A share also hides a numerator or a complement of 1 to 4. In a table, what is hidden
cannot be found again by subtraction. Where questions follow one another, `Gardien` keeps two
answers from differing by a handful of people.
"""

import hmac
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from typing import Any, Final, TypeVar

DELICATS: Final = range(1, 5)


@dataclass(frozen=True, slots=True)
class Regle:
    """From how many a count is shown, and rounded to what."""

    seuil: int
    pas: int

    def montrer(self, nombre: int) -> int | None:
        """The count as it may be shown; None when it is hidden. Zero stays zero.

        >>> EXTERNE.montrer(13), EXTERNE.montrer(10), EXTERNE.montrer(0), STRUCTURE.montrer(7)
        (15, None, 0, 7)
        """
        if nombre == 0:
            return 0
        return None if nombre < self.seuil else self.arrondir(nombre)

    def arrondir(self, nombre: int) -> int:
        """To the nearest step; a step of five never meets a tie."""
        return self.pas * round(nombre / self.pas)

    @property
    def masque(self) -> str:
        """What a screen says instead of a hidden count."""
        return f"moins de {self.seuil}"


EXTERNE: Final = Regle(seuil=11, pas=5)
STRUCTURE: Final = Regle(seuil=5, pas=1)

_BANDES: Final = ((25, "11 à 25"), (50, "26 à 50"), (100, "51 à 100"), (250, "101 à 250"))


def bande(nombre: int) -> str:
    """A count as a band, for who needs an idea and no figure.

    >>> [bande(n) for n in (0, 10, 11, 26, 400)]
    ['moins de 11', 'moins de 11', '11 à 25', '26 à 50', 'plus de 250']
    """
    if nombre < EXTERNE.seuil:
        return EXTERNE.masque
    return next((mots for haut, mots in _BANDES if nombre <= haut), "plus de 250")


@dataclass(frozen=True, slots=True)
class Part:
    """A share as it may be shown: everything here is a function of the rounded counts."""

    retenus: int
    total: int

    @property
    def pour_cent(self) -> int:
        """Whole percents of the rounded counts."""
        return min(100, round(100 * self.retenus / self.total)) if self.total else 0


def montrer_part(retenus: int, total: int, regle: Regle = EXTERNE) -> Part | None:
    """A share, or None when its base, its numerator or its complement is small.

    >>> montrer_part(3, 40), montrer_part(38, 40), montrer_part(0, 40).pour_cent
    (None, None, 0)
    """
    if total < regle.seuil:
        return None
    if regle.pas > 1 and (retenus in DELICATS or total - retenus in DELICATS):
        return None
    return Part(min(regle.arrondir(retenus), regle.arrondir(total)), regle.arrondir(total))


Cle = TypeVar("Cle")


def montrer_emboite(
    cle: Cle,
    comptes: Mapping[Cle, tuple[int, int]],
    contenants: Callable[[Cle], Sequence[Cle]],
    regle: Regle = EXTERNE,
) -> Part | None:
    """A share of people when those that hold them all (`contenants`) may be asked for as well.

    `comptes`: (kept, total), absent: nobody. Nearly the same people (fewer than `seuil` more) are
    told the wider figure; where the difference with a wider one is a share that may not be shown,
    nothing is. So no subtraction of two answers tells more than an answer would.

    >>> comptes = {6: (20, 60), 12: (21, 63), 24: (45, 100)}
    >>> montrer_emboite(6, comptes, lambda mois: [m for m in (12, 24) if m > mois])
    Part(retenus=20, total=65)
    """  # fmt: skip
    retenus, total = comptes.get(cle, (0, 0))
    for large in contenants(cle):
        autres, tous = comptes.get(large, (0, 0))
        if (autres, tous) == (retenus, total):
            continue
        if tous - total < regle.seuil:
            return montrer_emboite(large, comptes, contenants, regle)
        if montrer_part(autres - retenus, tous - total, regle) is None:
            return None
    return montrer_part(retenus, total, regle)


# --- tables: what is hidden cannot be found again -------------------------------------------------

Case = tuple[str, ...]
TOTAL: Final = "total"


@dataclass(frozen=True, slots=True)
class Axe:
    """One way of cutting a table: its finest parts, then sums of them, from the bottom up.

    `Axe.simple(["a", "b"])` has one sum, `total`.
    """

    feuilles: tuple[str, ...]
    sommes: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def simple(cls, feuilles: Iterable[str]) -> "Axe":
        """The parts and their total."""
        parts = tuple(feuilles)
        return cls(parts, ((TOTAL, parts),))

    @property
    def noeuds(self) -> tuple[str, ...]:
        """Every part and every sum."""
        return self.feuilles + tuple(nom for nom, _ in self.sommes)


@dataclass(frozen=True, slots=True)
class TableProtegee:
    """Cells as they may be shown, sums included; None when hidden."""

    axes: tuple[Axe, ...]
    cases: Mapping[Case, int | None]

    def __getitem__(self, case: Case) -> int | None:
        return self.cases[case]


def proteger(
    comptes: Mapping[Any, int], axes: Sequence[Axe], regle: Regle = EXTERNE
) -> TableProtegee:
    """Hide small cells, then enough others that no line gives them back.

    `comptes` has the finest cells only (absent: 0); sums are added up here. In every line (parts of
    a sum, and that sum) either nothing is hidden, or at least two cells are; and when the sum is
    shown, the hidden parts hold at least `seuil` people together.
    """
    table = _avec_sommes(comptes, axes)
    caches = {case for case, n in table.items() if 0 < n < regle.seuil}
    lignes = list(_lignes(axes))
    while sum(_fermer(table, caches, ligne, regle.seuil) for ligne in lignes):
        pass  # what one line hides may be what another line tells
    cases = {c: None if c in caches else regle.arrondir(n) for c, n in table.items()}
    return TableProtegee(tuple(axes), cases)


def _avec_sommes(comptes: Mapping[Any, int], axes: Sequence[Axe]) -> dict[Case, int]:
    """Axis after axis: the axes already done have their sums, those to come their parts only."""
    table = {case: comptes.get(case, 0) for case in product(*(axe.feuilles for axe in axes))}
    for rang, axe in enumerate(axes):
        autres = [a.noeuds for a in axes[:rang]], [a.feuilles for a in axes[rang + 1 :]]
        for *parts, somme in _lignes_de(axe, *autres):
            table[somme] = sum(table[c] for c in parts)
    return table


def _lignes(axes: Sequence[Axe]) -> Iterator[list[Case]]:
    """Each line of the whole table: cells that add up to its last one."""
    for rang, axe in enumerate(axes):
        noeuds = [a.noeuds for a in axes]
        yield from _lignes_de(axe, noeuds[:rang], noeuds[rang + 1 :])


def _lignes_de(
    axe: Axe, avant: Sequence[Sequence[str]], apres: Sequence[Sequence[str]]
) -> Iterator[list[Case]]:
    for nom, parts in axe.sommes:
        for debut, fin in product(list(product(*avant)), list(product(*apres))):
            yield [(*debut, part, *fin) for part in (*parts, nom)]


def _fermer(table: Mapping[Case, int], caches: set[Case], ligne: list[Case], seuil: int) -> bool:
    """Hide cells of a line until it keeps its secrets; True when one more was hidden."""
    *dedans, somme = ligne
    avant = len(caches)
    while _est_devinable(table, [c for c in dedans if c in caches], somme in caches, seuil):
        visibles = [c for c in dedans if c not in caches]
        if positifs := [c for c in visibles if table[c]]:
            caches.add(min(positifs, key=lambda c: (table[c], c)))
        elif somme not in caches:
            caches.add(somme)
        elif visibles:
            caches.add(min(visibles))
        else:
            break
    return len(caches) > avant


def _est_devinable(
    table: Mapping[Case, int], caches: list[Case], somme_est_cachee: bool, seuil: int
) -> bool:
    """True when adding up or subtracting the shown cells of a line tells a hidden one."""
    nombre = len(caches) + somme_est_cachee
    if nombre < 2:
        return nombre == 1
    return not somme_est_cachee and sum(table[c] for c in caches) < seuil


# --- questions that follow one another ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reponse:
    """What is told of a population: a rounded count or None, and a band."""

    nombre: int | None
    bande: str


@dataclass(frozen=True, slots=True)
class Souvenir:
    """A population already answered for, and what was told."""

    population: frozenset[Hashable]
    reponse: Reponse


class Gardien:
    """Answers counts about one audience so that a hundred tweaks do not isolate one person.

    It remembers every population it was asked about. One that differs by fewer than eleven people
    from a population already asked gets the answer of the nearest: whoever changes a requirement
    step by step, or asks again with one person more, is told the same figure. A new figure appears
    only when at least eleven people have moved at once; it is rounded with a shift drawn from `sel`,
    so that nobody can aim at the edge of the rounding. The memory must live as long as the audience
    and be shared by all who ask.
    """

    def __init__(
        self, sel: bytes, souvenirs: Iterable[Souvenir] = (), regle: Regle = EXTERNE
    ) -> None:
        if not sel:
            raise ValueError("Un gardien sans sel se devine : il lui faut un secret.")
        self._sel = sel
        self._regle = regle
        self._connus = {s.population: s.reponse for s in souvenirs}

    @property
    def souvenirs(self) -> list[Souvenir]:
        """What must be kept for the next question."""
        return [Souvenir(population, reponse) for population, reponse in self._connus.items()]

    def repondre(self, population: Collection[Hashable]) -> Reponse:
        """The count of these people, or what was told of people nearly the same."""
        demande = frozenset(population)
        if demande not in self._connus:
            self._connus[demande] = self._voisine(demande) or self._compter(demande)
        return self._connus[demande]

    def _voisine(self, demande: frozenset[Hashable]) -> Reponse | None:
        ecarts = {connue: len(connue ^ demande) for connue in self._connus}
        proche = min(ecarts, key=ecarts.__getitem__, default=None)
        if proche is None or ecarts[proche] >= self._regle.seuil:
            return None
        return self._connus[proche]

    def _compter(self, population: frozenset[Hashable]) -> Reponse:
        if len(population) < self._regle.seuil:
            return Reponse(None, self._regle.masque)
        pas = self._regle.pas
        nombre = max(self._regle.seuil, len(population) + self._tirage(population) % pas - pas // 2)
        return Reponse(self._regle.arrondir(nombre), bande(nombre))

    def _tirage(self, population: frozenset[Hashable]) -> int:
        contenu = "\x1f".join(sorted(map(repr, population))).encode()
        return int.from_bytes(hmac.new(self._sel, contenu, sha256).digest()[:8], "big")
