"""Documents to print: asked for, made by a background task, kept a day, erased."""

from datetime import timedelta
from typing import Final

from django.db import transaction

from freins import impression
from freins.models import GenreImprime, Imprime
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Cloture, Dossier
from parcours.socle import journal, taches
from parcours.socle.chiffrement import coffre
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.models import ActionJournal, EtatTache, Tache

TACHE: Final = "freins.imprimer"
DUREE: Final = timedelta(hours=24)
PANGO_ABSENT: Final = "pango_absent"


@transaction.atomic
def demander_imprime(
    *, dossier: Dossier, genre: str, par: Utilisateur, est_complet: bool = False,
    cloture: Cloture | None = None,
) -> Imprime:  # fmt: skip
    """Ask for a PDF of the dossier as it is; the one already on its way is returned.

    `est_complet` (what serves a barrier not to be named) only on the person's own version.
    """
    if est_complet and genre != GenreImprime.PLAN_PERSONNE:
        raise ValueError("Seule la version de la personne peut être complète.")
    champs = {
        "dossier": dossier, "genre": genre, "demande_par": par, "est_complet": est_complet,
        "cloture": cloture,
    }  # fmt: skip
    en_route = Imprime.objects.filter(pret_le=None, erreur="", **champs)
    deja = en_route.filter(cree_le__gt=maintenant() - DUREE).first()
    imprime = deja or Imprime.objects.create(**champs)
    if not _est_en_route(imprime):
        taches.demander(TACHE, {"imprime": imprime.pk}, cle=_cle(imprime))
    return imprime


def _cle(imprime: Imprime) -> str:
    return f"imprime-{imprime.pk}"


def _est_en_route(imprime: Imprime) -> bool:
    """False when its task has failed: asking again is then a new try."""
    vivants = (EtatTache.EN_ATTENTE, EtatTache.EN_COURS)
    return Tache.objects.filter(nom=TACHE, cle=_cle(imprime), etat__in=vivants).exists()


def fabriquer(imprime_id: int) -> bool:
    """Compose and keep the PDF, encrypted; nothing when it is made already, or erased since.

    False when this machine can make none: the document says so.
    """
    liens = ("dossier__personne", "dossier__structure", "dossier__referent", "cloture")
    imprime = Imprime.objects.select_related(*liens).filter(pk=imprime_id, pret_le=None).first()
    if imprime is None:
        return True
    try:
        pdf = impression.composer(imprime, aujourd_hui())
    except impression.PangoAbsent:
        Imprime.objects.filter(pk=imprime_id).update(erreur=PANGO_ABSENT)
        return False
    Imprime.objects.filter(pk=imprime_id).update(
        contenu=coffre().encrypt(pdf), pret_le=maintenant(), erreur=""
    )
    return True


def lire_imprime(*, imprime: Imprime, par: Utilisateur) -> bytes:
    """Return the PDF, and log that it was taken out."""
    journal.noter(
        acteur=par, action=ActionJournal.EXPORT, objet="imprime", objet_id=imprime.pk,
        dossier_id=imprime.dossier_id,
    )  # fmt: skip
    return coffre().decrypt(bytes(imprime.contenu or b""))


def purger_imprimes() -> int:
    """Erase the documents asked for more than a day ago; return how many."""
    anciens = Imprime.objects.filter(cree_le__lte=maintenant() - DUREE)
    return anciens.delete()[0]
