"""What the accounts to try were told lately: the latest answers, some of them read."""

from datetime import timedelta
from typing import Final

from django.urls import reverse

from parcours.comptes.models import EnvoiNotification, GenreNotification, Notification, Utilisateur
from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.comptes import COMPTES_DEMO
from parcours.demonstration.insertion import inserer
from parcours.orientations.avis import phrase
from parcours.orientations.etats import Auteur
from parcours.orientations.models import TransitionOrientation

JOURS: Final = 21
NON_LUES: Final = timedelta(days=4)


def creer_nouvelles(calendrier: Calendrier) -> None:
    """One notification for each answer received by the référents one can log in as."""
    comptes = Utilisateur.objects.filter(email__in=[c.email for c in COMPTES_DEMO])
    reponses = TransitionOrientation.objects.filter(
        auteur=Auteur.DESTINATAIRE, orientation__dossier__referent__in=comptes,
        quand__gte=vers_instant(calendrier.jour - timedelta(days=JOURS)),
    ).select_related(
        "orientation__ouverture__employeur", "orientation__solution__structure",
        "orientation__dossier__referent",
    )  # fmt: skip
    inserer([_notification(rang, calendrier) for rang in reponses.order_by("quand", "pk")])


def _notification(rang: TransitionOrientation, calendrier: Calendrier) -> Notification:
    referent = rang.orientation.dossier.referent
    est_lue = rang.quand < vers_instant(calendrier.jour) - NON_LUES
    return Notification(
        utilisateur=referent, cle=f"issue-{rang.pk}-{referent.pk}",
        genre=GenreNotification.REPONSE, envoi=EnvoiNotification.TOUT_DE_SUITE,
        texte=phrase(rang.orientation, rang.get_vers_display().lower())[:300],
        adresse=reverse("orientations:fiche", args=[rang.orientation_id]),
        cree_le=rang.quand, modifie_le=rang.quand, lue_le=rang.quand if est_lue else None,
    )  # fmt: skip
