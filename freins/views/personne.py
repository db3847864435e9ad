"""« Mon plan » for the jobseeker: my steps, who does what by when."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from freins import services
from freins.etats import GesteImpossible
from freins.lecture import plan_de
from freins.models import Action, PorteurAction
from freins.planification import vue_du_plan
from freins.services.rappels import accepter_rappels, refuser_rappels, veut_des_rappels
from freins.themes import est_discrete
from parcours.comptes.models import Role
from parcours.comptes.roles import exige_role
from parcours.dossiers.acces import compte, dossier_de_la_personne
from parcours.dossiers.models import MoyenConsentement
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
        "a_du_confidentiel": any(
            o.objectif.frein and est_discrete(o.objectif.frein.thematique) for o in plan.objectifs
        ),
        "rappels": veut_des_rappels(dossier),
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
        services.dire_faite(action=etape, par=compte(request), jour=aujourd_hui())
        messages.success(request, "Bravo, c’est noté.")
    except GesteImpossible:
        messages.info(request, "Cette étape était déjà terminée.")
    return redirect("freins:mon_plan")


@require_POST
@exige_role(Role.PERSONNE)
def mon_accord(request: HttpRequest) -> HttpResponse:
    """The person says that they agree with the plan, as it is now."""
    dossier = dossier_de_la_personne(request)
    plan = plan_de(dossier)
    if plan is None or not plan.objectifs.all():
        raise Http404
    services.convenir(
        dossier=dossier, convenu_le=aujourd_hui(), comment=MoyenConsentement.EN_LIGNE,
        par=compte(request),
    )  # fmt: skip
    messages.success(
        request, f"C’est noté : vous êtes d’accord. {dossier.referent.prenom} le voit."
    )
    return redirect("freins:mon_plan")


@require_POST
@exige_role(Role.PERSONNE)
def mes_rappels(request: HttpRequest) -> HttpResponse:
    """The person asks for reminders by e-mail, or stops them."""
    dossier = dossier_de_la_personne(request)
    if request.POST.get("geste") == "arreter":
        refuser_rappels(dossier=dossier, par=compte(request))
        messages.success(request, "C’est noté : plus de rappels par e-mail.")
    elif not dossier.personne.email:
        messages.error(
            request, "Il manque votre adresse e-mail : l’ajouter dans « Mes informations »."
        )
    else:
        accepter_rappels(dossier=dossier, par=compte(request), moyen=MoyenConsentement.EN_LIGNE)
        messages.success(request, "C’est noté : vous recevrez un e-mail quand une date arrive.")
    return redirect("freins:mon_plan")
