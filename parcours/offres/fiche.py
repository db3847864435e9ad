"""What the page of one opening shows: facts, requirements with their forms, gestures."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from parcours.offres import etats, perms, services_textes
from parcours.offres.contextes import conditions_du_metier
from parcours.offres.forms import FERMETES
from parcours.offres.formulaire_valeur import FormulaireDuree, FormulaireExigence, FormulaireValeur
from parcours.offres.models import ExigenceOuverture, Ouverture
from parcours.offres.presentation import en_ordre, faits, noms_des_conditions

# Transition → its button, what is said once done.
GESTES: Final = {
    "pourvoir": ("Déclarer pourvue", "L’ouverture est pourvue."),
    "fermer": ("Fermer", "L’ouverture est fermée."),
    "rouvrir": ("Rouvrir", "L’ouverture est de nouveau publiée."),
    "publier": ("Publier", "L’ouverture est publiée."),
}
DERNIERES: Final = 20


def ouverture_ou_404(pk: int) -> Ouverture:
    """The opening with what its page names, else a page not found."""
    liees = Ouverture.objects.select_related("employeur", "metier", "commune", "clause")
    return get_object_or_404(liees, pk=pk)


def contexte_fiche(
    request: HttpRequest,
    ouverture: Ouverture,
    valeur: FormulaireValeur | None = None,
    duree: FormulaireDuree | None = None,
    ajout: FormulaireExigence | None = None,
) -> dict[str, Any]:
    """The context of the page; `valeur`, `duree` and `ajout` are refused forms, shown as typed."""
    dossier = request.GET.get("dossier", "")
    exigences = en_ordre(ouverture.exigences.order_by("code", "pk"))
    return {
        "ouverture": ouverture,
        "exigences": [(e, _formulaire(e, valeur)) for e in exigences],
        "ecartees": list(ouverture.exigences_ecartees.order_by("pk")),
        "deduites": _deduites(ouverture, exigences),
        "ajout": ajout or FormulaireExigence(prefix="ajout"),
        "fermetes": [*FERMETES, ("inconnu", "à vérifier")],
        "dossier_pk": int(dossier) if dossier.isdecimal() and len(dossier) < 19 else None,
        **_faits(ouverture, duree),
        **_droits(request.user, ouverture),
    }


def _formulaire(exigence: ExigenceOuverture, refuse: FormulaireValeur | None) -> FormulaireValeur:
    est_lui = refuse is not None and refuse.exigence.pk == exigence.pk
    return refuse if est_lui and refuse else FormulaireValeur(exigence)


def _deduites(ouverture: Ouverture, exigences: Sequence[ExigenceOuverture]) -> list[str]:
    """Conditions the métier makes possible and the opening does not speak of."""
    metier = ouverture.metier_id
    if metier is None:
        return []
    possibles = conditions_du_metier([metier]).get(metier, frozenset())
    return noms_des_conditions(possibles - {e.code for e in exigences})


def _faits(ouverture: Ouverture, duree: FormulaireDuree | None) -> dict[str, Any]:
    heures = {"heures": ouverture.heures_hebdo}
    return {
        "faits": faits(ouverture),
        "extrait_duree": ouverture.details.get("lus", {}).get("heures_hebdo", ""),
        "duree": duree or FormulaireDuree(initial=heures),
        "corrections": list(ouverture.corrections.select_related("par")[:DERNIERES]),
    }


def _droits(utilisateur: Any, ouverture: Ouverture) -> dict[str, Any]:
    """What this account may do with the opening in its present state."""
    permises = etats.possibles(ouverture.etat)
    return {
        "gestes": [(t, GESTES[t][0]) for t in permises if t in GESTES],
        "peut_modifier": perms.peut_modifier_tout(utilisateur, ouverture),
        "peut_corriger_metier": perms.peut_corriger_metier(utilisateur, ouverture),
        "constats": [c for c in services_textes.constats(ouverture) if not c.est_regle],
    }
