"""How an accompaniment ends: a coded outcome, and the report as it was that day."""

from typing import Final

from django.conf import settings
from django.db import models

from parcours.dossiers.modeles.dossiers import Dossier
from parcours.socle.models import Horodate


class IssueCloture(models.TextChoices):
    EMPLOI_DURABLE = "emploi_durable", "Emploi durable (CDI, ou CDD de 6 mois et plus)"
    EMPLOI_COURT = "emploi_court", "Emploi de moins de 6 mois"
    ALTERNANCE = "alternance", "Alternance"
    IAE = "iae", "Emploi d’insertion (IAE)"
    CREATION = "creation", "Création d’activité"
    FORMATION = "formation", "Formation"
    RELAIS = "relais", "Relais vers une autre structure"
    DEMENAGEMENT = "demenagement", "Déménagement"
    ABANDON = "abandon", "Arrêt choisi par la personne"
    PERDU_DE_VUE = "perdu_de_vue", "Perdue de vue"
    AUTRE = "autre", "Autre situation"


# Common immediate result indicators of FSE+ (Regulation (EU) 2021/1057, annex I).
SORTIES_FSE: Final = {
    "EECR04": "en emploi à la sortie, y compris à son compte",
    "EECR02": "en études ou en formation à la sortie",
}
_FSE_PAR_ISSUE: Final = {
    IssueCloture.EMPLOI_DURABLE: "EECR04",
    IssueCloture.EMPLOI_COURT: "EECR04",
    IssueCloture.ALTERNANCE: "EECR04",
    IssueCloture.IAE: "EECR04",
    IssueCloture.CREATION: "EECR04",
    IssueCloture.FORMATION: "EECR02",
}


class Cloture(Horodate):
    """One closing of a dossier; reopening keeps it, dated. `bilan` is without health."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="clotures")
    issue = models.CharField(max_length=15, choices=IssueCloture)
    clos_le = models.DateField("clos le")
    precision = models.CharField("en quelques mots", max_length=300, blank=True)
    bilan = models.JSONField("bilan du jour de la clôture", default=dict)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="par"
    )
    rouvert_le = models.DateField("rouvert le", null=True, blank=True)
    rouvert_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="rouvert par", on_delete=models.PROTECT,
        related_name="+", null=True, blank=True,
    )  # fmt: skip

    class Meta:
        verbose_name = "clôture"
        verbose_name_plural = "clôtures"
        ordering = ["-pk"]

    @property
    def code_fse(self) -> str:
        """The FSE+ indicator that this outcome counts in, empty when it counts in none."""
        return _FSE_PAR_ISSUE.get(IssueCloture(self.issue), "")

    @property
    def libelle_fse(self) -> str:
        """That indicator in words."""
        return SORTIES_FSE.get(self.code_fse, "")
