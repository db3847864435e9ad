"""Reads of solutions that read as sentences."""

import math
from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, ExpressionWrapper, F, FloatField, Q, Value, When
from django.db.models.functions import Coalesce

from parcours.socle.texte import sans_accents

KM_PAR_DEGRE = 111.2


class SolutionQuerySet(models.QuerySet):
    """`Solution.objects.actives().cherchant("garde").pour_la_thematique("famille--…")`."""

    def actives(self) -> Self:
        """That still take people."""
        return self.filter(est_active=True)

    def ouvertes(self, jour: date) -> Self:
        """Active and not over on `jour`; one that opens later is there already."""
        return self.actives().filter(Q(fin_le=None) | Q(fin_le__gte=jour))

    def cherchant(self, texte: str) -> Self:
        """That hold every word typed in name, organisation or place, without accents."""
        trouvees = self
        for mot in sans_accents(texte).split()[:8]:
            trouvees = trouvees.filter(recherche__contains=mot)
        return trouvees

    def pour_la_thematique(self, code: str) -> Self:
        """That answer a thématique, or any of a category (« mobilite »)."""
        return self._avec_cle("t", code if "--" in code else f"{code}--", ouverte="--" not in code)

    def pour_le_public(self, code: str) -> Self:
        """For this public, or for everyone."""
        return self.filter(Q(cles__contains=f" p:{code} ") | Q(cles__contains=" p:tous-publics "))

    def en_mode(self, code: str) -> Self:
        """Given that way: « a-distance », « en-presentiel »."""
        return self._avec_cle("m", code)

    def qui_levent(self, famille: str) -> Self:
        """Whose gain raises a capacity of this family."""
        return self._avec_cle("g", famille)

    def pour_un_theme(self, thematiques: Iterable[str], famille: str | None) -> Self:
        """That answer one of these thématiques, or raise a capacity of this family."""
        demande = Q()
        for code in thematiques:
            demande |= Q(cles__contains=f" t:{code} ")
        if famille is not None:
            demande |= Q(cles__contains=f" g:{famille} ")
        return self.filter(demande)

    def autour(self, latitude: float, longitude: float, km: float) -> Self:
        """Within `km` of a point as the crow flies, nearest first; those at a distance come last.

        Equirectangular distance: under 0.5 % off for the 100 km of a search. The place is the
        service's, else its organisation's. `distance_carree` (km²) is null at a distance.
        """
        sur_parallele = KM_PAR_DEGRE * math.cos(math.radians(latitude))
        y = Coalesce("latitude", "structure__latitude")
        x = Coalesce("longitude", "structure__longitude")
        dy = (F("_y") - latitude) * KM_PAR_DEGRE
        dx = (F("_x") - longitude) * sur_parallele
        carre = ExpressionWrapper(dx * dx + dy * dy, output_field=FloatField())
        a_distance = Q(cles__contains=" m:a-distance ")
        return (
            self.alias(_y=y, _x=x)
            .annotate(distance_carree=carre)
            .filter(a_distance | Q(distance_carree__lte=km * km))
            .alias(_loin=Case(
                When(distance_carree__lte=km * km, then=Value(0)), default=Value(1)
            ))
            .order_by("_loin", "distance_carree", "nom", "pk")
        )  # fmt: skip

    def _avec_cle(self, genre: str, code: str, *, ouverte: bool = False) -> Self:
        return self.filter(cles__contains=f" {genre}:{code}{'' if ouverte else ' '}")
