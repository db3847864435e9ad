"""Saying who it is: only from the interview on, only what the person ticked, only while they agree."""

from typing import Final

from django.db import transaction

from parcours.comptes.models import Utilisateur
from parcours.dossiers.modeles.dossiers import FinaliteConsentement, MoyenConsentement
from parcours.dossiers.models import Consentement
from parcours.orientations import accords, courriels
from parcours.orientations.erreurs import TransitionRefusee
from parcours.orientations.models import Orientation
from parcours.socle import journal
from parcours.socle.horloge import maintenant
from parcours.socle.models import ActionJournal

# What an employer needs to receive someone; nothing else is ever offered.
CHAMPS_IDENTITE: Final = {"prenom": "Prénom", "nom": "Nom", "telephone": "Téléphone"}


@transaction.atomic
def dire_qui(
    *, orientation_id: int, champs: list[str], moyen: str, par: Utilisateur
) -> Consentement:
    """Record that the person agrees to be named, and tell the employer; asked twice, done once.

    TransitionRefusee before the interview, or for a service (which receives the ticked fields).
    """
    orientation = Orientation.objects.select_for_update(no_key=True).get(pk=orientation_id)
    if deja := accords.identite_en_vigueur(orientation):
        return deja
    if not accords.peut_nommer(orientation):
        raise TransitionRefusee(
            "Le nom se donne à partir de l’entretien, jamais avant : rien n’a été transmis."
        )
    accord = Consentement.objects.create(
        dossier_id=orientation.dossier_id, finalite=FinaliteConsentement.IDENTITE,
        moyen=MoyenConsentement(moyen), donne_le=maintenant(), recueilli_par=par,
        objet_id=orientation.pk, champs=[c for c in CHAMPS_IDENTITE if c in {"prenom", *champs}],
    )  # fmt: skip
    journal.noter(
        acteur=par, action=ActionJournal.MODIFICATION, objet="orientation",
        objet_id=orientation.pk, dossier_id=orientation.dossier_id, champ="identite",
    )  # fmt: skip
    courriels.dire_identite(orientation, accord.pk)
    return accord


def identite_de(orientation: Orientation) -> list[tuple[str, str]]:
    """What this employer may read of who it is: (label, value); empty without agreement."""
    accord = accords.identite_en_vigueur(orientation)
    if accord is None:
        return []
    personne = orientation.dossier.personne
    valeurs = [
        (libelle, str(getattr(personne, champ) or ""))
        for champ, libelle in CHAMPS_IDENTITE.items()
        if champ in accord.champs
    ]
    return [(libelle, valeur) for libelle, valeur in valeurs if valeur]
