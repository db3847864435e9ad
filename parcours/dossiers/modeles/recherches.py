"""What the person wants."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from parcours.dossiers.modeles.dossiers import Dossier
from parcours.referentiels.models import Metier
from parcours.socle.models import Horodate, Versionnee


class Recherche(Versionnee, Horodate):
    """The search of one dossier. `grille`: hours wanted if childcare were solved (84 hex, or
    empty = no wish stated)."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="recherche")
    natures = models.JSONField("types d’ouverture", default=list, blank=True)
    contrats = models.JSONField("contrats voulus", default=list, blank=True)
    heures_min = models.PositiveSmallIntegerField(
        "heures par semaine, au moins", null=True, blank=True
    )
    heures_max = models.PositiveSmallIntegerField(
        "heures par semaine, au plus", null=True, blank=True
    )
    debut_au_plus_tot = models.DateField("disponible à partir du", null=True, blank=True)
    salaire_min = models.PositiveIntegerField(
        "salaire brut mensuel minimum (€)", null=True, blank=True
    )
    # Minutes the person accepts, by mode; the possible ways of coming are a Capacite.
    minutes_max = models.JSONField("minutes de trajet acceptées", default=dict, blank=True)
    grille = models.CharField("heures voulues", max_length=84, blank=True)
    history = HistoricalRecords(
        verbose_name="historique de la recherche", excluded_fields=["version"]
    )

    class Meta:
        verbose_name = "recherche"
        verbose_name_plural = "recherches"


class MetierVoulu(models.Model):
    """A wanted métier and how much (1 to 3)."""

    recherche = models.ForeignKey(Recherche, on_delete=models.CASCADE, related_name="metiers")
    metier = models.ForeignKey(Metier, verbose_name="métier", on_delete=models.PROTECT)
    poids = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    history = HistoricalRecords(verbose_name="historique du métier voulu")

    class Meta:
        verbose_name = "métier voulu"
        verbose_name_plural = "métiers voulus"
        ordering = ["-poids", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recherche", "metier"], name="un_metier_voulu_une_fois_par_recherche"
            )
        ]
