"""The one rule of small numbers (design 04 §4.4): whatever leaves as a figure goes through here.

Coordinators and employers see counts from 11, rounded to 5; a responsable sees their own structure
from 5, exact. A share also hides a numerator or a complement of 1 to 4. In a table, what is hidden
cannot be found again by subtraction. Where questions follow one another, `Gardien` keeps two
answers from differing by a handful of people.
"""

import hmac
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

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


# --- tables: what is hidden cannot be found again -------------------------------------------------

Case = tuple[str, str]
TOTAL: Final = "total"


@dataclass(frozen=True, slots=True)
class TableProtegee:
    """A table with its margins (row or column `total`): counts as shown, None when hidden."""

    lignes: tuple[str, ...]
    colonnes: tuple[str, ...]
    cases: Mapping[Case, int | None]

    def __getitem__(self, case: Case) -> int | None:
        return self.cases[case]


def proteger(
    comptes: Mapping[Case, int],
    lignes: Sequence[str],
    colonnes: Sequence[str],
    regle: Regle = EXTERNE,
) -> TableProtegee:
    """Hide small cells, then enough others that no row, column or margin gives them back.

    `comptes` has the inner cells only (absent: 0); margins are added up here. In every line either
    nothing is hidden, or at least two cells are, which together hold at least `seuil` people.
    """
    table = _avec_marges(comptes, lignes, colonnes)
    caches = {case for case, n in table.items() if 0 < n < regle.seuil}
    aretes = list(_lignes_de_la_table(lignes, colonnes))
    while case := _a_cacher_encore(table, caches, aretes, regle.seuil):
        caches.add(case)
    cases = {c: None if c in caches else regle.arrondir(n) for c, n in table.items()}
    return TableProtegee(tuple(lignes), tuple(colonnes), cases)


def _avec_marges(
    comptes: Mapping[Case, int], lignes: Sequence[str], colonnes: Sequence[str]
) -> dict[Case, int]:
    table = {(li, co): comptes.get((li, co), 0) for li in lignes for co in colonnes}
    for li in lignes:
        table[li, TOTAL] = sum(table[li, co] for co in colonnes)
    for co in (*colonnes, TOTAL):
        table[TOTAL, co] = sum(table[li, co] for li in lignes)
    return table


def _lignes_de_la_table(lignes: Sequence[str], colonnes: Sequence[str]) -> Iterator[list[Case]]:
    """Each line whose cells add up to its last one."""
    for li in (*lignes, TOTAL):
        yield [(li, co) for co in (*colonnes, TOTAL)]
    for co in (*colonnes, TOTAL):
        yield [(li, co) for li in (*lignes, TOTAL)]


def _a_cacher_encore(
    table: Mapping[Case, int], caches: set[Case], aretes: Iterable[list[Case]], seuil: int
) -> Case | None:
    """The next cell to hide, None once every line keeps its secrets."""
    for *dedans, marge in aretes:
        caches_ici = [c for c in dedans if c in caches]
        if not caches_ici and marge not in caches:
            continue
        if not _est_devinable(table, caches_ici, marge in caches, seuil):
            continue
        visibles = [c for c in dedans if c not in caches]
        if positifs := [c for c in visibles if table[c]]:
            return min(positifs, key=lambda c: (table[c], c))
        if marge not in caches:
            return marge
        if visibles:
            return min(visibles)
    return None


def _est_devinable(
    table: Mapping[Case, int], caches: list[Case], marge_est_cachee: bool, seuil: int
) -> bool:
    """True when adding up or subtracting the shown cells of a line tells a hidden one."""
    if len(caches) + marge_est_cachee < 2:
        return True
    return not marge_est_cachee and sum(table[c] for c in caches) < seuil


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
