"""What follows a referral: employers to call, kept jobs to check at 3 and 6 months."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format

from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import StatutDossier
from parcours.offres.models import Employeur
from parcours.offres.querysets import SANS_UN_MOT
from parcours.orientations import etats
from parcours.orientations.models import Orientation
from parcours.pilotage.geste import PAR_MOTIF, Geste
from parcours.socle.horloge import maintenant

# Called by anyone of the territory: not asked again before.
REPOS_APRES_APPEL = timedelta(days=7)


def gestes_d_appel(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    """Employers who never answer, to whom this référent referred somebody."""
    instant = maintenant()
    envoi = "ouvertures__orientations__"
    siennes = Count(
        "ouvertures__orientations",
        filter=Q(**{
            f"{envoi}dossier__referent": referent, f"{envoi}dossier__statut": StatutDossier.OUVERT,
            f"{envoi}etat__in": SANS_UN_MOT, f"{envoi}repondue_le": None,
        }),
    )  # fmt: skip
    silencieux = Employeur.objects.silencieux(instant).order_by().values("pk")
    recents = Employeur.objects.filter(appels__le__gte=instant - REPOS_APRES_APPEL).values("pk")
    a_appeler = Employeur.objects.filter(pk__in=silencieux).exclude(pk__in=recents)
    comptes = a_appeler.filter(**{f"{envoi}dossier__referent": referent}).annotate(siennes=siennes)
    for employeur in comptes.filter(siennes__gt=0).order_by("-siennes", "pk")[:PAR_MOTIF]:
        n = employeur.siennes
        combien = "1 de vos orientations est" if n == 1 else f"{n} de vos orientations sont"
        yield Geste(
            38, "ne répond jamais", employeur.nom, "appeler cet employeur",
            f"{combien} sans réponse · ses offres passent en fin de liste",
            reverse("offres:employeur", args=[employeur.pk]), "Appeler",
        )  # fmt: skip


def gestes_de_maintien(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    """Jobs, trainings and services kept for 3, then 6 months, to be recorded."""
    dus = Orientation.objects.maintiens_a_constater().filter(
        dossier__referent=referent,
        dossier__statut__in=(StatutDossier.OUVERT, StatutDossier.SUSPENDU),
    )
    for o in dus.pour_liste().order_by("demarree_le", "pk")[:PAR_MOTIF]:
        depuis = f"depuis le {date_format(o.demarree_le, 'j F Y')}" if o.demarree_le else ""
        yield Geste(
            44, f"{etats.prochain_maintien(o)} mois", o.dossier.personne.nom_court,
            f"toujours en place ? {o.intitule}", " · ".join(filter(None, [o.chez, depuis])),
            reverse("orientations:fiche", args=[o.pk]), "Constater",
        )  # fmt: skip
