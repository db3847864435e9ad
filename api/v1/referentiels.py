"""Referentials: the same searches as the pickers of the forms."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from api.vues import Vue, fiche, liste
from parcours.referentiels import intitules, lieux, recherche
from parcours.referentiels.models import QPV

LIMITE_MAX = 50


class RechercheSerializer(serializers.Serializer):
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


class CandidatSerializer(serializers.Serializer):
    """One métier that a title may name."""

    code = serializers.CharField()
    libelle = serializers.CharField(help_text="Le nom du métier qui ressemble le plus.")
    probabilite = serializers.FloatField(help_text="De 0 à 1 ; calibrée pour le premier.")


class TitreSerializer(serializers.Serializer):
    """The métiers of a title, likeliest first."""

    referentiel = serializers.CharField(help_text="« ROME complet » ou « jeu de départ ».")
    est_sur = serializers.BooleanField(help_text="Faux : une personne doit choisir.")
    candidats = CandidatSerializer(many=True)


class PointSerializer(serializers.Serializer):
    """A position, in degrees."""

    latitude = serializers.FloatField(min_value=-90, max_value=90)
    longitude = serializers.FloatField(min_value=-180, max_value=180)


class QuartierSerializer(serializers.Serializer):
    """Whether a point is in a priority neighbourhood; near an outline is never a proof."""

    situation = serializers.ChoiceField(
        choices=[lieux.OUI, lieux.NON, lieux.A_VERIFIER, lieux.INCONNU],
        help_text="a_verifier : à moins de 100 m d’une limite ; inconnu : aucun contour connu.",
    )
    code = serializers.CharField(allow_null=True)
    nom = serializers.CharField(allow_null=True)


class Metiers(Vue):
    """Métiers, everyday names first."""

    roles = None

    @liste(
        MetierSerializer,
        filtres=RechercheSerializer,
        resume="Métiers pour un texte (noms de tous les jours, appellations, fautes de frappe)",
    )
    def get(self, request: Request, criteres: dict[str, Any]) -> list[Any]:
        return recherche.metiers(criteres["q"], criteres["limite"])


class MetiersDuTitre(Vue):
    """From a free title to métiers. Nothing is found while the index is being learnt."""

    roles = None

    @fiche(
        TitreSerializer,
        filtres=RechercheSerializer,
        resume="Métiers de l’intitulé d’une offre, avec une probabilité et « pas sûr »",
    )
    def get(self, request: Request, criteres: dict[str, Any]) -> dict[str, Any]:
        liens = intitules.lier(criteres["q"], criteres["limite"])
        return {
            "referentiel": intitules.referentiel_en_mots(),
            "est_sur": liens.est_sur,
            "candidats": liens.candidats,
        }


class Communes(Vue):
    """Communes, most populated first."""

    roles = None

    @liste(
        CommuneSerializer,
        filtres=RechercheSerializer,
        resume="Communes par nom, code postal ou code INSEE, les plus peuplées d’abord",
    )
    def get(self, request: Request, criteres: dict[str, Any]) -> list[Any]:
        return recherche.communes(criteres["q"], criteres["limite"])


class Quartier(Vue):
    """The priority neighbourhood of a point."""

    roles = None

    @fiche(QuartierSerializer, filtres=PointSerializer, resume="Quartier prioritaire d’un point")
    def get(self, request: Request, criteres: dict[str, Any]) -> dict[str, Any]:
        qpv, situation = lieux.qpv_du_point(criteres["latitude"], criteres["longitude"])
        return {"situation": situation} | _nommer(qpv)


def _nommer(qpv: QPV | None) -> dict[str, str | None]:
    return {"code": qpv.code if qpv else None, "nom": qpv.nom if qpv else None}
