"""The domain-free records: read/write log, outbox of events, background tasks."""

import uuid

from django.db import models
from django.db.models import Q


class Horodate(models.Model):
    """Created and last changed when."""

    cree_le = models.DateTimeField("créé le", auto_now_add=True, editable=False)
    modifie_le = models.DateTimeField("modifié le", auto_now=True, editable=False)

    class Meta:
        abstract = True


class Versionnee(models.Model):
    """Counts its changes, so that nobody overwrites what they have not seen.

    Bumped by the services (`socle.versions.avancer`); carried by forms and by the ETag of the API.
    """

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class ActionJournal(models.TextChoices):
    LECTURE = "lecture", "Lecture"
    CREATION = "creation", "Création"
    MODIFICATION = "modification", "Modification"
    SUPPRESSION = "suppression", "Suppression"
    EXPORT = "export", "Export"
    REFUS = "refus", "Accès refusé"


class EntreeJournal(models.Model):
    """One act on a record: who (pseudonym), when, what, why. Append-only (database triggers)."""

    quand = models.DateTimeField("quand", auto_now_add=True, db_index=True)
    acteur = models.UUIDField("pseudonyme de l’acteur", null=True)
    role = models.CharField("rôle", max_length=20, blank=True)
    action = models.CharField(max_length=15, choices=ActionJournal)
    objet = models.CharField("type d’objet", max_length=40)
    objet_id = models.CharField("identifiant", max_length=40)
    dossier_id = models.BigIntegerField("numéro du dossier", null=True, db_index=True)
    champ = models.CharField("champ sensible", max_length=60, blank=True)
    motif = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "entrée du journal"
        verbose_name_plural = "entrées du journal"
        ordering = ["-quand", "-pk"]


class Evenement(models.Model):
    """Something changed (outbox): written in the transaction of the change, consumed later."""

    sujet = models.CharField(max_length=30)
    sujet_id = models.BigIntegerField("numéro du sujet")
    quoi = models.CharField(max_length=60, blank=True)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    traite_le = models.DateTimeField("traité le", null=True)

    class Meta:
        verbose_name = "évènement"
        verbose_name_plural = "évènements"
        indexes = [
            models.Index(fields=["id"], name="evenement_a_traiter", condition=Q(traite_le=None))
        ]


class EtatTache(models.TextChoices):
    EN_ATTENTE = "en_attente", "En attente"
    EN_COURS = "en_cours", "En cours"
    FAITE = "faite", "Faite"
    ECHOUEE = "echouee", "Échouée"


class Tache(models.Model):
    """The truth about one background job: state, lease, progress, error in words."""

    uuid = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    nom = models.CharField(max_length=80)
    arguments = models.JSONField("arguments (identifiants seulement)", default=dict)
    cle = models.CharField("clé d’unicité", max_length=120, blank=True)
    file = models.CharField(max_length=10, default="court")
    etat = models.CharField("état", max_length=12, choices=EtatTache, default=EtatTache.EN_ATTENTE)
    pas_avant = models.DateTimeField("pas avant", null=True)
    bail_jusqu_a = models.DateTimeField("bail jusqu’à", null=True)
    bail_jeton = models.UUIDField("jeton du bail", null=True)
    tentatives = models.PositiveSmallIntegerField(default=0)
    fait = models.PositiveIntegerField("avancement", default=0)
    total = models.PositiveIntegerField(default=0)
    # Where a long task stands, in words for the page, and what it needs to go on from there: codes
    # and numbers, never anything about anyone.
    etape = models.CharField("étape", max_length=120, blank=True)
    reprise = models.JSONField("de quoi reprendre", default=dict)
    erreur = models.TextField(blank=True)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    envoyee_le = models.DateTimeField("envoyée le", null=True)
    finie_le = models.DateTimeField("finie le", null=True)

    class Meta:
        verbose_name = "tâche"
        verbose_name_plural = "tâches"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nom", "cle"],
                condition=Q(etat="en_attente") & ~Q(cle=""),
                name="une_seule_tache_en_attente_par_cle",
            )
        ]
        indexes = [
            models.Index(
                fields=["bail_jusqu_a"],
                name="tache_a_reprendre",
                condition=Q(etat__in=["en_attente", "en_cours"]),
            ),
            models.Index(fields=["nom", "cle", "-id"], name="derniere_tache_d_un_nom"),
        ]
