"""What the engine computed and what was shown or acted on."""

from django.conf import settings
from django.db import models

from matching.modeles.comptes import MemoireComptes, PopulationComptee
from matching.modeles.equite import (
    ActeDecision,
    AlerteEquite,
    Decision,
    EligibiliteFamille,
    EtatAlerte,
    ReleveClassement,
    VersionMoteur,
)
from matching.modeles.territoire import EssaiCollectif
from matching.querysets import CalculQuerySet, SuggestionQuerySet
from parcours.dossiers.models import Dossier
from parcours.offres.models import Ouverture
from parcours.socle.models import Horodate

__all__ = [
    "ActeDecision",
    "AlerteEquite",
    "Calcul",
    "Decision",
    "EligibiliteFamille",
    "EssaiCollectif",
    "EtatAlerte",
    "GesteSuggestion",
    "MemoireComptes",
    "PopulationComptee",
    "ReleveClassement",
    "Suggestion",
    "VersionMoteur",
]


class Calcul(models.Model):
    """One ranking of a dossier: engine version, keyed hash of the inputs, three counts."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="calculs")
    version_moteur = models.CharField("version du moteur", max_length=20)
    empreinte = models.CharField("empreinte des entrées (HMAC)", max_length=64)
    catalogue = models.CharField("version du catalogue", max_length=40)
    accessibles = models.PositiveIntegerField()
    a_verifier = models.PositiveIntegerField("à vérifier")
    bloquees = models.PositiveIntegerField("bloquées")
    # [[ouverture_id, score, peut, veut], …] best first; never a reason, which could be health.
    tete = models.JSONField("premières ouvertures", default=list)
    # When the openings, the referrals and the day it rests on were read; later than `calcule_le`
    # when the same answer was found again.
    vaut_le = models.DateTimeField("vaut pour cet instant", null=True)
    calcule_le = models.DateTimeField("calculé le", auto_now_add=True)

    objects = CalculQuerySet.as_manager()

    class Meta:
        verbose_name = "calcul"
        verbose_name_plural = "calculs"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["dossier", "-id"], name="dernier_calcul_du_dossier")]


class GesteSuggestion(models.TextChoices):
    MONTREE = "montree", "Montrée"
    VUE = "vue", "Vue par la personne"
    ECARTEE = "ecartee", "Écartée"
    OUI = "oui", "La personne dit oui"
    NON = "non", "La personne dit non"
    ORIENTEE = "orientee", "Orientée"


class Suggestion(Horodate):
    """An opening shown to, or acted on for, a dossier, with the score and rank of that moment."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="suggestions")
    ouverture = models.ForeignKey(Ouverture, on_delete=models.CASCADE, related_name="suggestions")
    calcul = models.ForeignKey(Calcul, on_delete=models.SET_NULL, null=True)
    rang = models.PositiveSmallIntegerField(null=True)
    score = models.IntegerField(null=True)
    peut = models.IntegerField(null=True)
    veut = models.IntegerField(null=True)
    geste = models.CharField(
        max_length=10, choices=GesteSuggestion, default=GesteSuggestion.MONTREE
    )
    motif = models.CharField(max_length=30, blank=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    version_moteur = models.CharField("version du moteur", max_length=20, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = "suggestion"
        verbose_name_plural = "suggestions"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "ouverture"], name="une_suggestion_par_dossier_et_ouverture"
            )
        ]
        indexes = [models.Index(fields=["dossier", "geste"], name="suggestions_par_geste")]
