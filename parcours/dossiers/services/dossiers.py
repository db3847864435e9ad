"""Opening a dossier, and its status."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from parcours.comptes.models import Structure, Utilisateur
from parcours.dossiers.modeles.contacts import ContactTerrain
from parcours.dossiers.modeles.dossiers import (
    Consentement,
    Dossier,
    FinaliteConsentement,
    MoyenConsentement,
    StatutDossier,
)
from parcours.dossiers.modeles.personnes import Personne
from parcours.dossiers.modeles.recherches import Recherche
from parcours.dossiers.services.contacts import noter_dernier_contact, rattacher_contacts
from parcours.dossiers.services.fusions import fusionner
from parcours.dossiers.services.rejeu import une_fois
from parcours.dossiers.services.traces import tracer
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.models import ActionJournal


def ouvrir_dossier(
    *,
    par: Utilisateur,
    structure: Structure,
    jeton: UUID,
    identite: dict[str, Any],
    origine: str,
    projet: str,
    meme_personne: Personne | None = None,
    contact: ContactTerrain | None = None,
    le: date | None = None,
) -> Dossier:
    """Open the dossier of a person, once; return the open one when there is one already.

    `identite` holds fields of Personne; on someone already known it only fills what was empty.
    With a contact whose person is found to be `meme_personne`, the two records are merged (which
    can be undone). The information given to the person is recorded as a consent.
    """

    def creer() -> Dossier:
        personne = _personne(par, identite, meme_personne, contact)
        ouvert = personne.dossiers.non_clos().filter(structure=structure).first()
        dossier = ouvert or _dossier(par, structure, personne, origine, projet, le, jeton)
        rattacher_contacts(personne=personne, structure=structure)
        noter_dernier_contact(dossier=dossier)
        return dossier

    return une_fois(Dossier, jeton, creer, structure=structure)


@transaction.atomic
def changer_statut(*, dossier: Dossier, par: Utilisateur, statut: str) -> None:
    """Suspend, close or open again; a closed dossier is dated and leaves the ranking.

    Closing with an outcome and a report goes through `freins.services.clotures`, above.
    """
    dossier.statut = statut
    dossier.clos_le = aujourd_hui() if statut == StatutDossier.CLOS else None
    dossier.save(update_fields=["statut", "clos_le", "modifie_le"])
    tracer(dossier=dossier, par=par, champ="statut", evenement="statut")


@transaction.atomic
def modifier_projet(*, dossier: Dossier, par: Utilisateur, projet: str, origine: str) -> None:
    """Change what the person aims at, or where they came from."""
    dossier.projet, dossier.origine = projet, origine
    dossier.save(update_fields=["projet", "origine", "modifie_le"])
    tracer(dossier=dossier, par=par, champ="projet", evenement="projet")


def _personne(
    par: Utilisateur,
    identite: dict[str, Any],
    meme_personne: Personne | None,
    contact: ContactTerrain | None,
) -> Personne:
    if meme_personne and contact and contact.personne_id != meme_personne.pk:
        fusionner(gardee=meme_personne, absorbee=contact.personne, par=par)
        meme_personne.refresh_from_db()
    connue = meme_personne or (contact.personne if contact else None)
    if connue is None:
        return Personne.objects.create(**identite)
    vides = {c: v for c, v in identite.items() if v and not getattr(connue, c)}
    if contact and not meme_personne:  # the same record, being completed: what is typed wins
        vides = {c: v for c, v in identite.items() if v}
    for champ, valeur in vides.items():
        setattr(connue, champ, valeur)
    if vides:
        connue.save()
    return connue


def _dossier(
    par: Utilisateur,
    structure: Structure,
    personne: Personne,
    origine: str,
    projet: str,
    le: date | None,
    jeton: UUID,
) -> Dossier:
    dossier = Dossier.objects.create(
        personne=personne, structure=structure, referent=par, origine=origine, projet=projet,
        ouvert_le=le or aujourd_hui(), jeton=jeton,
    )  # fmt: skip
    Recherche.objects.create(dossier=dossier)
    Consentement.objects.create(
        dossier=dossier, finalite=FinaliteConsentement.ACCOMPAGNEMENT,
        moyen=MoyenConsentement.ORAL, donne_le=maintenant(), recueilli_par=par,
    )  # fmt: skip
    tracer(dossier=dossier, par=par, action=ActionJournal.CREATION, evenement="ouverture_dossier")
    return dossier
