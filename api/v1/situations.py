"""Dated rights and registrations: at most one of each nature."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request

from api import formes
from api.erreurs import Conflit
from api.v1.dossiers import http
from api.vues import Vue, creation, fiche, liste, modification, retrait
from parcours.dossiers import acces, perms
from parcours.dossiers.forms.situations import SituationForm
from parcours.dossiers.modeles.dossiers import (
    NATURES_PROTEGEES,
    Dossier,
    NatureSituation,
    Situation,
)
from parcours.dossiers.services.situations import noter_situation, retirer_situation

CHAMPS = ("du", "au", "identifiant", "organisme", "code_sortie")


class SituationSerializer(serializers.ModelSerializer):
    """One dated right or registration."""

    class Meta:
        model = Situation
        fields = ("nature", "version", "est_oui", *CHAMPS)

    @staticmethod
    def adresse(situation: Situation) -> str:
        return reverse("api:situation", args=[situation.dossier_id, situation.nature])


def _corps(nom: str, **reponse: Any) -> type[serializers.Serializer]:
    champs: dict[str, Any] = {
        "est_oui": serializers.BooleanField(**reponse, help_text="La réponse : oui ou non."),
        "du": serializers.DateField(required=False, allow_null=True),
        "au": serializers.DateField(required=False, allow_null=True),
    }
    for texte in CHAMPS[2:]:
        longueur = Situation._meta.get_field(texte).max_length  # type: ignore[union-attr]
        champs[texte] = serializers.CharField(required=False, allow_blank=True, max_length=longueur)
    champs["__doc__"] = "Les mêmes règles que la page : chaque nature a ses champs."
    return type(nom, (serializers.Serializer,), champs)


NouvelleSituation = _corps("NouvelleSituation")
ChangementSituation = _corps("ChangementSituation", required=False)


class Situations(Vue):
    """Rights and registrations."""

    portee = "dossiers"

    @liste(SituationSerializer, resume="Droits et inscriptions du dossier")
    def get(self, request: Request, criteres: dict[str, Any], pk: int) -> Any:
        dossier = acces.dossier_lisible(http(request), pk)
        situations = Situation.objects.filter(dossier=dossier)
        if not perms.peut_modifier(self.appelant, dossier):
            situations = situations.exclude(nature__in=NATURES_PROTEGEES)
        return situations


class UneSituation(Vue):
    """One nature."""

    portee = "dossiers"

    @fiche(SituationSerializer, resume="Un droit ou une inscription")
    def get(self, request: Request, pk: int, nature: str) -> Situation:
        dossier = acces.dossier_lisible(http(request), pk)
        if nature in NATURES_PROTEGEES and not perms.peut_modifier(self.appelant, dossier):
            raise Http404
        return get_object_or_404(Situation, dossier=dossier, nature=nature)

    @creation(NouvelleSituation, SituationSerializer, resume="Noter un droit ou une inscription")
    def post(self, request: Request, donnees: dict[str, Any], pk: int, nature: str) -> Situation:
        dossier = acces.dossier_modifiable(http(request), pk)
        if nature not in NatureSituation.values:
            raise Http404
        if Situation.objects.filter(dossier=dossier, nature=nature).exists():
            raise Conflit("Cette situation est déjà notée : la lire, puis la changer par PATCH.")
        return self._noter(dossier, nature, donnees, None)

    @modification(
        ChangementSituation, SituationSerializer, resume="Changer un droit ou une inscription"
    )
    def patch(self, request: Request, donnees: dict[str, Any], pk: int, nature: str) -> Situation:
        dossier = acces.dossier_modifiable(http(request), pk)
        notee = self.garder(get_object_or_404(Situation, dossier=dossier, nature=nature))
        return self._noter(dossier, nature, donnees, notee)

    @retrait(resume="Retirer un droit ou une inscription notés par erreur")
    def delete(self, request: Request, pk: int, nature: str) -> None:
        dossier = acces.dossier_modifiable(http(request), pk)
        notee = self.garder(get_object_or_404(Situation, dossier=dossier, nature=nature))
        retirer_situation(situation=notee, par=self.appelant)

    def _noter(
        self, dossier: Dossier, nature: str, donnees: dict[str, Any], notee: Situation | None
    ) -> Situation:
        """Check by the form of the page, then write."""
        vierge = SituationForm(nature=nature, instance=notee)
        if etrangers := sorted(set(donnees) - set(vierge.fields)):
            admis = ", ".join(vierge.fields)
            phrase = f"« {nature} » connaît : {admis}."
            raise serializers.ValidationError({nom: [phrase] for nom in etrangers}, code="inconnu")
        if "est_oui" in donnees:
            donnees = donnees | {"est_oui": "oui" if donnees["est_oui"] else "non"}
        form = SituationForm(formes.donnees_pour(vierge, donnees), nature=nature, instance=notee)
        lues = formes.valider(form)
        return noter_situation(dossier=dossier, par=self.appelant, nature=nature, champs=lues)
