"""Meeting people: outreach contacts and exchanges."""

from django.conf import settings
from django.db import models

from parcours.comptes.models import Structure
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.modeles.personnes import Personne
from parcours.dossiers.modeles.saisies import Saisie
from parcours.dossiers.querysets import ContactQuerySet
from parcours.referentiels.models import QPV, Commune
from parcours.socle.models import Versionnee

LONGUEUR_NOTE = 600  # NOTE-01


class CanalContact(models.TextChoices):
    PIED_IMMEUBLE = "pied_immeuble", "Pied d’immeuble"
    PERMANENCE = "permanence", "Permanence"
    TELEPHONE = "telephone", "Téléphone"
    ASSOCIATION = "association", "Association"
    EVENEMENT = "evenement", "Évènement"


class BlocageDit(models.TextChoices):
    """What blocks, in the person's words; no health here."""

    LANGUE = "langue", "Français"
    GARDE = "garde", "Garde"
    TRANSPORT = "transport", "Transport"
    PAPIERS = "papiers", "Papiers"
    NUMERIQUE = "numerique", "Numérique"
    LOGEMENT = "logement", "Logement"
    QUALIFICATION = "qualification", "Diplôme, expérience"


class IssueContact(models.TextChoices):
    A_RAPPELER = "a_rappeler", "À rappeler"
    RENDEZ_VOUS = "rendez_vous", "Rendez-vous pris"
    DOSSIER_OUVERT = "dossier_ouvert", "Dossier ouvert"
    INFORMEE = "informee", "Personne informée"
    SANS_SUITE = "sans_suite", "Ne souhaite pas de suite"
    PERDUE_DE_VUE = "perdue_de_vue", "Perdue de vue"


class ContactTerrain(Versionnee, Saisie):
    """An outreach contact; may exist before any dossier."""

    personne = models.ForeignKey(Personne, on_delete=models.PROTECT, related_name="contacts")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="contacts")
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contacts_terrain"
    )
    quand = models.DateTimeField()
    lieu = models.CharField(max_length=120)
    qpv = models.ForeignKey(
        QPV, verbose_name="QPV", on_delete=models.SET_NULL, null=True, blank=True
    )
    commune = models.ForeignKey(Commune, on_delete=models.SET_NULL, null=True, blank=True)
    canal = models.CharField(max_length=15, choices=CanalContact)
    blocages = models.JSONField("ce qui bloque, d’après la personne", default=list, blank=True)
    note = models.CharField(max_length=LONGUEUR_NOTE, blank=True)
    issue = models.CharField("suite", max_length=15, choices=IssueContact)
    rappeler_le = models.DateField("rappeler le", null=True, blank=True)
    suite_donnee_le = models.DateTimeField("suite donnée le", null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact terrain"
        verbose_name_plural = "contacts terrain"
        ordering = ["-quand"]
        indexes = [models.Index(fields=["structure", "rappeler_le"], name="contacts_a_rappeler")]


class NatureEchange(models.TextChoices):
    RENDEZ_VOUS = "rendez_vous", "Rendez-vous"
    APPEL = "appel", "Appel"
    MESSAGE = "message", "Message"
    VISITE = "visite", "Visite"


class PresenceEchange(models.TextChoices):
    PREVU = "prevu", "Prévu"
    PRESENT = "present", "A eu lieu"
    ABSENT = "absent", "Absence"
    REPORTE = "reporte", "Reporté"


class Echange(Versionnee, Saisie):
    """A meeting, call, message or visit in a dossier, with a short note."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="echanges")
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="echanges"
    )
    nature = models.CharField(max_length=15, choices=NatureEchange)
    presence = models.CharField(
        "présence", max_length=10, choices=PresenceEchange, default=PresenceEchange.PRESENT
    )
    quand = models.DateTimeField()
    note = models.CharField(max_length=LONGUEUR_NOTE, blank=True)

    class Meta:
        verbose_name = "échange"
        verbose_name_plural = "échanges"
        ordering = ["-quand"]
        indexes = [models.Index(fields=["dossier", "-quand"], name="echanges_du_dossier")]
