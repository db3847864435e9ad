"""Blocked openings, grouped by what blocks them, in words."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from matching.ecrans.regards import Regard, nom_famille, phrase_famille_seule
from matching.moteur import Classement, Famille, Rang
from parcours.socle.typographie import milliers

AUTRES: Final = "autres"
COMBINAISONS_MONTREES: Final = 5
# Not liftable by any service: a choice of the person, a condition of the law.
_NON_LEVABLES: Final = frozenset({"disponibilite", "convenue", "eligibilite"})

Ensemble = tuple[Famille, ...]


@dataclass(frozen=True, slots=True)
class Groupe:
    """Openings that the same families block; `cle` names it in the address."""

    cle: str
    libelle: str
    nombre: int
    ensembles: tuple[Ensemble, ...]
    est_seul: bool = True

    @property
    def est_levable(self) -> bool:
        """True when one barrier alone blocks and something may lift it."""
        return self.est_seul and self.cle not in _NON_LEVABLES


def groupes(blocages: Mapping[Ensemble, int], regard: Regard) -> list[Groupe]:
    """One group per family that blocks alone, then the commonest combinations, then the rest."""
    par_codes: dict[tuple[str, ...], list[Ensemble]] = defaultdict(list)
    for ensemble in blocages:
        par_codes[regard.codes(ensemble)].append(ensemble)
    tous = [_groupe(codes, ens, blocages) for codes, ens in par_codes.items()]
    tous.sort(key=lambda g: (not g.est_seul, -g.nombre, g.cle))
    seuls = [g for g in tous if g.est_seul]
    plusieurs = tous[len(seuls) :]
    montrees, reste = plusieurs[:COMBINAISONS_MONTREES], plusieurs[COMBINAISONS_MONTREES:]
    return seuls + montrees + _reste(reste)


def _groupe(
    codes: tuple[str, ...], ensembles: list[Ensemble], blocages: Mapping[Ensemble, int]
) -> Groupe:
    noms = [nom_famille(code) for code in codes]
    libelle = " + ".join([noms[0], *(nom[:1].lower() + nom[1:] for nom in noms[1:])])
    return Groupe(
        cle="-".join(codes),
        libelle=libelle,
        nombre=sum(blocages[e] for e in ensembles),
        ensembles=tuple(sorted(ensembles)),
        est_seul=len(codes) == 1,
    )


def _reste(reste: list[Groupe]) -> list[Groupe]:
    if len(reste) < 2:
        return reste
    ensembles = tuple(e for groupe in reste for e in groupe.ensembles)
    nombre = sum(groupe.nombre for groupe in reste)
    return [Groupe(AUTRES, "Autres combinaisons de freins", nombre, ensembles, est_seul=False)]


def phrase(groupes: list[Groupe]) -> str:
    """« 58 par la garde seule, 22 par la mobilité seule, 23 par plusieurs freins »."""
    parts = [
        f"{milliers(g.nombre)} par {phrase_famille_seule(g.cle)}" for g in groupes if g.est_seul
    ]
    plusieurs = sum(g.nombre for g in groupes if not g.est_seul)
    if plusieurs:
        parts.append(f"{milliers(plusieurs)} par plusieurs freins")
    return ", ".join(parts)


def rangs_du_groupe(classement: Classement, groupe: Groupe, k: int) -> list[Rang]:
    """The k best of a group, whatever the exact set of families behind its name."""
    rangs = [r for ensemble in groupe.ensembles for r in classement.bloquees(ensemble, k)]
    return sorted(rangs, key=lambda rang: -rang.score)[:k]
