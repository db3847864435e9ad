"""Refusals as RFC 9457 problems, in French: what, which field, and how to mend it."""

import logging
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied as RefusDjango
from django.db import DataError
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions, serializers, status
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import set_rollback

from freins.etats import GesteImpossible
from freins.regles.mesures import MesureInvalide
from matching.services.gestes import OuvertureIndisponible
from parcours.offres.etats import TransitionRefusee
from parcours.orientations import erreurs as orientations
from parcours.socle.fichiers import FichierRefuse
from parcours.socle.versions import VersionDepassee

log = logging.getLogger(__name__)
TYPE_MIME: Final = "application/problem+json"

# code → (title, what to do)
PROBLEMES: Final = {
    400: ("Demande illisible", "Corriger ce que « erreurs » ou « detail » nomme, puis renvoyer."),
    401: ("Identification nécessaire", "Envoyer « Authorization: Bearer VOTRE_JETON »."),
    403: ("Accès refusé", "Demander un jeton qui porte cette portée, ou passer par la page."),
    404: ("Introuvable", "Vérifier l’adresse : l’objet n’existe pas, ou il ne vous est pas ouvert."),
    405: ("Méthode non permise", "Voir dans /api/v1/schema ce que cette adresse permet."),
    406: ("Format non proposé", "Demander application/json, ou text/csv pour les listes."),
    409: ("L’état ne le permet pas", "Relire l’objet : il a changé, ou le geste n’est pas possible."),
    412: ("Version dépassée", "Relire l’objet, reporter le changement, renvoyer avec son ETag."),
    413: ("Trop grand", "Découper l’envoi, ou joindre le fichier en multipart/form-data."),
    415: ("Type de contenu non accepté", "Envoyer du JSON avec « Content-Type: application/json »."),
    422: ("Contenu refusé", "Corriger les champs nommés dans « erreurs », puis renvoyer."),
    428: ("Version nécessaire", "Lire l’objet, puis renvoyer avec « If-Match » et son ETag."),
    429: ("Trop de demandes", "Attendre le nombre de secondes de l’en-tête « Retry-After »."),
    500: ("Erreur du serveur", "Réessayer plus tard avec la même clé Idempotency-Key."),
}  # fmt: skip
_REMEDES: Final = {
    "required": "Ajouter ce champ.",
    "blank": "Écrire une valeur, ou retirer ce champ.",
    "null": "Donner une valeur, ou retirer ce champ.",
    "invalid_choice": "Prendre une des valeurs que la description OpenAPI énumère.",
    "max_length": "Raccourcir.",
    "max_value": "Prendre un nombre plus petit.",
    "min_value": "Prendre un nombre plus grand.",
    "not_a_list": "Envoyer une liste, entre crochets.",
    "does_not_exist": "Prendre l’identifiant d’un objet qui existe.",
    "inconnu": "Retirer ce champ : cette adresse ne le connaît pas.",
}  # fmt: skip
_PAR_DEFAUT: Final = "Corriger cette valeur selon la description OpenAPI."


class ErreurChampSerializer(serializers.Serializer):
    """One field and what to do about it."""

    champ = serializers.CharField(help_text="Chemin du champ, par exemple « langues.0.code ».")
    message = serializers.CharField()
    remede = serializers.CharField()


