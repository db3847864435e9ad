"""Outgoing notices: whom to tell, and what became of each notice."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request

from api.vues import Vue, creation, fiche, liste, modification
from parcours.comptes import abonnements
from parcours.comptes.models import Abonnement, EtatLivraison, Livraison, Role
from parcours.comptes.roles import structure_principale
from parcours.socle import sortie


class AbonnementSerializer(serializers.ModelSerializer):
    """One address; its secret is never read again."""

    evenements = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Abonnement
        fields = ("id", "version", "adresse", "evenements", "est_actif", "cree_le")

    @staticmethod
    def adresse(abonnement: Abonnement) -> str:
        return reverse("api:abonnement", args=[abonnement.pk])


class AbonnementRemisSerializer(AbonnementSerializer):
    """The same with its secret, this once."""

    secret = serializers.CharField(
        help_text="Signe « X-Parcours-Signature » ; montré cette seule fois."
    )

    class Meta(AbonnementSerializer.Meta):
        fields: Any = (*AbonnementSerializer.Meta.fields, "secret")


class LivraisonSerializer(serializers.ModelSerializer):
    """One notice and its fate."""

    contenu = serializers.DictField()

    class Meta:
        model = Livraison
        fields = ("id", "uuid", "evenement", "contenu", "etat", "essais", "prochain_essai_le",
                  "livree_le", "erreur", "cree_le")  # fmt: skip


class NouvelAbonnement(serializers.Serializer):
    """Where to tell what."""

    adresse = serializers.URLField(max_length=500)
    evenements = serializers.ListField(
        child=serializers.ChoiceField(choices=list(abonnements.EVENEMENTS.items())),
        min_length=1, max_length=50,
    )  # fmt: skip


class ChangementAbonnement(serializers.Serializer):
    """What changes."""

    adresse = serializers.URLField(max_length=500, required=False)
    evenements = serializers.ListField(
        child=serializers.ChoiceField(choices=list(abonnements.EVENEMENTS.items())),
        min_length=1, max_length=50, required=False,
    )  # fmt: skip
    est_actif = serializers.BooleanField(required=False)


class FiltreLivraisons(serializers.Serializer):
    """Filters of the list."""

    etat = serializers.ChoiceField(choices=EtatLivraison.choices, required=False)


class _DeLaStructure(Vue):
    """The responsable's own, through the pages or a token."""

    roles = (Role.RESPONSABLE,)
    portee = "abonnements.gerer"

    def un(self, pk: int) -> Abonnement:
        return get_object_or_404(abonnements.visibles_pour(self.appelant), pk=pk)


class Abonnements(_DeLaStructure):
    """The addresses of the structure."""

    @liste(AbonnementSerializer, resume="Adresses prévenues")
    def get(self, request: Request, criteres: dict[str, Any]) -> Any:
        return abonnements.visibles_pour(self.appelant)

    @creation(NouvelAbonnement, AbonnementRemisSerializer, resume="Ajouter une adresse à prévenir")
    def post(self, request: Request, donnees: dict[str, Any]) -> Abonnement:
        structure = structure_principale(self.appelant)
        if structure is None:
            raise PermissionDenied("Votre compte n’est rattaché à aucune structure.")
        try:
            remis = abonnements.creer_abonnement(structure=structure, par=self.appelant, **donnees)
        except sortie.SortieRefusee as refus:
            raise serializers.ValidationError({"adresse": [str(refus)]}) from refus
        return remis.abonnement


class UnAbonnement(_DeLaStructure):
    """One address."""

    @fiche(AbonnementSerializer, resume="Une adresse prévenue")
    def get(self, request: Request, pk: int) -> Abonnement:
        return self.un(pk)

    @modification(ChangementAbonnement, AbonnementSerializer, resume="Changer, arrêter, reprendre")
    def patch(self, request: Request, donnees: dict[str, Any], pk: int) -> Abonnement:
        abonnement = self.garder(self.un(pk))
        try:
            return abonnements.changer_abonnement(
                abonnement=abonnement, par=self.appelant, champs=donnees
            )
        except sortie.SortieRefusee as refus:
            raise serializers.ValidationError({"adresse": [str(refus)]}) from refus


class Livraisons(_DeLaStructure):
    """The notices of one address."""

    @liste(LivraisonSerializer, filtres=FiltreLivraisons, resume="Avis d’une adresse")
    def get(self, request: Request, criteres: dict[str, Any], pk: int) -> Any:
        livraisons = Livraison.objects.filter(abonnement=self.un(pk))
        return livraisons.filter(etat=criteres["etat"]) if "etat" in criteres else livraisons


class RelanceLivraison(_DeLaStructure):
    """Try again what was given up."""

    @creation(None, LivraisonSerializer, resume="Relancer un avis abandonné", statut=200)
    def post(self, request: Request, donnees: dict[str, Any], pk: int) -> Livraison:
        siens = abonnements.visibles_pour(self.appelant)
        livraison = get_object_or_404(Livraison, pk=pk, abonnement__in=siens)
        abonnements.relancer(livraison=livraison)
        livraison.refresh_from_db()
        return livraison
