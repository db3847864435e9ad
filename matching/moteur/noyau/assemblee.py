"""People gathered to be searched for an opening: by place, and by what they hold."""

import weakref
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np

from matching.moteur.noyau.formes import PLACEE, SANS_LIEU, TUILE, Tableau
from matching.moteur.noyau.groupes import repondre_simples
from matching.moteur.noyau.personnes import Lignes, Personnes
from matching.moteur.noyau.table import TUILE_KM, VALEURS_GARDEES, enveloppes, maille
from matching.moteur.poste import ExigencePoste
from matching.moteur.referentiel import Referentiel


class Foule(NamedTuple):
    """n people in the order of their tiles; lists as in `Gens`, in codes of `Assemblee`."""

    personnes: Tableau
    cles: Tableau
    minutes: Tableau
    groupes: Tableau
    tuiles: Tableau
    gardes: Tableau
    souhaits: Tableau
    experiences_debut: Tableau
    experiences: Tableau
    mois: Tableau
    voulus_debut: Tableau
    voulus: Tableau
    poids: Tableau


class Detenteurs(NamedTuple):
    """Who holds each code: `debut` by code, then positions in the `Foule` and values."""

    codes: dict[str, int]
    debut: Tableau
    positions: Tableau
    valeurs: Tableau


@dataclass(eq=False)
class Assemblee:
    """`foule` for the kernel, and the people who hold each skill and each certificate."""

    foule: Foule
    competences: Detenteurs
    certificats: Detenteurs
    metiers_faits: dict[str, int]
    metiers_voulus: dict[str, int]
    valeurs: tuple[tuple[Any, ...], ...]
    _reponses: dict[tuple[int, ExigencePoste], Tableau] = field(default_factory=dict, repr=False)
    _voisinages: tuple[Referentiel, dict[str, list[tuple[int, int]]]] | None = None

    def reponses(self, groupe: int, question: ExigencePoste) -> Tableau:
        """Answers to a question by rank of value in its group, int8, kept."""
        connues = self._reponses.get((groupe, question))
        if connues is None:
            if len(self._reponses) >= VALEURS_GARDEES:
                self._reponses.clear()
            connues = np.concatenate(
                [
                    np.zeros(0, dtype=np.int8),
                    *(repondre_simples(groupe, v, (question,)) for v in self.valeurs[groupe]),
                ]
            )
            self._reponses[groupe, question] = connues
        return connues

    def qui_voisinent(self, referentiel: Referentiel) -> dict[str, list[tuple[int, int]]]:
        """Métier → wanted codes that have it as a neighbour, with its rank among their own."""
        if self._voisinages is None or self._voisinages[0] is not referentiel:
            cites: dict[str, list[tuple[int, int]]] = {}
            for code, ou in self.metiers_voulus.items():
                for rang, voisin in reversed([*enumerate(referentiel.voisins.get(code, ()))]):
                    cites.setdefault(voisin, []).append((ou, rang))
            self._voisinages = (referentiel, cites)
        return self._voisinages[1]


_ASSEMBLEES: Final["weakref.WeakKeyDictionary[Personnes, Assemblee]"] = weakref.WeakKeyDictionary()


def assemblee_de(personnes: Personnes) -> Assemblee:
    """The people of `personnes`, gathered at the first call and kept as long as they are."""
    assemblee = _ASSEMBLEES.get(personnes)
    if assemblee is None:
        assemblee = _ASSEMBLEES[personnes] = _rassembler(personnes)
    return assemblee


def _rassembler(p: Personnes) -> Assemblee:
    numeros = maille([p.personnes[axe] for axe in "xyz"], TUILE_KM)
    # Where nothing tells how far they may go, no tile can leave them out.
    partout = (p.personnes["a_point"] == 0) | (p.personnes["a_minutes"] == 0)
    numeros[partout] = np.iinfo(np.int64).max
    distincts, tuile = np.unique(numeros, return_inverse=True)
    genres = np.where(distincts == np.iinfo(np.int64).max, SANS_LIEU, PLACEE)
    ordre = np.argsort(tuile, kind="stable")
    personnes = p.personnes[ordre]
    tuiles = enveloppes(personnes, tuile[ordre], genres)
    if len(tuiles):
        tuiles["portee"] = np.maximum.reduceat(personnes["portee"], tuiles["debut"])
    foule = Foule(
        personnes,
        p.cles[ordre],
        p.minutes[ordre],
        p.groupes[ordre],
        tuiles.astype(TUILE),
        p.gardes,
        p.souhaits,
        *_ranger(p.experiences, ordre),
        *_ranger(p.voulus, ordre),
    )
    positions = np.empty(len(p), dtype=np.int32)
    positions[ordre] = np.arange(len(p))
    return Assemblee(
        foule,
        _detenteurs(p.competences, positions),
        _detenteurs(p.certificats, positions),
        {code: rang for rang, code in enumerate(p.experiences.codes)},
        {code: rang for rang, code in enumerate(p.voulus.codes)},
        p.valeurs,
    )


def _ranger(lignes: Lignes, ordre: Tableau) -> tuple[Tableau, Tableau, Tableau]:
    """The rows in another order of people."""
    nombre = np.diff(lignes.debut)[ordre]
    fins = np.cumsum(nombre)
    ou = np.repeat(lignes.debut[:-1][ordre] - (fins - nombre), nombre) + np.arange(nombre.sum())
    debut = np.concatenate([[0], fins]).astype(np.int32)
    return debut, lignes.rangs[ou], lignes.valeurs[ou]


def _detenteurs(lignes: Lignes, positions: Tableau) -> Detenteurs:
    """The rows turned round: people by code; certificates have no value."""
    gens = np.repeat(positions, np.diff(lignes.debut))
    tri = np.lexsort((gens, lignes.rangs))
    nombre = np.bincount(lignes.rangs, minlength=len(lignes.codes))
    return Detenteurs(
        {code: rang for rang, code in enumerate(lignes.codes)},
        np.concatenate([[0], np.cumsum(nombre)]).astype(np.int64),
        gens[tri].astype(np.int32),
        lignes.valeurs[tri] if len(lignes.valeurs) else np.zeros(len(gens), dtype=np.int32),
    )
