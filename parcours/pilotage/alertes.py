"""What needs attention in the active file: nobody contacted, no step ahead, measures in doubt."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from freins.lecture_doutes import alertes_de_doute
from freins.models import A_FAIRE, Action, Objectif
from freins.resumes import intitule_montrable
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Dossier, StatutDossier
from parcours.pilotage.geste import PAR_MOTIF, Geste

JOURS_SANS_CONTACT = 30
SANS_CONTACT, SANS_ETAPE = "sans_contact", "sans_etape"
ALERTES = {
    SANS_CONTACT: f"Sans contact depuis {JOURS_SANS_CONTACT} jours",
    SANS_ETAPE: "Plan sans étape à venir",
}


def sans_contact(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Open dossiers nobody contacted for 30 days; those never contacted count from their opening."""
    limite = timezone.now() - timedelta(days=JOURS_SANS_CONTACT)
    jamais = Q(dernier_contact_le=None, ouvert_le__lte=timezone.localdate(limite))
    ouverts = dossiers.filter(statut=StatutDossier.OUVERT)
    return ouverts.filter(Q(dernier_contact_le__lte=limite) | jamais)


def sans_etape(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Open dossiers whose plan has objectives, and no step left to do."""
    objectifs = Objectif.objects.filter(plan__dossier=OuterRef("pk"))
    a_faire = Action.objects.filter(objectif__plan__dossier=OuterRef("pk"), statut__in=A_FAIRE)
    ouverts = dossiers.filter(statut=StatutDossier.OUVERT)
    return ouverts.filter(Exists(objectifs), ~Exists(a_faire))


FILTRES = {SANS_CONTACT: sans_contact, SANS_ETAPE: sans_etape}


def alertes_pour(dossiers: Collection[Dossier]) -> dict[int, list[str]]:
    """Return the alerts of each dossier of a page, in words; three queries whatever their number."""
    ids = [d.pk for d in dossiers]
    alertes: dict[int, list[str]] = defaultdict(list)
    for code, filtre in FILTRES.items():
        for pk in filtre(Dossier.objects.filter(pk__in=ids)).values_list("pk", flat=True):
            alertes[pk].append(ALERTES[code])
    for pk, noms in alertes_de_doute(ids).items():
        alertes[pk] += [f"{nom} : à vérifier" for nom in noms if nom]
    return alertes


def _les_siens(referent: Utilisateur) -> QuerySet[Dossier]:
    return Dossier.objects.filter(referent=referent, statut=StatutDossier.OUVERT)


def gestes_a_preciser(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    """Steps that people say are done: what did they change?"""
    dites = Action.objects.filter(
        objectif__plan__dossier__in=_les_siens(referent), est_a_preciser=True
    ).select_related("objectif__plan__dossier__personne", "objectif__frein")
    for action in dites.order_by("finie_le", "pk")[:PAR_MOTIF]:
        yield Geste(
            13, "dit que c’est fait", action.objectif.plan.dossier.personne.nom_court,
            intitule_montrable(action), "qu’est-ce que cela a changé ?",
            reverse("freins:action_terminer", args=[action.pk]), "Préciser",
        )  # fmt: skip


def gestes_de_doute(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    """Measures that two answers speak against; health is not named."""
    alertes = alertes_de_doute(_les_siens(referent).values("pk"))
    vues = [(pk, nom) for pk, noms in sorted(alertes.items()) for nom in noms][:PAR_MOTIF]
    siens = _les_siens(referent).select_related("personne").in_bulk({pk for pk, _ in vues})
    for pk, nom in vues:
        quoi = f"{nom} : mesure à vérifier" if nom else "des réponses à relire"
        yield Geste(
            25, "deux réponses", siens[pk].personne.nom_court, quoi,
            "elles contredisent ce qui est noté", reverse("freins:onglet", args=[pk]), "Vérifier",
        )  # fmt: skip


def gestes_sans_etape(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    """Plans with nothing ahead."""
    for dossier in (
        sans_etape(_les_siens(referent)).select_related("personne").order_by("pk")[:PAR_MOTIF]
    ):
        yield Geste(
            55, "plan à l’arrêt", dossier.personne.nom_court, "plus aucune étape à venir",
            "convenir d’une étape, ou clore le dossier", reverse("freins:plan", args=[dossier.pk]),
            "Voir le plan",
        )  # fmt: skip
