"""What the audit keeps of the engine: its nights, its versions, its decisions, and the alerts."""

from django.conf import settings
from django.db import models

from parcours.comptes.models import Structure
from parcours.dossiers.models import Dossier
from parcours.socle.models import Horodate


class EligibiliteFamille(models.Model):
    """One open dossier and one family of métiers, as ranked last night; no label of anyone."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="eligibilites")
    famille = models.CharField("famille de métiers", max_length=1)
    accessibles = models.PositiveIntegerField("ouvertures accessibles")
    en_tete = models.PositiveSmallIntegerField("dans les premières")
    meilleur_rang = models.PositiveSmallIntegerField(null=True)
    # Sum of 1 / log2(1 + rank) over the openings of the family that are in the head.
    attention = models.FloatField(default=0)
    releve_le = models.DateField("relevé le")

    class Meta:
        verbose_name = "éligibilité par famille de métiers"
        verbose_name_plural = "éligibilités par famille de métiers"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "famille"], name="une_eligibilite_par_dossier_et_famille"
            )
        ]
        indexes = [models.Index(fields=["famille", "dossier"], name="eligibles_d_une_famille")]


class ReleveClassement(models.Model):
    """One night, one group: how many are eligible, how many in the head, how much attention."""

    jour = models.DateField()
    version_moteur = models.CharField("version du moteur", max_length=20)
    dimension = models.CharField(max_length=10)
    groupe = models.CharField(max_length=20)
    famille = models.CharField("famille de métiers (vide : toutes)", max_length=1, blank=True)
    eligibles = models.PositiveIntegerField("personnes éligibles")
    en_tete = models.PositiveIntegerField("personnes dans les premières")
    attention = models.FloatField()
    # Of the whole family: divergence and first prefix short of the group; see services.releves.
    mesures = models.JSONField(default=dict)

    class Meta:
        verbose_name = "relevé d’un classement"
        verbose_name_plural = "relevés des classements"
        ordering = ["-jour", "dimension", "famille", "groupe"]
        constraints = [
            models.UniqueConstraint(
                fields=["jour", "dimension", "famille", "groupe"],
                name="un_releve_par_nuit_et_groupe",
            )
        ]


class VersionMoteur(models.Model):
    """A version of the engine in use: its weights, what it changed, the audit before and after."""

    code = models.CharField(max_length=20, primary_key=True)
    en_service_le = models.DateField("en service le")
    poids = models.JSONField("poids des critères", default=dict)
    changements = models.TextField("ce qui change", blank=True)
    audit_avant = models.JSONField("audit avant", default=dict)
    audit_apres = models.JSONField("audit après", default=dict)

    class Meta:
        verbose_name = "version du moteur"
        verbose_name_plural = "versions du moteur"
        ordering = ["-en_service_le", "-code"]


class ActeDecision(models.TextChoices):
    MONTREE = "montree", "Montrée"
    VUE = "vue", "Vue par la personne"
    ECARTEE = "ecartee", "Écartée"
    REPRISE = "reprise", "Reprise"
    OUI = "oui", "La personne dit oui"
    NON = "non", "La personne dit non"
    ORIENTEE = "orientee", "Orientée"


class Decision(models.Model):
    """One line of the decision log, append-only: what the engine said, what a human did, why.

    The dossier is a pseudonym (keyed hash), the inputs their hash in the ranking; kept at least six
    months (AI act, articles 12, 19 and 26), whatever becomes of the dossier.
    """

    quand = models.DateTimeField(auto_now_add=True, db_index=True)
    dossier_pseudonyme = models.CharField("pseudonyme du dossier", max_length=32, db_index=True)
    ouverture_numero = models.BigIntegerField("numéro de l’ouverture")
    acte = models.CharField(max_length=10, choices=ActeDecision)
    motif = models.CharField(max_length=30, blank=True)
    acteur = models.UUIDField("pseudonyme de l’acteur", null=True)
    role = models.CharField("rôle", max_length=20, blank=True)
    version_moteur = models.CharField("version du moteur", max_length=20, blank=True)
    empreinte = models.CharField("empreinte des entrées (HMAC)", max_length=64, blank=True)
    rang = models.PositiveSmallIntegerField(null=True)
    score = models.IntegerField(null=True)

    class Meta:
        verbose_name = "décision"
        verbose_name_plural = "décisions"
        ordering = ["-pk"]


class EtatAlerte(models.TextChoices):
    OUVERTE = "ouverte", "À traiter"
    TRAITEE = "traitee", "Traitée"
    ECARTEE = "ecartee", "Écartée avec une raison"


class AlerteEquite(Horodate):
    """A group eligible and never referred in a family, in one structure: it ends in a human act."""

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="alertes")
    dimension = models.CharField(max_length=10)
    groupe = models.CharField(max_length=20)
    famille = models.CharField("famille de métiers", max_length=1)
    # Rounded down for whoever sees aggregates only; the référents see their own list.
    nombre = models.PositiveIntegerField("personnes concernées")
    etat = models.CharField("état", max_length=10, choices=EtatAlerte, default=EtatAlerte.OUVERTE)
    motif = models.CharField("ce qui a été fait, ou pourquoi non", max_length=300, blank=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    close_le = models.DateTimeField("close le", null=True)

    class Meta:
        verbose_name = "alerte d’équité"
        verbose_name_plural = "alertes d’équité"
        ordering = ["-nombre", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["structure", "dimension", "groupe", "famille"],
                condition=models.Q(etat="ouverte"),
                name="une_seule_alerte_ouverte_par_groupe_et_famille",
            )
        ]
