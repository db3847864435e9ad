"""Services that lift barriers (data·inclusion): who, what, for whom, how to reach them."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from freins.regles import gains
from parcours.referentiels.models import Commune
from parcours.socle.models import Horodate, Versionnee
from parcours.solutions.querysets import SolutionQuerySet

LOCALE = "locale"


def verifier_gain(valeur: Any) -> None:
    """Refuse a gain outside the vocabulary of `freins.regles.gains`."""
    try:
        gains.depuis_json(valeur)
    except gains.GainInvalide as faute:
        raise ValidationError(str(faute)) from faute


class StructureSolution(Horodate):
    """A local organisation that offers services (data·inclusion Structure)."""

    source = models.CharField(max_length=60, default=LOCALE)
    source_id = models.CharField("identifiant de la source", max_length=120, blank=True)
    nom = models.CharField(max_length=150)
    nom_masque = models.CharField("nom montré à l’extérieur", max_length=150, blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    description = models.TextField(blank=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, blank=True)
    adresse = models.CharField(max_length=200, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    telephone = models.CharField("téléphone", max_length=20, blank=True)
    site = models.URLField("site web", max_length=500, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    empreinte = models.CharField("empreinte de la ligne", max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = "organisme"
        verbose_name_plural = "organismes"
        ordering = ["nom"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~Q(source_id=""),
                name="un_organisme_par_identifiant_de_sa_source",
            )
        ]

    def __str__(self) -> str:
        return self.nom


class Solution(Versionnee, Horodate):
    """A service and the capacity it raises (gain), its delay, cost, places, for whom.

    What the source says and what the team adds are apart: an import writes only
    `importeurs.ecrire.CHAMPS_SOURCE`, never the gain, the delay or the conditions added here.
    """

    structure = models.ForeignKey(
        StructureSolution, on_delete=models.PROTECT, related_name="solutions"
    )
    source = models.CharField(max_length=60, default=LOCALE)
    source_id = models.CharField("identifiant de la source", max_length=120, blank=True)
    jeton = models.UUIDField("jeton de saisie", null=True, unique=True, editable=False)
    nom = models.CharField(max_length=150)
    # What the list searches, without accents, and what it filters on; written by services.
    recherche = models.CharField("texte cherché", max_length=400, blank=True, editable=False)
    cles = models.TextField("clés de filtre", blank=True, editable=False)
    description = models.TextField(blank=True)
    type_service = models.CharField("type de service", max_length=40, blank=True)
    thematiques = models.JSONField("thématiques", default=list)
    publics = models.JSONField(default=list, blank=True)
    publics_precisions = models.TextField("précisions sur les publics", blank=True)
    conditions_acces = models.TextField("conditions d’accès", blank=True)
    frais = models.CharField(max_length=40, blank=True)
    frais_precisions = models.TextField("précisions sur les frais", blank=True)
    modes_accueil = models.JSONField("modes d’accueil", default=list, blank=True)
    zone = models.JSONField("zone desservie", default=list, blank=True)
    lien = models.URLField("page du service", max_length=500, blank=True)
    email = models.EmailField("adresse e-mail du service", blank=True)
    telephone = models.CharField("téléphone du service", max_length=20, blank=True)
    # Where the service is given, when it is not at its organisation's.
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, blank=True)
    adresse = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    maj_source_le = models.DateField("mise à jour à la source le", null=True, blank=True)
    # From here on: the team's own knowledge, that no import touches.
    gain = models.JSONField("capacité gagnée", default=dict, blank=True, validators=[verifier_gain])
    delai_jours = models.PositiveSmallIntegerField("délai habituel (jours)", null=True, blank=True)
    cout = models.PositiveIntegerField("reste à charge (€)", null=True, blank=True)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    age_min = models.PositiveSmallIntegerField("âge minimum", null=True, blank=True)
    age_max = models.PositiveSmallIntegerField("âge maximum", null=True, blank=True)
    rayon_km = models.PositiveSmallIntegerField("rayon desservi (km)", null=True, blank=True)
    zone_locale = models.JSONField("zone précisée par l’équipe", default=list, blank=True)
    est_reservee_aux_femmes = models.BooleanField("réservée aux femmes", default=False)
    ouvre_le = models.DateField("ouvre le", null=True, blank=True)
    fin_le = models.DateField("prend fin le", null=True, blank=True)
    est_active = models.BooleanField("active", default=True)
    retiree_le = models.DateField("absente de la source depuis le", null=True, blank=True)
    empreinte = models.CharField("empreinte de la ligne", max_length=64, blank=True, editable=False)

    objects = SolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "solution"
        verbose_name_plural = "solutions"
        ordering = ["nom"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~Q(source_id=""),
                name="une_solution_par_identifiant_de_sa_source",
            ),
            models.CheckConstraint(
                condition=Q(age_min=None) | Q(age_max=None) | Q(age_min__lte=models.F("age_max")),
                name="l_age_minimum_precede_l_age_maximum",
            ),
        ]
        indexes = [
            models.Index(fields=["est_active", "nom"], name="solutions_actives_par_nom"),
            models.Index(
                fields=["latitude", "longitude"], name="solutions_par_lieu",
                condition=Q(est_active=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.nom

    @property
    def est_locale(self) -> bool:
        """Typed here: all of it may be edited; an imported one keeps what its source says."""
        return self.source == LOCALE

    @property
    def lieu(self) -> Commune | None:
        """The commune where it is given."""
        return self.commune or self.structure.commune

    @property
    def adresse_postale(self) -> str:
        return self.adresse or self.structure.adresse

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude where it is given, else those of its organisation."""
        for porteur in (self, self.structure):
            if porteur.latitude is not None and porteur.longitude is not None:
                return porteur.latitude, porteur.longitude
        return None


class EtatImportSolutions(models.TextChoices):
    EN_ATTENTE = "en_attente", "En attente"
    EN_COURS = "en_cours", "En cours"
    TERMINE = "termine", "Terminé"
    REFUSE = "refuse", "Refusé"


class ImportSolutions(Horodate):
    """One run of the importer of services, and its report, which adds up.

    `curseur` rows are applied and counted in `rapport`, both written with each batch: an import
    that was killed goes on from there.
    """

    fichiers = models.JSONField("noms des fichiers", default=list)
    chemins = models.JSONField("fichiers déposés", default=list, blank=True)
    source = models.CharField(max_length=60, blank=True)
    est_complet = models.BooleanField("fichiers complets", default=False)
    etat = models.CharField(
        "état", max_length=10, choices=EtatImportSolutions, default=EtatImportSolutions.EN_ATTENTE
    )
    jeton = models.UUIDField("jeton de saisie", null=True, unique=True, editable=False)
    demande_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="demandé par",
    )
    jour = models.DateField("jour de l’import", null=True, blank=True)
    total = models.PositiveIntegerField("lignes lues", default=0)
    curseur = models.PositiveIntegerField("lignes traitées", default=0)
    termine_le = models.DateTimeField("terminé le", null=True, blank=True)
    raison_refus = models.CharField("raison du refus", max_length=400, blank=True)
    rapport = models.JSONField(default=dict)
    rejets = models.JSONField("lignes rejetées", default=list)

    class Meta:
        verbose_name = "import de solutions"
        verbose_name_plural = "imports de solutions"
        ordering = ["-pk"]
