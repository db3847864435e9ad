"""Suggestions: the ranking of now, each with the reasons that add up to its score."""

from typing import Any

from django.http import Http404, QueryDict
from rest_framework import serializers
from rest_framework.request import Request

from api.permissions import a_la_portee
from api.v1.dossiers import http
from api.vues import Vue, fiche, liste
from matching.ecrans.cartes import Carte
from matching.ecrans.regards import Ligne, Regard
from matching.ecrans.suggestions import onglet, une_carte
from matching.forms import Filtres
from parcours.dossiers import acces
from parcours.dossiers.models import Dossier


class ContributionSerializer(serializers.Serializer):
    """What one criterion adds, in thousandths of a point out of 100."""

    libelle = serializers.CharField()
    points = serializers.IntegerField()
    maximum = serializers.IntegerField()


class LigneSerializer(serializers.Serializer):
    """One finding, as the page words it."""

    famille = serializers.CharField()
    critere = serializers.CharField()
    etat = serializers.CharField()
    preuve = serializers.CharField(allow_blank=True)


class SuggestionSerializer(serializers.Serializer):
    """One opening for one person."""

    ouverture = serializers.IntegerField()
    intitule = serializers.CharField()
    employeur = serializers.CharField(allow_blank=True)
    lieu = serializers.CharField()
    contrat = serializers.CharField(allow_blank=True)
    horaires = serializers.CharField()
    trajet = serializers.CharField()
    statut = serializers.CharField(help_text="accessible, a_verifier ou bloquee.")
    score = serializers.IntegerField(help_text="En millièmes de point sur 100.")
    peut = serializers.IntegerField()
    veut = serializers.IntegerField()
    geste = serializers.CharField(allow_blank=True)
    contributions = ContributionSerializer(many=True)
    a_verifier = LigneSerializer(many=True)
    bloque = LigneSerializer(many=True)


class FiltreSuggestions(serializers.Serializer):
    """One page of the list, as on the screen."""

    page = serializers.IntegerField(min_value=1, max_value=500, required=False, default=1)
    statut = serializers.ChoiceField(choices=["accessibles", "a_verifier"], required=False)


class Suggestions(Vue):
    """Ranked now; what is shown is kept, as when the page is looked at."""

    portee = "suggestions.lire"

    @liste(
        SuggestionSerializer, filtres=FiltreSuggestions,
        resume="Suggestions du dossier, dix par page, avec leurs raisons",
    )  # fmt: skip
    def get(self, request: Request, criteres: dict[str, Any], pk: int) -> list[Any]:
        dossier = acces.dossier_lisible(http(request), pk)
        choix = QueryDict(mutable=True)
        if "statut" in criteres:
            choix["statut"] = criteres["statut"]
        vue = onglet(dossier, _regard(request, dossier), Filtres(choix), criteres["page"])
        if criteres["page"] > vue.page.paginator.num_pages:
            return []
        return [decrire(carte) for carte in vue.cartes]


class UneSuggestion(Vue):
    """Why, or why not, for one opening."""

    portee = "suggestions.lire"

    @fiche(SuggestionSerializer, resume="Pourquoi cette ouverture, pour ce dossier")
    def get(self, request: Request, pk: int, ouverture: int) -> Any:
        dossier = acces.dossier_lisible(http(request), pk)
        carte = une_carte(dossier, ouverture, _regard(request, dossier))
        if carte is None:
            raise Http404
        return decrire(carte)


def _regard(request: Request, dossier: Dossier) -> Regard:
    """The référent in person, and only with a token that says so, reads what limits block."""
    vu = Regard.de(request.user, dossier)  # type: ignore[arg-type]
    return vu if a_la_portee(request, "sante.lire") else Regard(voit_limites=False)


def decrire(carte: Carte) -> dict[str, Any]:
    """What a card says, without anything its viewer may not read."""
    return {
        "ouverture": carte.ouverture.pk,
        "intitule": carte.ouverture.intitule,
        "employeur": carte.ouverture.chez,
        "lieu": carte.lieu,
        "contrat": carte.contrat,
        "horaires": carte.horaires,
        "trajet": carte.trajet,
        "statut": carte.explication.statut.name.lower(),
        "score": carte.evaluation.score,
        "peut": carte.evaluation.peut,
        "veut": carte.evaluation.veut,
        "geste": carte.geste,
        "contributions": [
            {"libelle": c.libelle, "points": c.points, "maximum": c.maximum}
            for c in carte.explication.contributions
        ],
        "a_verifier": [_ligne(ligne) for ligne in carte.a_verifier],
        "bloque": [_ligne(ligne) for ligne in carte.bloque],
    }


def _ligne(ligne: Ligne) -> dict[str, str]:
    return {
        "famille": ligne.famille, "critere": ligne.critere, "etat": ligne.etat_en_mots,
        "preuve": ligne.preuve,
    }  # fmt: skip
