"""Services that lift barriers (data·inclusion): who, what, for whom, how to reach them."""

from django.db import models

from parcours.referentiels.models import Commune
from parcours.socle.models import Horodate, Versionnee
from parcours.solutions.querysets import SolutionQuerySet


class StructureSolution(Horodate):
    """A local organisation that offers services (data·inclusion Structure)."""

    source = models.CharField(max_length=60, default="locale")
    source_id = models.CharField("identifiant de la source", max_length=120, blank=True)
    nom = models.CharField(max_length=150)
    nom_masque = models.CharField("nom montré à l’extérieur", max_length=150, blank=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, blank=True)
    adresse = models.CharField(max_length=200, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    telephone = models.CharField("téléphone", max_length=20, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        verbose_name = "organisme"
        verbose_name_plural = "organismes"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom


class Solution(Versionnee, Horodate):
    """A service and the capacity it raises (gain), its delay and cost."""

    structure = models.ForeignKey(
        StructureSolution, on_delete=models.PROTECT, related_name="solutions"
    )
    source_id = models.CharField("identifiant de la source", max_length=120, blank=True)
    jeton = models.UUIDField("jeton de saisie", null=True, unique=True, editable=False)
    nom = models.CharField(max_length=150)
    # Name, organisation and place without accents: what the list searches; written by services.
    recherche = models.CharField("texte cherché", max_length=400, blank=True, editable=False)
    description = models.TextField(blank=True)
    thematiques = models.JSONField("thématiques", default=list)
    publics = models.JSONField(default=list, blank=True)
    frais = models.CharField(max_length=40, blank=True)
    modes_accueil = models.JSONField("modes d’accueil", default=list, blank=True)
    gain = models.JSONField("capacité gagnée", default=dict, blank=True)
    delai_jours = models.PositiveSmallIntegerField("délai habituel (jours)", null=True, blank=True)
    cout = models.PositiveIntegerField("reste à charge (€)", null=True, blank=True)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    est_reservee_aux_femmes = models.BooleanField("réservée aux femmes", default=False)
    est_active = models.BooleanField("active", default=True)

    objects = SolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "solution"
        verbose_name_plural = "solutions"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom
