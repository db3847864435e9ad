"""Barriers and what they measure. Health is never read nor written here: its page asks why."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request

from api import formes
from api.v1.dossiers import CompteSerializer, http
from api.vues import Vue, creation, fiche, liste, modification
from freins import perms, services
from freins.etats import GESTES_FREIN, gestes_possibles
from freins.forms.freins import FormFrein
from freins.models import Capacite, FamilleMesuree, Frein, ImpactFrein, StatutFrein
from freins.regles.mesures import depuis_json
from freins.themes import est_sante, nom_precis
from parcours.dossiers import acces
from parcours.socle.horloge import aujourd_hui


class FreinSerializer(serializers.ModelSerializer):
    """One barrier; `gestes` are those its state allows."""

    dossier = serializers.IntegerField(source="dossier_id")
    libelle = serializers.SerializerMethodField()
    identifie_par = CompteSerializer()
    gestes = serializers.SerializerMethodField()

    class Meta:
        model = Frein
        fields = ("id", "version", "dossier", "thematique", "libelle", "impact",
                  "est_prioritaire", "statut", "identifie_le", "identifie_par", "leve_le",
                  "gestes")  # fmt: skip

    def get_libelle(self, frein: Frein) -> str:
        return nom_precis(frein.thematique)

    def get_gestes(self, frein: Frein) -> list[str]:
        return list(gestes_possibles(GESTES_FREIN, frein.statut))

    @staticmethod
    def adresse(frein: Frein) -> str:
        return reverse("api:frein", args=[frein.pk])


class FiltreFreins(serializers.Serializer):
    """Filters of the list."""

    statut = serializers.ChoiceField(choices=StatutFrein.choices, required=False)


NouveauFrein = formes.corps_de(
    "NouveauFrein", FormFrein, ("impact", "est_prioritaire"),
    thematique=serializers.CharField(
        max_length=120, help_text="Une thématique data·inclusion, hors santé."
    ),
)  # fmt: skip


class ChangementFrein(serializers.Serializer):
    """What changes."""

    impact = serializers.ChoiceField(choices=ImpactFrein.choices, required=False)
    est_prioritaire = serializers.BooleanField(required=False)


class GesteFrein(serializers.Serializer):
    """One transition of the table, from the version it was read at."""

    geste = serializers.ChoiceField(choices=tuple(GESTES_FREIN))
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class CapaciteSerializer(serializers.ModelSerializer):
    """What a barrier measures; the shape of `mesure` depends on the family."""

    mesure = serializers.DictField()

    class Meta:
        model = Capacite
        fields = ("famille", "version", "mesure", "a_verifier", "mesuree_le")


class NouvelleMesure(serializers.Serializer):
    """The measure of one family."""

    mesure = serializers.DictField(
        help_text="garde : {etat, grille} ; mobilite : minutes par mode ; numerique : {niveau}."
    )


class FreinsDuDossier(Vue):
    """The barriers of a dossier."""

    portee = "freins"

    @liste(FreinSerializer, filtres=FiltreFreins, resume="Freins du dossier")
    def get(self, request: Request, criteres: dict[str, Any], pk: int) -> Any:
        dossier = acces.dossier_lisible(http(request), pk)
        freins = Frein.objects.filter(dossier=dossier).exclude(thematique__startswith="sante")
        if statut := criteres.get("statut"):
            freins = freins.filter(statut=statut)
        return freins.select_related("identifie_par")

    @creation(NouveauFrein, FreinSerializer, resume="Noter un frein (un seul ouvert par thème)")
    def post(self, request: Request, donnees: dict[str, Any], pk: int) -> Frein:
        dossier = acces.dossier_modifiable(http(request), pk)
        lues = formes.valider(FormFrein(formes.saisie(donnees)))
        return services.identifier(dossier=dossier, par=self.appelant, jour=aujourd_hui(), **lues)


class UnFrein(Vue):
    """One barrier."""

    portee = "freins"

    @fiche(FreinSerializer, resume="Un frein")
    def get(self, request: Request, pk: int) -> Frein:
        frein = _frein(pk)
        frein.dossier = acces.dossier_lisible(http(request), frein.dossier_id)
        return frein

    @modification(ChangementFrein, FreinSerializer, resume="Changer l’impact, la priorité")
    def patch(self, request: Request, donnees: dict[str, Any], pk: int) -> Frein:
        frein = self.garder(frein_a_modifier(self, request, pk))
        voulu = {c: donnees.get(c, getattr(frein, c)) for c in ("impact", "est_prioritaire")}
        return services.changer(frein=frein, par=self.appelant, **voulu)


class GestesFrein(Vue):
    """Begin, lift, accept, open again."""

    portee = "freins"

    @creation(GesteFrein, FreinSerializer, resume="Faire un geste sur un frein", statut=200)
    def post(self, request: Request, donnees: dict[str, Any], pk: int) -> Frein:
        self.version_lue = donnees["version"]
        frein = self.garder(frein_a_modifier(self, request, pk))
        return services.faire(
            frein=frein, geste=donnees["geste"], par=self.appelant, jour=aujourd_hui()
        )


class Capacites(Vue):
    """What is measured."""

    portee = "freins"

    @liste(CapaciteSerializer, resume="Capacités mesurées du dossier")
    def get(self, request: Request, criteres: dict[str, Any], pk: int) -> Any:
        dossier = acces.dossier_lisible(http(request), pk)
        return Capacite.objects.filter(dossier=dossier)


class UneCapacite(Vue):
    """One family."""

    portee = "freins"

    @fiche(CapaciteSerializer, resume="Une capacité")
    def get(self, request: Request, pk: int, famille: str) -> Capacite:
        dossier = acces.dossier_lisible(http(request), pk)
        return get_object_or_404(Capacite, dossier=dossier, famille=famille)

    @creation(NouvelleMesure, CapaciteSerializer, resume="Mesurer une première fois, ou de nouveau")
    def post(self, request: Request, donnees: dict[str, Any], pk: int, famille: str) -> Capacite:
        dossier = acces.dossier_modifiable(http(request), pk)
        if famille not in FamilleMesuree.values:
            raise Http404
        return services.mesurer(
            dossier=dossier, famille=famille, par=self.appelant, jour=aujourd_hui(),
            mesure=depuis_json(famille, donnees["mesure"]),
        )  # fmt: skip

    @modification(NouvelleMesure, CapaciteSerializer, resume="Corriger la mesure lue")
    def put(self, request: Request, donnees: dict[str, Any], pk: int, famille: str) -> Capacite:
        dossier = acces.dossier_modifiable(http(request), pk)
        actuelle = get_object_or_404(Capacite, dossier=dossier, famille=famille)
        self.garder(actuelle)
        return services.mesurer(
            dossier=dossier, famille=famille, par=self.appelant, jour=aujourd_hui(),
            mesure=depuis_json(famille, donnees["mesure"]),
        )  # fmt: skip


def _frein(pk: int) -> Frein:
    """The barrier, or 404; one on health is not here for anyone."""
    frein = get_object_or_404(Frein.objects.select_related("identifie_par"), pk=pk)
    if est_sante(frein.thematique):
        raise Http404
    return frein


def frein_a_modifier(vue: Vue, request: Request, pk: int) -> Frein:
    """The barrier to edit: 404 outside the structure, 403 for whoever only reads."""
    frein = _frein(pk)
    frein.dossier = acces.dossier_modifiable(http(request), frein.dossier_id)
    if not perms.peut_toucher(vue.appelant, frein):
        raise PermissionDenied
    return frein
