"""How openings are shown, for the templates of this app and of those above."""

from datetime import date
from typing import Any

from django import template

from matching.equite.textes import Signalement
from matching.equite.textes.motifs import LIBELLES_GRAVITE
from matching.moteur.vocabulaire import MESURES, NIVEAUX_DIPLOME
from parcours.offres import carte, natures, presentation
from parcours.offres.forms import FormulaireOuverture
from parcours.offres.models import ExigenceOuverture, Ouverture

register = template.Library()


@register.filter
def exigence_en_mots(exigence: ExigenceOuverture) -> str:
    """`{{ exigence|exigence_en_mots }}` → « Permis B »."""
    return presentation.nommer(exigence)


@register.inclusion_tag("offres/_carte.html")
def carte_a_placer(form: FormulaireOuverture) -> dict[str, Any]:
    """The map of the place being typed, where a click places the point."""
    return {"carte": carte.du_formulaire(form), "a_placer": True}


@register.inclusion_tag("offres/_carte.html")
def carte_de(ouverture: Ouverture) -> dict[str, Any]:
    """Where the work is; the centre of a commune is no place of work and gets no mark."""
    latitude, longitude = ouverture.latitude, ouverture.longitude
    est_vague = bool(ouverture.details.get("point_de_la_commune"))
    if est_vague or latitude is None or longitude is None:
        return {"carte": carte.autour(ouverture.commune)}
    return {"carte": carte.autour(ouverture.commune, (latitude, longitude))}


@register.filter
def rythme_en_mots(code: str) -> str:
    """`{{ "1s_1s"|rythme_en_mots }}` → « 1 semaine / 1 semaine »."""
    return natures.RYTHMES.get(code, code)


@register.filter
def objet_en_mots(code: str) -> str:
    """`{{ "decouvrir"|objet_en_mots }}` → « Découvrir un métier ou un secteur d’activité »."""
    return natures.OBJETS.get(code, code)


@register.filter
def niveau_en_mots(niveau: int) -> str:
    """`{{ 3|niveau_en_mots }}` → « Niveau 3 (CAP, BEP) »."""
    return NIVEAUX_DIPLOME.get(niveau, str(niveau))


@register.filter
def jour_dit(iso: str) -> date | None:
    """A day kept in the details, to be shown with `date`; None when a source wrote it otherwise."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


@register.filter
def horaires_de(ouverture: Ouverture) -> str:
    """`{{ ouverture|horaires_de }}` → « lun–ven 8 h – 12 h », or nothing."""
    return presentation.horaires_lisibles(ouverture)


@register.filter
def duree_de(ouverture: Ouverture) -> str:
    """`{{ ouverture|duree_de }}` → « 24,5 h par semaine », or nothing."""
    return presentation.duree_lisible(ouverture.heures_hebdo)


@register.filter
def salaire_de(ouverture: Ouverture) -> str:
    """`{{ ouverture|salaire_de }}` → « 1 850 € brut par mois », or nothing."""
    return presentation.salaire_lisible(ouverture)


@register.filter
def mesure_en_mots(mesure: str) -> str:
    """`{{ "iae"|mesure_en_mots }}` → « Insertion par l’activité économique (PASS IAE) »."""
    return MESURES.get(mesure, mesure)


@register.filter
def source_en_mots(ouverture: Ouverture) -> str:
    """Where the opening comes from, in words."""
    return presentation.SOURCES.get(ouverture.source, ouverture.source)


@register.filter
def gravite_en_mots(signalement: Signalement) -> str:
    """`{{ un|gravite_en_mots }}` → « bloque la publication »."""
    return LIBELLES_GRAVITE[signalement.gravite]
