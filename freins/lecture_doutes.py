"""What is to be checked, with its evidence: which referral, when, who said it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from freins.models import Doute, StatutDoute
from matching.moteur.vocabulaire import LIBELLES_FAMILLES, Famille
from parcours.dossiers.models import Dossier
from parcours.orientations.etats import PHRASES, Auteur

SEUIL_ALERTE = 2
NOMS = {
    **{f.value: nom for f, nom in LIBELLES_FAMILLES.items()},
    "disponibilite": "Horaires souhaités",
}


@dataclass(frozen=True, slots=True)
class Preuve:
    """One answer that speaks against the measure."""

    quoi: str
    quand: datetime
    qui: str
    orientation_id: int


@dataclass(frozen=True, slots=True)
class AVerifier:
    """A family to check and what was said against it."""

    famille: str
    nom: str
    preuves: list[Preuve]


def a_verifier_de(dossier: Dossier, *, voit_sante: bool) -> list[AVerifier]:
    """Return the families to check of a dossier; health only for who may read it."""
    doutes = (
        Doute.objects.filter(dossier=dossier, statut=StatutDoute.A_VERIFIER)
        .select_related(
            "transition", "orientation__ouverture__employeur", "orientation__solution__structure"
        )
        .order_by("-transition__quand", "-pk")
    )  # fmt: skip
    par_famille: dict[str, list[Preuve]] = defaultdict(list)
    for doute in doutes:
        if voit_sante or doute.famille != Famille.SANTE:
            par_famille[doute.famille].append(_preuve(doute))
    return [AVerifier(f, NOMS[f], preuves) for f, preuves in sorted(par_famille.items())]


def alertes_de_doute(dossier_ids: Collection[int] | QuerySet) -> dict[int, list[str]]:
    """Return the families of each dossier that two answers at least speak against; one query.

    Health bears no name here: « une réponse à relire », for the référent alone to open.
    """
    lignes = (
        Doute.objects.filter(dossier_id__in=dossier_ids, statut=StatutDoute.A_VERIFIER)
        .values("dossier_id", "famille")
        .annotate(n=Count("pk"))
        .filter(n__gte=SEUIL_ALERTE)
        .order_by("dossier_id", "famille")
    )
    alertes: dict[int, list[str]] = defaultdict(list)
    for ligne in lignes:
        est_tue = ligne["famille"] == Famille.SANTE
        alertes[ligne["dossier_id"]].append("" if est_tue else NOMS[ligne["famille"]])
    return alertes


def _preuve(doute: Doute) -> Preuve:
    reponse, orientation = doute.transition, doute.orientation
    chez = f", {orientation.chez}" if orientation.chez else ""
    return Preuve(
        quoi=f"{PHRASES[reponse.transition]} : {orientation.intitule}{chez}",
        quand=reponse.quand,
        qui=Auteur(reponse.auteur).label.lower(),
        orientation_id=orientation.pk,
    )
