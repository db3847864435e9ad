"""One opening, many people: who it is for, person after person (`masse.qui_pour` does it in bulk)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from matching.moteur.catalogue import Catalogue
from matching.moteur.classement import Comptes, Rang, classer
from matching.moteur.departage import Departage
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel


@dataclass(frozen=True, slots=True)
class Appel:
    """People for one opening: counts, then the best; `Rang.cle` is the key of a person."""

    comptes: Comptes
    accessibles: tuple[Rang, ...]
    a_verifier: tuple[Rang, ...]


def appeler_un_a_un(
    poste: Poste,
    profils: Sequence[Profil],
    k: int = 20,
    *,
    referentiel: Referentiel,
    jour: date,
    graine: int = 0,
    charges: Mapping[int, int] | None = None,
    cles: Sequence[int] | None = None,
) -> Appel:
    """The answer of `masse.qui_pour` by ranking the opening alone for each person.

    `cles` are the keys of people, their ranks in `profils` when absent.
    """
    ordre = Departage(graine, jour, charges or {})
    catalogue = Catalogue.depuis([poste], referentiel)
    rangs: list[list[Rang]] = [[], []]
    bloquees = 0
    for cle, profil in zip(cles or range(len(profils)), profils, strict=True):
        classement = classer(profil, catalogue, jour=jour, k=1)
        bloquees += classement.comptes.bloquees
        for liste, trouves in zip(
            rangs, (classement.accessibles, classement.a_verifier), strict=True
        ):
            liste += [replace(rang, cle=cle) for rang in trouves]
    for liste in rangs:
        liste.sort(key=lambda rang: (-rang.score, *ordre.rang(rang.cle)))
    comptes = Comptes(len(rangs[0]), len(rangs[1]), bloquees)
    return Appel(comptes, tuple(rangs[0][:k]), tuple(rangs[1][:k]))
