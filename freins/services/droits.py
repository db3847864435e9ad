"""The right to work, said in a conversation: written at its one place, the situations."""

from datetime import date

from django.db import transaction

from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Dossier, NatureSituation, Situation
from parcours.dossiers.services.situations import noter_situation


@transaction.atomic
def noter_droit_travail(
    *, dossier: Dossier, est_oui: bool, par: Utilisateur, au: date | None = None
) -> Situation:
    """Write whether the person may work and until when; nothing when nothing changes."""
    nature = NatureSituation.DROIT_TRAVAIL
    fiche = Situation.objects.filter(dossier=dossier, nature=nature).first()
    if fiche and (fiche.est_oui, fiche.au) == (est_oui, au):
        return fiche
    champs: dict[str, object] = {"est_oui": est_oui, "au": au}
    if fiche and fiche.du and au and au < fiche.du:
        champs["du"] = None  # an older permit had begun later than this one ends
    return noter_situation(dossier=dossier, par=par, nature=nature, champs=champs)
