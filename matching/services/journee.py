"""What « Ma journée » shows of the matching."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import QuerySet

from matching.models import Calcul, GesteSuggestion, Suggestion
from parcours.comptes.models import Utilisateur
from parcours.dossiers.modeles.dossiers import StatutDossier
from parcours.dossiers.models import Dossier
from parcours.offres.models import Ouverture
from parcours.socle.horloge import aujourd_hui, maintenant

# A strong suggestion: this much of the 100,000 milli-points, on an opening this recent.
SCORE_FORT: Final = 65_000
JOURS_NOUVELLE: Final = 3
JOURS_GESTE: Final = 30


@dataclass(frozen=True, slots=True)
class PisteForte:
    """An opening of these last days, accessible and well placed for someone who was not told."""

    dossier_id: int
    qui: str
    ouverture_id: int
    intitule: str
    score: int


def nouvelles_pistes_fortes(referent: Utilisateur, limite: int = 5) -> list[PisteForte]:
    """Return the best recent accessible openings nobody has seen yet, one per dossier; 5 queries."""
    candidates = _tetes_accessibles(referent)
    recentes = _recentes({cle for rangs in candidates.values() for cle, _ in rangs})
    montrees = set(
        Suggestion.objects.filter(dossier_id__in=candidates, ouverture_id__in=recentes).values_list(
            "dossier_id", "ouverture_id"
        )
    )
    pistes = [
        (-score, dossier_id, cle)
        for dossier_id, rangs in candidates.items()
        for cle, score in [
            r for r in rangs if r[0] in recentes and (dossier_id, r[0]) not in montrees
        ][:1]
    ]
    premieres = sorted(pistes)[:limite]
    noms = _noms([dossier_id for _, dossier_id, _ in premieres])
    return [
        PisteForte(dossier_id, noms[dossier_id], cle, recentes[cle], -score)
        for score, dossier_id, cle in premieres
    ]


def gestes_de_personnes(referent: Utilisateur) -> QuerySet[Suggestion]:
    """Return what jobseekers answered these last days: the yes to follow first, then the no."""
    return (
        Suggestion.objects.filter(
            dossier__referent=referent,
            dossier__statut=StatutDossier.OUVERT,
            geste__in=[GesteSuggestion.OUI, GesteSuggestion.NON],
            modifie_le__gte=maintenant() - timedelta(days=JOURS_GESTE),
        )
        .select_related("dossier__personne", "ouverture__employeur")
        .order_by("-geste", "-modifie_le")
    )


def _noms(dossier_ids: list[int]) -> dict[int, str]:
    dossiers = Dossier.objects.select_related("personne").in_bulk(dossier_ids)
    return {pk: dossier.personne.nom_court for pk, dossier in dossiers.items()}


def _tetes_accessibles(referent: Utilisateur) -> dict[int, list[tuple[int, int]]]:
    """Strong accessible openings of each open dossier. A head lists the accessible ones first."""
    ouverts = Dossier.objects.filter(referent=referent, statut=StatutDossier.OUVERT)
    calculs = Calcul.objects.derniers(ouverts.values("pk"))
    return {
        dossier_id: fortes
        for dossier_id, tete, accessibles in calculs.values_list(
            "dossier_id", "tete", "accessibles"
        )
        if (fortes := [(r[0], r[1]) for r in tete[:accessibles] if r[1] >= SCORE_FORT])
    }


def _recentes(cles: set[int]) -> dict[int, str]:
    jour = aujourd_hui()
    publiees = Ouverture.objects.publiees(jour).filter(
        pk__in=cles, publiee_le__gte=jour - timedelta(days=JOURS_NOUVELLE)
    )
    return dict(publiees.values_list("pk", "intitule"))
