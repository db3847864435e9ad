"""Who calls: a token (`Authorization: Bearer …`), or the session of the pages."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from parcours.comptes import jetons
from parcours.comptes.models import JetonApi, Utilisateur


class AuthentificationJeton(BaseAuthentication):
    """`request.user` becomes the account of the token, `request.auth` the token."""

    def authenticate(self, request: Request) -> tuple[Utilisateur, JetonApi] | None:
        parties = get_authorization_header(request).split()
        if not parties or parties[0].lower() != b"bearer":
            return None
        jeton = jetons.trouver(parties[1].decode("ascii", "replace")) if len(parties) == 2 else None
        if jeton is None:
            raise AuthenticationFailed(
                "Ce jeton n’est pas valable : inconnu, expiré ou révoqué. En créer un autre sur la "
                "page « Accès API »."
            )
        return jeton.utilisateur, jeton

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Parcours"'


class DescriptionJeton(OpenApiAuthenticationExtension):
    """The same, for the OpenAPI description."""

    target_class = AuthentificationJeton
    name = "jeton"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "Jeton créé sur la page « Accès API » ; il n’est montré qu’une fois.",
        }
