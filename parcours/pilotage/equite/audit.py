"""The dashboard judged: every comparison shown or not, in one family of tests (Holm over all)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from matching.equite import Bornes, Comparaison, Constat, Groupe, Verdict, borner, juger
from parcours.dossiers import groupes
from parcours.pilotage.equite import agregats
from parcours.pilotage.equite.agregats import Comptage, Filtre

DIMENSIONS: Final = tuple(groupes.NOMS)
EMPLOYEUR: Final = "employeur"


@dataclass(frozen=True, slots=True)
class Tableau:
    """Counts of every dimension and step for each period, employers', findings of the one asked.

    `constats` by (dimension, step, group) or (`EMPLOYEUR`, name, group).
    """

    filtre: Filtre
    par_periode: dict[str, dict[int, dict[str, Comptage]]]
    employeurs_par_periode: dict[int, dict[str, Comptage]]
    constats: dict[tuple[str, str, str], Constat]

    @property
    def comptages(self) -> dict[str, dict[str, Comptage]]:
        """By dimension and step, for the period of the filter."""
        return {d: periodes[self.filtre.mois] for d, periodes in self.par_periode.items()}

    @property
    def employeurs(self) -> dict[str, Comptage]:
        """By employer, for the period of the filter."""
        return self.employeurs_par_periode[self.filtre.mois]

    def alertes(self, verdict: Verdict = Verdict.ROUGE) -> list[tuple[str, str, str]]:
        """Where this verdict was given."""
        return [cle for cle, c in self.constats.items() if c.verdict is verdict]

    def bornes(self, dimension: str, etape: str, groupe: str) -> Bornes:
        """What the unknown people could make of a comparison."""
        comptage = self.comptages[dimension][etape]
        return borner(
            comptage.groupe(groupe),
            comptage.groupe(groupes.REFERENCES[dimension]),
            comptage.groupe(groupes.NON_RENSEIGNE),
        )


def auditer(filtre: Filtre, *, employeurs_par: str = "sexe") -> Tableau:
    """Count and judge the whole dashboard: five dimensions, every step, every employer."""
    comptages = {d: agregats.entonnoir(d, filtre) for d in DIMENSIONS}
    employeurs = agregats.par_employeur(employeurs_par, filtre)
    compte = Tableau(filtre, comptages, employeurs, {})
    comparaisons = dict(_comparaisons(compte.comptages, compte.employeurs, employeurs_par))
    constats = juger(list(comparaisons.values()))
    return replace(compte, constats=dict(zip(comparaisons, constats, strict=True)))


def _comparaisons(
    comptages: dict[str, dict[str, Comptage]], employeurs: dict[str, Comptage], par: str
) -> Iterator[tuple[tuple[str, str, str], Comparaison]]:
    for dimension, etapes in comptages.items():
        for etape, comptage in etapes.items():
            for groupe, reference in groupes.comparaisons(dimension):
                yield _une((dimension, etape, groupe), comptage, groupe, reference)
    for nom, comptage in employeurs.items():
        for groupe, reference in groupes.comparaisons(par):
            yield _une((EMPLOYEUR, nom, groupe), comptage, groupe, reference)


def _une(
    cle: tuple[str, str, str], comptage: Comptage, groupe: str, reference: str
) -> tuple[tuple[str, str, str], Comparaison]:
    un, deux = _nomme(comptage, groupe), _nomme(comptage, reference)
    return cle, Comparaison("/".join(cle), un, deux, comptage.paires(groupe, reference))


def _nomme(comptage: Comptage, groupe: str) -> Groupe:
    g = comptage.groupe(groupe)
    return Groupe(groupe, g.retenus, g.total)
