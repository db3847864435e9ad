"""Barriers, the capacities they measure, and the plan that lifts them."""

import uuid
from datetime import time
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from freins.querysets import RappelQuerySet
from matching.moteur.vocabulaire import LIBELLES_FAMILLES
from parcours.dossiers.models import Cloture, Consentement, Dossier, MoyenConsentement
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.socle.chiffrement import JSONChiffre
from parcours.socle.models import Horodate, Versionnee
from parcours.solutions.models import Solution


class ImpactFrein(models.TextChoices):
    AUCUN = "aucun", "N’empêche rien"
    GENANT = "genant", "Gênant"
    BLOQUANT = "bloquant", "Bloquant"


class StatutFrein(models.TextChoices):
    IDENTIFIE = "identifie", "Identifié"
    EN_COURS = "en_cours", "En cours de levée"
    LEVE = "leve", "Levé"
    ACCEPTE = "accepte", "Accepté (la personne choisit de ne pas le lever)"


OUVERTS = (StatutFrein.IDENTIFIE, StatutFrein.EN_COURS)


class Frein(Versionnee, Horodate):
    """A barrier of a dossier. For health, `thematique` holds the category only (`sante`)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="freins")
    thematique = models.CharField("thématique", max_length=120)
    impact = models.CharField(max_length=10, choices=ImpactFrein, default=ImpactFrein.GENANT)
    est_prioritaire = models.BooleanField("prioritaire", default=False)
    statut = models.CharField(max_length=10, choices=StatutFrein, default=StatutFrein.IDENTIFIE)
    identifie_le = models.DateField("identifié le")
    identifie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="identifié par",
        on_delete=models.PROTECT,
        related_name="+",
    )
    leve_le = models.DateField("levé le", null=True, blank=True)
    leve_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="levé par",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    history = HistoricalRecords(verbose_name="historique du frein", excluded_fields=["version"])

    class Meta:
        verbose_name = "frein"
        verbose_name_plural = "freins"
        ordering = ["-est_prioritaire", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "thematique"],
                condition=Q(statut__in=["identifie", "en_cours"]),
                name="un_seul_frein_ouvert_par_thematique",
            )
        ]


class FamilleMesuree(models.TextChoices):
    """The families whose measure lives here; French, licences and level live in dossiers."""

    GARDE = "garde", "Garde d’enfants"
    MOBILITE = "mobilite", "Mobilité"
    NUMERIQUE = "numerique", "Numérique"


class Capacite(Versionnee, Horodate):
    """What a barrier measures; `mesure` is validated by freins.regles.mesures."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="capacites")
    famille = models.CharField(max_length=12, choices=FamilleMesuree)
    mesure = models.JSONField(default=dict)
    a_verifier = models.BooleanField("à vérifier", default=False)
    mesuree_le = models.DateField("mesurée le")
    history = HistoricalRecords(
        verbose_name="historique de la capacité", excluded_fields=["version"]
    )

    class Meta:
        verbose_name = "capacité"
        verbose_name_plural = "capacités"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "famille"], name="une_capacite_par_famille_et_dossier"
            )
        ]


class LimitesSante(Horodate):
    """Functional limits chosen by the person: encrypted, with consent, no history in clear."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="limites_sante")
    limites = JSONChiffre("limites fonctionnelles (chiffrées)", null=True)
    # RESTRICT, not PROTECT: erasing a whole dossier must take both.
    consentement = models.ForeignKey(Consentement, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        verbose_name = "limites fonctionnelles"
        verbose_name_plural = "limites fonctionnelles"

    @property
    def codes(self) -> list[str]:
        """The limits in clear; empty once the consent is withdrawn."""
        limites: Any = self.limites
        return limites or []


class Plan(Versionnee, Horodate):
    """Objectives and actions of a dossier, agreed with the person."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="plan")
    convenu_le = models.DateField("convenu le", null=True, blank=True)
    convenu_comment = models.CharField(
        "convenu comment", max_length=20, choices=MoyenConsentement, blank=True
    )
    # What was added after that instant was not agreed to.
    accord_note_le = models.DateTimeField("accord noté le", null=True, blank=True)

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "plans"


