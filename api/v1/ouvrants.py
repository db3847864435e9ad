"""What lifting opens, for one dossier: the figures of the page, step by step and plan by plan."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from api.permissions import a_la_portee
from api.v1.dossiers import http
from api.vues import Vue, fiche
from freins.perms import peut_lire_sante
from matching import services
from matching.ecrans.lever import choisir_plans
from matching.services.lever import Levee
from parcours.dossiers import acces


class EtapeOuvranteSerializer(serializers.Serializer):
    """One step alone: what it opens, after which others, and the solutions that bring it."""

    code = serializers.CharField()
    libelle = serializers.CharField()
    famille = serializers.CharField()
    apres = serializers.ListField(child=serializers.CharField())
    gain = serializers.IntegerField(help_text="Ouvertures qui deviendraient accessibles.")
    delai_jours = serializers.IntegerField()
    cout_euros = serializers.IntegerField()
    solutions = serializers.ListField(child=serializers.IntegerField())


class DemarcheSerializer(serializers.Serializer):
    """Steps that no others beat on delay, price, number and gain together."""

    etapes = serializers.ListField(child=serializers.CharField())
    delai_jours = serializers.IntegerField()
    cout_euros = serializers.IntegerField()
    gain = serializers.IntegerField()


class OuvrantsSerializer(serializers.Serializer):
    """Today, every step alone, all of them together, and the plans."""

    accessibles = serializers.IntegerField()
    gain_total = serializers.IntegerField()
    etapes = EtapeOuvranteSerializer(many=True)
    plans = DemarcheSerializer(many=True)


class LesOuvrants(Vue):
    """Counted now; nothing is written."""

    portee = "suggestions.lire"

    @fiche(OuvrantsSerializer, resume="Ce que lever chaque frein ouvrirait, et les plans possibles")
    def get(self, request: Request, pk: int) -> Any:
        dossier = acces.dossier_lisible(http(request), pk)
        est_referent = peut_lire_sante(self.appelant, dossier)
        avec_sante = est_referent and a_la_portee(request, "sante.lire")
        return decrire(services.lever(dossier, avec_sante=avec_sante))


def decrire(levee: Levee) -> dict[str, Any]:
    """The figures of a count."""
    lus = levee.ouvrants
    return {
        "accessibles": int(lus.accessibles[0]),
        "gain_total": lus.gain_total,
        "etapes": [
            {
                "code": lv.etape.code, "libelle": lv.libelle, "famille": str(lv.etape.famille),
                "apres": list(lv.etape.apres), "gain": lus.gain([lv.etape.code]),
                "delai_jours": lv.etape.delai_jours, "cout_euros": lv.etape.cout_euros,
                "solutions": [p.cle for p in lv.propositions],
            }
            for lv in levee.leviers
        ],
        "plans": [
            {
                "etapes": list(plan.codes), "delai_jours": plan.delai_jours,
                "cout_euros": plan.cout_euros, "gain": plan.gain,
            }
            for plan in choisir_plans(lus.plans())
        ],
    }  # fmt: skip
