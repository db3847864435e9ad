"""A row made by a form: replayed, the same form makes nothing twice."""

from django.db import models

from parcours.socle.models import Horodate


class Saisie(Horodate):
    """Carries the token of the form that made it (double click, bad network)."""

    jeton = models.UUIDField("jeton de saisie", unique=True, null=True, editable=False)

    class Meta:
        abstract = True
