"""The OpenAPI description: what every operation may also answer, and the headers it takes."""

from typing import Any, Final

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_basic_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from api import erreurs, rejeu
from api.erreurs import ProblemeSerializer

VERBES: Final = {
    "GET": "lire", "POST": "creer", "PATCH": "modifier", "PUT": "remplacer", "DELETE": "retirer",
}  # fmt: skip
TOUJOURS: Final = (400, 401, 403, 404, 406, 429)
PAR_METHODE: Final = {
    "GET": (),
    "POST": (409, 413, 415, 422),
    "PATCH": (409, 412, 413, 415, 422, 428),
    "PUT": (409, 412, 413, 415, 422, 428),
    "DELETE": (409, 412, 428),
}
_CLE: Final = OpenApiParameter(
    rejeu.ENTETE, str, OpenApiParameter.HEADER, required=True,
    description="Une suite neuve par demande (un UUID). La même demande renvoyée avec la même clé "
    "reçoit la même réponse et ne crée rien.",
)  # fmt: skip
_VERSION: Final = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True,
    description="L’ETag reçu à la dernière lecture, par exemple \"3\".",
)  # fmt: skip
_ENTETES_SORTIE: Final = {
    "ETag": "La version de l’objet, à reprendre dans If-Match.",
}


class Description(AutoSchema):
    """One operation, with the refusals of the house."""

    def get_operation_id(self) -> str:
        morceaux = self.path.removeprefix("/api/v1/").strip("/").split("/")
        return "_".join([VERBES[self.method], *(m.strip("{}").replace("-", "_") for m in morceaux)])

    def get_tags(self) -> list[str]:
        morceaux = self.path.removeprefix("/api/v1/").strip("/").split("/")
        return [morceaux[0]]

    def get_description(self) -> str:  # type: ignore[override]
        """The docstrings speak to developers; the summary says it in French."""
        portee = getattr(self.view, "portee", "")
        if not portee:
            return ""
        from api.permissions import portee_exigee

        return f"Portée du jeton : `{portee_exigee(self.view, self.method)}`."

    def get_override_parameters(self) -> list[Any]:
        parametres = list(super().get_override_parameters())
        if self.method == "POST":
            parametres.append(_CLE)
        if self.method in ("PATCH", "PUT", "DELETE"):
            parametres.append(_VERSION)
        return parametres

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        reponses = super()._get_response_bodies(direction)
        if self.method == "GET" and getattr(self._gerant(), "est_fiche", False):
            reponses["304"] = {"description": "Rien n’a changé depuis cette version."}
        for statut, reponse in reponses.items():
            if statut in ("200", "201") and getattr(self._gerant(), "est_versionnee", False):
                reponse["headers"] = {
                    nom: {"schema": build_basic_type(OpenApiTypes.STR), "description": phrase}
                    for nom, phrase in _ENTETES_SORTIE.items()
                }
        composant = self.resolve_serializer(ProblemeSerializer, "response")
        for code in (*TOUJOURS, *PAR_METHODE.get(self.method, ()), *self._version_dans_le_corps()):
            reponses[str(code)] = {
                "description": erreurs.PROBLEMES[code][0],
                "content": {erreurs.TYPE_MIME: {"schema": composant.ref}},
            }
        return dict(sorted(reponses.items()))

    def _version_dans_le_corps(self) -> tuple[int, ...]:
        """A POST whose body carries a version may find it out of date."""
        demande = self.get_request_serializer() if self.method == "POST" else None
        corps = demande() if isinstance(demande, type) else demande
        return (412,) if "version" in getattr(corps, "fields", {}) else ()

    def _gerant(self) -> Any:
        return getattr(type(self.view), self.method.lower(), None)


def champs_au_choix(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Where `?champs=` chooses the fields, none of them is promised (drf-spectacular hook)."""
    composants = result.get("components", {}).get("schemas", {})
    for methodes in result["paths"].values():
        lecture = methodes.get("get", {})
        if any(p["name"] == "champs" for p in lecture.get("parameters", [])):
            contenu = lecture["responses"]["200"]["content"]["application/json"]
            _ne_rien_promettre(contenu["schema"], composants)
    return result


def _ne_rien_promettre(schema: dict[str, Any], composants: dict[str, Any]) -> None:
    vise = composants.get(schema.get("$ref", "").rsplit("/", 1)[-1], {})
    page = vise.get("properties", {}).get("resultats")
    if page is not None:
        vise = composants.get(page["items"].get("$ref", "").rsplit("/", 1)[-1], {})
    vise.pop("required", None)
