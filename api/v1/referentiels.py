"""Referentials by API: the same search as the pickers of the forms."""

from abc import abstractmethod
from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.v1.erreurs import ErreurSerializer
from parcours.referentiels import recherche

LIMITE_MAX = 50
FAUTES = {
    400: OpenApiResponse(ErreurSerializer, "Un paramètre est illisible ; le détail dit lequel."),
    403: OpenApiResponse(ErreurSerializer, "Personne n’est connecté."),
}


class DemandeSerializer(serializers.Serializer):
    """What is asked: a text as people type it, and how many answers at most."""

    q = serializers.CharField(max_length=100, help_text="Texte tel qu’on le tape, ou code.")
    limite = serializers.IntegerField(min_value=1, max_value=LIMITE_MAX, default=10)


class MetierSerializer(serializers.Serializer):
    """One métier of the ROME."""

    code = serializers.CharField(help_text="Code ROME, par exemple K2204.")
    libelle = serializers.CharField()


class CommuneSerializer(serializers.Serializer):
    """One commune with its centre, when it is known."""

    code = serializers.CharField(help_text="Code INSEE.")
    nom = serializers.CharField()
    code_departement = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)


class RechercheView(APIView):
    """A search of a referential: GET only, nothing is written."""

    reponse: type[serializers.Serializer]

    @abstractmethod
    def chercher(self, texte: str, limite: int) -> list[Any]:
        """Return what matches, best first."""

    def get(self, request: Request) -> Response:
        demande = DemandeSerializer(data=request.query_params)
        demande.is_valid(raise_exception=True)
        trouves = self.chercher(demande.validated_data["q"], demande.validated_data["limite"])
        return Response(self.reponse(trouves, many=True).data)


@extend_schema_view(
    get=extend_schema(
        summary="Métiers pour un texte (noms de tous les jours, appellations, fautes de frappe)",
        parameters=[DemandeSerializer],
        responses={200: MetierSerializer(many=True), **FAUTES},
    )
)
class MetiersView(RechercheView):
    """Métiers, everyday names first."""

    reponse = MetierSerializer

    def chercher(self, texte: str, limite: int) -> list[Any]:
        return recherche.metiers(texte, limite)


@extend_schema_view(
    get=extend_schema(
        summary="Communes par nom, code postal ou code INSEE, les plus peuplées d’abord",
        parameters=[DemandeSerializer],
        responses={200: CommuneSerializer(many=True), **FAUTES},
    )
)
class CommunesView(RechercheView):
    """Communes, most populated first."""

    reponse = CommuneSerializer

    def chercher(self, texte: str, limite: int) -> list[Any]:
        return recherche.communes(texte, limite)
