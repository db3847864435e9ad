"""Reads that read as sentences."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q


class PersonneQuerySet(models.QuerySet):
    """People met."""

    def connues_de(self, structures: Iterable[int]) -> Self:
        """People these structures met or accompany; nobody else's."""
        ids = list(structures)
        contacts = apps.get_model("dossiers", "ContactTerrain")._base_manager
        dossiers = apps.get_model("dossiers", "Dossier")._base_manager
        ici = {"personne": OuterRef("pk"), "structure__in": ids}
        return self.filter(Exists(contacts.filter(**ici)) | Exists(dossiers.filter(**ici)))


class DossierQuerySet(models.QuerySet):
    """Dossiers."""

    def non_clos(self) -> Self:
        return self.exclude(statut="clos")

    def des_structures(self, structures: Iterable[int]) -> Self:
        return self.filter(structure__in=list(structures))

    def avec_personne(self) -> Self:
        """With what a line or a header shows, in one query."""
        return self.select_related("personne__commune", "personne__qpv", "structure", "referent")


class ContactQuerySet(models.QuerySet):
    """Outreach contacts."""

    def des_structures(self, structures: Iterable[int]) -> Self:
        return self.filter(structure__in=list(structures))

    def a_rappeler(self, jour: date | None = None) -> Self:
        """To call back, not yet done; with `jour`, those due that day or before."""
        attendus = self.filter(issue="a_rappeler", suite_donnee_le=None)
        return attendus.filter(rappeler_le__lte=jour) if jour else attendus

    def cherchant(self, texte: str) -> Self:
        """Whose person's names or place hold every word typed."""
        filtre = Q()
        for mot in texte.split():
            filtre &= (
                Q(personne__prenom__icontains=mot)
                | Q(personne__nom__icontains=mot)
                | Q(lieu__icontains=mot)
                | Q(qpv__nom__icontains=mot)
            )
        return self.filter(filtre)

    def avec_dossier(self, dossiers: Any) -> Self:
        """Annotated with `dossier_id`: the open dossier of the person in the same structure."""
        siens = dossiers.filter(
            personne=OuterRef("personne"), structure=OuterRef("structure")
        ).exclude(statut="clos")
        return self.annotate(dossier_id=models.Subquery(siens.values("pk")[:1]))
