"""« Capacité à vérifier »: what an answer says against a measure, with its evidence.

A decline or a refusal for garde, mobilite, langue, sante or horaires, by whoever may give that
reason, is written here once. The measure stays as it is: a counsellor confirms (a new measure) or
sets the doubt aside, with a reason. For health, no text, and the référent alone reads it.
"""

from collections.abc import Collection
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from freins.models import Capacite, Doute, FamilleMesuree, StatutDoute
from freins.services.changements import Changement, appliquer
from freins.services.mesurer import mettre_en_doute, repondre_aux_doutes
from matching.moteur.vocabulaire import Famille
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Dossier, StatutDossier
from parcours.dossiers.services.traces import tracer
from parcours.orientations.models import TransitionOrientation

HORAIRES: Final = "horaires"
FAMILLES_DE_MOTIF: Final = {
    "garde": Famille.GARDE,
    "mobilite": Famille.MOBILITE,
    "langue": Famille.LANGUE,
    "sante": Famille.SANTE,
}
_TRANSITIONS: Final = ("decliner", "refuser", "rompre")


def relever_doutes(dossier_ids: Collection[int]) -> int:
    """Write the doubts that the answers of these dossiers raise; return how many are new.

    Idempotent: an answer is written once, whatever the number of times its event is replayed.
    """
    reponses = (
        TransitionOrientation.objects.filter(
            orientation__dossier_id__in=dossier_ids,
            orientation__dossier__statut=StatutDossier.OUVERT,
            transition__in=_TRANSITIONS,
            motif__in=[*FAMILLES_DE_MOTIF, HORAIRES],
            doute=None,
        )
        .select_related("orientation__dossier")
        .order_by("pk")
    )
    return sum(_relever(reponse) for reponse in reponses)


@transaction.atomic
def _relever(reponse: TransitionOrientation) -> bool:
    dossier = reponse.orientation.dossier
    famille = _famille(reponse, dossier)
    if _est_deja_repondu(dossier, famille, reponse):
        return False
    _, est_neuf = Doute.objects.get_or_create(
        transition=reponse,
        defaults={"dossier": dossier, "famille": famille, "orientation": reponse.orientation},
    )
    if est_neuf:
        mettre_en_doute(dossier=dossier, famille=famille)
    return est_neuf


def _famille(reponse: TransitionOrientation, dossier: Dossier) -> str:
    """Hours that do not suit speak against the hours of childcare known, else of the wishes."""
    if reponse.motif != HORAIRES:
        return FAMILLES_DE_MOTIF[reponse.motif]
    grilles = Capacite.objects.filter(dossier=dossier, famille=Famille.GARDE, mesure__etat="grille")
    return Famille.GARDE if grilles.exists() else Famille.DISPONIBILITE


def _est_deja_repondu(dossier: Dossier, famille: str, reponse: TransitionOrientation) -> bool:
    """True when the measure was taken again on a later day than the answer."""
    apres = Capacite.objects.filter(
        dossier=dossier, famille=famille, mesuree_le__gt=timezone.localdate(reponse.quand)
    )
    return famille in FamilleMesuree.values and apres.exists()


@transaction.atomic
def confirmer_doutes(
    *, dossier: Dossier, famille: str, changement: Changement | None, par: Utilisateur, jour: date
) -> int:
    """The doubt was right: write the new measure; return how many doubts it answers.

    RienNeChange when the measure is the same. Health and wished hours are changed on their own
    page: `changement` is None.
    """
    if changement is not None:
        appliquer(dossier=dossier, changement=changement, par=par, jour=jour)
    return repondre_aux_doutes(dossier=dossier, famille=famille, par=par, jour=jour)


@transaction.atomic
def ecarter_doutes(
    *, dossier: Dossier, famille: str, raison: str, par: Utilisateur, jour: date
) -> int:
    """The measure holds: set its doubts aside with a reason; return how many."""
    ecartes = repondre_aux_doutes(
        dossier=dossier, famille=famille, par=par, jour=jour, statut=StatutDoute.ECARTE,
        raison="" if famille == Famille.SANTE else raison,
    )  # fmt: skip
    douteuse = Capacite.objects.filter(dossier=dossier, famille=famille, a_verifier=True).first()
    if douteuse:
        douteuse.a_verifier = False
        douteuse._history_user = par  # type: ignore[attr-defined]
        douteuse.save()
        tracer(dossier=dossier, par=par, objet=douteuse, champ=famille, evenement="capacite")
    return ecartes
