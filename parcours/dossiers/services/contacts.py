"""Outreach contacts, and the date of the last contact that drives retention."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from parcours.comptes.models import Structure, Utilisateur
from parcours.dossiers.modeles.contacts import (
    CanalContact,
    ContactTerrain,
    Echange,
    IssueContact,
    PresenceEchange,
)
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.modeles.personnes import Personne
from parcours.dossiers.services.rejeu import une_fois
from parcours.referentiels.models import QPV
from parcours.socle import journal
from parcours.socle.horloge import maintenant
from parcours.socle.models import ActionJournal
from parcours.socle.versions import avancer


def creer_contact(
    *,
    par: Utilisateur,
    structure: Structure,
    jeton: UUID,
    prenom: str,
    lieu: str,
    canal: str,
    issue: str,
    nom: str = "",
    telephone: str = "",
    qpv: QPV | None = None,
    quand: datetime | None = None,
    blocages: list[str] | None = None,
    note: str = "",
    rappeler_le: date | None = None,
) -> ContactTerrain:
    """Record someone met for the first time: the person and the contact, once per token."""

    def creer() -> ContactTerrain:
        personne = Personne.objects.create(prenom=prenom, nom=nom, telephone=telephone)
        contact = ContactTerrain.objects.create(
            personne=personne, structure=structure, par=par, quand=quand or maintenant(),
            lieu=lieu, qpv=qpv, commune=qpv.commune if qpv else None, canal=canal,
            blocages=blocages or [], note=note, issue=issue, rappeler_le=rappeler_le, jeton=jeton,
        )  # fmt: skip
        _tracer(contact, par, ActionJournal.CREATION)
        return contact

    return une_fois(ContactTerrain, jeton, creer, structure=structure)


def noter_rappel(
    *,
    contact: ContactTerrain,
    par: Utilisateur,
    jeton: UUID,
    issue: str,
    note: str = "",
    rappeler_le: date | None = None,
) -> ContactTerrain:
    """The person was reached: a new contact by telephone; the call is no longer to make."""

    def creer() -> ContactTerrain:
        rappel = ContactTerrain.objects.create(
            personne=contact.personne, structure=contact.structure, par=par, quand=maintenant(),
            lieu="Au téléphone", canal=CanalContact.TELEPHONE, blocages=contact.blocages,
            note=note, issue=issue, rappeler_le=rappeler_le, jeton=jeton,
        )  # fmt: skip
        _clore(contact, contact.issue)
        _tracer(rappel, par, ActionJournal.CREATION)
        for dossier in _dossiers_de(contact):
            noter_dernier_contact(dossier=dossier)
        return rappel

    return une_fois(ContactTerrain, jeton, creer, structure=contact.structure)


@transaction.atomic
def marquer_perdue_de_vue(*, contact: ContactTerrain, par: Utilisateur) -> None:
    """Nobody could reach the person again: no more call is expected."""
    _clore(contact, IssueContact.PERDUE_DE_VUE)
    _tracer(contact, par, ActionJournal.MODIFICATION)


def rattacher_contacts(*, personne: Personne, structure: Structure) -> None:
    """The person has a dossier now: their contacts there expect nothing more by themselves."""
    siens = ContactTerrain.objects.filter(personne=personne, structure=structure)
    siens.filter(suite_donnee_le=None).update(
        issue=IssueContact.DOSSIER_OUVERT, suite_donnee_le=maintenant(), rappeler_le=None
    )


def noter_dernier_contact(*, dossier: Dossier) -> None:
    """Recompute the last contact: the latest outreach contact or exchange that took place.

    Contacts of another structure do not count; None when nothing took place.
    """
    instant = maintenant()
    contacts = ContactTerrain.objects.filter(
        personne=dossier.personne_id, structure=dossier.structure_id, quand__lte=instant
    )
    echanges = Echange.objects.filter(
        dossier=dossier, presence=PresenceEchange.PRESENT, quand__lte=instant
    )
    dates = [q.aggregate(dernier=Max("quand"))["dernier"] for q in (contacts, echanges)]
    dossier.dernier_contact_le = max((d for d in dates if d), default=None)
    Dossier.objects.filter(pk=dossier.pk).update(dernier_contact_le=dossier.dernier_contact_le)


def _clore(contact: ContactTerrain, issue: str) -> None:
    contact.issue, contact.suite_donnee_le, contact.rappeler_le = issue, maintenant(), None
    contact.save(update_fields=["issue", "suite_donnee_le", "rappeler_le", "modifie_le"])


def _dossiers_de(contact: ContactTerrain) -> list[Dossier]:
    return list(
        Dossier.objects.filter(personne=contact.personne_id, structure=contact.structure_id)
    )


def _tracer(contact: ContactTerrain, par: Utilisateur, action: ActionJournal) -> None:
    if action == ActionJournal.MODIFICATION:
        avancer(contact)
    journal.noter(acteur=par, action=action, objet="contactterrain", objet_id=contact.pk)
