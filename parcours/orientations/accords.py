"""The person's agreement for one referral: given, in force, withdrawn; and to say their name."""

from typing import Final

from parcours.dossiers.modeles.dossiers import FinaliteConsentement
from parcours.dossiers.models import Consentement
from parcours.orientations.etats import EtatOrientation
from parcours.orientations.models import Orientation
from parcours.socle.horloge import aujourd_hui

# From the interview on, and never before, an employer may be told who it is.
NOMMABLES: Final = (EtatOrientation.ENTRETIEN, EtatOrientation.ACCEPTEE, EtatOrientation.EN_COURS)


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


def identite_en_vigueur(orientation: Orientation) -> Consentement | None:
    """The agreement to say one's name to this employer, while it may be used; else None."""
    if not orientation.ouverture_id or orientation.etat not in NOMMABLES:
        return None
    return Consentement.objects.filter(
        dossier_id=orientation.dossier_id, finalite=FinaliteConsentement.IDENTITE,
        objet_id=orientation.pk, retire_le=None,
    ).first()  # fmt: skip


def peut_nommer(orientation: Orientation) -> bool:
    """True when the name may be given now and has not been."""
    a_dire = orientation.ouverture_id is not None and orientation.etat in NOMMABLES
    return a_dire and identite_en_vigueur(orientation) is None
