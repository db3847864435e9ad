"""Writing the plan: objectives, actions with an owner and a date, what came of them."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from freins.etats import GESTES_ACTION, GesteImpossible, arrivee
from freins.models import A_FAIRE, Action, Frein, Objectif, Plan, StatutAction
from freins.services.barrieres import verrouiller
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Dossier
from parcours.dossiers.services.traces import tracer
from parcours.socle.models import ActionJournal
from parcours.solutions.models import Solution


@transaction.atomic
def ajouter_objectif(
    *, dossier: Dossier, intitule: str, par: Utilisateur, frein: Frein | None = None,
    jeton: UUID | None = None,
) -> Objectif:  # fmt: skip
    """Add an objective at the end of the plan; the same `jeton` gives the same objective."""
    if frein is not None and frein.dossier_id != dossier.pk:
        raise ValueError("Ce frein est celui d’un autre dossier.")
    verrouiller(dossier)
    plan, _ = Plan.objects.get_or_create(dossier=dossier)
    deja = plan.objectifs.filter(jeton=jeton).first() if jeton else None
    if deja:
        return deja
    rang = (plan.objectifs.aggregate(dernier=Max("rang"))["dernier"] or 0) + 1
    objectif = Objectif.objects.create(
        plan=plan, intitule=intitule, frein=frein, rang=rang, jeton=jeton
    )
    tracer(dossier=dossier, par=par, action=ActionJournal.CREATION, objet=objectif)
    return objectif


@transaction.atomic
def ajouter_action(
    *, objectif: Objectif, intitule: str, porteur: str, echeance_le: date, par: Utilisateur,
    solution: Solution | None = None, jeton: UUID | None = None,
) -> Action:  # fmt: skip
    """Add a step to an objective; the same `jeton` gives the same action."""
    dossier = objectif.plan.dossier
    verrouiller(dossier)
    deja = objectif.actions.filter(jeton=jeton).first() if jeton else None
    if deja:
        return deja
    action = Action(
        objectif=objectif, intitule=intitule, porteur=porteur, echeance_le=echeance_le,
        solution=solution, jeton=jeton,
    )  # fmt: skip
    return _enregistrer(action, par, ActionJournal.CREATION)


@transaction.atomic
def faire_action(
    *, action: Action, geste: str, par: Utilisateur, jour: date, resultat: str = ""
) -> Action:
    """Apply one transition of the table; GesteImpossible when it is not allowed any more."""
    action = _relire(action)
    action.statut = arrivee(GESTES_ACTION, geste, action.statut)
    if action.statut not in A_FAIRE:
        action.finie_le, action.resultat = jour, resultat
    return _enregistrer(action, par)


@transaction.atomic
def reporter(*, action: Action, echeance_le: date, par: Utilisateur) -> Action:
    """Move the due date of an action still to do; the old date stays in its history."""
    action = _relire(action)
    if action.statut not in A_FAIRE:
        raise GesteImpossible("Cette action est terminée : sa date ne se change plus.")
    action.echeance_le = echeance_le
    return _enregistrer(action, par)


@transaction.atomic
def convenir(*, dossier: Dossier, convenu_le: date, comment: str, par: Utilisateur) -> Plan:
    """Record the day the person agreed to the plan, and how."""
    verrouiller(dossier)
    plan, _ = Plan.objects.update_or_create(
        dossier=dossier, defaults={"convenu_le": convenu_le, "convenu_comment": comment}
    )
    tracer(dossier=dossier, par=par, objet=plan)
    return plan


def est_finie(action: Action) -> bool:
    """True when nothing more is to do: done or abandoned."""
    return action.statut in (StatutAction.FAITE, StatutAction.ABANDONNEE)


def _relire(action: Action) -> Action:
    verrouiller(action.objectif.plan.dossier)
    return Action.objects.select_related("objectif__plan__dossier").get(pk=action.pk)


def _enregistrer(
    action: Action, par: Utilisateur, quoi: ActionJournal = ActionJournal.MODIFICATION
) -> Action:
    action._history_user = par  # type: ignore[attr-defined]
    action.save()
    tracer(dossier=action.objectif.plan.dossier, par=par, action=quoi, objet=action)
    return action
