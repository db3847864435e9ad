"""The dossier and what surrounds it: situation, consents, handover, access, merge."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from parcours.comptes.models import Structure
from parcours.dossiers.modeles.personnes import Personne
from parcours.dossiers.modeles.saisies import Saisie
from parcours.dossiers.querysets import DossierQuerySet
from parcours.socle.models import Horodate, Versionnee


class StatutDossier(models.TextChoices):
    OUVERT = "ouvert", "Ouvert"
    SUSPENDU = "suspendu", "Suspendu"
    CLOS = "clos", "Clos"


class Origine(models.TextChoices):
    ALLER_VERS = "aller_vers", "Aller vers"
    PRESCRIPTEUR = "prescripteur", "Prescripteur"
    SPONTANE = "spontane", "Venue spontanée"
    PARTENAIRE = "partenaire", "Partenaire"


class Projet(models.TextChoices):
    EMPLOI = "emploi", "Emploi"
    ALTERNANCE = "alternance", "Alternance"
    FORMATION = "formation", "Formation"
    CREATION = "creation", "Création d’activité"
    A_DEFINIR = "a_definir", "À définir"


class Dossier(Versionnee, Saisie):
    """The accompaniment of one person by one structure."""

    personne = models.ForeignKey(Personne, on_delete=models.PROTECT, related_name="dossiers")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="dossiers")
    referent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="dossiers_suivis",
        verbose_name="référent·e",
    )
    statut = models.CharField(max_length=10, choices=StatutDossier, default=StatutDossier.OUVERT)
    origine = models.CharField(max_length=15, choices=Origine, default=Origine.ALLER_VERS)
    projet = models.CharField(max_length=15, choices=Projet, default=Projet.A_DEFINIR)
    ouvert_le = models.DateField()
    clos_le = models.DateField(null=True, blank=True)
    dernier_contact_le = models.DateTimeField("dernier contact", null=True, blank=True)
    history = HistoricalRecords(
        verbose_name="historique du dossier",
        excluded_fields=["dernier_contact_le", "version", "jeton"],
    )
    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "dossier"
        verbose_name_plural = "dossiers"
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "structure"],
                condition=~Q(statut="clos"),
                name="un_seul_dossier_non_clos_par_personne_et_structure",
            )
        ]
        indexes = [
            models.Index(fields=["structure", "statut", "dernier_contact_le"], name="file_active"),
            models.Index(fields=["referent", "statut"], name="dossiers_du_referent"),
        ]

    def __str__(self) -> str:
        return f"Dossier {self.pk}"


class NatureSituation(models.TextChoices):
    FRANCE_TRAVAIL = "france_travail", "Inscription à France Travail"
    ORGANISME_REFERENT = "organisme_referent", "Organisme référent et contrat d’engagement"
    RSA = "rsa", "RSA"
    ASS = "ass", "ASS"
    AAH = "aah", "AAH"
    RQTH = "rqth", "RQTH"
    DROIT_TRAVAIL = "droit_travail", "Autorisation de travailler"
    PASS_IAE = "pass_iae", "PASS IAE"
    PLIE = "plie", "PLIE"
    FSE = "fse", "FSE+"


# They speak of a handicap: for those who edit the dossier, never in a list, a chip or a summary.
NATURES_PROTEGEES = frozenset({NatureSituation.AAH, NatureSituation.RQTH})


class Situation(Versionnee, Horodate):
    """One dated fact about rights and registrations; an end date raises alerts."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="situations")
    nature = models.CharField(max_length=20, choices=NatureSituation)
    est_oui = models.BooleanField("oui", default=True)
    du = models.DateField("depuis le", null=True, blank=True)
    au = models.DateField("jusqu’au", null=True, blank=True)
    identifiant = models.CharField("numéro ou code", max_length=40, blank=True)
    organisme = models.CharField(max_length=120, blank=True)
    code_sortie = models.CharField("code de sortie", max_length=20, blank=True)
    history = HistoricalRecords(
        verbose_name="historique de la situation", excluded_fields=["version"]
    )

    class Meta:
        verbose_name = "situation"
        verbose_name_plural = "situations"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "nature"], name="une_situation_par_nature_et_dossier"
            ),
            models.CheckConstraint(
                condition=Q(au=None) | Q(du=None) | Q(au__gte=models.F("du")),
                name="une_situation_finit_apres_avoir_commence",
            ),
        ]


