"""Reads of solutions that read as sentences."""

from typing import Self

from django.db import models

from parcours.socle.texte import sans_accents


class SolutionQuerySet(models.QuerySet):
    """`Solution.objects.actives().cherchant("garde").pour_la_thematique("famille--…")`."""

    def actives(self) -> Self:
        """That still take people."""
        return self.filter(est_active=True)

    def cherchant(self, texte: str) -> Self:
        """That hold every word typed in name, organisation or place, without accents."""
        trouvees = self
        for mot in sans_accents(texte).split()[:8]:
            trouvees = trouvees.filter(recherche__contains=mot)
        return trouvees

    def pour_la_thematique(self, code: str) -> Self:
        """That answer a thématique, or any of a category (« mobilite »).

        The list is JSON, which SQLite cannot query by content: a directory of services is small
        enough to be read.
        """
        rangs = self.values_list("pk", "thematiques")
        return self.filter(
            pk__in=[pk for pk, codes in rangs if any(_est_dans(c, code) for c in codes)]
        )


def _est_dans(thematique: str, code: str) -> bool:
    return thematique == code or thematique.split("--", 1)[0] == code
