"""Openings: read by the team, typed, changed, and kept in step with a partner's own base."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from api import formes, rejeu
from api.analyseurs import JSONStrict
from api.vues import Vue, creation, fiche, liste, modification
from matching.moteur.vocabulaire import CONTRATS, NATURES
from parcours.offres import etats, natures, perms, services, services_imports
from parcours.offres.forms import FormulaireImport, FormulaireOuverture
from parcours.offres.importeurs.appliquer import CHOIX_FORMATS
from parcours.offres.importeurs.csv_parcours import COLONNES
from parcours.offres.models import (
    EtatOuverture,
    ExigenceOuverture,
    ImportOuvertures,
    Ouverture,
)
from parcours.offres.views import champs_avec_employeur
from parcours.socle.horloge import aujourd_hui

LOT_MAX = 200
CHAMPS = (*FormulaireOuverture.Meta.fields, "employeur_nom", "employeur_siret",
          "employeur_particulier", "permis", "permis_fermete", "niveau", "niveau_fermete",
          "experience", "experience_fermete", "francais", "francais_fermete", "conditions", *natures.CHAMPS,
          "confirmation_texte", "mettre_de_cote")  # fmt: skip


class ExigenceSerializer(serializers.ModelSerializer):
    """One requirement, how firm, and where it was read."""

    class Meta:
        model = ExigenceOuverture
        fields = ("critere", "code", "niveau", "libelle", "exigence", "provenance", "extrait")


class PrecisionsSerializer(serializers.Serializer):
    """What only an alternance, a training or an immersion says; what is not said is absent."""

    diplome_prepare = serializers.CharField(required=False)
    niveau_prepare = serializers.IntegerField(required=False)
    rythme = serializers.ChoiceField(choices=list(natures.RYTHMES.items()), required=False)
    fin_le = serializers.DateField(required=False)
    tuteur = serializers.CharField(required=False)
    objet_immersion = serializers.ChoiceField(choices=list(natures.OBJETS.items()), required=False)


class OuvertureSerializer(serializers.ModelSerializer):
    """One opening."""

    metier = serializers.CharField(source="metier_id", allow_null=True)
    commune = serializers.CharField(source="commune_id", allow_null=True)
    employeur = serializers.CharField(source="chez", allow_blank=True)
    mesures = serializers.ListField(child=serializers.CharField())
    heures_hebdo = serializers.FloatField(allow_null=True)
    salaire_min = serializers.FloatField(allow_null=True)
    salaire_max = serializers.FloatField(allow_null=True)
    gestes = serializers.SerializerMethodField()

    class Meta:
        model = Ouverture
        fields = ("id", "version", "nature", "etat", "source", "source_id", "intitule",
                  "employeur", "metier", "commune", "lieu", "est_teletravail", "contrat",
                  "heures_hebdo", "grille", "salaire_min", "salaire_max", "debut_le",
                  "duree_mois", "places", "publiee_le", "expire_le", "fermee_le",
                  "motif_fermeture", "mesures", "lien", "gestes")  # fmt: skip

    def get_gestes(self, ouverture: Ouverture) -> list[str]:
        return etats.possibles(ouverture.etat)

    @staticmethod
    def adresse(ouverture: Ouverture) -> str:
        return reverse("api:ouverture", args=[ouverture.pk])


class OuvertureEntiereSerializer(OuvertureSerializer):
    """The same with its text and its requirements."""

    exigences = serializers.SerializerMethodField()
    precisions = serializers.SerializerMethodField()

    class Meta(OuvertureSerializer.Meta):
        fields: Any = (*OuvertureSerializer.Meta.fields, "latitude", "longitude", "description",
                       "precisions", "exigences")  # fmt: skip

    @extend_schema_field(PrecisionsSerializer)
    def get_precisions(self, ouverture: Ouverture) -> Any:
        return natures.valeurs(ouverture.details)

    @extend_schema_field(ExigenceSerializer(many=True))
    def get_exigences(self, ouverture: Ouverture) -> Any:
        return ExigenceSerializer(ouverture.exigences.order_by("critere", "pk"), many=True).data


class FiltreOuvertures(serializers.Serializer):
    """Filters of the list."""

    q = serializers.CharField(required=False, max_length=100)
    etat = serializers.ChoiceField(
        choices=EtatOuverture.choices, required=False, help_text="Absent : publiées."
    )
    nature = serializers.ChoiceField(choices=list(NATURES.items()), required=False)
    contrat = serializers.ChoiceField(choices=list(CONTRATS.items()), required=False)
    metier = serializers.CharField(required=False, max_length=5)
    source = serializers.CharField(required=False, max_length=40)  # type: ignore[assignment]
    source_id = serializers.CharField(required=False, max_length=120)
    latitude = serializers.FloatField(min_value=-89, max_value=89, required=False)
    longitude = serializers.FloatField(min_value=-180, max_value=180, required=False)
    km = serializers.IntegerField(min_value=1, max_value=200, required=False, default=20)


NouvelleOuverture = formes.corps_de("NouvelleOuverture", FormulaireOuverture, CHAMPS)
ChangementOuverture = formes.corps_de(
    "ChangementOuverture", FormulaireOuverture, CHAMPS, partiel=True
)


class GesteOuverture(serializers.Serializer):
    """One transition of the table, from the version it was read at."""

    geste = serializers.ChoiceField(choices=tuple(etats.TRANSITIONS))
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    motif = serializers.CharField(
        required=False, max_length=300, min_length=10, help_text="Gardé au journal."
    )


class LigneLot(serializers.Serializer):
    """One opening of a partner, in the columns of the Parcours table; `identifiant` is theirs."""

    def get_fields(self) -> dict[str, serializers.Field]:
        return {
            nom: serializers.CharField(
                required=nom in ("identifiant", "intitule"), allow_blank=True, help_text=aide,
                max_length=50_000,
            )
            for nom, aide in COLONNES.items()
        }  # fmt: skip


class Lot(serializers.Serializer):
    """Openings to create or to bring up to date, recognised by source and identifier."""

    source = serializers.SlugField(  # type: ignore[assignment]
        max_length=40, help_text="Le nom du partenaire, toujours le même."
    )
    ouvertures = LigneLot(many=True, min_length=1, max_length=LOT_MAX)  # type: ignore[call-arg]


class ImportSerializer(serializers.ModelSerializer):
    """One import and its report, which adds up."""

    rapport = serializers.DictField()
    rejets = serializers.ListField(child=serializers.DictField())

    class Meta:
        model = ImportOuvertures
        fields = ("id", "format", "fichier", "source", "perimetre", "etat", "total", "curseur",
                  "cree_le", "termine_le", "raison_refus", "rapport", "rejets")  # fmt: skip

    @staticmethod
    def adresse(suivi: ImportOuvertures) -> str:
        return reverse("api:import", args=[suivi.pk])


class NouvelImport(serializers.Serializer):
    """A file as its source gives it, untouched: in the body (JSON), or joined (multipart)."""

    format = serializers.ChoiceField(choices=CHOIX_FORMATS)
    fichier = serializers.FileField(
        required=False, help_text="JSON, XML ou CSV, .gz accepté, 300 Mo au plus."
    )
    contenu = serializers.JSONField(
        required=False,
        help_text="À la place du fichier : la réponse de la source telle quelle (2,5 Mo au plus).",
    )
    source = serializers.SlugField(required=False, max_length=40)  # type: ignore[assignment]
    perimetre = serializers.CharField(required=False, max_length=60)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("fichier" in attrs) == ("contenu" in attrs):
            raise serializers.ValidationError(
                {"fichier": ["Joindre un fichier, ou donner « contenu » : l’un des deux."]}
            )
        return attrs


class Ouvertures(Vue):
    """The openings, shared by every structure."""

    portee = "ouvertures"

    @liste(OuvertureSerializer, filtres=FiltreOuvertures, resume="Ouvertures")
    def get(self, request: Request, criteres: dict[str, Any]) -> Any:
        ouvertures = Ouverture.objects.select_related("employeur").defer("description")
        if "etat" in criteres:
            ouvertures = ouvertures.filter(etat=criteres["etat"])
        else:
            ouvertures = ouvertures.publiees(aujourd_hui())
        egaux: dict[str, Any] = {c: criteres[c] for c in ("nature", "contrat", "source", "source_id")
                 if c in criteres}  # fmt: skip
        if "metier" in criteres:
            egaux["metier_id"] = criteres["metier"]
        ouvertures = ouvertures.filter(**egaux)
        if criteres.get("q"):
            ouvertures = ouvertures.cherchant(criteres["q"])
        if "latitude" in criteres and "longitude" in criteres:
            ici = (criteres["latitude"], criteres["longitude"], criteres["km"])
            ouvertures = ouvertures.autour(*ici)
        return ouvertures

    @creation(NouvelleOuverture, OuvertureEntiereSerializer, resume="Publier une ouverture")
    def post(self, request: Request, donnees: dict[str, Any]) -> Ouverture:
        jeton = rejeu.jeton_de_saisie(request)
        form = FormulaireOuverture(formes.saisie(donnees) | {"jeton": jeton})
        formes.valider(form)
        return services.creer_ouverture(
            par=self.appelant, champs=champs_avec_employeur(form), exigences=form.exigences(),
            jour=aujourd_hui(), jeton=jeton, texte=form.garde_texte(),
        )  # fmt: skip


class UneOuverture(Vue):
    """One opening."""

    portee = "ouvertures"

    @fiche(OuvertureEntiereSerializer, resume="Une ouverture, son texte et ses exigences")
    def get(self, request: Request, pk: int) -> Ouverture:
        return _ouverture(pk)

    @modification(
        ChangementOuverture, OuvertureEntiereSerializer, resume="Changer une ouverture saisie"
    )
    def patch(self, request: Request, donnees: dict[str, Any], pk: int) -> Ouverture:
        ouverture = _ouverture(pk)
        if not perms.peut_modifier_tout(self.appelant, ouverture):
            raise PermissionDenied("Une ouverture importée se change à sa source.")
        self.garder(ouverture)
        vierge = FormulaireOuverture(instance=_ouverture(pk))
        form = FormulaireOuverture(formes.donnees_pour(vierge, donnees), instance=_ouverture(pk))
        formes.valider(form)
        return services.modifier_ouverture(
            par=self.appelant, ouverture=ouverture, champs=champs_avec_employeur(form),
            exigences=form.exigences(), texte=form.garde_texte(),
        )  # fmt: skip


class GestesOuverture(Vue):
    """Publish, fill, close, open again; out of quarantine, once nothing unlawful is left."""

    portee = "ouvertures"

    @creation(GesteOuverture, OuvertureEntiereSerializer, resume="Changer l’état", statut=200)
    def post(self, request: Request, donnees: dict[str, Any], pk: int) -> Ouverture:
        self.version_lue = donnees["version"]
        ouverture = self.garder(_ouverture(pk))
        return services.changer_etat(
            par=self.appelant, ouverture=ouverture, transition=donnees["geste"],
            jour=aujourd_hui(), motif=donnees.get("motif", ""),
        )  # fmt: skip


class LotOuvertures(Vue):
    """Up to 200 at once, applied together; each row of the report ends somewhere visible."""

    portee = "ouvertures"

    @creation(
        Lot, ImportSerializer, resume="Créer ou mettre à jour par identifiant de source", statut=200
    )
    def post(self, request: Request, donnees: dict[str, Any]) -> ImportOuvertures:
        contenu = json.dumps(donnees["ouvertures"], ensure_ascii=False).encode()
        return services_imports.appliquer_lot(
            par=self.appelant, contenu=contenu, source=donnees["source"], jour=aujourd_hui(),
            jeton=rejeu.jeton_de_saisie(request),
        )  # fmt: skip


class Imports(Vue):
    """Imports: asked for here, done in the background."""

    portee = "ouvertures"
    parser_classes = [JSONStrict, MultiPartParser]

    @liste(ImportSerializer, resume="Imports d’ouvertures")
    def get(self, request: Request, criteres: dict[str, Any]) -> Any:
        return ImportOuvertures.objects.all()

    @creation(
        NouvelImport, ImportSerializer, statut=202,
        resume="Importer un fichier France Travail, La bonne alternance, LHEO ou Parcours",
    )  # fmt: skip
    def post(self, request: Request, donnees: dict[str, Any]) -> ImportOuvertures:
        fichier = donnees.get("fichier") or _en_fichier(donnees.get("contenu"))
        jeton = rejeu.jeton_de_saisie(request)
        saisie = {"format": donnees["format"], "source": donnees.get("source", ""),
                  "perimetre": donnees.get("perimetre", ""), "jeton": jeton}  # fmt: skip
        lues = formes.valider(FormulaireImport(saisie, {"fichier": fichier}))
        return services_imports.demander_import(
            par=self.appelant, fichier=fichier, nom=str(fichier.name), jeton=jeton,
            champs={c: lues[c] for c in ("format", "source", "perimetre")},
        )  # fmt: skip


class UnImport(Vue):
    """One import: how far, and its report."""

    portee = "ouvertures"

    @fiche(ImportSerializer, resume="Un import et son bilan")
    def get(self, request: Request, pk: int) -> ImportOuvertures:
        return get_object_or_404(ImportOuvertures, pk=pk)


def _ouverture(pk: int) -> Ouverture:
    liees = Ouverture.objects.select_related("employeur", "metier", "commune", "clause")
    return get_object_or_404(liees, pk=pk)


def _en_fichier(contenu: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile("contenu.json", json.dumps(contenu, ensure_ascii=False).encode())
