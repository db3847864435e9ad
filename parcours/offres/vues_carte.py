"""The map of the place being typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from parcours.comptes.models import Role
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.offres import carte
from parcours.offres.forms import FormulaireLieu


@require_GET
@exige_role(*ACCOMPAGNEMENT, Role.EMPLOYEUR)
def carte_du_lieu(request: HttpRequest) -> HttpResponse:
    """A fragment: the commune typed, with its point if there is one; nothing is kept."""
    contexte = {"carte": carte.du_formulaire(FormulaireLieu(request.GET)), "a_placer": True}
    return render(request, "offres/_carte.html", contexte)
