"""The three counts of a dossier, for the synthesis and the lists; small display tools."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context

from freins.forms.conversation import FormConversation
from matching.ecrans import exclusions, lever, vivant
from matching.ecrans.regards import Regard, nom_famille
from matching.models import Calcul
from matching.moteur.score import MAXIMUM, sur_100
from parcours.dossiers.acces import compte
from parcours.dossiers.models import Dossier
from parcours.offres.forms import FormulaireOuverture

register = template.Library()


@register.inclusion_tag("matching/_comptes.html")
def comptes_du_dossier(
    dossier: Dossier, tous: Mapping[int, Calcul] | None = None
) -> dict[str, Any]:
    """« 41 accessibles, 27 à vérifier, 112 bloquées » of the last ranking, with its link.

    In a list, give the dict of `comptes_pour` to spend no query.
    """
    calculs = tous if tous is not None else comptes_pour([dossier.pk])
    return {"dossier": dossier, "calcul": calculs.get(dossier.pk)}


@register.inclusion_tag("matching/_compte_vivant.html", takes_context=True)
def compte_vivant(context: Context, dossier: Dossier, form: FormConversation) -> dict[str, Any]:
    """What the conversation opens as it stands, for its page."""
    regard = Regard.de(compte(context["request"]), dossier)
    return {"dossier": dossier, "vue": vivant.compter(dossier, regard, form)}


@register.inclusion_tag("matching/_exclusions.html")
def ce_qui_exclut(form: FormulaireOuverture) -> dict[str, Any]:
    """What each requirement of a typed offer keeps out, when its form was asked for it."""
    return exclusions.du_formulaire(form, est_demande=form.est_a_compter)


def comptes_pour(dossier_ids: list[int]) -> dict[int, Calcul]:
    """The last ranking of each dossier that has one, in one query."""
    return {c.dossier_id: c for c in Calcul.objects.derniers(dossier_ids)}


@register.filter
def sur_cent(points: int, sens: str) -> int:
    """A reading in milli-points on a scale of 0 to 100."""
    return sur_100(points, MAXIMUM[sens])


@register.filter
def famille(code: str) -> str:
    """The family in words."""
    return nom_famille(code)


@register.filter
def phrase_du_plan(dit: lever.PlanDit) -> str:
    """« Garde à domicile dès 6 h 30 (3 semaines) et prêt de vélo (1 semaine) : +70 ouvertures »."""
    return lever.phrase_du_plan(dit)


@register.filter
def delai_en_mots(jours: int | None) -> str:
    """« 3 semaines »."""
    return lever.delai_en_mots(jours)
