"""Checking a text before it is written anywhere: an offer, or a note."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from api.vues import Vue, creation
from matching.equite.textes.motifs import LIBELLES_GRAVITE
from parcours.dossiers.notes import verifier_note
from parcours.offres import legalite
from parcours.offres.legalite import Constat


class DemandeTexte(serializers.Serializer):
    """What is to be checked, and as what."""

    genre = serializers.ChoiceField(
        choices=[("offre", "Le texte d’une offre"), ("note", "Une note de dossier")]
    )
    texte = serializers.CharField(max_length=20_000)


class ConstatSerializer(serializers.Serializer):
    """One finding."""

    est_bloquant = serializers.BooleanField()
    libelle = serializers.CharField()
    extrait = serializers.CharField(allow_blank=True)
    suggestion = serializers.CharField(allow_blank=True)


class VerificationSerializer(serializers.Serializer):
    """What was found; an empty list means nothing to say."""

    constats = ConstatSerializer(many=True)


class Verifications(Vue):
    """Nothing is kept of the text."""

    roles = None
    portee = "textes.verifier"

    @creation(
        DemandeTexte, VerificationSerializer, resume="Vérifier un texte, sans le garder", statut=200
    )
    def post(self, request: Request, donnees: dict[str, Any]) -> dict[str, Any]:
        if donnees["genre"] == "offre":
            return {"constats": [_constat(c) for c in legalite.lire("", donnees["texte"])]}
        return {"constats": verifier_note(donnees["texte"], champ="texte")}


def _constat(constat: Constat) -> dict[str, Any]:
    un = constat.signalement
    return {
        "est_bloquant": constat.bloque,
        "libelle": f"{constat.motif} ({LIBELLES_GRAVITE[un.gravite]} ; {un.base})",
        "extrait": un.extrait,
        "suggestion": un.reecriture or un.conseil,
    }
