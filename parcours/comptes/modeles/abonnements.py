"""Outgoing notices (webhooks): who is told what where, and each delivery with its fate."""

import uuid

from django.conf import settings
from django.db import models

from parcours.socle.chiffrement import JSONChiffre
from parcours.socle.models import Horodate, Versionnee


class Abonnement(Versionnee, Horodate):
    """An address of another tool that is told the outcome of the referrals of one structure."""

    structure = models.ForeignKey(
        "comptes.Structure", on_delete=models.CASCADE, related_name="abonnements"
    )
    adresse = models.URLField(max_length=500)
    evenements = models.JSONField("évènements suivis", default=list)
    # Needed in clear to sign: encrypted at rest, shown once.
    secret = JSONChiffre("secret de signature (chiffré)")
    est_actif = models.BooleanField("actif", default=True)
    cree_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="créé par",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "abonnement"
        verbose_name_plural = "abonnements"
        ordering = ["-pk"]


class EtatLivraison(models.TextChoices):
    A_LIVRER = "a_livrer", "À livrer"
    LIVREE = "livree", "Livrée"
    ABANDONNEE = "abandonnee", "Abandonnée après tous les essais"


class Livraison(Horodate):
    """One notice to one address: written with the change it tells, tried until it is received."""

    uuid = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    abonnement = models.ForeignKey(Abonnement, on_delete=models.CASCADE, related_name="livraisons")
    evenement = models.CharField("évènement", max_length=40)
    # Identifiers, codes and dates only: never a name nor a reason.
    contenu = models.JSONField(default=dict)
    etat = models.CharField(
        "état", max_length=12, choices=EtatLivraison, default=EtatLivraison.A_LIVRER
    )
    essais = models.PositiveSmallIntegerField(default=0)
    prochain_essai_le = models.DateTimeField("prochain essai le", null=True, blank=True)
    livree_le = models.DateTimeField("livrée le", null=True, blank=True)
    erreur = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "livraison"
        verbose_name_plural = "livraisons"
        ordering = ["-pk"]
