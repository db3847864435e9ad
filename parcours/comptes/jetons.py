"""Making, finding and revoking the tokens of the API."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from parcours.comptes import portees as liste_portees
from parcours.comptes.liens import DOMAINE_SANS_ADRESSE, empreinte
from parcours.comptes.models import (
    Appartenance,
    JetonApi,
    NatureJeton,
    Role,
    Structure,
    Utilisateur,
)
from parcours.comptes.roles import structures_de
from parcours.socle import journal
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.models import ActionJournal

PREFIXE: Final = "parcours_"
DUREES: Final = {30: "30 jours", 90: "3 mois", 180: "6 mois", 365: "un an"}
# « Last used » is an indication: one write per token and per hour is enough.
PAS_UTILISATION: Final = timedelta(hours=1)


class PorteeRefusee(ValueError):
    """A scope was asked that this account may not grant; the message is a French sentence."""


@dataclass(frozen=True)
class JetonRemis:
    """The token in clear, handed over once and never stored."""

    jeton: JetonApi
    clair: str


@transaction.atomic
def creer_jeton(
    *,
    par: Utilisateur,
    nom: str,
    portees: Sequence[str],
    jours: int,
    structure: Structure | None = None,
    saisie: uuid.UUID | None = None,
) -> JetonRemis | None:
    """Make a token for `par`, or for the tool of a structure `par` is responsable of.

    PorteeRefusee for a scope, a duration or a structure this account may not grant. None when the
    form was posted again: the token exists, and is not shown twice.
    """
    if saisie and JetonApi.objects.filter(saisie=saisie).exists():
        return None
    _verifier(par, portees, jours, structure)
    clair = PREFIXE + secrets.token_urlsafe(32)
    jeton = JetonApi.objects.create(
        nature=NatureJeton.STRUCTURE if structure else NatureJeton.PERSONNE, nom=nom,
        utilisateur=_compte_technique(structure, nom) if structure else par, structure=structure,
        empreinte=empreinte(clair), debut=clair[:12], portees=sorted(set(portees)),
        expire_le=maintenant() + timedelta(days=jours), cree_par=par, saisie=saisie,
    )  # fmt: skip
    _noter(par, jeton, ActionJournal.CREATION)
    return JetonRemis(jeton, clair)


@transaction.atomic
def revoquer(*, jeton: JetonApi, par: Utilisateur) -> None:
    """Stop a token at once; revoking twice changes nothing."""
    if JetonApi.objects.filter(pk=jeton.pk, revoque_le=None).update(
        revoque_le=maintenant(), revoque_par=par
    ):
        _noter(par, jeton, ActionJournal.SUPPRESSION)


def trouver(clair: str) -> JetonApi | None:
    """Return the usable token, or None (unknown, expired, revoked, account closed)."""
    jetons = JetonApi.objects.utilisables(maintenant()).select_related("utilisateur", "structure")
    jeton = jetons.filter(empreinte=empreinte(clair)).first()
    if jeton is not None and (
        jeton.utilise_le is None or jeton.utilise_le < maintenant() - PAS_UTILISATION
    ):
        JetonApi.objects.filter(pk=jeton.pk).update(utilise_le=maintenant())
    return jeton


def visibles_pour(utilisateur: Utilisateur) -> QuerySet[JetonApi]:
    """One's own; for a responsable those of the structure and its team; all for administration."""
    tous = JetonApi.objects.select_related("utilisateur", "structure", "cree_par")
    if utilisateur.role == Role.ADMINISTRATION:
        return tous
    siens = Q(utilisateur=utilisateur)
    if utilisateur.role == Role.RESPONSABLE:
        ici = structures_de(utilisateur)
        equipe = Appartenance.objects.filter(structure__in=ici, au=None).values("utilisateur")
        siens |= Q(structure__in=ici) | Q(utilisateur__in=equipe)
    return tous.filter(siens)


def _verifier(
    par: Utilisateur, portees: Sequence[str], jours: int, structure: Structure | None
) -> None:
    permises = liste_portees.permises(par.role, pour_structure=structure is not None)
    if refusees := sorted(set(portees) - set(permises)):
        raise PorteeRefusee(f"Ces portées ne peuvent pas être données : {', '.join(refusees)}.")
    if not portees:
        raise PorteeRefusee("Choisir au moins une portée.")
    if jours not in DUREES:
        raise PorteeRefusee("Choisir une durée de la liste.")
    if structure is not None and (
        par.role != Role.RESPONSABLE or structure.pk not in structures_de(par)
    ):
        raise PorteeRefusee("Seule la ou le responsable de la structure crée un jeton pour elle.")


def _compte_technique(structure: Structure, nom: str) -> Utilisateur:
    """The account the tool acts as: it works in the structure, and nobody can log in as it."""
    compte = Utilisateur.objects.create_user(
        f"{uuid.uuid4().hex}@{DOMAINE_SANS_ADRESSE}", None, prenom=f"Outil « {nom[:60]} »",
        role=Role.RESPONSABLE, est_technique=True,
    )  # fmt: skip
    Appartenance.objects.create(utilisateur=compte, structure=structure, du=aujourd_hui())
    return compte


def _noter(par: Utilisateur, jeton: JetonApi, action: ActionJournal) -> None:
    journal.noter(acteur=par, action=action, objet="jetonapi", objet_id=jeton.pk)
