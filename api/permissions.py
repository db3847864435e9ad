"""Who enters an address of the API: the role first, then the scope of the token.

What an object allows is decided by the same predicates as the pages, in the views.
"""

from typing import Any

from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request

from parcours.comptes.models import JetonApi


class RoleEtPortee(IsAuthenticated):
    """Reads `roles` and `portee` of the view: « dossiers » asks dossiers.lire or dossiers.ecrire."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not super().has_permission(request, view):
            return False
        role = getattr(request.user, "role", "")
        if view.roles is not None and role not in view.roles:
            raise PermissionDenied("Votre rôle n’ouvre pas cette adresse.")
        exigee = portee_exigee(view, request.method or "GET")
        if isinstance(request.auth, JetonApi) and exigee not in request.auth.portees:
            raise PermissionDenied(
                f"Ce jeton n’a pas la portée « {exigee} » : en créer un qui la porte."
            )
        return True


def portee_exigee(view: Any, methode: str) -> str:
    """Return the scope asked; one without a dot asks `.lire` or `.ecrire` by the method."""
    portee: str = view.portee
    if "." in portee or portee == "referentiels":
        return portee
    return f"{portee}.{'lire' if methode in (*SAFE_METHODS, '') else 'ecrire'}"


def a_la_portee(request: Any, portee: str) -> bool:
    """True for a session (the pages decide), and for a token that carries the scope."""
    jeton = getattr(request, "auth", None)
    return not isinstance(jeton, JetonApi) or portee in jeton.portees
