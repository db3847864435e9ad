"""People as flat arrays: what the kernels read of a `Profil`, whatever the catalogue.

Codes are interned here; `gens_pour` translates them into the ranks of a table. Nothing is kept
but the fields of `Profil`, which is a closed list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.moteur.codes import BITS_CONDITIONS, BITS_MESURES, RANG_CONTRAT, RANG_NATURE
from matching.moteur.grilles import MOTS, en_mots
from matching.moteur.noyau.formes import ABSENT, PERSONNE, Gens, Tableau
from matching.moteur.noyau.groupes import GROUPES
from matching.moteur.noyau.table import Table
from matching.moteur.profil import INCONNUE, Profil
from matching.moteur.score import FACTEUR_PREUVE
from matching.moteur.trajets import CONSTANTES, MODES, PLAFOND_MINUTES, vecteur

UN_CHOIX = 1 << 30
PAS_LIEUX_M = 20_000
PARTOUT = np.iinfo(np.int32).max


class _Listes:
    """Compressed rows being filled: codes interned, and a number for each."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.rangs: list[int] = []
        self.valeurs: list[int] = []
        self.debuts: list[int] = [0]

    def ajouter(self, codes: Iterable[str], valeurs: Iterable[int]) -> None:
        """One person's list."""
        connus = self.codes
        self.rangs += [connus.setdefault(code, len(connus)) for code in codes]
        self.valeurs += valeurs
        self.debuts.append(len(self.rangs))

    def tableaux(self) -> "Lignes":
        """The rows as arrays."""
        return Lignes(
            tuple(self.codes),
            np.array(self.debuts, dtype=np.int32),
            np.array(self.rangs, dtype=np.int32),
            np.array(self.valeurs, dtype=np.int32),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Lignes:
    """`codes` seen, then compressed rows: `debut` (n + 1,), `rangs` of codes, `valeurs`."""

    codes: tuple[str, ...]
    debut: Tableau
    rangs: Tableau
    valeurs: Tableau

    def traduits(self, rangs: dict[str, int]) -> Tableau:
        """The codes as ranks of a table, -1 where it does not know them."""
        passage = np.array([rangs.get(code, -1) for code in self.codes], dtype=np.int32)
        return passage[self.rangs] if len(passage) else self.rangs


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Personnes:
    """n people: `cles` (n,) int64 are the caller's keys, `valeurs` the distinct values by group.

    `personnes` (n,) `PERSONNE`; `minutes`, `portees` (n, 5); `groupes` (n, 6) ranks in `valeurs`.
    """

    cles: Tableau
    personnes: Tableau
    minutes: Tableau
    portees: Tableau
    groupes: Tableau
    valeurs: tuple[tuple[Any, ...], ...]
    gardes: Tableau
    souhaits: Tableau
    competences: Lignes
    certificats: Lignes
    experiences: Lignes
    voulus: Lignes

    def __len__(self) -> int:
        return len(self.personnes)

    @classmethod
    def depuis(cls, profils: Iterable[Profil], cles: Iterable[int] | None = None) -> "Personnes":
        """Read profiles; `cles` are their keys, by default 0, 1, 2…

        >>> len(Personnes.depuis([Profil(), Profil(oral=3)]))
        2
        """
        lecture = _Lecture()
        lignes = [lecture.lire(profil) for profil in profils]
        personnes = np.array(lignes, dtype=PERSONNE)
        minutes, portees = portees_de(lecture.minutes)
        if len(personnes):
            personnes["portee"] = portees.max(axis=1)
            personnes["a_un_moyen"] = (minutes != ABSENT).any(axis=1)
        numeros = range(len(lignes)) if cles is None else cles
        return cls(
            np.fromiter(numeros, dtype=np.int64, count=len(lignes)),
            personnes,
            minutes,
            portees,
            np.array(lecture.groupes, dtype=np.int32).reshape(-1, len(GROUPES)),
            tuple(tuple(valeurs) for valeurs in lecture.valeurs),
            en_mots(list(lecture.gardes)) if lecture.gardes else np.zeros((0, MOTS), np.uint64),
            en_mots(list(lecture.souhaits)) if lecture.souhaits else np.zeros((0, MOTS), np.uint64),
            *(listes.tableaux() for listes in lecture.listes),
        )

    def ordre_des_lieux(self) -> Tableau:
        """Ranks of the people, near ones together, those without a place last."""
        p = self.personnes
        x, y, z = (np.floor(p[axe] / PAS_LIEUX_M).astype(np.int32) for axe in "xyz")
        return np.lexsort((z, y, x, p["a_point"] == 0))


class _Lecture:
    """Collects the distinct values while profiles are read, one by one."""

    def __init__(self) -> None:
        self.minutes: list[list[int]] = []
        self.groupes: list[list[int]] = []
        self.valeurs: list[dict[Any, int]] = [{} for _ in GROUPES]
        self.gardes: dict[int, int] = {}
        self.souhaits: dict[int, int] = {}
        self.listes = tuple(_Listes() for _ in range(4))
        self.mesures: dict[frozenset[tuple[str, bool | None]], tuple[int, int]] = {}

    def lire(self, p: Profil) -> tuple[Any, ...]:
        """The record of one person, in the order of `PERSONNE`."""
        self._lire_groupes(p)
        self._lire_listes(p)
        x, y, z = (0.0, 0.0, 0.0) if p.point is None else vecteur(p.point)
        refusees, ignorees = self._mesures(p)
        return (
            x,
            y,
            z,
            -np.inf if p.heures_min is None else p.heures_min,
            np.inf if p.heures_max is None else p.heures_max,
            p.salaire_min or 0,
            0 if p.debut_au_plus_tot is None else p.debut_au_plus_tot.toordinal(),
            -1 if isinstance(p.garde, str) else self.gardes.setdefault(p.garde, len(self.gardes)),
            self._souhaitee(p),
            sum(BITS_CONDITIONS[code] for code in p.limites),
            refusees,
            ignorees,
            _choix(RANG_CONTRAT, p.contrats_voulus),
            _choix(RANG_NATURE, p.natures_voulues),
            sum((p.experience or {}).values()),
            max(p.metiers_voulus.values(), default=0),
            0,
            -1 if p.niveau is None else p.niveau,
            -1 if p.droit_travail is None else p.droit_travail,
            p.point is not None,
            p.minutes is not None,
            p.heures_min is not None or p.heures_max is not None,
            p.experience is not None,
            p.certificats is not None,
            p.garde == INCONNUE,
            False,
        )

    def _souhaitee(self, p: Profil) -> int:
        if not p.grille_souhaitee:
            return -1
        return self.souhaits.setdefault(p.grille_souhaitee, len(self.souhaits))

    def _lire_groupes(self, p: Profil) -> None:
        self.groupes.append(
            [
                connues.setdefault(groupe.valeur(p), len(connues))
                for groupe, connues in zip(GROUPES, self.valeurs, strict=True)
            ]
        )
        maxima = [p.minutes_pour(mode) for mode in MODES]
        self.minutes.append(
            [ABSENT if m is None else min(PLAFOND_MINUTES, max(-1, m)) for m in maxima]
        )

    def _lire_listes(self, p: Profil) -> None:
        competences, certificats, experiences, voulus = self.listes
        preuves = p.competences
        competences.ajouter(preuves, [FACTEUR_PREUVE[preuve] for preuve in preuves.values()])
        certificats.ajouter(p.certificats or (), ())
        mois = p.experience or {}
        experiences.ajouter(mois, mois.values())
        voulus.ajouter(p.metiers_voulus, p.metiers_voulus.values())

    def _mesures(self, p: Profil) -> tuple[int, int]:
        """Bits of the measures refused, then of those nobody answered."""
        cle = frozenset(p.eligibilites.items())
        if cle not in self.mesures:
            reponses = {m: p.eligibilites.get(m) for m in BITS_MESURES}
            self.mesures[cle] = (
                sum(BITS_MESURES[m] for m, reponse in reponses.items() if reponse is False),
                sum(BITS_MESURES[m] for m, reponse in reponses.items() if reponse is None),
            )
        return self.mesures[cle]


def _choix(rangs: dict[str, int], voulus: frozenset[str]) -> int:
    """Bits of the values wanted; one more says that there is a wish, even for an unknown value."""
    return sum((1 << rangs[code] for code in voulus if code in rangs), UN_CHOIX * bool(voulus))


def portees_de(minutes: "list[list[int]] | Tableau") -> tuple[Tableau, Tableau]:
    """Longest journeys (n, 5) int16, and the metres each allows, -1 when none."""
    maxima = np.array(minutes, dtype=np.int16).reshape(-1, len(MODES))
    portees = np.empty(maxima.shape, dtype=np.int32)
    for rang, mode in enumerate(MODES):
        c = CONSTANTES[mode]
        roulees = maxima[:, rang].astype(np.int64) - c.fixe_min
        metres = roulees * c.vitesse_m_h * 1000 // (c.detour_milliemes * 60)
        portees[:, rang] = np.where(roulees < 0, -1, metres)
    portees[maxima >= PLAFOND_MINUTES] = PARTOUT
    return maxima, portees


def gens_pour(p: Personnes, table: Table) -> Gens:
    """People with their codes translated into the ranks of a table, and their answers by group."""
    simples: list[Tableau] = []
    adresses = np.empty(p.groupes.shape, dtype=np.int64)
    depart = 0
    for groupe, valeurs in enumerate(p.valeurs):
        nombre = len(table.simples[groupe])
        simples += [table.reponses(groupe, valeur) for valeur in valeurs]
        adresses[:, groupe] = depart + nombre * p.groupes[:, groupe].astype(np.int64)
        depart += nombre * len(valeurs)
    return Gens(
        p.personnes,
        p.minutes,
        p.portees,
        adresses,
        np.concatenate(simples) if simples else np.zeros(0, dtype=np.int8),
        p.gardes,
        p.souhaits,
        p.competences.debut,
        p.competences.traduits(table.competences),
        p.competences.valeurs,
        p.certificats.debut,
        p.certificats.traduits(table.certificats),
        p.experiences.debut,
        p.experiences.traduits(table.metiers),
        p.experiences.valeurs,
        p.voulus.debut,
        p.voulus.traduits(table.metiers),
        p.voulus.valeurs,
    )
