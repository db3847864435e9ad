"""What other apps show of the orientations: `{% load orientations %}`."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.db.models import Count

from parcours.orientations import accords, etats
from parcours.orientations.etats import Auteur, EtatOrientation
from parcours.orientations.lectures import Delais, delai_de_reponse, delais_par_employeur
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
            {
                "orientation": o,
                "peut_dire_non": etats.peut("decliner", o, Auteur.PERSONNE),
                "peut_se_nommer": accords.peut_nommer(o),
            }
            for o in rangs
        ]
    }


@register.simple_tag
def orientation_en_cours_vers(dossier: Any, ouverture: Any) -> Orientation | None:
    """The live one of this dossier to this opening, or None."""
    vivantes = Orientation.objects.vivantes().pour_liste()
    return vivantes.filter(dossier=dossier, ouverture=ouverture).first()


@register.simple_tag
def candidatures_par_ouverture(employeurs: Iterable[Any]) -> dict[int, int]:
    """How many applications wait for an answer, by opening of these employers."""
    lignes = Orientation.objects.a_repondre().filter(ouverture__employeur__in=list(employeurs))
    comptees = lignes.order_by().values("ouverture_id").annotate(n=Count("pk"))
    return {ligne["ouverture_id"]: ligne["n"] for ligne in comptees}


@register.simple_tag
def delais_des_employeurs(employeurs: Iterable[Any]) -> dict[int, Delais]:
    """How each of these employers answers, in one query."""
    return delais_par_employeur(employeurs)


@register.simple_tag
def delai_de_l_employeur(employeur: Any) -> Delais:
    """How one employer answers."""
    return delai_de_reponse(employeur)


@register.filter
def valeur_pour(valeurs: Mapping[int, Any], cle: int) -> Any:
    """`{{ delais|valeur_pour:e.pk }}`: the value of a key, or None."""
    return valeurs.get(cle)


@register.filter
def pastille(etat: str) -> str:
    """The class of the chip of a state; its words say it too."""
    return PASTILLES.get(EtatOrientation(etat), "")
