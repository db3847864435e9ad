"""Tokens of the API: for a person, or for the tool of a structure. Shown once, stored hashed."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from parcours.socle.models import Horodate


class NatureJeton(models.TextChoices):
    PERSONNE = "personne", "Une personne"
    STRUCTURE = "structure", "Une structure (son outil)"


class JetonQuerySet(models.QuerySet):
    """`JetonApi.objects.utilisables(instant)`."""

    def utilisables(self, instant: datetime) -> "JetonQuerySet":
        """Neither revoked nor expired, of an account still active."""
        return self.filter(revoque_le=None, expire_le__gt=instant, utilisateur__is_active=True)


class JetonApi(Horodate):
    """Lets a programme act as `utilisateur`, within its scopes and until its end.

    Of a structure, `utilisateur` is a technical account that works there and cannot log in.
    """

    nature = models.CharField(max_length=10, choices=NatureJeton)
    nom = models.CharField("à quoi il sert", max_length=80)
    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jetons_api"
    )
    structure = models.ForeignKey(
        "comptes.Structure",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="jetons_api",
    )
    empreinte = models.CharField(max_length=64, unique=True)
    debut = models.CharField("premiers caractères", max_length=12)
    saisie = models.UUIDField("jeton de saisie", unique=True, null=True, editable=False)
    portees = models.JSONField("portées", default=list)
    expire_le = models.DateTimeField("expire le")
    utilise_le = models.DateTimeField("dernière utilisation", null=True, blank=True)
    revoque_le = models.DateTimeField("révoqué le", null=True, blank=True)
    revoque_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="révoqué par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    cree_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="créé par",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    objects = JetonQuerySet.as_manager()

    class Meta:
        verbose_name = "jeton d’API"
        verbose_name_plural = "jetons d’API"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nature="personne", structure=None)
                | Q(nature="structure", structure__isnull=False),
                name="un_jeton_de_structure_nomme_sa_structure",
            )
        ]

    def __str__(self) -> str:
        return self.nom
