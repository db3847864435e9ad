"""What « Ma journée » shows of the matching."""

from collections.abc import Collection, Iterable
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
    """Return the best recent accessible openings nobody has seen yet, one per dossier; 4 queries."""
    recentes = _recentes()
    candidates = {
        dossier_id: fortes
        for dossier_id, tete, accessibles in tetes(referent)
        if (fortes := [r for r in tete[:accessibles] if r[1] >= SCORE_FORT and r[0] in recentes])
    }
    montrees = set(
        Suggestion.objects.filter(dossier_id__in=candidates).values_list(
            "dossier_id", "ouverture_id"
        )
    )
    premieres = sorted(
        (-score, dossier_id, cle)
        for dossier_id, rangs in candidates.items()
        for cle, score, *_ in [r for r in rangs if (dossier_id, r[0]) not in montrees][:1]
    )[:limite]
    noms = noms_courts([dossier_id for _, dossier_id, _ in premieres])
    return [
        PisteForte(dossier_id, noms[dossier_id], cle, recentes[cle], -score)
        for score, dossier_id, cle in premieres
    ]


def tetes(referent: Utilisateur) -> Iterable[tuple[int, list[list[int]], int]]:
    """Return (dossier, head of its last ranking, how many of it are accessible: the first ones)."""
    ouverts = Dossier.objects.filter(referent=referent, statut=StatutDossier.OUVERT)
    calculs = Calcul.objects.derniers(ouverts.values("pk"))
    return calculs.order_by("-pk").values_list("dossier_id", "tete", "accessibles")


def noms_courts(dossier_ids: Collection[int]) -> dict[int, str]:
    """Return how each of these people is called in the team’s lists."""
    dossiers = Dossier.objects.select_related("personne").in_bulk(dossier_ids)
    return {pk: dossier.personne.nom_court for pk, dossier in dossiers.items()}


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


def _recentes() -> dict[int, str]:
    """Those of these last days, by date: a list of ids would cost more than their rows."""
    jour = aujourd_hui()
    publiees = Ouverture.objects.publiees(jour).filter(
        publiee_le__gte=jour - timedelta(days=JOURS_NOUVELLE)
    )
    return dict(publiees.values_list("pk", "intitule"))