class ProblemeSerializer(serializers.Serializer):
    """A refusal (RFC 9457). Nothing was changed."""

    type = serializers.CharField(help_text="Adresse qui nomme le genre de refus.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    remede = serializers.CharField()
    instance = serializers.CharField()
    erreurs = ErreurChampSerializer(many=True, required=False)
    version_actuelle = serializers.IntegerField(required=False)


class Illisible(exceptions.APIException):
    """The request itself: a header, a parameter, broken JSON."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "illisible"


class ParametreRefuse(serializers.ValidationError):
    """A parameter of the address; 400, where the fields of a body are 422."""


class VersionManquante(exceptions.APIException):
    """A write without the version it was read at."""

    status_code = 428
    default_detail = (
        "Cette écriture demande l’en-tête If-Match, avec l’ETag de la dernière lecture."
    )


class TropGrand(exceptions.APIException):
    """More than the address takes."""

    status_code = 413


class CleReprise(exceptions.APIException):
    """The same key with another content."""

    status_code = 422
    default_detail = (
        "Cette clé Idempotency-Key a déjà servi avec un autre contenu : prendre une clé neuve."
    )


class Conflit(exceptions.APIException):
    """Not possible in the present state."""

    status_code = 409


# Business refusals → status. Their text is already a French sentence.
_METIER: Final[tuple[tuple[type[Exception], int], ...]] = (
    (orientations.MotifRefuse, 422),
    (orientations.TexteRefuse, 422),
    (orientations.AccordManquant, 422),
    (orientations.OrientationImpossible, 409),
    (GesteImpossible, 409),
    (TransitionRefusee, 409),
    (OuvertureIndisponible, 409),
    (MesureInvalide, 422),
    (FichierRefuse, 422),
)


def en_probleme(erreur: Exception, contexte: dict[str, Any]) -> Response | None:
    """Turn an exception into a problem; None lets an unknown one become a 500."""
    reponse = _probleme(erreur, contexte)
    if reponse is not None:
        set_rollback()
        # A refusal is never a table, whatever was asked for.
        contexte["request"].accepted_renderer = JSONRenderer()
        contexte["request"].accepted_media_type = "application/json"
        reponse.content_type = TYPE_MIME
    return reponse


def _probleme(erreur: Exception, contexte: dict[str, Any]) -> Response | None:
    chemin = contexte["request"].path
    if isinstance(erreur, Http404):
        erreur = exceptions.NotFound("Rien ne vous est ouvert à cette adresse.")
    if isinstance(erreur, RefusDjango):
        erreur = exceptions.PermissionDenied(str(erreur) or "Votre compte ne permet pas ce geste.")
    if isinstance(erreur, VersionDepassee):
        corps = corps_de(412, f"{erreur} Elle en est à la version {erreur.actuelle}.", chemin)
        return Response(corps | {"version_actuelle": erreur.actuelle}, status=412)
    if isinstance(erreur, DataError):  # a value the database itself refuses
        erreur = Illisible("Une valeur est hors de ce que la base peut garder.")
    for genre, code in _METIER:
        if isinstance(erreur, genre):
            return Response(corps_de(code, str(erreur), chemin), status=code)
    if not isinstance(erreur, exceptions.APIException):
        return None
    return _de_drf(erreur, chemin)


def _de_drf(erreur: exceptions.APIException, chemin: str) -> Response:
    code, erreurs = erreur.status_code, []
    if isinstance(erreur, exceptions.ValidationError):
        code = 400 if isinstance(erreur, ParametreRefuse) else 422
        erreurs = list(_champs(erreur.detail))
        detail = erreurs[0]["message"] if len(erreurs) == 1 else f"{len(erreurs)} champs à revoir."
    else:
        detail = str(erreur.detail)
    corps = corps_de(code, detail, chemin)
    if erreurs:
        corps["erreurs"] = erreurs
    return Response(corps, status=code, headers=_entetes(erreur))


def _entetes(erreur: exceptions.APIException) -> dict[str, str]:
    entetes = {}
    if header := getattr(erreur, "auth_header", None):
        entetes["WWW-Authenticate"] = header
    if attente := getattr(erreur, "wait", None):
        entetes["Retry-After"] = str(int(attente) + 1)
    return entetes


def _champs(detail: Any, chemin: tuple[str, ...] = ()) -> Iterator[dict[str, str]]:
    """One line per message, with the path of its field."""
    if isinstance(detail, Mapping):
        for nom, contenu in detail.items():
            suite = () if nom in ("non_field_errors", "__all__") else (str(nom),)
            yield from _champs(contenu, chemin + suite)
    elif isinstance(detail, list | tuple):
        for rang, contenu in enumerate(detail):
            est_feuille = not isinstance(contenu, Mapping | list)
            yield from _champs(contenu, chemin if est_feuille else (*chemin, str(rang)))
    else:
        code = getattr(detail, "code", "")
        yield {
            "champ": ".".join(chemin),
            "message": str(detail),
            "remede": _REMEDES.get(code, _PAR_DEFAUT),
        }


def corps_de(code: int, detail: str, chemin: str) -> dict[str, Any]:
    """The members every problem has."""
    titre, remede = PROBLEMES.get(code, PROBLEMES[500])
    return {
        "type": f"/api/v1/erreurs#{code}",
        "title": titre,
        "status": code,
        "detail": detail,
        "remede": remede,
        "instance": chemin,
    }


def reponse_brute(request: HttpRequest, code: int, detail: str) -> JsonResponse:
    """The same for what never reaches a view: unknown address, server error, refused number."""
    corps = corps_de(code, detail, request.path)
    return JsonResponse(corps, status=code, content_type=TYPE_MIME)
