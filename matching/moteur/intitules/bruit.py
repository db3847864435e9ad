"""Words that advertise a job without naming it ("urgent", "CDI", "temps plein").

The list is shipped as data; `apprendre` is how it was learnt: a word far more frequent in titles
of offers than in official appellations, spread over many métiers, says nothing of the métier.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

FICHIER: Final = Path(__file__).parent.parent / "donnees" / "bruit_intitules.json"


def charger() -> frozenset[str]:
    """The shipped words: learnt ones, and those added by hand with the reason in the file."""
    contenu = json.loads(FICHIER.read_text(encoding="utf-8"))
    return frozenset(contenu["appris"]) | frozenset(contenu["ajoutes"])


BRUIT: Final = charger()


def apprendre(
    offres: Iterable[tuple[list[str], str]],
    libelles: Iterable[list[str]],
    *,
    rapport: float = 8.0,
    dispersion: float = 0.75,
    domaines: int = 1,
    minimum: int = 4,
) -> list[str]:
    """Words of ad titles that name no métier, sorted.

    Parameters
    ----------
    offres : (words of the title, code) of offers set apart for learning.
    libelles : words of each official label.
    rapport : least ratio of the word's frequency in offers to that in labels (add-one smoothed).
    dispersion : least entropy of the codes it comes with, as a share of the highest possible.
    domaines : least number of wide domains (first sign of the code) it comes with.
    minimum : offers that must hold the word.

    >>> apprendre([(["urgent", "macon"], "A"), (["urgent", "couvreur"], "B")],
    ...           [["macon"], ["couvreur"]], rapport=1.5, minimum=2)
    ['urgent']
    """
    vus: dict[str, Counter[str]] = defaultdict(Counter)
    nombre = 0
    for mots, code in offres:
        nombre += 1
        for mot in set(mots):
            vus[mot][code] += 1
    officiels = [set(mots) for mots in libelles]
    portees = Counter(mot for mots in officiels for mot in mots)
    return sorted(
        mot
        for mot, codes in vus.items()
        if (total := sum(codes.values())) >= minimum
        and len({code[:1] for code in codes}) >= domaines
        and _etalement(codes, total) >= dispersion
        and (total / nombre) / ((portees[mot] + 1) / (len(officiels) + 1)) >= rapport
    )


def _etalement(codes: Counter[str], total: int) -> float:
    entropie = -sum(n / total * math.log(n / total) for n in codes.values())
    return entropie / math.log(total)
