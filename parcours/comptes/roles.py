"""Who may enter a page: roles first (403), then the object's own predicate (404)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from parcours.comptes.models import Role, Structure, Utilisateur

ACCOMPAGNEMENT = (Role.CONSEILLER, Role.RESPONSABLE)

Vue = Callable[..., HttpResponse]


def exige_role(*roles: Role) -> Callable[[Vue], Vue]:
    """Let only these roles into a view; anyone else logged in gets 403."""

    def decorer(vue: Vue) -> Vue:
        @wraps(vue)
        def gardee(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if getattr(request.user, "role", None) not in roles:
                raise PermissionDenied
            return vue(request, *args, **kwargs)

        gardee.roles_admis = roles  # type: ignore[attr-defined]
        return gardee

    return decorer


def structures_de(utilisateur: Utilisateur) -> list[int]:
    """Return the ids of the structures where this person works today (cached per request)."""
    if not hasattr(utilisateur, "_structures"):
        ouvertes = utilisateur.appartenances.filter(au=None)
        utilisateur._structures = list(ouvertes.values_list("structure_id", flat=True))  # type: ignore[attr-defined]
    return utilisateur._structures  # type: ignore[attr-defined]


def structure_principale(utilisateur: Utilisateur) -> Structure | None:
    """Return the structure new records of this person belong to, or None."""
    ouvertes = utilisateur.appartenances.filter(au=None).order_by("du", "pk")
    premiere = ouvertes.select_related("structure").first()
    return premiere.structure if premiere else None
