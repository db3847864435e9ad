"""The person's agreement for one referral: given, in force, withdrawn."""

from parcours.dossiers.modeles.dossiers import FinaliteConsentement
from parcours.dossiers.models import Consentement
from parcours.orientations.models import Orientation
from parcours.socle.horloge import aujourd_hui


def en_vigueur(orientation: Orientation) -> Consentement | None:
    """Return the agreement that covers this very referral, or None (never given, withdrawn)."""
    finalite = (
        FinaliteConsentement.PARTAGE_EMPLOYEUR
        if orientation.ouverture_id
        else FinaliteConsentement.PARTAGE_SERVICE
    )
    return Consentement.objects.filter(
        dossier_id=orientation.dossier_id, finalite=finalite, objet_id=orientation.pk,
        retire_le=None,
    ).first()  # fmt: skip


def est_donne(orientation: Orientation) -> bool:
    """True when the person has agreed to this referral and has not taken it back."""
    return en_vigueur(orientation) is not None


def est_lisible(orientation: Orientation) -> bool:
    """True while the recipient may read what was sent: agreed, and not past its end."""
    fin = orientation.partage_jusqu_au
    return est_donne(orientation) and (fin is None or fin >= aujourd_hui())
