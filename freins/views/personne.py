"""« Mon plan » for the jobseeker: my steps, who does what by when."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from freins import services
from freins.etats import GesteImpossible
from freins.lecture import plan_de
from freins.models import Action, PorteurAction
from freins.planification import vue_du_plan
from parcours.comptes.models import Role
from parcours.comptes.roles import exige_role
from parcours.dossiers.acces import compte, dossier_de_la_personne
from parcours.socle.horloge import aujourd_hui


@require_GET
@exige_role(Role.PERSONNE)
def mon_plan(request: HttpRequest) -> HttpResponse:
    """Show the person's steps, in plain words."""
    dossier = dossier_de_la_personne(request)
    plan = vue_du_plan(plan_de(dossier), dossier, aujourd_hui(), voit_tout=True)
    contexte = {
        "dossier": dossier,
        "plan": plan,
        "miennes": [e for e in plan.a_faire if e.action.porteur == PorteurAction.PERSONNE],
        "autres": [e for e in plan.a_faire if e.action.porteur != PorteurAction.PERSONNE],
    }
    return render(request, "freins/mon_plan.html", contexte)


@require_POST
@exige_role(Role.PERSONNE)
def etape_faite(request: HttpRequest, pk: int) -> HttpResponse:
    """The person says that a step of theirs is done; those of others are not theirs to close."""
    dossier = dossier_de_la_personne(request)
    siennes = Action.objects.filter(
        objectif__plan__dossier=dossier, porteur=PorteurAction.PERSONNE
    ).select_related("objectif__plan__dossier")
    etape = get_object_or_404(siennes, pk=pk)
    try:
        services.faire_action(
            action=etape, geste="finir", par=compte(request), jour=aujourd_hui(),
            resultat="Fait, dit par la personne.",
        )  # fmt: skip
        messages.success(request, "Bravo, c’est noté.")
    except GesteImpossible:
        messages.info(request, "Cette étape était déjà terminée.")
    return redirect("freins:mon_plan")
