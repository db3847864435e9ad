"""Who the person is: a first name is enough to begin."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from parcours.dossiers.querysets import PersonneQuerySet
from parcours.referentiels.models import QPV, Commune
from parcours.socle.models import Horodate, Versionnee


class Sexe(models.TextChoices):
    FEMME = "femme", "Femme"
    HOMME = "homme", "Homme"
    AUTRE = "autre", "Autre"
    NON_RENSEIGNE = "non_renseigne", "Non renseigné"


class Nationalite(models.TextChoices):
    """DATA-03: no finer than what a right depends on."""

    FRANCE = "fr", "Française"
    UE = "ue", "Union européenne"
    HORS_UE = "hors_ue", "Hors Union européenne"


class EtatQPV(models.TextChoices):
    OUI = "oui", "En QPV"
    NON = "non", "Hors QPV"
    A_VERIFIER = "a_verifier", "À vérifier (limite de quartier)"
    INCONNU = "inconnu", "Adresse inconnue"


class LecteurTelephone(models.TextChoices):
    PERSONNE = "personne", "La personne seule"
    PARTAGE = "partage", "Téléphone partagé : messages neutres"


class Personne(Versionnee, Horodate):
    """A person met; progressive identity (first name and place suffice). No NIR, ever."""

    prenom = models.CharField("prénom", max_length=80)
    nom = models.CharField(max_length=80, blank=True)
    telephone = models.CharField("téléphone", max_length=20, blank=True)
    telephone_lu_par = models.CharField(
        "qui lit ce téléphone ?",
        max_length=10,
        choices=LecteurTelephone,
        default=LecteurTelephone.PERSONNE,
    )
    email = models.EmailField("adresse e-mail", blank=True)
    naissance_le = models.DateField("date de naissance", null=True, blank=True)
    naissance_annee = models.PositiveSmallIntegerField("année de naissance", null=True, blank=True)
    sexe = models.CharField(max_length=15, choices=Sexe, default=Sexe.NON_RENSEIGNE)
    nationalite = models.CharField(
        "nationalité (si un droit en dépend)", max_length=8, choices=Nationalite, blank=True
    )
    langue_preferee = models.CharField("langue préférée", max_length=40, blank=True)
    adresse = models.CharField(max_length=200, blank=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    point_est_precis = models.BooleanField("point placé précisément", default=False)
    qpv = models.ForeignKey(
        QPV, verbose_name="QPV", on_delete=models.SET_NULL, null=True, blank=True
    )
    qpv_etat = models.CharField(
        "situation en QPV", max_length=12, choices=EtatQPV, default=EtatQPV.INCONNU
    )
    qpv_calcule_le = models.DateField("QPV calculé le", null=True, blank=True)
    compte = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="personne",
    )
    history = HistoricalRecords(
        verbose_name="historique de la personne", excluded_fields=["version"]
    )
    objects = PersonneQuerySet.as_manager()

    class Meta:
        verbose_name = "personne"
        verbose_name_plural = "personnes"
        indexes = [models.Index(fields=["prenom", "nom"], name="personnes_par_nom")]

    def __str__(self) -> str:
        return self.nom_court

    @property
    def nom_court(self) -> str:
        """« Nadia B. », as shown to the team."""
        return f"{self.prenom} {self.nom[:1]}." if self.nom else self.prenom
