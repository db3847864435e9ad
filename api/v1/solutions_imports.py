"""data·inclusion as it is published: structures and services sent together, applied by a task."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from api import formes, rejeu
from api.analyseurs import JSONStrict
from api.vues import Vue, creation, fiche, liste
from parcours.solutions import services_imports
from parcours.solutions.forms.imports import FormulaireImport
from parcours.solutions.models import ImportSolutions

SOURCES = ("structures", "services")


class ImportSolutionsSerializer(serializers.ModelSerializer):
    """One import and its report, which adds up for structures and for services."""

    fichiers = serializers.ListField(child=serializers.CharField())
    rapport = serializers.DictField()
    rejets = serializers.ListField(child=serializers.DictField())

    class Meta:
        model = ImportSolutions
        fields = ("id", "fichiers", "source", "est_complet", "etat", "total", "curseur",
                  "cree_le", "termine_le", "raison_refus", "rapport", "rejets")  # fmt: skip

    @staticmethod
    def adresse(suivi: ImportSolutions) -> str:
        return reverse("api:solutions_import", args=[suivi.pk])


class NouvelImportSolutions(serializers.Serializer):
    """In the body (JSON), or as files (multipart): what the source gives, untouched."""

    structures = serializers.JSONField(
        required=False, help_text="Liste de structures data·inclusion v1 (JSON : 2,5 Mo en tout)."
    )
    services = serializers.JSONField(
        required=False, help_text="Liste de services data·inclusion v1."
    )
    fichier_structures = serializers.FileField(
        required=False, help_text="À la place : JSON ou Parquet, .gz accepté."
    )
    fichier_services = serializers.FileField(
        required=False, help_text="Services (JSON, Parquet), ou formations LHEO (XML)."
    )
    est_complet = serializers.BooleanField(
        required=False, help_text="Vrai : ce qui manque de ces sources n’est plus proposé."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not (set(attrs) - {"est_complet"}):
            raise serializers.ValidationError(
                {"services": ["Donner des structures, des services, ou leurs fichiers."]}
            )
        return attrs


class Imports(Vue):
    """Imports of services: asked for here, done in the background."""

    portee = "solutions"
    parser_classes = [JSONStrict, MultiPartParser]

    @liste(ImportSolutionsSerializer, resume="Imports de solutions")
    def get(self, request: Request, criteres: dict[str, Any]) -> Any:
        return ImportSolutions.objects.all()

    @creation(
        NouvelImportSolutions, ImportSolutionsSerializer, statut=202,
        resume="Importer des structures et des services data·inclusion, ou des formations LHEO",
    )  # fmt: skip
    def post(self, request: Request, donnees: dict[str, Any]) -> ImportSolutions:
        fichiers = _fichiers(donnees)
        jeton = rejeu.jeton_de_saisie(request)
        est_complet = donnees.get("est_complet", False)
        saisie = {"est_complet": est_complet, "jeton": jeton}
        form = FormulaireImport(saisie, {"fichiers": fichiers})
        formes.valider(form)
        return services_imports.demander_import(
            par=self.appelant, fichiers=fichiers, est_complet=est_complet, jeton=jeton
        )


class UnImport(Vue):
    """One import: how far, and its report."""

    portee = "solutions"

    @fiche(ImportSolutionsSerializer, resume="Un import de solutions et son bilan")
    def get(self, request: Request, pk: int) -> ImportSolutions:
        return get_object_or_404(ImportSolutions, pk=pk)


def _fichiers(donnees: dict[str, Any]) -> list[UploadedFile]:
    """Every file, structures first: a service needs its structure."""
    fichiers: list[UploadedFile] = []
    for nom in SOURCES:
        if joint := donnees.get(f"fichier_{nom}"):
            fichiers.append(joint)
        if nom in donnees:
            contenu = json.dumps(donnees[nom], ensure_ascii=False).encode()
            fichiers.append(SimpleUploadedFile(f"{nom}.json", contenu))
    return fichiers