class Objectif(Versionnee, Horodate):
    """What the person wants to reach; often the lifting of a barrier."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="objectifs")
    intitule = models.CharField("intitulé", max_length=150)
    frein = models.ForeignKey(
        Frein, on_delete=models.SET_NULL, null=True, blank=True, related_name="objectifs"
    )
    rang = models.PositiveSmallIntegerField(default=1)
    # A replayed form (double click, bad network) must not create the same thing twice.
    jeton = models.UUIDField("jeton de saisie", unique=True, null=True, editable=False)

    class Meta:
        verbose_name = "objectif"
        verbose_name_plural = "objectifs"
        ordering = ["rang", "pk"]


class PorteurAction(models.TextChoices):
    PERSONNE = "personne", "La personne"
    REFERENT = "referent", "La ou le référent"
    PARTENAIRE = "partenaire", "Un partenaire"


class StatutAction(models.TextChoices):
    PREVUE = "prevue", "Prévue"
    EN_COURS = "en_cours", "En cours"
    EN_ATTENTE = "en_attente", "En attente"
    FAITE = "faite", "Faite"
    ECHOUEE = "echouee", "N’a pas marché"
    ABANDONNEE = "abandonnee", "Abandonnée"


A_FAIRE = (StatutAction.PREVUE, StatutAction.EN_COURS, StatutAction.EN_ATTENTE)
SANS_FRUIT = (StatutAction.ECHOUEE, StatutAction.ABANDONNEE)


class MotifEchec(models.TextChoices):
    """Why a step did not work, or was given up; nothing here tells of health."""

    PLUS_DE_PLACE = "plus_de_place", "Plus de place"
    DELAI = "delai", "Trop d’attente"
    COUT = "cout", "Trop cher"
    HORAIRES = "horaires", "Horaires qui ne vont pas"
    DISTANCE = "distance", "Trop loin"
    CONDITIONS = "conditions", "Conditions non remplies"
    SANS_REPONSE = "sans_reponse", "Pas de réponse"
    CHOIX = "choix", "Choix de la personne"
    PLUS_UTILE = "plus_utile", "N’est plus utile"
    AUTRE = "autre", "Autre raison"


class Action(Versionnee, Horodate):
    """One step of the plan, with an owner and a date; how it ended and what it changed."""

    objectif = models.ForeignKey(Objectif, on_delete=models.CASCADE, related_name="actions")
    intitule = models.CharField("intitulé", max_length=200)
    porteur = models.CharField(max_length=12, choices=PorteurAction)
    solution = models.ForeignKey(Solution, on_delete=models.SET_NULL, null=True, blank=True)
    orientation = models.OneToOneField(
        Orientation, on_delete=models.SET_NULL, null=True, blank=True, related_name="action"
    )
    echeance_le = models.DateField("échéance")
    rappel_le = models.DateField("rappel le", null=True, blank=True)
    statut = models.CharField(max_length=12, choices=StatutAction, default=StatutAction.PREVUE)
    resultat = models.CharField("résultat", max_length=300, blank=True)
    finie_le = models.DateField("finie le", null=True, blank=True)
    motif = models.CharField(
        "pourquoi cela n’a pas marché", max_length=15, choices=MotifEchec, blank=True
    )
    a_change = models.BooleanField("a changé quelque chose", null=True, blank=True)
    # Said done by the person: what it changed is still to be asked.
    est_a_preciser = models.BooleanField("effet à préciser", default=False)
    # {"famille": …, "avant": …, "apres": …}: the measures before and after; never health.
    effet = models.JSONField("ce que cela a changé", default=dict, blank=True)
    jeton = models.UUIDField("jeton de saisie", unique=True, null=True, editable=False)
    history = HistoricalRecords(verbose_name="historique de l’action", excluded_fields=["version"])

    class Meta:
        verbose_name = "action"
        verbose_name_plural = "actions"
        ordering = ["echeance_le", "pk"]
        indexes = [models.Index(fields=["statut", "echeance_le"], name="actions_a_faire")]


class Rappel(Horodate):
    """A date of a step told to its owner, once; its failure is visible and tried again."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="rappels")
    pour_le = models.DateField("pour le")
    porteur = models.CharField("à qui", max_length=12, choices=PorteurAction)
    envoye_le = models.DateTimeField("envoyé le", null=True, blank=True)
    # Done, put off, closed, or nobody to write to: an e-mail would only have misled.
    est_sans_objet = models.BooleanField("devenu sans objet", default=False)
    erreur = models.CharField(max_length=120, blank=True)

    objects = RappelQuerySet.as_manager()

    class Meta:
        verbose_name = "rappel"
        verbose_name_plural = "rappels"
        constraints = [
            models.UniqueConstraint(
                fields=["action", "pour_le", "porteur"],
                name="un_seul_rappel_par_date_et_par_porteur",
            )
        ]


class StatutDoute(models.TextChoices):
    A_VERIFIER = "a_verifier", "À vérifier"
    CONFIRME = "confirme", "Confirmé : mesure reprise"
    ECARTE = "ecarte", "Écarté : la mesure tient"


