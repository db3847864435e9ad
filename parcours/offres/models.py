"""Openings of every nature, who offers them, and what they ask for."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from matching.equite.textes.exceptions import PAR_CODE, ExceptionLegale
from matching.moteur.vocabulaire import (
    CONTRATS,
    LIBELLES_CRITERES,
    LIBELLES_EXIGENCES,
    LIBELLES_PROVENANCES,
    NATURES,
)
from parcours.offres.querysets import EmployeurQuerySet, OuvertureQuerySet
from parcours.referentiels.models import Commune, Metier
from parcours.socle.models import Horodate, Versionnee


class Employeur(Horodate):
    """A company (SIRET) or a private household (none) that offers openings."""

    nom = models.CharField(max_length=150)
    est_particulier = models.BooleanField("particulier employeur", default=False)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    email = models.EmailField("adresse e-mail des réponses", blank=True)
    telephone = models.CharField("téléphone", max_length=20, blank=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, blank=True)
    membres = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="employeurs", blank=True
    )

    objects = EmployeurQuerySet.as_manager()

    class Meta:
        verbose_name = "employeur"
        verbose_name_plural = "employeurs"
        ordering = ["nom"]
        constraints = [
            models.CheckConstraint(
                condition=Q(est_particulier=False) | Q(siret=""),
                name="un_particulier_employeur_n_a_pas_de_siret",
            ),
            models.UniqueConstraint(
                fields=["siret"], condition=~Q(siret=""), name="un_employeur_par_siret"
            ),
        ]

    def __str__(self) -> str:
        return self.nom


class IssueAppel(models.TextChoices):
    VA_REPONDRE = "va_repondre", "Va répondre"
    NE_RECRUTE_PLUS = "ne_recrute_plus", "Ne recrute plus sur ces offres"
    MESSAGE = "message", "Message laissé"
    INJOIGNABLE = "injoignable", "Pas de réponse au téléphone"


class AppelEmployeur(models.Model):
    """A counsellor called an employer who does not answer; coded, no text about anyone."""

    employeur = models.ForeignKey(Employeur, on_delete=models.CASCADE, related_name="appels")
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    le = models.DateTimeField()
    issue = models.CharField(max_length=20, choices=IssueAppel)

    class Meta:
        verbose_name = "appel à un employeur"
        verbose_name_plural = "appels aux employeurs"
        ordering = ["-pk"]


class EtatDemande(models.TextChoices):
    EN_ATTENTE = "en_attente", "En attente"
    ACCEPTEE = "acceptee", "Acceptée"
    REFUSEE = "refusee", "Refusée"


class DemandeEmployeur(Horodate):
    """Someone asks to publish for a company or a household; a responsable says yes or no."""

    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="demandes_employeur"
    )
    nom = models.CharField("entreprise ou particulier", max_length=150)
    est_particulier = models.BooleanField("particulier employeur", default=False)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    telephone = models.CharField("téléphone", max_length=20)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, blank=True)
    etat = models.CharField(
        "état", max_length=10, choices=EtatDemande, default=EtatDemande.EN_ATTENTE
    )
    motif = models.CharField("motif du refus", max_length=300, blank=True)
    employeur = models.ForeignKey(
        Employeur, on_delete=models.PROTECT, null=True, blank=True, related_name="demandes"
    )
    decidee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="décidée par",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decidee_le = models.DateTimeField("décidée le", null=True, blank=True)

    class Meta:
        verbose_name = "demande d’espace employeur"
        verbose_name_plural = "demandes d’espace employeur"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["utilisateur"],
                condition=Q(etat="en_attente"),
                name="une_seule_demande_en_attente_par_compte",
            ),
        ]

    @property
    def est_confirmee(self) -> bool:
        """True once its author has entered by the link sent to their address."""
        return self.utilisateur.last_login is not None


class EtatOuverture(models.TextChoices):
    BROUILLON = "brouillon", "Brouillon"
    PUBLIEE = "publiee", "Publiée"
    EN_QUARANTAINE = "en_quarantaine", "En quarantaine"
    POURVUE = "pourvue", "Pourvue"
    FERMEE = "fermee", "Fermée"


class MotifFermeture(models.TextChoices):
    MAIN = "main", "Fermée à la main"
    ABSENTE = "absente", "Absente du dernier fichier complet"
    SOURCE = "source", "Close à la source"
    EXPIREE = "expiree", "Date dépassée"


class Clause(Versionnee, Horodate):
    """An insertion clause of a public contract; attached to openings."""

    marche = models.CharField("marché", max_length=150)
    lot = models.CharField(max_length=60, blank=True)
    acheteur = models.CharField(max_length=150)
    heures_prevues = models.PositiveIntegerField("heures d’insertion prévues")
    # By people nobody follows here, or before; the others are in `orientations.HeuresClause`.
    heures_hors_suivi = models.PositiveIntegerField("heures faites hors de Parcours", default=0)

    class Meta:
        verbose_name = "clause d’insertion"
        verbose_name_plural = "clauses d’insertion"
        constraints = [
            models.UniqueConstraint(
                fields=["marche", "lot", "acheteur"], name="une_clause_une_fois_par_lot"
            )
        ]

    def __str__(self) -> str:
        return f"{self.marche}, {self.lot}" if self.lot else self.marche


class Ouverture(Versionnee, Horodate):
    """A job, alternance, training, immersion… that someone could take."""

    nature = models.CharField(max_length=20, choices=list(NATURES.items()))
    etat = models.CharField("état", max_length=15, choices=EtatOuverture)
    source = models.CharField(max_length=40, default="saisie")
    source_id = models.CharField("identifiant de la source", max_length=120, blank=True)
    empreinte = models.CharField("empreinte du contenu importé", max_length=64, blank=True)
    jeton = models.UUIDField("jeton de saisie", null=True, unique=True, editable=False)
    intitule = models.CharField("intitulé", max_length=250)
    # Title, employer, place and métier without accents: what the list searches. Written by the
    # services, before `description` in the row so that a scan does not read the long texts.
    recherche = models.CharField("texte cherché", max_length=300, blank=True, editable=False)
    metier = models.ForeignKey(
        Metier,
        verbose_name="métier",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ouvertures",
    )
    employeur = models.ForeignKey(
        Employeur, on_delete=models.PROTECT, null=True, blank=True, related_name="ouvertures"
    )
    nom_employeur = models.CharField("employeur ou organisme (import)", max_length=150, blank=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, blank=True)
    code_departement = models.CharField("département", max_length=3, blank=True)
    lieu = models.CharField("lieu tel qu’écrit", max_length=150, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    est_teletravail = models.BooleanField("entièrement à distance", default=False)
    contrat = models.CharField(max_length=25, choices=list(CONTRATS.items()), blank=True)
    heures_hebdo = models.DecimalField(
        "heures par semaine", max_digits=4, decimal_places=1, null=True, blank=True
    )
    grille = models.CharField("horaires (84 chiffres hexadécimaux)", max_length=84, blank=True)
    grille_provenance = models.CharField(
        "provenance des horaires",
        max_length=10,
        choices=[(str(k), v) for k, v in LIBELLES_PROVENANCES.items()],
        blank=True,
    )
    # Minutes (0–29) between the half-hours of the grid and the exact start and end.
    jeu_debut = models.PositiveSmallIntegerField("minutes gagnées au début", default=0)
    jeu_fin = models.PositiveSmallIntegerField("minutes gagnées à la fin", default=0)
    est_grille_corrigee = models.BooleanField("horaires corrigés à la main", default=False)
    horaires_texte = models.CharField("horaires tels qu’écrits", max_length=300, blank=True)
    salaire_min = models.DecimalField(
        "salaire brut mensuel, de (€)", max_digits=8, decimal_places=2, null=True, blank=True
    )
    salaire_max = models.DecimalField(
        "salaire brut mensuel, à (€)", max_digits=8, decimal_places=2, null=True, blank=True
    )
    salaire_texte = models.CharField("rémunération telle qu’écrite", max_length=200, blank=True)
    debut_le = models.DateField("début", null=True, blank=True)
    duree_mois = models.PositiveSmallIntegerField("durée (mois)", null=True, blank=True)
    places = models.PositiveSmallIntegerField(default=1)
    publiee_le = models.DateField("publiée le", null=True, blank=True)
    expire_le = models.DateField("expire le", null=True, blank=True)
    fermee_le = models.DateField("fermée le", null=True, blank=True)
    motif_fermeture = models.CharField(
        "motif de fermeture", max_length=10, choices=MotifFermeture, blank=True
    )
    email_reponse = models.EmailField("adresse e-mail des réponses", blank=True)
    lien = models.URLField("lien vers l’offre d’origine", max_length=500, blank=True)
    mesures = models.JSONField("mesures légales requises", default=list, blank=True)
    clause = models.ForeignKey(
        Clause, on_delete=models.SET_NULL, null=True, blank=True, related_name="ouvertures"
    )
    # What only some natures have (sessions, funding, information meeting, purpose…).
    details = models.JSONField("détails propres à la nature", default=dict, blank=True)
    # Facts a person corrected, by name (`corrections.FAITS`): no import changes them any more.
    faits_corriges = models.JSONField("faits corrigés à la main", default=dict, blank=True)
    description = models.TextField(blank=True)

    objects = OuvertureQuerySet.as_manager()

    class Meta:
        verbose_name = "ouverture"
        verbose_name_plural = "ouvertures"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~Q(source_id=""),
                name="une_ouverture_une_fois_par_source",
            )
        ]
        indexes = [
            models.Index(fields=["etat", "nature"], name="ouvertures_par_etat"),
            models.Index(fields=["-publiee_le", "-id"], name="ouvertures_recentes"),
            models.Index(fields=["expire_le"], name="ouvertures_qui_ferment"),
            models.Index(fields=["source", "code_departement"], name="ouvertures_d_un_perimetre"),
            # Covers every filter of the list, so that 50,000 openings are searched and counted
            # without reading their texts.
            models.Index(
                fields=[
                    "etat",
                    "-publiee_le",
                    "-id",
                    "expire_le",
                    "nature",
                    "contrat",
                    "metier",
                    "code_departement",
                    "latitude",
                    "longitude",
                    "heures_hebdo",
                    "source",
                    "est_teletravail",
                    "grille",
                    "recherche",
                ],
                name="ouvertures_de_la_liste",
            ),
        ]

    def __str__(self) -> str:
        return self.intitule

    @property
    def chez(self) -> str:
        """Who offers it, as shown."""
        return self.employeur.nom if self.employeur else self.nom_employeur


class ExigenceOuverture(models.Model):
    """One requirement with how firm it is and where it was found."""

    ouverture = models.ForeignKey(Ouverture, on_delete=models.CASCADE, related_name="exigences")
    critere = models.CharField(
        "critère", max_length=15, choices=[(str(k), v) for k, v in LIBELLES_CRITERES.items()]
    )
    code = models.CharField("quoi", max_length=40, blank=True)
    niveau = models.SmallIntegerField("niveau ou quantité", null=True, blank=True)
    libelle = models.CharField("libellé", max_length=200, blank=True)
    exigence = models.CharField(
        max_length=8, choices=[(str(k), v) for k, v in LIBELLES_EXIGENCES.items()]
    )
    provenance = models.CharField(
        max_length=10, choices=[(str(k), v) for k, v in LIBELLES_PROVENANCES.items()]
    )
    extrait = models.CharField("extrait lu", max_length=300, blank=True)
    confiance = models.FloatField(default=1.0)
    est_corrigee = models.BooleanField("corrigée à la main", default=False)
    # Its code, level and firmness before the first correction: what going back restores.
    lecture = models.JSONField("lue avant correction", default=dict, blank=True)

    class Meta:
        verbose_name = "exigence d’une ouverture"
        verbose_name_plural = "exigences des ouvertures"
        constraints = [
            models.UniqueConstraint(
                fields=["ouverture", "critere", "code", "provenance"],
                name="une_exigence_une_fois_par_provenance",
            )
        ]


class ExigenceEcartee(models.Model):
    """A requirement a counsellor crossed out (« l’offre ne le demande pas »); the next import
    does not bring it back. Kept apart so that no reader of requirements can meet it."""

    ouverture = models.ForeignKey(
        Ouverture, on_delete=models.CASCADE, related_name="exigences_ecartees"
    )
    critere = models.CharField("critère", max_length=15)
    code = models.CharField("quoi", max_length=40, blank=True)
    provenance = models.CharField(max_length=10)
    contenu = models.JSONField("pour la rétablir", default=dict)

    class Meta:
        verbose_name = "exigence écartée"
        verbose_name_plural = "exigences écartées"
        constraints = [
            models.UniqueConstraint(
                fields=["ouverture", "critere", "code", "provenance"],
                name="une_exigence_ecartee_une_fois_par_provenance",
            )
        ]

    @property
    def exigence(self) -> ExigenceOuverture:
        """The requirement it was, not saved."""
        champs = {c: v for c, v in self.contenu.items() if c != "ouverture"}
        return ExigenceOuverture(**champs)


class CorrectionOuverture(models.Model):
    """What somebody corrected on an opening, in words: what, before, after. Never changed."""

    ouverture = models.ForeignKey(Ouverture, on_delete=models.CASCADE, related_name="corrections")
    quoi = models.CharField(max_length=120)
    avant = models.CharField(max_length=160, blank=True)
    apres = models.CharField("après", max_length=160, blank=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    le = models.DateTimeField()

    class Meta:
        verbose_name = "correction d’une ouverture"
        verbose_name_plural = "corrections des ouvertures"
        ordering = ["-pk"]


class EtatImport(models.TextChoices):
    EN_ATTENTE = "en_attente", "En attente"
    EN_COURS = "en_cours", "En cours"
    TERMINE = "termine", "Terminé"
    REFUSE = "refuse", "Fichier refusé"


class ImportOuvertures(Horodate):
    """One run of an importer and its report, which adds up.

    `curseur` rows are applied and counted in `rapport`, both written with each batch: an import
    that was killed goes on from there and its report still adds up.
    """

    format = models.CharField(max_length=30)
    fichier = models.CharField("nom du fichier", max_length=200)
    chemin = models.CharField("fichier déposé", max_length=300, blank=True)
    empreinte = models.CharField("empreinte SHA-256 du fichier", max_length=64, blank=True)
    source = models.CharField(max_length=40, blank=True)
    perimetre = models.CharField("périmètre complet", max_length=60, blank=True)
    etat = models.CharField(
        "état", max_length=10, choices=EtatImport, default=EtatImport.EN_ATTENTE
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
    total = models.PositiveIntegerField("lignes du fichier", default=0)
    curseur = models.PositiveIntegerField("lignes traitées", default=0)
    termine_le = models.DateTimeField("terminé le", null=True, blank=True)
    raison_refus = models.CharField("raison du refus", max_length=400, blank=True)
    rapport = models.JSONField(default=dict)
    rejets = models.JSONField("lignes rejetées", default=list)

    class Meta:
        verbose_name = "import d’ouvertures"
        verbose_name_plural = "imports d’ouvertures"
        ordering = ["-pk"]


class NatureDecision(models.TextChoices):
    CONFIRMATION = "confirmation", "Gardé et expliqué"
    EXCEPTION = "exception", "Exception prévue par la loi"
    DESACCORD = "desaccord", "Signalement jugé faux"


class EtatDecision(models.TextChoices):
    DEMANDEE = "demandee", "À valider par une seconde personne"
    VALIDEE = "validee", "Validée"
    REFUSEE = "refusee", "Refusée"


class DecisionTexte(Horodate):
    """What a person decided about a finding of the text check, and who agreed.

    A warning is kept by a written word. An error stands only by an exception of the closed list
    (`matching.equite.textes.EXCEPTIONS`) or because the finding is wrong, written down and agreed
    by a second person.
    """

    ouverture = models.ForeignKey(
        Ouverture, on_delete=models.CASCADE, related_name="decisions_texte"
    )
    regle = models.CharField("règle du catalogue", max_length=20)
    extrait = models.CharField(max_length=400)
    extrait_simple = models.CharField("extrait sans accents", max_length=200)
    nature = models.CharField(max_length=15, choices=NatureDecision)
    etat = models.CharField("état", max_length=10, choices=EtatDecision)
    exception = models.CharField("exception légale", max_length=50, blank=True)
    justification = models.CharField(max_length=600)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="par"
    )
    seconde_personne = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True,
        related_name="+", verbose_name="seconde personne",
    )  # fmt: skip
    jugee_le = models.DateTimeField("jugée le", null=True, blank=True)

    class Meta:
        verbose_name = "décision sur un texte"
        verbose_name_plural = "décisions sur les textes"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seconde_personne=None) | ~Q(seconde_personne=F("par")),
                name="deux_personnes_pour_une_exception",
            ),
            models.CheckConstraint(
                condition=Q(nature="exception") ^ Q(exception=""),
                name="une_exception_dit_laquelle",
            ),
        ]

    @property
    def est_acquise(self) -> bool:
        """It lets the words stand."""
        return self.etat == EtatDecision.VALIDEE

    @property
    def exception_legale(self) -> ExceptionLegale | None:
        """The text of law it rests on."""
        return PAR_CODE.get(self.exception)
