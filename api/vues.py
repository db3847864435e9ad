"""What every address of the API does the same way, as decorators of its methods.

`liste`, `fiche`, `creation` and `modification` describe the operation (OpenAPI) and do what the
house promises: parameters checked, fields chosen, cursor, ETag, If-Match, Idempotency-Key. A view
is then what it is on a page: predicate, form, service.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import rejeu
from api.erreurs import Illisible, ParametreRefuse, VersionManquante
from api.pages import LIGNES_MAX, PageSerializer, tranche
from api.permissions import RoleEtPortee
from api.tableur import RenduCSV
from parcours.comptes.models import Role, Utilisateur
from parcours.comptes.roles import ACCOMPAGNEMENT
from parcours.socle import journal
from parcours.socle.models import ActionJournal, Versionnee
from parcours.socle.versions import VersionDepassee, version_actuelle

Serialiseur = type[serializers.Serializer]
F = TypeVar("F", bound=Callable[..., Any])
# What the caller sent beside the body, never a filter of ours.
GENERAUX = frozenset({"curseur", "taille", "champs", "format"})


class Negociation(DefaultContentNegotiation):
    """An unknown `?format=` is a wrong parameter, not a missing address."""

    def filter_renderers(self, renderers: Any, format: str) -> list[BaseRenderer]:
        if trouves := [r for r in renderers if r.format == format]:
            return trouves
        admis = ", ".join(str(r.format) for r in renderers)
        raise ParametreRefuse({"format": [f"Format inconnu ; cette adresse connaît : {admis}."]})


class Vue(APIView):
    """An address: `roles` who may enter (None: anyone logged in), `portee` what a token needs."""

    permission_classes = [RoleEtPortee]
    roles: tuple[Role, ...] | None = ACCOMPAGNEMENT
    portee: str = "referentiels"
    #: Names people: as a file, only the responsable takes it out, and it is logged.
    est_nominative = False
    content_negotiation_class = Negociation

    def get_renderers(self) -> list[BaseRenderer]:
        methode = getattr(getattr(self, "request", None), "method", "") or ""
        gerant = getattr(type(self), methode.lower(), None)
        if getattr(gerant, "est_liste", False):
            return [JSONRenderer(), RenduCSV()]
        return [JSONRenderer()]

    @property
    def appelant(self) -> Utilisateur:
        """The account that calls."""
        return cast(Utilisateur, self.request.user)

    def garder(self, objet: Any) -> Any:
        """Hold the record of this write; VersionDepassee when it is no longer the one read."""
        assert isinstance(objet, Versionnee)
        actuelle = version_actuelle(objet)
        if actuelle != self.version_lue:
            raise VersionDepassee(actuelle)
        self.est_gardee = True
        return objet

    version_lue: int
    est_gardee = False


# --- The four kinds of operation -----------------------------------------------------------------
def liste(
    reponse: Serialiseur, *, resume: str, filtres: Serialiseur | None = None, **schema: Any
) -> Callable[[F], F]:
    """The method returns a queryset (paged) or a list (whole); `filtres` checks the parameters.

    It is called with `criteres`, the filters asked.
    """

    def decorer(methode: F) -> F:
        @extend_schema(
            summary=resume,
            parameters=[PageSerializer, *([filtres] if filtres else [])],
            responses={200: page_de(reponse)},
            **schema,
        )
        @wraps(methode)
        def gerant(vue: Vue, request: Request, **cles: Any) -> Response:
            criteres = lire_parametres(request, filtres, PageSerializer)
            lignes = methode(vue, request, criteres=criteres, **cles)
            return _repondre_liste(vue, request, reponse, lignes, criteres)

        gerant.est_liste = True  # type: ignore[attr-defined]
        return gerant  # type: ignore[return-value]

    return decorer


def fiche(
    reponse: Serialiseur, *, resume: str, filtres: Serialiseur | None = None, **schema: Any
) -> Callable[[F], F]:
    """The method returns one object; versioned, its ETag is sent and If-None-Match answered."""

    def decorer(methode: F) -> F:
        @extend_schema(
            summary=resume,
            parameters=[ChampsSerializer, *([filtres] if filtres else [])],
            responses={200: reponse},
            **schema,
        )
        @wraps(methode)
        def gerant(vue: Vue, request: Request, **cles: Any) -> Response:
            criteres = lire_parametres(request, filtres, ChampsSerializer)
            extra = {"criteres": criteres} if filtres else {}
            objet = methode(vue, request, **cles, **extra)
            if _est_connu(request, objet):
                return Response(status=304, headers=_etag(objet))
            return _repondre(vue, reponse, objet, champs=criteres.get("champs", ""))

        gerant.est_fiche = True  # type: ignore[attr-defined]
        return gerant  # type: ignore[return-value]

    return decorer


def creation(
    demande: Serialiseur | None, reponse: Serialiseur, *, resume: str, statut: int = 201,
    **schema: Any,
) -> Callable[[F], F]:  # fmt: skip
    """The method receives the checked body (`donnees`) and returns the object made.

    Sent again with its Idempotency-Key, it is not called again.
    """

    def decorer(methode: F) -> F:
        @extend_schema(summary=resume, request=demande, responses={statut: reponse}, **schema)
        @wraps(methode)
        def gerant(vue: Vue, request: Request, **cles: Any) -> Response:
            lire_parametres(request, None, None)

            def faire() -> Response:
                donnees = lire_corps(request, demande)
                objet = methode(vue, request, donnees=donnees, **cles)
                return _repondre(vue, reponse, _rafraichir(objet), statut=statut)

            return rejeu.une_fois(request, faire)

        return gerant  # type: ignore[return-value]

    return decorer


def modification(
    demande: Serialiseur, reponse: Serialiseur, *, resume: str, **schema: Any
) -> Callable[[F], F]:
    """The method receives `donnees`, calls `vue.garder(objet)` and returns the object changed."""

    def decorer(methode: F) -> F:
        @extend_schema(summary=resume, request=demande, responses={200: reponse}, **schema)
        @wraps(methode)
        def gerant(vue: Vue, request: Request, **cles: Any) -> Response:
            lire_parametres(request, None, None)
            vue.version_lue = lire_version(request)
            donnees = lire_corps(request, demande)
            with transaction.atomic():
                objet = methode(vue, request, donnees=donnees, **cles)
                assert vue.est_gardee, "a write of the API holds the record it changes"
            return _repondre(vue, reponse, _rafraichir(objet))

        return gerant  # type: ignore[return-value]

    return decorer


def retrait(*, resume: str, **schema: Any) -> Callable[[F], F]:
    """The method holds the record, removes it, and returns nothing (204)."""

    def decorer(methode: F) -> F:
        @extend_schema(summary=resume, responses={204: None}, **schema)
        @wraps(methode)
        def gerant(vue: Vue, request: Request, **cles: Any) -> Response:
            lire_parametres(request, None, None)
            vue.version_lue = lire_version(request)
            with transaction.atomic():
                methode(vue, request, **cles)
                assert vue.est_gardee, "a write of the API holds the record it changes"
            return Response(status=204)

        return gerant  # type: ignore[return-value]

    return decorer


# --- Reading what was sent -----------------------------------------------------------------------
class ChampsSerializer(serializers.Serializer):
    """The one parameter a single object takes."""

    champs = serializers.CharField(
        required=False, max_length=500,
        help_text="Champs à rendre, séparés par des virgules ; absent : tous.",
    )  # fmt: skip


def lire_parametres(request: Request, *serialiseurs: Serialiseur | None) -> dict[str, Any]:
    """Return the checked parameters; ParametreRefuse names the wrong or unknown one."""
    lus: dict[str, Any] = {}
    connus: set[str] = set()
    for serialiseur in filter(None, serialiseurs):
        demande = serialiseur(data=request.query_params)
        if not demande.is_valid():
            raise ParametreRefuse(demande.errors)
        lus |= demande.validated_data
        connus |= set(demande.fields)
    if inconnus := sorted(set(request.query_params) - connus):
        admis = ", ".join(sorted(connus)) or "aucun"
        raise ParametreRefuse(
            {nom: [f"Paramètre inconnu ; cette adresse connaît : {admis}."] for nom in inconnus}
        )
    return lus


def lire_corps(request: Request, demande: Serialiseur | None) -> dict[str, Any]:
    """Return the checked body; a field nobody knows is refused rather than lost."""
    if demande is None:
        return {}
    lue = demande(data=request.data, context={"request": request})
    lue.is_valid(raise_exception=True)
    if isinstance(request.data, dict) and isinstance(lue, serializers.Serializer):
        inconnus = sorted(set(map(str, request.data)) - set(lue.fields))
        if inconnus:
            raise serializers.ValidationError(
                {nom: ["Champ inconnu : il serait perdu."] for nom in inconnus}, code="inconnu"
            )
    return lue.validated_data


def lire_version(request: Request) -> int:
    """Return the version of If-Match; VersionManquante without one, Illisible when unreadable."""
    brut = request.headers.get("If-Match", "").strip()
    if not brut:
        raise VersionManquante
    nu = brut.removeprefix("W/").strip('"')
    if not nu.isdecimal() or len(nu) > 9:
        raise Illisible('If-Match doit reprendre l’ETag tel qu’il a été lu, par exemple "3".')
    return int(nu)


# --- Answering -----------------------------------------------------------------------------------
def _repondre(
    vue: Vue, serialiseur: Serialiseur, objet: Any, *, statut: int = 200, champs: str = ""
) -> Response:
    rendu = serialiseur(objet, context={"request": vue.request, "vue": vue})
    choisir_champs(rendu, champs)
    entetes = _etag(objet)
    lieu = getattr(serialiseur, "adresse", None)
    if statut in (201, 202) and lieu is not None:
        entetes["Location"] = vue.request.build_absolute_uri(lieu(objet))
    return Response(rendu.data, status=statut, headers=entetes)


def _repondre_liste(
    vue: Vue, request: Request, serialiseur: Serialiseur, lignes: Any, criteres: dict[str, Any]
) -> Response:
    est_tableur = getattr(request, "accepted_renderer", None) is not None and (
        request.accepted_renderer.format == "csv"
    )
    if est_tableur and vue.est_nominative:
        _noter_export(vue, serialiseur)
    suivant = None
    if hasattr(lignes, "order_by"):
        taille = LIGNES_MAX if est_tableur else criteres["taille"]
        lignes, suivant = tranche(
            lignes, request, curseur=criteres.get("curseur", ""), taille=taille
        )
    rendu: Any = serialiseur(lignes, many=True, context={"request": request, "vue": vue})
    choisir_champs(rendu.child, criteres.get("champs", ""))
    reponse = Response({"resultats": rendu.data, "suivant": suivant})
    if est_tableur:
        reponse["Content-Disposition"] = 'attachment; filename="parcours.csv"'
    return reponse


def _noter_export(vue: Vue, serialiseur: Serialiseur) -> None:
    if vue.appelant.role != Role.RESPONSABLE:
        raise PermissionDenied("Seule la ou le responsable sort une liste de personnes en fichier.")
    objet = serialiseur.__name__.removesuffix("Serializer").lower()
    journal.noter(acteur=vue.appelant, action=ActionJournal.EXPORT, objet=objet, objet_id="csv")


def choisir_champs(rendu: Any, champs: str) -> None:
    """Keep only the fields named; ParametreRefuse for one that does not exist."""
    voulus = [c.strip() for c in champs.split(",") if c.strip()]
    if not voulus:
        return
    if inconnus := [c for c in voulus if c not in rendu.fields]:
        admis = ", ".join(rendu.fields)
        raise ParametreRefuse(
            {"champs": [f"« {inconnus[0]} » n’est pas un champ ; les champs sont : {admis}."]}
        )
    for nom in list(rendu.fields):
        if nom not in voulus:
            del rendu.fields[nom]


def _etag(objet: Any) -> dict[str, str]:
    return {"ETag": f'"{objet.version}"'} if isinstance(objet, Versionnee) else {}


def _rafraichir(objet: Any) -> Any:
    """After a write: the version the services left, which the object in hand may not know."""
    if isinstance(objet, Versionnee):
        rang = type(objet)._base_manager.filter(pk=objet.pk)
        objet.version = rang.values_list("version", flat=True).get()
    return objet


def _est_connu(request: Request, objet: Any) -> bool:
    deja = request.headers.get("If-None-Match", "")
    return bool(deja) and deja == _etag(objet).get("ETag")


_PAGES: dict[Serialiseur, Serialiseur] = {}


def page_de(serialiseur: Serialiseur) -> Serialiseur:
    """The shape of one page of these."""
    if serialiseur not in _PAGES:
        nom = f"Page{serialiseur.__name__.removesuffix('Serializer')}Serializer"
        _PAGES[serialiseur] = type(
            nom,
            (serializers.Serializer,),
            {
                "__doc__": "Une page de résultats.",
                "resultats": serialiseur(many=True),
                "suivant": serializers.URLField(
                    allow_null=True, help_text="Adresse de la page suivante, ou null."
                ),
            },
        )
    return _PAGES[serialiseur]
