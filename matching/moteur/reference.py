"""The ranking written naively: call `evaluer` on each opening and sort. Obviously right, slow."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from matching.moteur.classement import Comptes, Rang
from matching.moteur.departage import Departage
from matching.moteur.etats import Statut
from matching.moteur.evaluation import Evaluation, evaluer
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import Famille


@dataclass(frozen=True, slots=True)
class ClassementNaif:
    """What `classement.Classement` must equal."""

    comptes: Comptes
    accessibles: tuple[Rang, ...]
    a_verifier: tuple[Rang, ...]
    bloquees: tuple[Rang, ...]
    blocages: Mapping[tuple[Famille, ...], int]


def classer_naif(
    profil: Profil,
    postes: Iterable[Poste],
    referentiel: Referentiel,
    *,
    jour: date,
    k: int | None = 20,
    graine: int = 0,
    charges: Mapping[int, int] | None = None,
) -> ClassementNaif:
    """Same question as `classer`, one opening at a time."""
    evaluations = [
        evaluer(profil, poste, referentiel, jour)
        for poste in postes
        if poste.expire_le is None or poste.expire_le >= jour
    ]
    ordre = Departage(graine, jour, charges or {})
    evaluations.sort(key=lambda e: (-e.score, *ordre.rang(e.cle)))
    listes = {statut: [_rang(e) for e in evaluations if e.statut is statut] for statut in Statut}
    return ClassementNaif(
        comptes=Comptes(*(len(listes[statut]) for statut in Statut)),
        accessibles=tuple(listes[Statut.ACCESSIBLE][:k]),
        a_verifier=tuple(listes[Statut.A_VERIFIER][:k]),
        bloquees=tuple(listes[Statut.BLOQUEE]),
        blocages=dict(Counter(rang.familles for rang in listes[Statut.BLOQUEE])),
    )


def _rang(evaluation: Evaluation) -> Rang:
    return Rang(
        evaluation.cle,
        evaluation.statut,
        evaluation.score,
        evaluation.peut,
        evaluation.veut,
        evaluation.familles,
    )
