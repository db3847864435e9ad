"""Writing what a barrier measures: each fact at its one place, with history and an event."""

from datetime import date

from django.db import transaction

from freins.models import Capacite, Doute, FamilleMesuree, StatutDoute
from freins.regles.mesures import Mesure, MesureInvalide, depuis_json
from freins.services.barrieres import verrouiller
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Dossier
from parcours.dossiers.services.traces import tracer
from parcours.socle.models import ActionJournal


@transaction.atomic
def mesurer(
    *, dossier: Dossier, famille: str, mesure: Mesure, par: Utilisateur, jour: date
) -> Capacite:
    """Write the measure of garde, mobilite or numerique; MesureInvalide for another family.

    Measuring answers a doubt: `a_verifier` is cleared. The same measure writes no new history.
    """
    if famille not in FamilleMesuree.values:
        raise MesureInvalide(f"La famille « {famille} » se note ailleurs que dans les freins.")
    contenu = mesure.vers_json()
    depuis_json(famille, contenu)
    verrouiller(dossier)
    capacite = Capacite.objects.filter(dossier=dossier, famille=famille).first()
    if capacite and capacite.mesure == contenu and not capacite.a_verifier:
        return capacite
    capacite = capacite or Capacite(dossier=dossier, famille=famille)
    capacite.mesure, capacite.mesuree_le, capacite.a_verifier = contenu, jour, False
    repondre_aux_doutes(dossier=dossier, famille=famille, par=par, jour=jour)
    return _enregistrer(capacite, par)


@transaction.atomic
def mettre_en_doute(*, dossier: Dossier, famille: str, par: Utilisateur | None = None) -> None:
    """Mark a measure « à vérifier » (an answer contradicts it); the measure itself stays."""
    capacite = Capacite.objects.filter(dossier=dossier, famille=famille, a_verifier=False).first()
    if capacite:
        capacite.a_verifier = True
        _enregistrer(capacite, par)


def repondre_aux_doutes(
    *, dossier: Dossier, famille: str, par: Utilisateur, jour: date,
    statut: str = StatutDoute.CONFIRME, raison: str = "",
) -> int:  # fmt: skip
    """Settle the doubts open on a family; return how many there were."""
    ouverts = Doute.objects.filter(dossier=dossier, famille=famille, statut=StatutDoute.A_VERIFIER)
    return ouverts.update(statut=statut, traite_le=jour, traite_par=par, raison=raison)


def _enregistrer(capacite: Capacite, par: Utilisateur | None) -> Capacite:
    action = ActionJournal.MODIFICATION if capacite.pk else ActionJournal.CREATION
    capacite._history_user = par  # type: ignore[attr-defined]
    capacite.save()
    tracer(
        dossier=capacite.dossier, par=par, action=action, objet=capacite,
        champ=capacite.famille, evenement="capacite",
    )  # fmt: skip
    return capacite
