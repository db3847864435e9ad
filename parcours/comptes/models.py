"""Accounts: users, structures, and who belongs where since when."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from parcours.socle.models import Horodate


class Role(models.TextChoices):
    CONSEILLER = "conseiller", "Conseillère ou conseiller"
    RESPONSABLE = "responsable", "Responsable de structure"
    EMPLOYEUR = "employeur", "Employeur"
    FACILITATRICE = "facilitatrice", "Facilitatrice ou facilitateur des clauses"
    PERSONNE = "personne", "Personne accompagnée"
    PILOTAGE = "pilotage", "Pilotage"
    ADMINISTRATION = "administration", "Administration"


class GestionnaireUtilisateurs(BaseUserManager["Utilisateur"]):
    """Creates accounts by e-mail; addresses are compared without case."""

    def create_user(
        self, email: str, password: str | None = None, **champs: object
    ) -> "Utilisateur":
        compte = self.model(email=self.normalize_email(email).lower(), **champs)
        compte.set_password(password)
        compte.save(using=self._db)
        return compte

    def create_superuser(self, email: str, password: str, **champs: object) -> "Utilisateur":
        champs |= {"role": Role.ADMINISTRATION, "is_staff": True, "is_superuser": True}
        return self.create_user(email, password, **champs)

    def get_by_natural_key(self, username: str | None) -> "Utilisateur":
        return self.get(email__iexact=username)


class Utilisateur(AbstractBaseUser, PermissionsMixin, Horodate):
    """Someone who can log in. One role; structures through Appartenance."""

    pseudonyme = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("adresse e-mail", unique=True)
    prenom = models.CharField("prénom", max_length=80, blank=True)
    nom = models.CharField("nom", max_length=80, blank=True)
    role = models.CharField("rôle", max_length=20, choices=Role)
    is_active = models.BooleanField("actif", default=True)
    est_technique = models.BooleanField(
        "compte d’un outil (ne se connecte pas, n’est référent de personne)", default=False
    )
    is_staff = models.BooleanField("accès à l’administration technique", default=False)

    objects = GestionnaireUtilisateurs()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = "utilisateur"
        verbose_name_plural = "utilisateurs"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="une_seule_personne_par_adresse_e_mail")
        ]

    def __str__(self) -> str:
        return self.nom_court or self.email

    @property
    def nom_court(self) -> str:
        """« Awa D. », as shown to colleagues."""
        return f"{self.prenom} {self.nom[:1]}." if self.nom else self.prenom


class Structure(Horodate):
    """An organisation that accompanies people (mission locale, PLIE, association…)."""

    nom = models.CharField(max_length=150)
    nom_masque = models.CharField(
        "nom montré hors de la structure",
        max_length=150,
        blank=True,
        help_text="À remplir quand le vrai nom révélerait une situation.",
    )
    siret = models.CharField("SIRET", max_length=14, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    telephone = models.CharField("téléphone", max_length=20, blank=True)
    adresse = models.CharField(max_length=200, blank=True)
    code_commune = models.CharField("commune (code INSEE)", max_length=5, blank=True)

    class Meta:
        verbose_name = "structure"
        verbose_name_plural = "structures"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom

    @property
    def nom_public(self) -> str:
        """The name that may be shown outside: the masked one when there is one."""
        return self.nom_masque or self.nom


class Appartenance(models.Model):
    """A counsellor or a responsable works in a structure, from one day to another."""

    utilisateur = models.ForeignKey(
        Utilisateur, on_delete=models.CASCADE, related_name="appartenances"
    )
    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="appartenances")
    du = models.DateField()
    au = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "appartenance"
        verbose_name_plural = "appartenances"
        constraints = [
            models.UniqueConstraint(
                fields=["utilisateur", "structure"],
                condition=Q(au=None),
                name="une_appartenance_ouverte_par_structure",
            ),
            models.CheckConstraint(
                condition=Q(au=None) | Q(au__gte=models.F("du")),
                name="une_appartenance_finit_apres_avoir_commence",
            ),
        ]


class NatureLien(models.TextChoices):
    UNIQUE = "unique", "Lien à usage unique (envoyé par e-mail)"
    CARTE = "carte", "Carte imprimée : QR code et code secret"


class LienAcces(Horodate):
    """A way in for someone without a password; only hashes are stored."""

    utilisateur = models.ForeignKey(
        Utilisateur, on_delete=models.CASCADE, related_name="liens_acces"
    )
    nature = models.CharField(max_length=10, choices=NatureLien)
    empreinte = models.CharField(max_length=64, unique=True)
    code_hache = models.CharField("code secret (haché)", max_length=128, blank=True)
    expire_le = models.DateTimeField("expire le")
    utilise_le = models.DateTimeField("dernière utilisation", null=True, blank=True)
    essais = models.PositiveSmallIntegerField("essais manqués", default=0)
    revoque_le = models.DateTimeField("révoqué le", null=True, blank=True)
    cree_par = models.ForeignKey(
        Utilisateur, verbose_name="créé par", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "lien d’accès"
        verbose_name_plural = "liens d’accès"


class FiltreEnregistre(models.Model):
    """A list's filters that someone named to find them again."""

    utilisateur = models.ForeignKey(Utilisateur, on_delete=models.CASCADE, related_name="filtres")
    ecran = models.CharField("écran", max_length=40)
    nom = models.CharField(max_length=60)
    requete = models.CharField("filtres", max_length=500)

    class Meta:
        verbose_name = "filtre enregistré"
        verbose_name_plural = "filtres enregistrés"
        ordering = ["nom"]
        constraints = [
            models.UniqueConstraint(
                fields=["utilisateur", "ecran", "nom"], name="un_nom_de_filtre_une_fois_par_ecran"
            )
        ]


# The rooms of this one, by concept; last, since they point to the accounts above.
from parcours.comptes.modeles.abonnements import (  # noqa: E402
    Abonnement,
    EtatLivraison,
    Livraison,
)
from parcours.comptes.modeles.jetons import JetonApi, NatureJeton  # noqa: E402
from parcours.comptes.modeles.notifications import (  # noqa: E402
    EnvoiNotification,
    GenreNotification,
    Notification,
    PreferenceNotification,
    Recapitulatif,
)

__all__ = [
    "Abonnement",
    "Appartenance",
    "EnvoiNotification",
    "EtatLivraison",
    "FiltreEnregistre",
    "GenreNotification",
    "JetonApi",
    "LienAcces",
    "Livraison",
    "NatureJeton",
    "NatureLien",
    "Notification",
    "PreferenceNotification",
    "Recapitulatif",
    "Role",
    "Structure",
    "Utilisateur",
]
