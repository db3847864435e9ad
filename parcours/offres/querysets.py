"""Reads of openings that read as sentences; none needs a clock, the day is given."""

import math
from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Count, ExpressionWrapper, F, FloatField, Q

from parcours.socle.texte import sans_accents

KM_PAR_DEGRE = 111.2
# An employer never heard of, who let so many applications wait so long without a word, is to be
# called; their openings come last in the teams’ lists until they answer.
SILENCES = 3
PATIENCE = timedelta(days=10)
SANS_UN_MOT = ("envoyee", "expiree")


class EmployeurQuerySet(models.QuerySet):
    """`Employeur.objects.silencieux(instant)`."""

    def silencieux(self, instant: datetime) -> Self:
        """Who never answered, and whom at least SILENCES applications wait or waited for.

        Those withdrawn, or passed on by another way than ours, are not held against them.
        """
        envoi = "ouvertures__orientations__"
        sans_un_mot = Q(
            **{
                f"{envoi}etat__in": SANS_UN_MOT,
                f"{envoi}repondue_le": None,
                f"{envoi}est_transmise_autrement": False,
                f"{envoi}envoyee_le__lte": instant - PATIENCE,
            }
        )
        repondues = Q(**{f"{envoi}repondue_le__isnull": False})
        # Joins the referrals sent only: most openings never had any.
        return (
            self.filter(**{f"{envoi}envoyee_le__isnull": False})
            .alias(
                sans_un_mot=Count("ouvertures__orientations", filter=sans_un_mot),
                repondues=Count("ouvertures__orientations", filter=repondues),
            )
            .filter(sans_un_mot__gte=SILENCES, repondues=0)
        )


class OuvertureQuerySet(models.QuerySet):
    """`Ouverture.objects.publiees(jour).sans_horaires()`."""

    def publiees(self, jour: date) -> Self:
        """Published and not past their last day; one without expiry stays open."""
        en_vigueur = Q(expire_le=None) | Q(expire_le__gte=jour)
        return self.filter(en_vigueur, etat="publiee")

    def avec_horaires(self) -> Self:
        """Whose weekly grid is known."""
        return self.exclude(grille="")

    def sans_horaires(self) -> Self:
        """Whose weekly grid is not known."""
        return self.filter(grille="")

    def sans_metier(self) -> Self:
        return self.filter(metier=None)

    def sans_coordonnees(self) -> Self:
        """That cannot be placed, unless they are done from home."""
        return self.filter(Q(latitude=None) | Q(longitude=None), est_teletravail=False)

    def de_la_source(self, source: str) -> Self:
        return self.filter(source=source)

    def cherchant(self, texte: str) -> Self:
        """That hold every word typed in title, employer, place or métier, without accents."""
        trouvees = self
        for mot in sans_accents(texte).split()[:8]:
            trouvees = trouvees.filter(recherche__contains=mot)
        return trouvees

    def autour(self, latitude: float, longitude: float, km: float) -> Self:
        """Within `km` of a point as the crow flies, with `distance_carree` (km²) to sort by.

        Equirectangular distance: under 0.5 % off for the 100 km of a search.
        """
        sur_parallele = KM_PAR_DEGRE * math.cos(math.radians(latitude))
        marge = km / KM_PAR_DEGRE
        dy = (F("latitude") - latitude) * KM_PAR_DEGRE
        dx = (F("longitude") - longitude) * sur_parallele
        carre = ExpressionWrapper(dx * dx + dy * dy, output_field=FloatField())
        return (
            self.filter(
                latitude__range=(latitude - marge, latitude + marge),
                longitude__range=(longitude - km / sur_parallele, longitude + km / sur_parallele),
            )
            .alias(distance_carree=carre)
            .filter(distance_carree__lte=km * km)
        )
