"""Services that lift barriers, shared by every structure."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request

from api import formes, rejeu
from api.vues import Vue, creation, fiche, liste, modification
from freins.regles import gains
from parcours.solutions import services
from parcours.solutions.forms.solution import (
    AJOUTS,
    DITS_PAR_LA_SOURCE,
    ORGANISME,
    FormulaireSolution,
)
from parcours.solutions.models import Solution

CHAMPS = (*DITS_PAR_LA_SOURCE, *AJOUTS)
GAIN = serializers.DictField(
    required=False, help_text='Ce que la solution lève, par famille : {"garde": {…}}.'
)


class OrganismeSerializer(serializers.Serializer):
    """Who offers it."""

    id = serializers.IntegerField(source="pk")
    nom = serializers.CharField()
    commune = serializers.CharField(source="commune_id", allow_null=True)
    email = serializers.CharField(allow_blank=True)
    telephone = serializers.CharField(allow_blank=True)


class SolutionSerializer(serializers.ModelSerializer):
    """One service."""

    structure = OrganismeSerializer()
    thematiques = serializers.ListField(child=serializers.CharField())
    publics = serializers.ListField(child=serializers.CharField())
    modes_accueil = serializers.ListField(child=serializers.CharField())
    gain = serializers.DictField()
    commune = serializers.CharField(source="commune_id", allow_null=True)
    zone_locale = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Solution
        fields = ("id", "version", *CHAMPS, "gain", "structure", "source", "source_id")

    @staticmethod
    def adresse(solution: Solution) -> str:
        return reverse("api:solution", args=[solution.pk])


class FiltreSolutions(serializers.Serializer):
    """Filters of the list."""

    q = serializers.CharField(required=False, max_length=100)
    thematique = serializers.CharField(
        required=False, max_length=120, help_text="Une thématique, ou une catégorie entière."
    )


NouvelleSolution = formes.corps_de(
    "NouvelleSolution", FormulaireSolution, (*CHAMPS, *ORGANISME), gain=GAIN
)
ChangementSolution = formes.corps_de("ChangementSolution", FormulaireSolution, CHAMPS, partiel=True)


class Solutions(Vue):
    """The directory."""

    portee = "solutions"

    @liste(SolutionSerializer, filtres=FiltreSolutions, resume="Solutions actives")
    def get(self, request: Request, criteres: dict[str, Any]) -> Any:
        solutions = Solution.objects.actives().select_related("structure")
        if criteres.get("q"):
            solutions = solutions.cherchant(criteres["q"])
        if criteres.get("thematique"):
            solutions = solutions.pour_la_thematique(criteres["thematique"])
        return solutions

    @creation(NouvelleSolution, SolutionSerializer, resume="Ajouter une solution")
    def post(self, request: Request, donnees: dict[str, Any]) -> Solution:
        jeton = rejeu.jeton_de_saisie(request)
        gain = _gain(donnees, {})
        form = FormulaireSolution({"est_active": True} | formes.saisie(donnees) | {"jeton": jeton})
        lues = formes.valider(form)
        return services.creer_solution(
            par=self.appelant, structure=lues["structure"],
            champs=form.champs_solution() | {"gain": gain},
            nouvelle_structure=form.nouvelle_structure(), jeton=jeton,
        )  # fmt: skip


class UneSolution(Vue):
    """One service."""

    portee = "solutions"

    @fiche(SolutionSerializer, resume="Une solution")
    def get(self, request: Request, pk: int) -> Solution:
        return _solution(pk)

    @modification(ChangementSolution, SolutionSerializer, resume="Changer une solution")
    def patch(self, request: Request, donnees: dict[str, Any], pk: int) -> Solution:
        solution = self.garder(_solution(pk))
        gain = _gain(donnees, solution.gain)
        vierge = FormulaireSolution(instance=_solution(pk))
        if etrangers := sorted(set(donnees) - set(vierge.fields)):
            phrase = "Dit par la source de cette solution importée : il se change là-bas."
            raise serializers.ValidationError({nom: [phrase] for nom in etrangers})
        form = FormulaireSolution(formes.donnees_pour(vierge, donnees), instance=_solution(pk))
        formes.valider(form)
        return services.modifier_solution(
            par=self.appelant, solution=solution, champs=form.champs_solution() | {"gain": gain}
        )


def _solution(pk: int) -> Solution:
    return get_object_or_404(Solution.objects.select_related("structure__commune"), pk=pk)


def _gain(donnees: dict[str, Any], actuel: dict[str, Any]) -> dict[str, Any]:
    """Take what the solution raises out of the body, checked; as it was when it is not sent."""
    gain = donnees.pop("gain", None)
    if gain is None:
        return actuel
    try:
        gains.depuis_json(gain)
    except gains.GainInvalide as faute:
        raise serializers.ValidationError({"gain": [str(faute)]}) from faute
    return gain
