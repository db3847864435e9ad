"""The open dossiers by territory: long work goes commune after commune, and can be taken up again.

The territory of a dossier is the commune where the person lives: what the map, the collective trials
and the neighbours of the kernels already go by. Dossiers without one come first, under a name of
their own. A large commune takes several steps.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple, Protocol

from matching.services.calculs import LOT
from parcours.dossiers.modeles.dossiers import StatutDossier
from parcours.dossiers.models import Dossier

SANS_COMMUNE: Final = "Commune inconnue"


class Etape(NamedTuple):
    """Some dossiers of one territory, and where the step ends: (code of the commune, dossier)."""

    territoire: str
    dossiers: list[int]
    fin: tuple[str, int]


class Suivi(Protocol):
    """Where a long work says how far it is, and reads where it was left."""

    def reprise(self) -> Mapping[str, Any]:
        """What the last step said, empty at the first."""

    def avancer(self, fait: int, total: int, etape: str, reprise: Mapping[str, Any]) -> None:
        """Keep how far it is, in one write."""


class SansSuite:
    """The `Suivi` of a command: it says how far it is and is never taken up again."""

    def __init__(self, dire: Callable[[int, int], None] | None = None) -> None:
        self.dire = dire

    def reprise(self) -> Mapping[str, Any]:
        """Nothing: from the start."""
        return {}

    def avancer(self, fait: int, total: int, etape: str, reprise: Mapping[str, Any]) -> None:
        """Say it, if somebody listens."""
        if self.dire:
            self.dire(fait, total)


def par_territoire(
    faire: Callable[[list[int]], object], suivi: Suivi, *, travail: Mapping[str, Any],
    doit_ceder: Callable[[], bool] = lambda: False,
) -> int:  # fmt: skip
    """Do something to every open dossier, territory after territory; how many are done.

    `travail` names the work (a day, a catalogue): a mark left by another work counts for nothing,
    one left by this work is gone on from. `faire` commits a step by itself and is idempotent; the
    mark is written after it, so a kill between the two does that step once more.
    """
    lignes = _ouverts()
    marque = suivi.reprise()
    apres = tuple(marque["fin"]) if marque.get("travail") == dict(travail) else None
    faits = sum(1 for _, code, cle in lignes if apres and (code, cle) <= apres)
    for etape in _etapes(lignes[faits:]):
        faire(etape.dossiers)
        faits += len(etape.dossiers)
        reprise = {"travail": dict(travail), "fin": list(etape.fin)}
        suivi.avancer(faits, len(lignes), etape.territoire, reprise)
        if doit_ceder():
            break
    return faits


def _ouverts() -> list[tuple[str, str, int]]:
    """(name of the commune, its code, dossier), in the order they are gone through."""
    ouverts = Dossier.objects.filter(statut=StatutDossier.OUVERT).values_list(
        "personne__commune__nom", "personne__commune_id", "pk"
    )
    lignes = [(nom or SANS_COMMUNE, code or "", cle) for nom, code, cle in ouverts.order_by()]
    return sorted(lignes, key=itemgetter(1, 2))


def _etapes(lignes: list[tuple[str, str, int]]) -> Iterator[Etape]:
    for (nom, code), suite in groupby(lignes, key=itemgetter(0, 1)):
        cles = [cle for _, _, cle in suite]
        for debut in range(0, len(cles), LOT):
            lot = cles[debut : debut + LOT]
            yield Etape(nom, lot, (code, lot[-1]))
