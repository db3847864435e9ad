"""The plan: objectives, steps with an owner and a date, what came of them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request

from api import formes, rejeu
from api.v1.dossiers import http
from api.vues import Vue, creation, fiche, modification
from freins import services
from freins.etats import GESTES_ACTION, gestes_possibles
from freins.forms.changements import FormAbandon
from freins.forms.plan import FormAccord, FormAction, FormModifier, FormObjectif
from freins.lecture import plan_de
from freins.models import Action, MotifEchec, Objectif, Plan
from freins.perms import peut_lire_sante
from freins.services.fins import ABANDON, ECHEC, RIEN, Fin
from freins.themes import est_discrete, est_sante
from parcours.comptes.models import Utilisateur
from parcours.dossiers import acces
from parcours.dossiers.models import Dossier
from parcours.socle.horloge import aujourd_hui


class ActionSerializer(serializers.ModelSerializer):
    """One step; `gestes` are those its state allows."""

    objectif = serializers.IntegerField(source="objectif_id")
    solution = serializers.IntegerField(source="solution_id", allow_null=True)
    orientation = serializers.IntegerField(source="orientation_id", allow_null=True)
    gestes = serializers.SerializerMethodField()

    class Meta:
        model = Action
        fields = ("id", "version", "objectif", "intitule", "porteur", "solution", "orientation",
                  "echeance_le", "rappel_le", "statut", "motif", "resultat", "finie_le", "gestes")  # fmt: skip

    def get_gestes(self, action: Action) -> list[str]:
        return list(gestes_possibles(GESTES_ACTION, action.statut))

    @staticmethod
    def adresse(action: Action) -> str:
        return reverse("api:action", args=[action.pk])


class ObjectifSerializer(serializers.ModelSerializer):
    """What the person wants to reach, with its steps."""

    frein = serializers.IntegerField(source="frein_id", allow_null=True)
    actions = ActionSerializer(many=True)

    class Meta:
        model = Objectif
        fields = ("id", "version", "intitule", "frein", "rang", "actions")


class PlanSerializer(serializers.Serializer):
    """The whole plan of a dossier; empty before the first objective."""

    convenu_le = serializers.DateField(allow_null=True)
    convenu_comment = serializers.CharField(allow_blank=True)
    objectifs = ObjectifSerializer(many=True)


NouvelObjectif = formes.corps_de("NouvelObjectif", FormObjectif, ("intitule", "frein", "confirme"))
NouvelleAction = formes.corps_de(
    "NouvelleAction",
    FormAction,
    ("intitule", "porteur", "echeance_le", "rappel_le", "solution", "confirme"),
)
ChangementAction = formes.corps_de(
    "ChangementAction",
    FormModifier,
    ("intitule", "porteur", "echeance_le", "rappel_le", "confirme"),
    partiel=True,
)
AccordDuPlan = formes.corps_de("AccordDuPlan", FormAccord, ("convenu_le", "convenu_comment"))
# What ends a step is asked with what came of it; its measure, by the capacities.
FINS = {"finir": RIEN, "echouer": ECHEC, "abandonner": ABANDON}
GesteAction = formes.corps_de(
    "GesteAction", FormAbandon, ("resultat", "confirme"),
    geste=serializers.ChoiceField(choices=tuple(GESTES_ACTION)),
    motif=serializers.ChoiceField(
        choices=MotifEchec.choices, required=False,
        help_text="Nécessaire pour « echouer » et « abandonner ».",
    ),
    version=serializers.IntegerField(min_value=1, max_value=2**31 - 1),
)  # fmt: skip


class LePlan(Vue):
    """On one page."""

    portee = "freins"

    @fiche(PlanSerializer, resume="Le plan du dossier, objectifs et étapes")
    def get(self, request: Request, pk: int) -> Any:
        dossier = acces.dossier_lisible(http(request), pk)
        return _montrable(plan_de(dossier), dossier, self.appelant)

    @creation(AccordDuPlan, PlanSerializer, resume="Noter l’accord de la personne", statut=200)
    def post(self, request: Request, donnees: dict[str, Any], pk: int) -> Any:
        dossier = acces.dossier_modifiable(http(request), pk)
        lues = formes.valider(FormAccord(formes.saisie(donnees), jour=aujourd_hui()))
        services.convenir(
            dossier=dossier, par=self.appelant, convenu_le=lues["convenu_le"],
            comment=lues["convenu_comment"],
        )  # fmt: skip
        return _montrable(plan_de(dossier), dossier, self.appelant)


class Objectifs(Vue):
    """The objectives of a plan."""

    portee = "freins"

    @creation(NouvelObjectif, ObjectifSerializer, resume="Ajouter un objectif")
    def post(self, request: Request, donnees: dict[str, Any], pk: int) -> Objectif:
        dossier = acces.dossier_modifiable(http(request), pk)
        jeton = rejeu.jeton_de_saisie(request)
        lues = formes.valider(
            FormObjectif(formes.saisie(donnees) | {"jeton": jeton}, dossier=dossier)
        )
        champs = {c: lues[c] for c in ("intitule", "frein", "jeton")}
        return services.ajouter_objectif(dossier=dossier, par=self.appelant, **champs)


class ActionsDeLObjectif(Vue):
    """The steps of an objective."""

    portee = "freins"

    @creation(NouvelleAction, ActionSerializer, resume="Ajouter une étape à un objectif")
    def post(self, request: Request, donnees: dict[str, Any], pk: int) -> Action:
        objectif = get_object_or_404(Objectif.objects.select_related("plan", "frein"), pk=pk)
        dossier = acces.dossier_modifiable(http(request), objectif.plan.dossier_id)
        _verifier(objectif, dossier, self.appelant)
        jeton = rejeu.jeton_de_saisie(request)
        form = FormAction(
            formes.saisie(donnees) | {"jeton": jeton}, jour=aujourd_hui(), frein=objectif.frein
        )
        lues = formes.valider(form)
        noms = ("intitule", "porteur", "echeance_le", "rappel_le", "solution", "jeton")
        champs: dict[str, Any] = {c: lues.get(c) for c in noms}
        return services.ajouter_action(objectif=objectif, par=self.appelant, **champs)


class UneAction(Vue):
    """One step."""

    portee = "freins"

    @fiche(ActionSerializer, resume="Une étape")
    def get(self, request: Request, pk: int) -> Action:
        action = _action(pk)
        dossier = acces.dossier_lisible(http(request), action.objectif.plan.dossier_id)
        _verifier(action.objectif, dossier, self.appelant)
        return action

    @modification(ChangementAction, ActionSerializer, resume="Changer une étape à faire")
    def patch(self, request: Request, donnees: dict[str, Any], pk: int) -> Action:
        action = self.garder(action_a_modifier(self, request, pk))
        options: dict[str, Any] = {"jour": aujourd_hui(), "action": action}
        saisie = formes.donnees_pour(FormModifier(**options), donnees)
        lues = formes.valider(FormModifier(saisie, **options))
        lues.pop("confirme", None)
        return services.modifier_action(action=action, par=self.appelant, **lues)


class GestesAction(Vue):
    """Begin, wait, take up, finish, give up."""

    portee = "freins"

    @creation(GesteAction, ActionSerializer, resume="Faire un geste sur une étape", statut=200)
    def post(self, request: Request, donnees: dict[str, Any], pk: int) -> Action:
        self.version_lue = donnees["version"]
        action = self.garder(action_a_modifier(self, request, pk))
        geste = donnees["geste"]
        if geste not in FINS:
            return services.faire_action(
                action=action, geste=geste, par=self.appelant, jour=aujourd_hui()
            )
        return services.terminer(
            action=action, fin=_fin(donnees), version=donnees["version"], par=self.appelant,
            jour=aujourd_hui(),
        )  # fmt: skip


def _fin(donnees: dict[str, Any]) -> Fin:
    """What came of the step; the reason is asked when it did not work."""
    issue, motif = FINS[donnees["geste"]], donnees.get("motif", "")
    if issue == RIEN:
        motif = ""
    elif not motif:
        raise serializers.ValidationError(
            {"motif": ["Choisir la raison : elle évite un même essai."]}
        )
    saisie = formes.saisie(donnees) | {"motif": motif or MotifEchec.AUTRE}
    lues = formes.valider(FormAbandon(saisie))
    return Fin(issue=issue, motif=motif, resultat=lues["resultat"])


def _montrable(plan: Plan | None, dossier: Dossier, lecteur: Utilisateur) -> dict[str, Any]:
    """The plan without what is on health; what is discreet, only for the référent."""
    voit_tout = peut_lire_sante(lecteur, dossier)
    objectifs = [
        o
        for o in (plan.objectifs.all() if plan else [])
        if not (o.frein and _est_cachee(o.frein.thematique, voit_tout))
    ]
    return {
        "convenu_le": plan.convenu_le if plan else None,
        "convenu_comment": plan.convenu_comment if plan else "",
        "objectifs": objectifs,
    }


def _est_cachee(thematique: str, voit_tout: bool) -> bool:
    return est_sante(thematique) or (est_discrete(thematique) and not voit_tout)


def _action(pk: int) -> Action:
    liees = Action.objects.select_related("objectif__plan__dossier", "objectif__frein")
    return get_object_or_404(liees, pk=pk)


def _verifier(objectif: Objectif, dossier: Dossier, lecteur: Utilisateur) -> None:
    """Health is not here for anyone (404); what is discreet is for the référent (403)."""
    frein = objectif.frein
    if frein and est_sante(frein.thematique):
        raise Http404
    if frein and est_discrete(frein.thematique) and not peut_lire_sante(lecteur, dossier):
        raise PermissionDenied


def action_a_modifier(vue: Vue, request: Request, pk: int) -> Action:
    """The step to edit, as its page lets it."""
    action = _action(pk)
    dossier = acces.dossier_modifiable(http(request), action.objectif.plan.dossier_id)
    _verifier(action.objectif, dossier, vue.appelant)
    action.objectif.plan.dossier = dossier
    return action
