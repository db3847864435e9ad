"""Reads that read as sentences."""

from typing import Self

from django.db import models


class RappelQuerySet(models.QuerySet):
    """Reminders by how far they are."""

    def a_envoyer(self) -> Self:
        """Not sent yet and still meaningful."""
        return self.filter(envoye_le=None, est_sans_objet=False)
