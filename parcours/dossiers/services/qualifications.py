"""What the person can do: each write asks for a new ranking."""

from django.db import transaction

from parcours.comptes.models import Utilisateur
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.modeles.qualifications import Langue
from parcours.dossiers.services.traces import tracer


@transaction.atomic
def noter_langue(
    *, dossier: Dossier, par: Utilisateur | None, code: str = "fr", oral: str = "", ecrit: str = ""
) -> Langue:
    """Write the level of a language (CEFR, oral and written apart; empty = unknown).

    French (`fr`) is the measure of the family `langue`. Writes nothing when nothing changes.
    """
    langue = Langue.objects.filter(dossier=dossier, code=code).first()
    if langue and (langue.oral, langue.ecrit) == (oral, ecrit):
        return langue
    langue = langue or Langue(dossier=dossier, code=code)
    langue.oral, langue.ecrit = oral, ecrit
    langue.save()
    tracer(dossier=dossier, par=par, objet=langue, evenement="langue")
    return langue
