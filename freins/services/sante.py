"""Functional limits chosen by the person: written with consent, emptied when it is withdrawn.

Nothing here goes to the history, the journal or an event in clear: only that something changed.
"""

from collections.abc import Collection
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet

from freins.models import LimitesSante
from freins.services.barrieres import verrouiller
from matching.moteur.vocabulaire import CONDITIONS
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import (
    Consentement,
    Dossier,
    FinaliteConsentement,
    MoyenConsentement,
)
from parcours.dossiers.services.consentements import donner_consentement, retirer_consentement
from parcours.dossiers.services.traces import tracer


class ConsentementManquant(ValueError):
    """No limit is written without the person's explicit agreement."""


@transaction.atomic
def noter_limites(
    *,
    dossier: Dossier,
    limites: Collection[str],
    par: Utilisateur,
    consent: bool,
    moyen: str = MoyenConsentement.ORAL,
) -> LimitesSante:
    """Replace the limits; ConsentementManquant without consent, ValueError on an unknown limit."""
    if not consent:
        raise ConsentementManquant("Les limites ne sont notées qu’avec l’accord de la personne.")
    inconnues = set(limites) - CONDITIONS.keys()
    if inconnues:
        raise ValueError("Une des limites cochées n’est pas dans la liste.")
    verrouiller(dossier)
    accord = consentement_actif(dossier) or _recueillir(dossier, par, moyen)
    fiche, _ = LimitesSante.objects.update_or_create(
        dossier=dossier,
        defaults={"limites": sorted(limites), "consentement": accord},  # type: ignore[misc]
    )
    tracer(dossier=dossier, par=par, champ="sante", evenement="capacite")
    return fiche


@transaction.atomic
def vider_limites(*, dossier: Dossier, par: Utilisateur | None = None) -> None:
    """Empty the field: the consent was withdrawn. The next ranking no longer has it."""
    if LimitesSante.objects.filter(dossier=dossier, limites__isnull=False).update(limites=None):
        tracer(dossier=dossier, par=par, champ="sante", evenement="capacite")


@transaction.atomic
def retirer_accord(*, dossier: Dossier, par: Utilisateur) -> None:
    """Withdraw the consent on health, whoever asks, and empty the limits at once."""
    for consentement in list(actifs(dossier)):
        retirer_consentement(consentement=consentement, par=par)
    vider_limites(dossier=dossier, par=par)


def consentement_actif(dossier: Dossier) -> Consentement | None:
    """Return the consent on health in force, or None."""
    return actifs(dossier).order_by("-donne_le").first()


def actifs(dossier: Dossier) -> QuerySet[Consentement]:
    """Return the consents on health of this dossier that are in force."""
    return Consentement.objects.filter(
        dossier=dossier, finalite=FinaliteConsentement.SANTE, retire_le=None
    )


def _recueillir(dossier: Dossier, par: Utilisateur, moyen: str) -> Consentement:
    return donner_consentement(
        dossier=dossier, par=par, finalite=FinaliteConsentement.SANTE, moyen=moyen, jeton=uuid4()
    )
