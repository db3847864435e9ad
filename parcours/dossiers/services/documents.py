"""Files of the dossier."""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from parcours.comptes.models import Utilisateur
from parcours.dossiers.modeles.dossiers import Document, Dossier
from parcours.dossiers.services.rejeu import une_fois
from parcours.dossiers.services.traces import tracer
from parcours.dossiers.types_fichiers import TypeFichier
from parcours.socle.models import ActionJournal


def deposer_document(
    *,
    dossier: Dossier,
    par: Utilisateur,
    type: str,
    fichier: Any,
    reconnu: TypeFichier,
    jeton: UUID,
) -> Document:
    """Keep a file whose real type was recognised; its name on disk says nothing."""

    def creer() -> Document:
        nom = fichier.name[-150:]
        fichier.name = f"{uuid4().hex}.{reconnu.extension}"
        document = Document.objects.create(
            dossier=dossier, type=type, fichier=fichier, nom=nom, type_mime=reconnu.mime,
            taille=fichier.size, depose_par=par, jeton=jeton,
        )  # fmt: skip
        tracer(dossier=dossier, par=par, action=ActionJournal.CREATION, objet=document)
        return document

    return une_fois(Document, jeton, creer, dossier=dossier)


@transaction.atomic
def retirer_document(*, document: Document, par: Utilisateur) -> None:
    """Remove the record, and the file once the removal is certain."""
    tracer(dossier=document.dossier, par=par, action=ActionJournal.SUPPRESSION, objet=document)
    fichier = document.fichier
    document.delete()
    transaction.on_commit(lambda: fichier.delete(save=False))
