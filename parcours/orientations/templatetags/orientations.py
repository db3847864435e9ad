"""What other apps show of the orientations: `{% load orientations %}`."""

from typing import Any

from django import template

from parcours.orientations import etats
from parcours.orientations.etats import Auteur, EtatOrientation
from parcours.orientations.models import Orientation

register = template.Library()

PASTILLES = {
    EtatOrientation.ENVOYEE: "verifier",
    EtatOrientation.A_L_ETUDE: "verifier",
    EtatOrientation.PREALABLE: "genant",
    EtatOrientation.ENTRETIEN: "genant",
    EtatOrientation.ACCEPTEE: "leve",
    EtatOrientation.EN_COURS: "leve",
    EtatOrientation.REALISEE: "leve",
    EtatOrientation.REFUSEE: "bloquant",
}


@register.inclusion_tag("orientations/_en_cours.html")
def orientations_en_cours(dossier: Any) -> dict[str, Any]:
    """A short list of what is going on, for the synthesis of a dossier."""
    rangs = Orientation.objects.du_dossier(dossier).en_cours_de_suite()
    return {"orientations": list(rangs[:6]), "dossier": dossier}


@register.simple_tag
def orientations_du_dossier(dossier: Any) -> list[Orientation]:
    """`{% orientations_du_dossier dossier as liste %}`: all of them, latest first."""
    return list(Orientation.objects.du_dossier(dossier))


@register.inclusion_tag("orientations/_pour_la_personne.html")
def mes_orientations(dossier: Any) -> dict[str, Any]:
    """The person's own, in plain words, with « dire non » while it is possible."""
    rangs = Orientation.objects.du_dossier(dossier).en_cours_de_suite()[:10]
    return {
        "lignes": [
            {"orientation": o, "peut_dire_non": etats.peut("decliner", o, Auteur.PERSONNE)}
            for o in rangs
        ]
    }


@register.simple_tag
def orientation_en_cours_vers(dossier: Any, ouverture: Any) -> Orientation | None:
    """The live one of this dossier to this opening, or None."""
    vivantes = Orientation.objects.vivantes().pour_liste()
    return vivantes.filter(dossier=dossier, ouverture=ouverture).first()


@register.filter
def pastille(etat: str) -> str:
    """The class of the chip of a state; its words say it too."""
    return PASTILLES.get(EtatOrientation(etat), "")
