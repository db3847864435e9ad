"""Asking for an import from the screen, and running it in the background."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from parcours.comptes.models import Utilisateur
from parcours.offres.importeurs.appliquer import ImportRepris, appliquer
from parcours.offres.models import EtatImport, ImportOuvertures
from parcours.socle import depots, journal, taches
from parcours.socle.fichiers import FichierRefuse
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.models import ActionJournal, EtatTache, Tache

TACHE = "offres.importer"


def demander_import(
    *, par: Utilisateur, fichier: UploadedFile, nom: str, champs: dict[str, str], jeton: UUID
) -> ImportOuvertures:
    """Keep the file in var/ and ask for the task; a replay of the form returns the first import."""
    if deja := ImportOuvertures.objects.filter(jeton=jeton).first():
        return deja
    depose = depots.deposer(fichier)
    with transaction.atomic():
        suivi = ImportOuvertures.objects.create(
            fichier=nom[:200], chemin=depose, demande_par=par, jeton=jeton, **champs
        )
        journal.noter(acteur=par, action=ActionJournal.CREATION, objet="import", objet_id=suivi.pk)
        _demander_tache(suivi)
    return suivi


@transaction.atomic
def appliquer_lot(
    *, par: Utilisateur, contenu: bytes, source: str, jour: date, jeton: UUID
) -> ImportOuvertures:
    """Apply a few rows at once (JSON table), all in this transaction; a replay changes nothing.

    FichierRefuse when they cannot be used as a whole.
    """
    if deja := ImportOuvertures.objects.filter(jeton=jeton).first():
        return deja
    suivi = ImportOuvertures.objects.create(
        format="json", fichier="lot reçu par l’API", demande_par=par, jeton=jeton, source=source
    )
    journal.noter(acteur=par, action=ActionJournal.CREATION, objet="import", objet_id=suivi.pk)
    return appliquer(suivi, contenu, jour=jour)


@transaction.atomic
def reprendre_import(*, suivi: ImportOuvertures) -> None:
    """Let a person start again an import whose task failed; it goes on from its cursor."""
    if tache := tache_de(suivi):
        taches.relancer(tache)
    else:
        _demander_tache(suivi)


def tache_de(suivi: ImportOuvertures) -> Tache | None:
    """The last background task of an import, None when it was run by the command."""
    return Tache.objects.filter(nom=TACHE, cle=_cle(suivi)).first()


def est_arrete(suivi: ImportOuvertures) -> bool:
    """True when its task failed for good: someone must start it again."""
    en_cours = suivi.etat in (EtatImport.EN_ATTENTE, EtatImport.EN_COURS)
    tache = tache_de(suivi) if en_cours else None
    return tache is not None and tache.etat == EtatTache.ECHOUEE


def executer_import(suivi_id: int, *, progresser: Callable[[int, int], None]) -> None:
    """Run or continue an import (idempotent); its file is removed once it is over."""
    suivi = ImportOuvertures.objects.get(pk=suivi_id)
    if suivi.etat not in (EtatImport.EN_ATTENTE, EtatImport.EN_COURS):
        return
    chemin = depots.chemin_du_depot(suivi.chemin)
    try:
        contenu = chemin.read_bytes()
    except OSError:
        _refuser_sans_fichier(suivi)
        return
    try:
        appliquer(suivi, contenu, jour=suivi.jour or aujourd_hui(), progresser=progresser)
    except FichierRefuse:
        pass  # kept on the import, shown on its page
    except ImportRepris:
        return
    chemin.unlink(missing_ok=True)


def _refuser_sans_fichier(suivi: ImportOuvertures) -> None:
    ImportOuvertures.objects.filter(pk=suivi.pk).update(
        etat=EtatImport.REFUSE,
        raison_refus="Le fichier déposé a disparu du serveur : le déposer de nouveau.",
        termine_le=maintenant(),
    )


def _demander_tache(suivi: ImportOuvertures) -> None:
    taches.demander(TACHE, {"import": suivi.pk}, cle=_cle(suivi), file="long")


def _cle(suivi: ImportOuvertures) -> str:
    return f"import:{suivi.pk}"
