"""Asking for an import of services from the screen, and running it in the background."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from parcours.comptes.models import Utilisateur
from parcours.socle import depots, journal, taches
from parcours.socle.fichiers import FichierRefuse
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.models import ActionJournal, EtatTache, Tache
from parcours.solutions.importeurs.appliquer import ImportRepris, appliquer
from parcours.solutions.models import EtatImportSolutions, ImportSolutions

TACHE = "solutions.importer"
VIVANTS = (EtatImportSolutions.EN_ATTENTE, EtatImportSolutions.EN_COURS)


def demander_import(
    *, par: Utilisateur, fichiers: Sequence[UploadedFile], est_complet: bool, jeton: UUID
) -> ImportSolutions:
    """Keep the files in var/ and ask for the task; a replay of the form returns the first import."""
    if deja := ImportSolutions.objects.filter(jeton=jeton).first():
        return deja
    noms = [(f.name or "fichier")[:200] for f in fichiers]
    chemins = [depots.deposer(f) for f in fichiers]
    with transaction.atomic():
        suivi = ImportSolutions.objects.create(
            fichiers=noms, chemins=chemins, est_complet=est_complet, demande_par=par, jeton=jeton
        )
        journal.noter(
            acteur=par, action=ActionJournal.CREATION, objet="import de solutions",
            objet_id=suivi.pk,
        )  # fmt: skip
        _demander_tache(suivi)
    return suivi


@transaction.atomic
def reprendre_import(*, suivi: ImportSolutions) -> None:
    """Let a person start again an import whose task failed; it goes on from its cursor."""
    if tache := tache_de(suivi):
        taches.relancer(tache)
    else:
        _demander_tache(suivi)


def tache_de(suivi: ImportSolutions) -> Tache | None:
    """The last background task of an import, None when it was run by the command."""
    return Tache.objects.filter(nom=TACHE, cle=_cle(suivi)).first()


def est_arrete(suivi: ImportSolutions) -> bool:
    """True when its task failed for good: someone must start it again."""
    tache = tache_de(suivi) if suivi.etat in VIVANTS else None
    return tache is not None and tache.etat == EtatTache.ECHOUEE


def executer_import(suivi_id: int, *, progresser: Callable[[int, int], None]) -> None:
    """Run or continue an import (idempotent); its files are removed once it is over."""
    suivi = ImportSolutions.objects.get(pk=suivi_id)
    if suivi.etat not in VIVANTS:
        return
    chemins = [depots.chemin_du_depot(nom) for nom in suivi.chemins]
    try:
        contenus = [chemin.read_bytes() for chemin in chemins]
    except OSError:
        _refuser_sans_fichier(suivi)
        return
    fichiers = list(zip(suivi.fichiers, contenus, strict=True))
    try:
        appliquer(suivi, fichiers, jour=suivi.jour or aujourd_hui(), progresser=progresser)
    except FichierRefuse:
        pass  # kept on the import, shown on its page
    except ImportRepris:
        return
    for chemin in chemins:
        chemin.unlink(missing_ok=True)


def _refuser_sans_fichier(suivi: ImportSolutions) -> None:
    ImportSolutions.objects.filter(pk=suivi.pk).update(
        etat=EtatImportSolutions.REFUSE,
        raison_refus="Le fichier déposé a disparu du serveur : le déposer de nouveau.",
        termine_le=maintenant(),
    )


def _demander_tache(suivi: ImportSolutions) -> None:
    taches.demander(TACHE, {"import": suivi.pk}, cle=_cle(suivi), file="long")


def _cle(suivi: ImportSolutions) -> str:
    return f"import-solutions:{suivi.pk}"
