"""Many people at once: the compiled kernels where they are ready, else the same by numpy.

The site never compiles anything by itself: `python -m matching.moteur.noyau` does, once. Without it
the answers are equal (`tests/matching/test_masse.py`), slower.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings

from matching import tables
from matching.catalogues import Lecture
from matching.moteur import Etape, Poste, Profil, Rang, classer
from matching.moteur.appels import Appel, appeler_un_a_un
from matching.moteur.classement import Comptes
from matching.moteur.conservation import CatalogueVivant
from matching.moteur.noyau.cache import est_pret


class Tete(NamedTuple):
    """What is kept of a ranking: the three counts, and the head of the list, best first."""

    comptes: Comptes
    pistes: tuple[Rang, ...]


def tetes(
    profils: Sequence[Profil], lecture: Lecture, *, jour: date, k: int, coeurs: int = 1
) -> Iterator[Tete]:
    """Counts and the k best of each person, in the order given; the same as `classer` one by one.

    `coeurs` threads share the kernels: more than one in a worker, never in a web process.
    """
    communs: dict[str, Any] = {
        "jour": jour, "graine": settings.MOTEUR_GRAINE, "charges": tables.charges_en_cours(),
    }  # fmt: skip
    if not est_pret():
        for profil in profils:
            classement = classer(profil, lecture.catalogue, k=k, **communs)
            yield Tete(classement.comptes, classement.pistes[:k])
        return
    from matching.moteur.masse import classer_tous  # loads numba: only where it is compiled

    trouvees = classer_tous(
        list(profils), lecture.vivant, k, complet=True, travailleurs=coeurs, **communs
    )
    for rang in range(len(trouvees)):
        trouvee = trouvees[rang]
        assert trouvee.comptes is not None
        yield Tete(trouvee.comptes, (trouvee.accessibles + trouvee.a_verifier)[:k])


class Jugement(NamedTuple):
    """What a few openings are for one person: the three counts, and those not blocked."""

    comptes: Comptes
    rangs: tuple[Rang, ...]


def gens(profils: Sequence[Profil]) -> Any:
    """People as `juger` reads them, to be kept from one call to the next."""
    if not est_pret():
        return list(profils)
    from matching.moteur.masse import Personnes  # loads numba: only where it is compiled

    return Personnes.depuis(profils)


def juger(gens: Any, vivant: CatalogueVivant, *, jour: date) -> Iterator[Jugement]:
    """Status and score of every opening of a small catalogue for each person, in the order given."""
    entier = vivant.en_entier()
    if not len(entier):
        yield from (Jugement(Comptes(0, 0, 0), ()) for _ in range(len(gens)))
        return
    if isinstance(gens, list):
        for profil in gens:
            classement = classer(profil, entier, jour=jour)
            yield Jugement(classement.comptes, classement.pistes)
        return
    from matching.moteur.masse import classer_tous

    vives = int((entier.expire >= jour.toordinal()).sum())
    trouvees = classer_tous(gens, vivant, len(entier), jour=jour)
    for rang, (acces, verif) in enumerate(trouvees.nombres.tolist()):
        trouvee = trouvees[rang] if acces or verif else None
        rangs = trouvee.accessibles + trouvee.a_verifier if trouvee else ()
        yield Jugement(Comptes(acces, verif, vives - acces - verif), rangs)


def qui_pour(
    poste: Poste, profils: Mapping[int, Profil], lecture: Lecture, *, jour: date, k: int
) -> Appel:
    """The k people an opening is accessible to, and the k to check with, best placed first.

    `profils` by key of dossier; the keys come back in the ranks.
    """
    communs: dict[str, Any] = {
        "referentiel": lecture.catalogue.referentiel, "jour": jour,
        "graine": settings.MOTEUR_GRAINE,
    }  # fmt: skip
    cles, gens = list(profils), list(profils.values())
    if not est_pret():
        return appeler_un_a_un(poste, gens, k, cles=cles, **communs)
    from matching.moteur.masse import Personnes  # loads numba
    from matching.moteur.masse import qui_pour as appeler

    return appeler(poste, Personnes.depuis(gens, cles), k, **communs)


class Solution(NamedTuple):
    """A step for many people: the openings it serves (None: all), and whether it runs at night."""

    etape: Etape
    vers: frozenset[int] | None = None
    roule_la_nuit: bool = False


class Collecte(NamedTuple):
    """What a solution opens, by label: people for whom it opens something, pairs."""

    gagnants: dict[int, int]
    paires: dict[int, int]


def collective(
    profils: Sequence[Profil], lecture: Lecture, solution: Solution, *, jour: date,
    etiquettes: Any, coeurs: int = 1,
) -> Collecte:  # fmt: skip
    """Pairs of a person and an opening that a solution given to all of them makes accessible."""
    if not profils:
        return Collecte({}, {})
    # Loads numba, which compiles nothing: without the kernels people are counted by arrays.
    from matching.moteur.ouvrants.territoire import Collective, ouvrants_territoire

    etape, vers, roule_la_nuit = solution
    trouve = ouvrants_territoire(
        profils, lecture.vivant, [Collective(etape, vers=vers, roule_la_nuit=roule_la_nuit)],
        jour=jour, etiquettes=etiquettes, travailleurs=coeurs, compiler=est_pret(),
    )  # fmt: skip
    gagnants = dict(zip(trouve.etiquettes.tolist(), trouve.personnes.tolist(), strict=True))
    return Collecte(gagnants, trouve.par_etiquette([etape.code]))
