"""From « qui peut lever ce frein » to the plan: one step that uses the solution."""

from datetime import date, timedelta
from typing import Final

from django.db import transaction

from freins.models import A_FAIRE, Action, Frein, Objectif, PorteurAction
from freins.services.barrieres import verrouiller
from freins.services.plan import ajouter_action, ajouter_objectif
from freins.themes import nom
from parcours.comptes.models import Utilisateur
from parcours.orientations.models import Orientation
from parcours.solutions.models import Solution

# A first move within the week, even for what takes months.
DEMARRAGE: Final = timedelta(days=7)


@transaction.atomic
def mettre_au_plan(*, frein: Frein, solution: Solution, par: Utilisateur, jour: date) -> Action:
    """Add a step with this solution under the objective of the barrier; once, whatever the clicks.

    The step owns the referral already made there, when there is a live one.
    """
    # The lock makes the second of two clicks see the step of the first.
    verrouiller(frein.dossier)
    siennes = Action.objects.filter(
        objectif__plan__dossier=frein.dossier, solution=solution, statut__in=A_FAIRE
    )
    if deja := siennes.first():
        return deja
    action = ajouter_action(
        objectif=_objectif(frein, par), intitule=solution.nom, porteur=PorteurAction.REFERENT,
        echeance_le=jour + DEMARRAGE, solution=solution, par=par,
    )  # fmt: skip
    orientation = _orientation_libre(frein, solution)
    if orientation is not None:
        Action.objects.filter(pk=action.pk).update(orientation=orientation)
        action.orientation = orientation
    return action


def _objectif(frein: Frein, par: Utilisateur) -> Objectif:
    siens = Objectif.objects.filter(plan__dossier=frein.dossier, frein=frein)
    return siens.order_by("rang", "pk").first() or ajouter_objectif(
        dossier=frein.dossier, intitule=f"Lever : {nom(frein.thematique)}"[:150], frein=frein,
        par=par,
    )  # fmt: skip


def _orientation_libre(frein: Frein, solution: Solution) -> Orientation | None:
    vivantes = Orientation.objects.vivantes().filter(
        dossier=frein.dossier_id, solution=solution, action=None
    )
    return vivantes.order_by("-pk").first()
