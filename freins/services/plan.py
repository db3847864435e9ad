"""Writing the plan: objectives, actions with an owner and a date, what came of them."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from freins.etats import GESTES_ACTION, GesteImpossible, arrivee
from freins.models import A_FAIRE, Action, Frein, Objectif, Plan
from freins.services.barrieres import verrouiller
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Dossier
from parcours.dossiers.services.traces import tracer
from parcours.socle.horloge import maintenant
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
    solution: Solution | None = None, rappel_le: date | None = None, jeton: UUID | None = None,
) -> Action:  # fmt: skip
    """Add a step to an objective; the same `jeton` gives the same action."""
    dossier = objectif.plan.dossier
    verrouiller(dossier)
    deja = objectif.actions.filter(jeton=jeton).first() if jeton else None
    if deja:
        return deja
    action = Action(
        objectif=objectif, intitule=intitule, porteur=porteur, echeance_le=echeance_le,
        rappel_le=rappel_le, solution=solution, jeton=jeton,
    )  # fmt: skip
    return enregistrer_action(action, par, ActionJournal.CREATION)


@transaction.atomic
def faire_action(
    *, action: Action, geste: str, par: Utilisateur, jour: date, resultat: str = ""
) -> Action:
    """Apply one transition of the table; GesteImpossible when it is not allowed any more."""
    action = relire_action(action)
    action.statut = arrivee(GESTES_ACTION, geste, action.statut)
    if action.statut not in A_FAIRE:
        action.finie_le, action.resultat = jour, resultat
    return enregistrer_action(action, par)


@transaction.atomic
def dire_faite(*, action: Action, par: Utilisateur, jour: date) -> Action:
    """The person says that their step is done; what it changed stays to be asked."""
    action = relire_action(action)
    action.statut = arrivee(GESTES_ACTION, "finir", action.statut)
    action.finie_le, action.resultat = jour, "Fait, dit par la personne."
    action.est_a_preciser = True
    return enregistrer_action(action, par)


@transaction.atomic
def modifier_action(
    *, action: Action, par: Utilisateur, echeance_le: date, rappel_le: date | None = None,
    intitule: str = "", porteur: str = "", version: int | None = None,
) -> Action:  # fmt: skip
    """Change a step still to do; what was before stays in its history.

    GesteImpossible when it is over, or when somebody changed it since `version`.
    """
    action = relire_action(action)
    if action.statut not in A_FAIRE:
        raise GesteImpossible("Cette étape est terminée : elle ne se change plus.")
    verifier_version(action, version)
    action.echeance_le, action.rappel_le = echeance_le, rappel_le
    action.intitule, action.porteur = intitule or action.intitule, porteur or action.porteur
    return enregistrer_action(action, par)


@transaction.atomic
def convenir(*, dossier: Dossier, convenu_le: date, comment: str, par: Utilisateur) -> Plan:
    """Record the day the person agreed to the plan, and how."""
    verrouiller(dossier)
    plan, _ = Plan.objects.update_or_create(
        dossier=dossier,
        defaults={
            "convenu_le": convenu_le, "convenu_comment": comment, "accord_note_le": maintenant(),
        },
    )  # fmt: skip
    tracer(dossier=dossier, par=par, objet=plan)
    return plan


def verifier_version(action: Action, version: int | None) -> None:
    """GesteImpossible when the step is not any more as its author was looking at it."""
    if version is not None and version != action.version:
        raise GesteImpossible(
            "Quelqu’un vient de modifier cette étape : rien n’a été changé. Relire ce qui est "
            "noté, puis recommencer si besoin."
        )


def relire_action(action: Action) -> Action:
    """Read a step again once its dossier is locked: of two writers, the second sees the first."""
    verrouiller(action.objectif.plan.dossier)
    suivies = Action.objects.select_related("objectif__plan__dossier", "objectif__frein")
    return suivies.get(pk=action.pk)


def enregistrer_action(
    action: Action, par: Utilisateur, quoi: ActionJournal = ActionJournal.MODIFICATION
) -> Action:
    """Write a step with its history and its journal entry, which counts one more version."""
    action._history_user = par  # type: ignore[attr-defined]
    action.save()
    tracer(dossier=action.objectif.plan.dossier, par=par, action=quoi, objet=action)
    return action
