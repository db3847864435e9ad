"""How openings are shown, for the templates of this app and of those above."""

from django import template

from matching.equite.textes import Signalement
from matching.equite.textes.motifs import LIBELLES_GRAVITE
from matching.moteur.vocabulaire import MESURES
from parcours.offres import presentation
from parcours.offres.models import ExigenceOuverture, Ouverture

register = template.Library()


@register.filter
def exigence_en_mots(exigence: ExigenceOuverture) -> str:
    """`{{ exigence|exigence_en_mots }}` → « Permis B »."""
    return presentation.nommer(exigence)


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
