"""What someone is told: in the list of the site, by e-mail at once, or once a day."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from parcours.socle.models import Horodate


class GenreNotification(models.TextChoices):
    REPONSE = "reponse", "Une orientation a du nouveau"
    PLACE_PRISE = "place_prise", "Une ouverture est pourvue ou fermée"
    SANS_REPONSE = "sans_reponse", "Un destinataire sans e-mail est à rappeler"
    ETAPE = "etape", "Une étape arrive à sa date"
    CANDIDATURE = "candidature", "Une candidature arrive ou se termine"
    ESPACE_DEMANDE = "espace_demande", "Un employeur demande un espace"


class EnvoiNotification(models.TextChoices):
    TOUT_DE_SUITE = "tout_de_suite", "Par e-mail, tout de suite"
    RECAPITULATIF = "recapitulatif", "Dans un e-mail par jour, s’il y a du nouveau"
    SUR_LE_SITE = "sur_le_site", "Dans Parcours seulement"


class PreferenceNotification(models.Model):
    """How someone wants to be told of one kind; absent, the default of the kind holds."""

    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences_notification"
    )
    genre = models.CharField(max_length=20, choices=GenreNotification)
    envoi = models.CharField(max_length=15, choices=EnvoiNotification)

    class Meta:
        verbose_name = "préférence de notification"
        verbose_name_plural = "préférences de notification"
        constraints = [
            models.UniqueConstraint(
                fields=["utilisateur", "genre"], name="une_preference_par_genre_de_notification"
            )
        ]


class Recapitulatif(Horodate):
    """The e-mail of one day to one person: a number and a link. Its failure is visible and retried."""

    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recapitulatifs"
    )
    jour = models.DateField()
    envoye_le = models.DateTimeField("envoyé le", null=True)
    # Everything was read before it left, or the next day's took its content over.
    est_sans_objet = models.BooleanField("devenu sans objet", default=False)
    erreur = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = "récapitulatif"
        verbose_name_plural = "récapitulatifs"
        constraints = [
            models.UniqueConstraint(
                fields=["utilisateur", "jour"], name="un_recapitulatif_par_personne_et_par_jour"
            )
        ]


class NotificationQuerySet(models.QuerySet["Notification"]):
    """`Notification.objects.de(awa).non_lues()`."""

    def de(self, utilisateur: object) -> "NotificationQuerySet":
        return self.filter(utilisateur=utilisateur)

    def non_lues(self) -> "NotificationQuerySet":
        return self.filter(lue_le=None)

    def a_recapituler(self) -> "NotificationQuerySet":
        """Kept for the daily e-mail, unread, in none yet, of someone who can still come in."""
        return self.non_lues().filter(
            envoi=EnvoiNotification.RECAPITULATIF, recapitulatif=None, utilisateur__is_active=True
        )

    def plus_vieilles_que(self, jour: date) -> "NotificationQuerySet":
        return self.filter(cree_le__date__lt=jour)


class Notification(Horodate):
    """One piece of news to one person, once: what happened, and the page where to see it.

    No name of anyone, no barrier, no health: the page behind the link asks who reads.
    """

    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    cle = models.CharField("clé d’unicité", max_length=120)
    genre = models.CharField(max_length=20, choices=GenreNotification)
    texte = models.CharField(max_length=300)
    adresse = models.CharField("page où la voir", max_length=200)
    envoi = models.CharField("choisi alors", max_length=15, choices=EnvoiNotification)
    lue_le = models.DateTimeField("lue le", null=True)
    recapitulatif = models.ForeignKey(
        Recapitulatif,
        verbose_name="récapitulatif",
        on_delete=models.SET_NULL,
        null=True,
        related_name="notifications",
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "notification"
        verbose_name_plural = "notifications"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["utilisateur", "cle"], name="une_nouvelle_une_fois_par_personne"
            )
        ]
        indexes = [
            # The number in the banner of every page.
            models.Index(
                fields=["utilisateur"], name="notifications_non_lues", condition=Q(lue_le=None)
            )
        ]