class FinaliteConsentement(models.TextChoices):
    ACCOMPAGNEMENT = "accompagnement", "Suivi de l’accompagnement (information donnée)"
    SANTE = "sante", "Noter des limites fonctionnelles (santé)"
    PARTAGE_EMPLOYEUR = "partage_employeur", "Transmettre ma candidature à un employeur"
    PARTAGE_SERVICE = "partage_service", "Transmettre mes coordonnées à un service"
    IDENTITE = "identite", "Dire mon nom à un employeur, pour un entretien"
    PASSATION = "passation", "Changer de structure ou de référent·e"
    RAPPELS = "rappels", "Recevoir des rappels par e-mail (un lien, rien d’autre)"


class MoyenConsentement(models.TextChoices):
    ECRIT = "ecrit", "Écrit ou signé"
    ORAL = "oral", "Oral, noté par la ou le référent"
    EN_LIGNE = "en_ligne", "En ligne, par la personne"


class Consentement(Saisie):
    """A purpose agreed to, when and how; withdrawn when."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="consentements")
    finalite = models.CharField("finalité", max_length=20, choices=FinaliteConsentement)
    version = models.CharField("version du texte", max_length=10, default="1")
    moyen = models.CharField(max_length=10, choices=MoyenConsentement)
    donne_le = models.DateTimeField("donné le")
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)
    recueilli_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    objet_id = models.BigIntegerField("orientation concernée", null=True, blank=True)
    champs = models.JSONField("informations partagées", default=list, blank=True)

    class Meta:
        verbose_name = "consentement"
        verbose_name_plural = "consentements"
        ordering = ["-donne_le"]


class TypeDocument(models.TextChoices):
    CV = "cv", "CV"
    DIPLOME = "diplome", "Diplôme ou attestation"
    LETTRE = "lettre", "Lettre"
    AUTRE = "autre", "Autre"


class Document(Saisie):
    """A file of the dossier; its real type is checked when received."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="documents")
    type = models.CharField(max_length=10, choices=TypeDocument)
    fichier = models.FileField(upload_to="dossiers/%Y/%m")
    nom = models.CharField(max_length=150)
    type_mime = models.CharField(max_length=60)
    taille = models.PositiveIntegerField()
    depose_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="déposé par",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "document"
        verbose_name_plural = "documents"
        ordering = ["-cree_le"]


class NaturePassation(models.TextChoices):
    PASSATION = "passation", "Changement de référent·e"
    REMPLACEMENT = "remplacement", "Remplacement pendant une absence"


class Passation(Saisie):
    """Handover of a dossier, or holiday cover between two dates."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="passations")
    nature = models.CharField(max_length=15, choices=NaturePassation)
    de = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    vers = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    du = models.DateField()
    au = models.DateField(null=True, blank=True)
    motif = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "passation"
        verbose_name_plural = "passations"
        ordering = ["-du", "-pk"]


class AccesMotive(Saisie):
    """A timed access to a dossier, asked for a stated reason and logged."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="acces_motives")
    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="acces_motives"
    )
    motif = models.CharField(max_length=300)
    jusqu_a = models.DateTimeField("jusqu’à")

    class Meta:
        verbose_name = "accès motivé"
        verbose_name_plural = "accès motivés"


class Fusion(Horodate):
    """Two people found to be one: what was moved, so that it can be undone."""

    gardee = models.ForeignKey(
        Personne, verbose_name="gardée", on_delete=models.CASCADE, related_name="fusions_recues"
    )
    absorbee = models.ForeignKey(Personne, on_delete=models.CASCADE, related_name="fusions_subies")
    deplacements = models.JSONField("ce qui a été déplacé", default=dict)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    annulee_le = models.DateTimeField("annulée le", null=True, blank=True)

    class Meta:
        verbose_name = "fusion de personnes"
        verbose_name_plural = "fusions de personnes"
        ordering = ["-pk"]
