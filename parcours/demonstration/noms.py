"""First and last names, put together at random: nobody of that name is meant.

They are drawn from their own stream, apart from everything else: a name tells nothing of a person's
situation.
"""

from collections.abc import Iterator, Sequence
from random import Random

from parcours.demonstration.donnees import lire


def identites(rng: Random, sexes: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (prénom, nom) for each person; no pair twice while some are left."""
    noms, deja = lire("noms"), set[tuple[str, str]]()
    for sexe in sexes:
        liste = {"femme": "feminins", "homme": "masculins"}.get(sexe)
        prenoms = noms[liste or rng.choice(("feminins", "masculins"))]
        identite = rng.choice(prenoms), rng.choice(noms["noms"])
        while identite in deja and len(deja) < len(prenoms) * len(noms["noms"]) // 3:
            identite = rng.choice(prenoms), rng.choice(noms["noms"])
        deja.add(identite)
        yield identite
