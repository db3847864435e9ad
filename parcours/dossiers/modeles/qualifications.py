"""What the person can do: diplomas, certificates, licences, languages, experience, skills."""

from django.db import models
from simple_history.models import HistoricalRecords

from matching.moteur.vocabulaire import NIVEAUX_CECRL, NIVEAUX_DIPLOME, PERMIS, PREUVES
from parcours.dossiers.langues import nom_langue
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.modeles.saisies import Saisie
from parcours.referentiels.models import Competence, Metier
from parcours.socle.models import Horodate, Versionnee

CECRL = [(niveau, niveau) for niveau in NIVEAUX_CECRL]


class Diplome(Versionnee, Saisie):
    """A diploma and its level in the cadre national; one obtained abroad may not be recognised."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="diplomes")
    intitule = models.CharField("intitulé", max_length=150)
    niveau = models.PositiveSmallIntegerField(choices=list(NIVEAUX_DIPLOME.items()))
    annee = models.PositiveSmallIntegerField("année", null=True, blank=True)
    est_etranger_non_reconnu = models.BooleanField(
        "obtenu à l’étranger, non reconnu", default=False
    )
    history = HistoricalRecords(
        verbose_name="historique du diplôme", excluded_fields=["jeton", "version"]
    )

    class Meta:
        verbose_name = "diplôme"
        verbose_name_plural = "diplômes"


class Certification(Versionnee, Saisie):
    """A certificate or habilitation, with its end (CACES, SST…)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="certifications")
    code = models.SlugField("code", max_length=40)
    intitule = models.CharField("intitulé", max_length=150)
    expire_le = models.DateField("valable jusqu’au", null=True, blank=True)
    history = HistoricalRecords(
        verbose_name="historique de la certification", excluded_fields=["jeton", "version"]
    )

    class Meta:
        verbose_name = "certification"
        verbose_name_plural = "certifications"


class Permis(Versionnee, Horodate):
    """A driving licence held; a foreign one waits for its exchange before a deadline."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="permis")
    categorie = models.CharField(
        "catégorie", max_length=3, choices=[(code, code) for code in PERMIS]
    )
    est_etranger = models.BooleanField("permis étranger à échanger", default=False)
    echange_avant_le = models.DateField("à échanger avant le", null=True, blank=True)
    history = HistoricalRecords(verbose_name="historique du permis", excluded_fields=["version"])

    class Meta:
        verbose_name = "permis"
        verbose_name_plural = "permis"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "categorie"], name="un_permis_une_fois_par_dossier"
            )
        ]


class Langue(Versionnee, Horodate):
    """A language, oral and written apart (CEFR). French (`fr`) is the measure of `langue`."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="langues")
    code = models.CharField("langue", max_length=3)
    oral = models.CharField(max_length=2, choices=CECRL, blank=True)
    ecrit = models.CharField("écrit", max_length=2, choices=CECRL, blank=True)
    history = HistoricalRecords(verbose_name="historique de la langue", excluded_fields=["version"])

    class Meta:
        verbose_name = "langue"
        verbose_name_plural = "langues"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "code"], name="une_langue_une_fois_par_dossier"
            )
        ]

    @property
    def nom(self) -> str:
        """« Français », « Arabe »…"""
        return nom_langue(self.code)


class OrigineExperience(models.TextChoices):
    SALARIEE = "salariee", "Emploi salarié ou indépendant"
    BENEVOLE = "benevole", "Bénévolat"
    VIE = "vie", "Expérience de la vie"


class Experience(Versionnee, Saisie):
    """Months in a métier. One from life gives skills; its origin is for the person and référent."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="experiences")
    origine = models.CharField(max_length=10, choices=OrigineExperience)
    metier = models.ForeignKey(
        Metier, verbose_name="métier", on_delete=models.PROTECT, null=True, blank=True
    )
    intitule = models.CharField("intitulé", max_length=150, blank=True)
    mois = models.PositiveSmallIntegerField("durée (mois)")
    fin_annee = models.PositiveSmallIntegerField("jusqu’en (année)", null=True, blank=True)
    history = HistoricalRecords(
        verbose_name="historique de l’expérience", excluded_fields=["jeton", "version"]
    )

    class Meta:
        verbose_name = "expérience"
        verbose_name_plural = "expériences"


class CompetencePersonne(Versionnee, Horodate):
    """A ROME skill of the person with its proof. Only this travels to the engine and cards."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="competences")
    competence = models.ForeignKey(Competence, verbose_name="compétence", on_delete=models.PROTECT)
    preuve = models.CharField(max_length=10, choices=list(PREUVES.items()), default="declaree")
    experience = models.ForeignKey(
        Experience,
        verbose_name="expérience",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="competences",
    )
    history = HistoricalRecords(
        verbose_name="historique de la compétence", excluded_fields=["version"]
    )

    class Meta:
        verbose_name = "compétence de la personne"
        verbose_name_plural = "compétences des personnes"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "competence"], name="une_competence_une_fois_par_dossier"
            )
        ]
