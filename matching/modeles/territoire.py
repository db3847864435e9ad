"""What a collective solution would open, tried on a day: the question and counts by place."""

from django.conf import settings
from django.db import models

from parcours.socle.models import Horodate, Tache


class EssaiCollectif(Horodate):
    """One collective solution tried on the open dossiers of a day; counts only, of nobody by name.

    `comptes` is null until it is computed: [[neighbourhood, sex, everyone, concerned, winners,
    pairs], …]. Small counts are in it: screens read it through the rule of small numbers.
    """

    jour = models.DateField()
    cle = models.CharField("choix", max_length=80)
    nature = models.CharField(max_length=10)
    valeurs = models.JSONField("valeurs du choix", default=dict)
    comptes = models.JSONField(null=True)
    ouvertures = models.PositiveIntegerField("ouvertures regardées", default=0)
    millisecondes = models.PositiveIntegerField("temps de calcul", default=0)
    tache = models.ForeignKey(
        Tache, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="tâche"
    )
    demande_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name="demandé par",
    )  # fmt: skip

    class Meta:
        verbose_name = "essai d’une solution collective"
        verbose_name_plural = "essais de solutions collectives"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["jour", "cle"], name="un_essai_par_jour_et_choix")
        ]
