"""What lifting opens, written naively: change the profile, read every criterion, count.

No mask, no clause here: every set of steps, every opening, every criterion. A step proves and never
disproves: a criterion is, once a set is done, in the better of its states before and after. The two
differ only where a capacity was never asked: "French not known" and a course up to B1 leave an
opening that asks for B2 to be checked, not blocked. Where everything is known, the status is that
of `evaluer` on the changed profile.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from matching.moteur.criteres import CRITERES_EXIGENCES, disponibilite, eligibilite
from matching.moteur.criteres.condition import nuit_constatee
from matching.moteur.criteres.droit_travail import contrat_interdit
from matching.moteur.etats import Constat, Etat, Statut
from matching.moteur.evaluation import evaluer, voies_de
from matching.moteur.ouvrants.apport import appliquer
from matching.moteur.ouvrants.etapes import Demarche, Etape, demarche_de
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel

GRAVITE: Final = {Etat.REMPLI: 0, Etat.INCONNU: 1, Etat.BLOQUE: 2}


@dataclass(frozen=True, slots=True)
class OuvrantsNaifs:
    """What `Ouvrants` must equal: keys by closed set, and the score of each opening."""

    accessibles: dict[int, frozenset[int]]
    a_verifier: dict[int, frozenset[int]]
    scores: dict[int, int]


def ouvrants_naifs(
    profil: Profil,
    postes: Iterable[Poste],
    referentiel: Referentiel,
    etapes: Iterable[Etape] | Demarche,
    *,
    jour: date,
) -> OuvrantsNaifs:
    """Same question as `ouvrants`, one set and one opening at a time."""
    demarche = demarche_de(etapes)
    vivants = [p for p in postes if p.expire_le is None or p.expire_le >= jour]
    trouves: dict[Statut, dict[int, frozenset[int]]] = {statut: {} for statut in Statut}
    for ensemble in demarche.ensembles.tolist():
        statuts = [
            (poste.cle, statut_leve(profil, poste, referentiel, demarche, ensemble, jour))
            for poste in vivants
        ]
        for statut, par_ensemble in trouves.items():
            par_ensemble[ensemble] = frozenset(cle for cle, s in statuts if s is statut)
    leve = appliquer(profil, demarche.apports(demarche.tout))
    scores = {poste.cle: evaluer(leve, poste, referentiel, jour).score for poste in vivants}
    return OuvrantsNaifs(trouves[Statut.ACCESSIBLE], trouves[Statut.A_VERIFIER], scores)


def statut_leve(
    profil: Profil,
    poste: Poste,
    referentiel: Referentiel,
    demarche: Demarche,
    ensemble: int,
    jour: date,
) -> Statut:
    """Status of an opening once a set of steps is done."""
    leve = appliquer(profil, demarche.apports(ensemble))
    communs = _meilleurs(*(_communs(p, poste, referentiel, jour) for p in (profil, leve)))
    voies = [
        _meilleurs(avant, apres)
        for avant, apres in zip(_voies(profil, poste), _voies(leve, poste), strict=True)
    ]
    etat = min(
        (max([*communs, *voie], key=GRAVITE.__getitem__) for voie in voies),
        key=GRAVITE.__getitem__,
    )
    return list(Statut)[GRAVITE[etat]]


def _communs(profil: Profil, poste: Poste, referentiel: Referentiel, jour: date) -> list[Etat]:
    """State of each criterion no way changes, always in the same order."""
    constats = disponibilite.constater(profil, poste, jour) + eligibilite.constater(profil, poste)
    constats += [
        CRITERES_EXIGENCES[e.critere].constater(profil, e, poste, referentiel)
        for e in poste.exigences
        if e.critere in CRITERES_EXIGENCES
    ]
    faits = [contrat_interdit(profil, poste), nuit_constatee(profil, poste)]
    return [c.etat for c in constats] + [_etat(fait) for fait in faits]


def _etat(constats: Sequence[Constat]) -> Etat:
    return constats[0].etat if constats else Etat.REMPLI


def _voies(profil: Profil, poste: Poste) -> list[list[Etat]]:
    return [[constat.etat for constat in voie.constats] for voie in voies_de(profil, poste)]


def _meilleurs(avant: Sequence[Etat], apres: Sequence[Etat]) -> list[Etat]:
    return [min(paire, key=GRAVITE.__getitem__) for paire in zip(avant, apres, strict=True)]
