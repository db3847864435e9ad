"""Outreach contacts, and the date of the last contact that drives retention."""

from django.db.models import Max

from parcours.dossiers.modeles.contacts import ContactTerrain, Echange, PresenceEchange
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.socle.horloge import maintenant


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
