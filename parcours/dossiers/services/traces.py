"""What every write on a dossier leaves behind: version, journal, event."""

from typing import Any

from django.db import models
from django.db.models import F

from parcours.dossiers.modeles.dossiers import Dossier
from parcours.socle import evenements, journal
from parcours.socle.models import ActionJournal, Versionnee
from parcours.socle.versions import avancer


def tracer(
    *,
    dossier: Dossier,
    par: Any,
    action: ActionJournal = ActionJournal.MODIFICATION,
    objet: models.Model | None = None,
    champ: str = "",
    evenement: str = "",
) -> None:
    """Bump the versions, log the write and, with `evenement`, ask for a new ranking.

    `par` is a Utilisateur or None; `objet` defaults to the dossier. Call it inside the
    transaction of the change.
    """
    Dossier.objects.filter(pk=dossier.pk).update(version=F("version") + 1)
    vise = objet if objet is not None else dossier
    est_modifie = action == ActionJournal.MODIFICATION and vise is not dossier
    if est_modifie and isinstance(vise, Versionnee):
        avancer(vise)
    journal.noter(
        acteur=par,
        action=action,
        objet=vise._meta.model_name or "",
        objet_id=vise.pk,
        dossier_id=dossier.pk,
        champ=champ,
    )
    if evenement:
        evenements.publier(sujet="dossier", sujet_id=dossier.pk, quoi=evenement)
