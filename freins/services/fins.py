"""Ending a step: what came of it, what it changed, the barrier it may lift. All or nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from freins.etats import GESTES_ACTION, GesteImpossible, arrivee
from freins.models import OUVERTS, Action, MotifEchec
from freins.regles.thematiques import theme_de
from freins.services import barrieres
from freins.services.changements import Changement, appliquer
from freins.services.plan import enregistrer_action, relire_action, verifier_version
from parcours.comptes.models import Utilisateur

CHANGEMENT: Final = "changement"
RIEN: Final = "rien"
ECHEC: Final = "echec"
ABANDON: Final = "abandon"
_GESTES: Final = {CHANGEMENT: "finir", RIEN: "finir", ECHEC: "echouer", ABANDON: "abandonner"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fin:
    """How a step ends: `issue` is one of CHANGEMENT, RIEN, ECHEC, ABANDON.

    A reason goes with ECHEC and ABANDON; a new measure and the lifting of the barrier, with
    CHANGEMENT alone.
    """

    issue: str
    resultat: str = ""
    motif: str = ""
    changement: Changement | None = None
    leve: bool = False


@transaction.atomic
def terminer(*, action: Action, fin: Fin, version: int, par: Utilisateur, jour: date) -> Action:
    """End a step once: result, measure, barrier and history in one transaction.

    GesteImpossible when it is over already, or changed since `version` (two people at once: the
    second changes nothing). RienNeChange when the measure given is the present one. A step that
    did not work leaves the capacity and the barrier as they were.
    """
    action = relire_action(action)
    _verifier(fin, action)
    verifier_version(action, version)
    if not action.est_a_preciser:
        action.statut = arrivee(GESTES_ACTION, _GESTES[fin.issue], action.statut)
        action.finie_le = jour
    elif fin.issue == ECHEC:  # the person said « done », and it did not work
        action.statut = GESTES_ACTION["echouer"].vers
    action.resultat = fin.resultat or action.resultat
    action.motif, action.est_a_preciser = fin.motif, False
    action.a_change = fin.issue == CHANGEMENT
    if fin.changement is not None:
        action.effet = _changer(action, fin.changement, par, jour)
    if fin.leve:
        _lever(action, par, jour)
    return enregistrer_action(action, par)


def _verifier(fin: Fin, action: Action) -> None:
    if fin.issue not in _GESTES or (action.est_a_preciser and fin.issue == ABANDON):
        raise GesteImpossible("Choisir ce que cette étape a donné.")
    est_vaine = fin.issue in (ECHEC, ABANDON)
    if est_vaine != bool(fin.motif) or (fin.motif and fin.motif not in MotifEchec.values):
        raise GesteImpossible("Une raison de la liste va avec une étape qui n’a pas marché.")
    if fin.issue != CHANGEMENT and (fin.changement is not None or fin.leve):
        raise GesteImpossible("Une mesure ne change que si l’étape a changé quelque chose.")


def _changer(action: Action, changement: Changement, par: Utilisateur, jour: date) -> dict:
    frein = action.objectif.frein
    if frein is None or theme_de(frein.thematique).famille != changement.famille:
        raise GesteImpossible("Cette étape ne sert pas ce frein : sa mesure ne peut pas changer.")
    dossier = action.objectif.plan.dossier
    return appliquer(dossier=dossier, changement=changement, par=par, jour=jour)


def _lever(action: Action, par: Utilisateur, jour: date) -> None:
    frein = action.objectif.frein
    if frein is not None and frein.statut in OUVERTS:
        barrieres.faire(frein=frein, geste="lever", par=par, jour=jour)
