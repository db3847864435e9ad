"""What was told of the pool, kept so that the next question cannot tell one person apart."""

from django.db import models

from parcours.socle.chiffrement import JSONChiffre
from parcours.socle.models import Horodate


class MemoireComptes(Horodate):
    """What was told during one quarter; its row is locked while a question is answered."""

    debut_le = models.DateField("début du trimestre", unique=True)

    class Meta:
        verbose_name = "mémoire des comptes"
        verbose_name_plural = "mémoires des comptes"
        ordering = ["-debut_le"]


class PopulationComptee(models.Model):
    """A set of dossiers already counted, and what was told of it.

    Who is kept out by a licence is nobody's business: the set is encrypted, and forgotten with its
    quarter.
    """

    memoire = models.ForeignKey(
        MemoireComptes,
        verbose_name="mémoire",
        on_delete=models.CASCADE,
        related_name="populations",
    )
    taille = models.PositiveIntegerField("nombre de dossiers")
    population = JSONChiffre("numéros des dossiers")
    nombre = models.PositiveIntegerField("nombre dit", null=True)
    bande = models.CharField("tranche dite", max_length=20)

    class Meta:
        verbose_name = "population comptée"
        verbose_name_plural = "populations comptées"
        indexes = [models.Index(fields=["memoire", "taille"], name="populations_voisines")]
