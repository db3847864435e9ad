"""Which steps meet each thing an opening may ask of a person, as clauses.

Every capacity grows by a maximum or a union, so anything asked is met when **one** of a few steps
is done: a set of steps, its clause. What is met already has none (`ACQUIS`); what no step meets has
the empty one, 0. Half-hours of care are clauses too, one per child: a stretch of hours needs all of
theirs, so several steps may be needed together. A way of coming is then a conjunction of clauses,
and an opening the disjunction of its ways.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.moteur.catalogue import Catalogue
from matching.moteur.codes import BITS_CONDITIONS, BITS_MESURES
from matching.moteur.colonnes.base import FAMILLES, INCONNU
from matching.moteur.colonnes.communs import CONCLUSIONS_BITS, repondre
from matching.moteur.criteres import CRITERES_EXIGENCES
from matching.moteur.criteres.base import Reponse
from matching.moteur.grilles import PLEINE
from matching.moteur.ouvrants.apport import Apport, appliquer, enfants, grilles_par_enfant
from matching.moteur.ouvrants.etapes import Demarche
from matching.moteur.poste import Poste
from matching.moteur.profil import SANS_OBJET, Profil
from matching.moteur.trajets import MODES, PLAFOND_MINUTES
from matching.moteur.vocabulaire import Critere, Mode

Entiers = NDArray[Any]
ACQUIS: Final = -1
IMPOSSIBLE: Final = 0
# Last row of the tables by minutes: the place is not known.
SANS_TRAJET: Final = PLAFOND_MINUTES + 1
_POSTE_NEUTRE: Final = Poste(cle=0)

# The capacities each criterion of a requirement reads: only steps that bring one may meet it.
CAPACITES: Final[dict[str, tuple[str, ...]]] = {
    Critere.PERMIS: ("permis",),
    Critere.VEHICULE: ("minutes",),
    Critere.DEPLACEMENT: ("minutes",),
    Critere.LANGUE_ORAL: ("oral", "langues"),
    Critere.LANGUE_ECRIT: ("ecrit", "langues"),
    Critere.NIVEAU: ("niveau",),
    Critere.CERTIFICAT: ("certificats",),
    Critere.COMPETENCE: ("competences",),
    Critere.EXPERIENCE: (),
    Critere.NUMERIQUE: ("numerique",),
    Critere.DROIT_TRAVAIL: ("droit_travail",),
}


@dataclass(frozen=True, slots=True)
class Leviers:
    """The clauses of one person for one catalogue; k kinds of requirements.

    genres : (k,) int32 clause of each kind, and genres_bloquants (k,) bool, those that block as
    things are. mesures, limites : (bit, clause) of the measures refused or not answered (True when
    refused), and of the limits. droit : clause of the right to work when it is refused. minutes :
    (5, 602) int32, by mode and minutes needed. garde : the half-hours not covered, grouped by their
    clauses, or None when no care is needed.
    """

    genres: Entiers
    genres_bloquants: Entiers
    mesures: tuple[tuple[int, int, bool], ...]
    limites: tuple[tuple[int, int], ...]
    droit: int
    minutes: Entiers
    garde: tuple[tuple[int, tuple[int, ...]], ...] | None

    def clauses(self) -> Iterator[int]:
        """Every clause, some more than once."""
        yield from np.unique(self.genres).tolist()
        yield from (clause for _, clause, _ in self.mesures)
        yield from (clause for _, clause in self.limites)
        yield self.droit
        yield from np.unique(self.minutes).tolist()
        for _, clauses in self.garde or ():
            yield from clauses


def leviers(profil: Profil, catalogue: Catalogue, demarche: Demarche) -> Leviers:
    """The clauses of a person whose steps are `demarche`."""
    apports = [etape.apporte for etape in demarche.etapes]
    genres, bloquants = _genres(profil, catalogue, apports)
    return Leviers(
        genres,
        bloquants,
        tuple(_mesures(profil, apports)),
        tuple(
            (BITS_CONDITIONS[code], clause_de(code in a.limites for a in apports))
            for code in sorted(profil.limites)
        ),
        clause_de(a.droit_travail for a in apports) if profil.droit_travail is False else ACQUIS,
        np.array(
            [minutes_par_clause(profil.minutes_pour(mode), mode, apports) for mode in MODES],
            dtype=np.int32,
        ),
        _garde(profil.garde, apports),
    )


def clause_de(reussites: Iterable[bool]) -> int:
    """The steps that succeed, as a set."""
    return sum(1 << rang for rang, reussie in enumerate(reussites) if reussie)


def _genres(
    profil: Profil, catalogue: Catalogue, apports: Sequence[Apport]
) -> tuple[Entiers, Entiers]:
    codes = CONCLUSIONS_BITS[catalogue.genre_force, repondre(profil, catalogue)]
    clauses = np.where(codes == 0, ACQUIS, IMPOSSIBLE).astype(np.int32)
    for rang, apport in enumerate(apports):
        apres = appliquer(profil, [apport])
        apportees = {c for c, noms in CAPACITES.items() if any(getattr(apport, n) for n in noms)}
        for genre in np.flatnonzero(codes >= min(FAMILLES, INCONNU)).tolist():
            question = catalogue.genres[genre]
            if question.critere in apportees:
                critere = CRITERES_EXIGENCES[question.critere]
                reponse = critere.repondre(apres, question, _POSTE_NEUTRE, catalogue.referentiel)
                clauses[genre] |= (reponse is Reponse.OUI) << rang
    return clauses, codes == FAMILLES


def _mesures(profil: Profil, apports: Sequence[Apport]) -> Iterator[tuple[int, int, bool]]:
    for mesure, bit in BITS_MESURES.items():
        reponse = profil.eligibilites.get(mesure)
        if reponse is not True:
            yield bit, clause_de(mesure in a.mesures for a in apports), reponse is False


def minutes_par_clause(avant: int | None, mode: Mode, apports: Sequence[Apport]) -> list[int]:
    """Clause by minutes needed, beyond the `avant` one has; the last for a place not known."""
    longues = [a.minutes.get(mode) for a in apports]
    clauses = [clause_de(m is not None for m in longues)] * (PLAFOND_MINUTES + 2)
    seuils = sorted({m for m in longues if m is not None})
    for seuil, suivant in zip([-1, *seuils], [*seuils, PLAFOND_MINUTES], strict=True):
        clause = clause_de(m is not None and m > seuil for m in longues)
        debut, fin = max(0, seuil + 1), max(0, min(suivant, PLAFOND_MINUTES) + 1)
        clauses[debut:fin] = [clause] * (fin - debut)
    if avant is not None:
        acquis = max(0, min(avant, PLAFOND_MINUTES) + 1)
        clauses[:acquis] = [ACQUIS] * acquis
        clauses[-1] = ACQUIS
    return clauses


def _garde(
    avant: str | int, apports: Sequence[Apport]
) -> tuple[tuple[int, tuple[int, ...]], ...] | None:
    if avant == SANS_OBJET:
        return None
    return tuple(garde_par_clauses(0 if isinstance(avant, str) else avant, apports).items())


def garde_par_clauses(couverte: int, apports: Sequence[Apport]) -> dict[int, tuple[int, ...]]:
    """The half-hours outside `couverte`, as disjoint grids, each with the clauses that cover it."""
    nombre = enfants(apports)
    par_enfant = [grilles_par_enfant(a, nombre) for a in apports]
    # Half-hours that no step tells apart are taken together.
    parts = [PLEINE & ~couverte]
    for grille in {g for grilles in par_enfant for g in grilles}:
        parts = [p for part in parts for p in (part & grille, part & ~grille) if p]
    groupes: dict[tuple[int, ...], int] = {}
    for part in parts:
        cle = tuple(
            sorted(
                {clause_de(bool(g[enfant] & part) for g in par_enfant) for enfant in range(nombre)}
            )
        )
        groupes[cle] = groupes.get(cle, 0) | part
    return {grille: cle for cle, grille in groupes.items()}
