"""Reads that read as sentences."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from parcours.orientations import etats
from parcours.orientations.etats import EtatOrientation
from parcours.socle.horloge import maintenant


class OrientationQuerySet(models.QuerySet[Any]):
    """`Orientation.objects.envoyees().sans_reponse_depuis(jours=10)`."""

    def envoyees(self) -> "OrientationQuerySet":
        """Sent, not yet read by the recipient or being studied: what may expire."""
        return self.filter(etat__in=etats.SANS_REPONSE)

    def a_repondre(self) -> "OrientationQuerySet":
        """Waiting for the recipient."""
        return self.filter(etat__in=etats.A_REPONDRE)

    def vivantes(self) -> "OrientationQuerySet":
        """From the draft to the job: nothing final."""
        return self.filter(etat__in=etats.VIVANTS)

    def en_cours_de_suite(self) -> "OrientationQuerySet":
        """Sent and still going: answer awaited, accepted, started."""
        return self.filter(etat__in=etats.EN_COURS_DE_SUITE)

    def sur_une_ouverture_finie(self) -> "OrientationQuerySet":
        """Still waiting for an answer while the opening is filled or closed."""
        return self.a_repondre().filter(ouverture__etat__in=("pourvue", "fermee")).pour_courriels()

    def pour_courriels(self) -> "OrientationQuerySet":
        """With who is told, in one query."""
        return self.select_related(
            "ouverture__employeur", "par", "dossier__referent", "dossier__personne__compte"
        )

    def sans_reponse_depuis(self, *, jours: int) -> "OrientationQuerySet":
        """Sent at least that many days ago."""
        return self.filter(envoyee_le__lte=maintenant() - timedelta(days=jours))

    def sans_nouvelles(self, *, jours: int = 15) -> "OrientationQuerySet":
        """A prior step or an interview (already past) with no news since: an alert, no expiry."""
        limite = maintenant() - timedelta(days=jours)
        return (
            self.filter(etat__in=(EtatOrientation.PREALABLE, EtatOrientation.ENTRETIEN))
            .alias(depuis=Coalesce("etat_le", "repondue_le", "envoyee_le"))
            .filter(depuis__lte=limite)
            .filter(Q(rendez_vous_le=None) | Q(rendez_vous_le__lte=limite))
        )

    def maintiens_a_constater(self) -> "OrientationQuerySet":
        """Started 3 (then 6) months ago, the check-point not yet recorded."""
        jour = maintenant().date()
        return self.filter(etat=EtatOrientation.EN_COURS).filter(
            Q(maintien_mois=0, demarree_le__lte=jour - timedelta(days=91))
            | Q(maintien_mois=3, demarree_le__lte=jour - timedelta(days=182))
        )

    def du_dossier(self, dossier: Any) -> "OrientationQuerySet":
        """Of one dossier, with what lists show."""
        return self.filter(dossier=dossier).pour_liste()

    def des_employeurs_de(self, utilisateur: Any) -> "OrientationQuerySet":
        """Sent to the openings of the employers this account is a member of."""
        return self.filter(ouverture__employeur__membres=utilisateur).exclude(
            etat=EtatOrientation.BROUILLON
        )

    def vers_l_employeur(self, employeur: Any) -> "OrientationQuerySet":
        """Really sent to one employer."""
        return self.filter(ouverture__employeur=employeur, envoyee_le__isnull=False)

    def places_prises(self, ouverture_id: int) -> "OrientationQuerySet":
        """Those that hold a place of the opening."""
        return self.filter(ouverture_id=ouverture_id, etat__in=etats.PLACE_PRISE)

    def avec_consentement(self) -> "OrientationQuerySet":
        """Annotate `a_accord`: the person's agreement for this referral stands."""
        from parcours.dossiers.models import Consentement

        accords = Consentement.objects.filter(
            objet_id=OuterRef("pk"), dossier=OuterRef("dossier"), retire_le=None
        )
        return self.annotate(a_accord=Exists(accords))

    def pour_liste(self) -> "OrientationQuerySet":
        """With the opening, the solution and the author in one query."""
        return self.select_related(
            "ouverture__employeur", "solution__structure", "par", "dossier__personne"
        )


class CourrielQuerySet(models.QuerySet[Any]):
    """The e-mails by how far they are."""

    def a_envoyer(self) -> "CourrielQuerySet":
        """Not sent yet and still meaningful."""
        return self.filter(envoye_le=None, est_sans_objet=False)

    def en_echec(self) -> "CourrielQuerySet":
        """Tried and failed; tried again by the clock."""
        return self.a_envoyer().exclude(erreur="")


def en_cours_par_ouverture(ids: Iterable[int]) -> dict[int, int]:
    """How many referrals are in course on each opening; absent means none."""
    from parcours.orientations.models import Orientation

    lignes = (
        Orientation.objects.filter(ouverture_id__in=list(ids))
        .en_cours_de_suite()
        .order_by()
        .values("ouverture_id")
        .annotate(n=Count("pk"))
    )
    return {ligne["ouverture_id"]: ligne["n"] for ligne in lignes}
