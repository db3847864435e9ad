"""Aggregated figures: counts without a name, small ones hidden as on the dashboard."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from api.vues import Vue, liste
from parcours.comptes.models import Role
from parcours.pilotage.tableau import activite


class IndicateurSerializer(serializers.Serializer):
    """One count over twelve months; null when it is too small to be published."""

    groupe = serializers.CharField()
    libelle = serializers.CharField()
    nombre = serializers.IntegerField(allow_null=True)


class Indicateurs(Vue):
    """The figures of the dashboard."""

    roles = (Role.PILOTAGE,)
    portee = "indicateurs.lire"

    @liste(IndicateurSerializer, resume="Chiffres agrégés sur douze mois")
    def get(self, request: Request, criteres: dict[str, Any]) -> list[Any]:
        return [
            {"groupe": groupe, "libelle": libelle, "nombre": nombre}
            for groupe, lignes in activite()
            for libelle, nombre in lignes
        ]
