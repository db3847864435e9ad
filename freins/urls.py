"""URLs of freins."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from parcours.comptes.models import Role
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role


@exige_role(*ACCOMPAGNEMENT)
def a_venir(request: HttpRequest, pk: int) -> HttpResponse:
    raise Http404


@exige_role(Role.PERSONNE)
def a_venir_personne(request: HttpRequest) -> HttpResponse:
    raise Http404


app_name = "freins"
urlpatterns = [
    path("dossiers/<int:pk>/freins/", a_venir, name="onglet"),
    path("dossiers/<int:pk>/freins/diagnostic/", a_venir, name="diagnostic"),
    path("dossiers/<int:pk>/plan/", a_venir, name="plan"),
    path("mon-plan/", a_venir_personne, name="mon_plan"),
]
