"""Reads of rankings and suggestions that read as sentences."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Max


class CalculQuerySet(models.QuerySet):
    """`Calcul.objects.derniers(ids)`."""

    def derniers(self, dossier_ids: Collection[int] | models.QuerySet) -> Self:
        """The latest ranking of each dossier that has one."""
        siens = self.model._default_manager.filter(dossier_id__in=dossier_ids)
        cles = siens.order_by().values("dossier_id").annotate(dernier=Max("pk"))
        return self.filter(pk__in=cles.values("dernier"))


class SuggestionQuerySet(models.QuerySet):
    """`Suggestion.objects.mises_de_cote()`."""

    def mises_de_cote(self) -> Self:
        """Put aside by the team, or refused by the person: no longer in the list."""
        return self.filter(geste__in=("ecartee", "non"))

    def decidees(self) -> Self:
        """On which somebody acted: what was shown then stays as it was."""
        return self.exclude(geste__in=("montree", "vue"))

    def pour_liste(self) -> Self:
        """With the opening and the author, in one query."""
        return self.select_related("ouverture__employeur", "ouverture__commune", "par")
