"""The door: each role arrives on its own first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from parcours.comptes.models import Role
from parcours.dossiers.acces import compte

PREMIERE_PAGE = {
    Role.CONSEILLER: "pilotage:journee",
    Role.RESPONSABLE: "pilotage:journee",
    Role.EMPLOYEUR: "orientations:reponses",
    Role.PERSONNE: "matching:mes_pistes",
    Role.FACILITATRICE: "orientations:clauses",
    Role.PILOTAGE: "pilotage:tableau",
    Role.ADMINISTRATION: "pilotage:exploitation",
}


def accueil(request: HttpRequest) -> HttpResponse:
    """Send someone logged in to the first page of their role."""
    return redirect(PREMIERE_PAGE[Role(compte(request).role)])
