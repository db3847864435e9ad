"""Referrals: from a dossier to an opening or a solution, followed to their outcome."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string

from parcours.dossiers.models import Dossier
from parcours.offres.models import Clause, Ouverture
from parcours.orientations.etats import EN_CLAIR, Auteur, EtatOrientation
from parcours.orientations.querysets import CourrielQuerySet, OrientationQuerySet
from parcours.socle.models import Horodate, Versionnee
from parcours.solutions.models import Solution

ALPHABET_REFERENCE = "ACDEFGHJKLMNPQRTUVWXYZ34679"  # nothing that reads as something else

HEURES_MAX_PAR_MOIS = 260  # 60 h a week: more is a mistake of typing


def nouvelle_reference() -> str:
    """« K7F3 »: what the recipient calls the application by; says nothing of anyone."""
    return get_random_string(4, ALPHABET_REFERENCE)


class Orientation(Versionnee, Horodate):
    """One referral; its state changes only through orientations.services."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="orientations")
    ouverture = models.ForeignKey(
        Ouverture, on_delete=models.PROTECT, null=True, blank=True, related_name="orientations"
    )
    solution = models.ForeignKey(
        Solution, on_delete=models.PROTECT, null=True, blank=True, related_name="orientations"
    )
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="orientations_faites"
    )
    etat = models.CharField(
        "état", max_length=12, choices=EtatOrientation, default=EtatOrientation.BROUILLON
    )
    reference = models.CharField("référence", max_length=6, default=nouvelle_reference)
    # When the present state was reached (alerts without news).
    etat_le = models.DateTimeField("dans cet état depuis", null=True, blank=True)
    mot = models.CharField("phrase de la conseillère ou du conseiller", max_length=600, blank=True)
    champs_partages = models.JSONField("informations partagées (service)", default=list, blank=True)
    # The blind card as it was when sent: what the recipient read stays what they read.
    carte = models.JSONField("carte transmise", default=dict, blank=True)
    partage_jusqu_au = models.DateField("informations lisibles jusqu’au", null=True, blank=True)
    # No address to write to: the counsellor passes it on (phone, source site) and reports answers.
    est_transmise_autrement = models.BooleanField("transmise par un autre moyen", default=False)
    email_destinataire = models.EmailField("adresse e-mail du destinataire", blank=True)
    envoyee_le = models.DateTimeField("envoyée le", null=True, blank=True)
    repondue_le = models.DateTimeField("première réponse le", null=True, blank=True)
    relancee_le = models.DateTimeField("dernière relance le", null=True, blank=True)
    relances = models.PositiveSmallIntegerField(default=0)
    rendez_vous_le = models.DateTimeField("entretien le", null=True, blank=True)
    rendez_vous_lieu = models.CharField("lieu de l’entretien", max_length=200, blank=True)
    demarree_le = models.DateField("démarrée le", null=True, blank=True)
    maintien_mois = models.PositiveSmallIntegerField("maintien constaté (mois)", default=0)
    finie_le = models.DateField("finie le", null=True, blank=True)
    jeton = models.UUIDField("jeton de saisie", unique=True, null=True, editable=False)

    objects = OrientationQuerySet.as_manager()

    class Meta:
        verbose_name = "orientation"
        verbose_name_plural = "orientations"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ouverture=None, solution__isnull=False)
                | Q(ouverture__isnull=False, solution=None),
                name="une_orientation_va_vers_une_ouverture_ou_une_solution",
            ),
            models.UniqueConstraint(
                fields=["dossier", "ouverture"],
                condition=Q(
                    ouverture__isnull=False,
                    etat__in=[
                        "brouillon", "envoyee", "a_l_etude", "prealable", "entretien",
                        "acceptee", "en_cours",
                    ],
                ),
                name="une_seule_orientation_vivante_par_dossier_et_ouverture",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["etat", "envoyee_le"], name="orientations_sans_reponse"),
            models.Index(fields=["ouverture", "etat"], name="orientations_d_une_ouverture"),
        ]

    @property
    def intitule(self) -> str:
        """What it leads to."""
        return self.ouverture.intitule if self.ouverture else self.solution.nom  # type: ignore[union-attr]

    @property
    def chez(self) -> str:
        """Who receives it."""
        return self.ouverture.chez if self.ouverture else self.solution.structure.nom  # type: ignore[union-attr]

    @property
    def en_clair(self) -> str:
        """Its state, in the person's words."""
        return EN_CLAIR[EtatOrientation(self.etat)]


class TransitionOrientation(models.Model):
    """One immutable row per change of state."""

    orientation = models.ForeignKey(
        Orientation, on_delete=models.CASCADE, related_name="transitions"
    )
    transition = models.CharField(max_length=25)
    de = models.CharField(max_length=12, choices=EtatOrientation)
    vers = models.CharField(max_length=12, choices=EtatOrientation)
    auteur = models.CharField("qualité de l’auteur", max_length=15, choices=Auteur)
    # PROTECT: the log is never rewritten, not even by a deleted account.
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    motif = models.CharField(max_length=30, blank=True)
    texte = models.CharField(max_length=600, blank=True)
    date_effet = models.DateField("date d’effet", null=True)
    quand = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "changement d’état d’une orientation"
        verbose_name_plural = "changements d’état des orientations"
        ordering = ["pk"]


class HeuresClause(Horodate):
    """Hours of an insertion clause done in one month by the person of one referral."""

    # Kept apart from the opening's: detaching it later does not take the hours away.
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="heures")
    orientation = models.ForeignKey(
        Orientation, on_delete=models.PROTECT, related_name="heures_clause"
    )
    mois = models.DateField("mois (son premier jour)")
    heures = models.DecimalField(max_digits=5, decimal_places=2)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "heures de clause d’insertion"
        verbose_name_plural = "heures de clause d’insertion"
        ordering = ["mois"]
        constraints = [
            models.UniqueConstraint(
                fields=["orientation", "mois"], name="des_heures_une_fois_par_personne_et_mois"
            ),
            models.CheckConstraint(
                condition=Q(heures__gt=0, heures__lte=HEURES_MAX_PAR_MOIS),
                name="les_heures_d_un_mois_sont_plausibles",
            ),
        ]


class LienReponse(models.Model):
    """A signed link sent to a recipient; 8 days; each reminder carries a new one."""

    orientation = models.ForeignKey(Orientation, on_delete=models.CASCADE, related_name="liens")
    empreinte = models.CharField(max_length=64, unique=True)
    expire_le = models.DateTimeField("expire le")
    cree_le = models.DateTimeField("créé le", auto_now_add=True)

    class Meta:
        verbose_name = "lien de réponse"
        verbose_name_plural = "liens de réponse"


class Courriel(Horodate):
    """An e-mail to send, once; its failure is visible and retried."""

    cle = models.CharField("clé d’unicité", max_length=120, unique=True)
    orientation = models.ForeignKey(
        Orientation, on_delete=models.CASCADE, null=True, related_name="courriels"
    )
    transition = models.ForeignKey(
        TransitionOrientation, on_delete=models.CASCADE, null=True, related_name="courriels"
    )
    destinataire = models.EmailField()
    gabarit = models.CharField(max_length=60)
    envoye_le = models.DateTimeField("envoyé le", null=True)
    # The orientation had moved on before the e-mail left: it would only have misled.
    est_sans_objet = models.BooleanField("devenu sans objet", default=False)
    erreur = models.CharField(max_length=120, blank=True)

    objects = CourrielQuerySet.as_manager()

    class Meta:
        verbose_name = "courriel"
        verbose_name_plural = "courriels"