class Doute(Horodate):
    """An answer that speaks against a measure, with its evidence; a human settles it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="doutes")
    famille = models.CharField(max_length=15, choices=list(LIBELLES_FAMILLES.items()))
    orientation = models.ForeignKey(Orientation, on_delete=models.CASCADE, related_name="doutes")
    transition = models.OneToOneField(
        TransitionOrientation, verbose_name="réponse", on_delete=models.CASCADE,
        related_name="doute",
    )  # fmt: skip
    statut = models.CharField(max_length=12, choices=StatutDoute, default=StatutDoute.A_VERIFIER)
    traite_le = models.DateField("traité le", null=True, blank=True)
    traite_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="traité par", on_delete=models.SET_NULL,
        related_name="+", null=True, blank=True,
    )  # fmt: skip
    raison = models.CharField("pourquoi il est écarté", max_length=300, blank=True)

    class Meta:
        verbose_name = "capacité à vérifier"
        verbose_name_plural = "capacités à vérifier"
        ordering = ["pk"]
        indexes = [models.Index(fields=["dossier", "statut"], name="doutes_du_dossier")]


MOIS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip


class Scolarite(models.TextChoices):
    AUCUNE = "aucune", "Pas encore à l’école"
    MATERNELLE = "maternelle", "Maternelle"
    ELEMENTAIRE = "elementaire", "Élémentaire"
    COLLEGE = "college", "Collège ou lycée"


class AutreGardien(models.TextChoices):
    """Who else can keep the children, in coded words."""

    AUTRE_PARENT = "autre_parent", "L’autre parent"
    FAMILLE = "famille", "Grands-parents, famille"
    ENTOURAGE = "entourage", "Voisins, amis"
    AINE = "aine", "Un aîné majeur"


class BesoinGarde(Versionnee, Horodate):
    """Who can help with the children, and when. Asked alike of everyone; never ranks.

    The hours to cover are those of `Recherche.grille`: they are written nowhere else.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="besoin_garde")
    est_seul = models.BooleanField("élève seul·e ses enfants", null=True, blank=True)
    gardiens = models.JSONField("qui d’autre peut garder", default=list, blank=True)
    autre_jours = models.JSONField("les garde tous : jours", default=list, blank=True)
    autre_de = models.TimeField("les garde tous : de", null=True, blank=True)
    autre_a = models.TimeField("les garde tous : à", null=True, blank=True)
    history = HistoricalRecords(
        verbose_name="historique du besoin de garde", excluded_fields=["version"]
    )

    class Meta:
        verbose_name = "besoin de garde"
        verbose_name_plural = "besoins de garde"


class Enfant(Versionnee, Horodate):
    """A child to look after: age, school, care already there. No name, no sex."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="enfants")
    annee = models.PositiveSmallIntegerField("année de naissance")
    mois = models.PositiveSmallIntegerField(
        "mois de naissance", null=True, blank=True, choices=list(enumerate(MOIS, start=1))
    )
    scolarite = models.CharField(
        "école", max_length=12, choices=Scolarite, default=Scolarite.AUCUNE
    )
    ecole_de = models.TimeField("l’école commence à", default=time(8, 30))
    ecole_a = models.TimeField("l’école finit à", default=time(16, 30))
    a_classe_mercredi = models.BooleanField("classe le mercredi matin", default=False)
    accueil_de = models.TimeField("accueil du matin dès", null=True, blank=True)
    accueil_a = models.TimeField("accueil du soir jusqu’à", null=True, blank=True)
    # Days: 0 is Monday. An end at or before the start falls on the next day.
    garde_jours = models.JSONField("en garde, semaine d’école : jours", default=list, blank=True)
    garde_de = models.TimeField("en garde, semaine d’école : de", null=True, blank=True)
    garde_a = models.TimeField("en garde, semaine d’école : à", null=True, blank=True)
    vacances_jours = models.JSONField("en garde, vacances : jours", default=list, blank=True)
    vacances_de = models.TimeField("en garde, vacances : de", null=True, blank=True)
    vacances_a = models.TimeField("en garde, vacances : à", null=True, blank=True)
    se_garde_seul = models.BooleanField("peut rester seul, d’après la famille", default=False)
    jeton = models.UUIDField("jeton de saisie", unique=True, null=True, editable=False)
    history = HistoricalRecords(
        verbose_name="historique de l’enfant", excluded_fields=["version", "jeton"]
    )

    class Meta:
        verbose_name = "enfant à garder"
        verbose_name_plural = "enfants à garder"
        ordering = ["-annee", "-mois", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ecole_a__gt=F("ecole_de")),
                name="une_journee_d_ecole_finit_apres_son_debut",
            )
        ]


class GenreImprime(models.TextChoices):
    PLAN_EQUIPE = "plan_equipe", "Plan d’action"
    PLAN_PERSONNE = "plan_personne", "Mon plan, en mots simples"
    BILAN = "bilan", "Bilan d’accompagnement"
    LEVER = "lever", "Ce que lever un frein ouvre"


class Imprime(Horodate):
    """A PDF asked for by someone, for them alone, encrypted and kept a day."""

    uuid = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="imprimes")
    genre = models.CharField(max_length=15, choices=GenreImprime)
    cloture = models.ForeignKey(
        Cloture, verbose_name="clôture", on_delete=models.CASCADE, related_name="+", null=True,
        blank=True,
    )  # fmt: skip
    est_complet = models.BooleanField("avec les étapes confidentielles", default=False)
    demande_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="demandé par", on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    pret_le = models.DateTimeField("prêt le", null=True, blank=True)
    contenu = models.BinaryField("PDF chiffré", null=True)
    erreur = models.CharField("pourquoi il manque", max_length=30, blank=True)

    class Meta:
        verbose_name = "document imprimable"
        verbose_name_plural = "documents imprimables"
        ordering = ["-pk"]
