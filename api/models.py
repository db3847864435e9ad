"""What the API keeps of its own: the answers already given."""

from django.db import models

from parcours.socle.chiffrement import JSONChiffre


class CleIdempotence(models.Model):
    """One POST already answered: sent again with its key, it gives the same answer.

    The answer may name a person: it is encrypted, and forgotten after two days.
    """

    porteur = models.CharField(max_length=40)
    cle = models.CharField("clé", max_length=200)
    empreinte = models.CharField("empreinte de la demande", max_length=64)
    statut = models.PositiveSmallIntegerField("code de la réponse", default=0)
    corps = JSONChiffre("réponse (chiffrée)", null=True)
    entetes = models.JSONField("en-têtes", default=dict)
    cree_le = models.DateTimeField("créé le", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "clé d’idempotence"
        verbose_name_plural = "clés d’idempotence"
        constraints = [
            models.UniqueConstraint(fields=["porteur", "cle"], name="une_cle_une_fois_par_porteur")
        ]
