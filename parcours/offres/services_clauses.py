"""Insertion clauses: the contracts, and the openings that carry them; each one transaction."""

from django.db import transaction

from parcours.comptes.models import Utilisateur
from parcours.offres.mesures import avec_clause
from parcours.offres.models import Clause, CorrectionOuverture, EtatOuverture, Ouverture
from parcours.offres.services import dire
from parcours.socle import journal
from parcours.socle.horloge import maintenant
from parcours.socle.models import ActionJournal
from parcours.socle.versions import avancer


class RattachementImpossible(Exception):
    """This opening cannot carry the clause; the message says why."""


@transaction.atomic
def enregistrer_clause(*, par: Utilisateur, clause: Clause) -> Clause:
    """Write a new contract, or what changed of one."""
    action = ActionJournal.MODIFICATION if clause.pk else ActionJournal.CREATION
    clause.save()
    if action == ActionJournal.MODIFICATION:
        avancer(clause)
    journal.noter(acteur=par, action=action, objet="clause", objet_id=clause.pk)
    return clause


@transaction.atomic
def rattacher(*, par: Utilisateur, clause: Clause, ouverture_id: int) -> Ouverture:
    """Make an opening carry the clause. RattachementImpossible when it is over, or carries another."""
    ouverture = _tenir(ouverture_id)
    if ouverture.clause_id == clause.pk:
        return ouverture
    if ouverture.clause is not None:
        raise RattachementImpossible(
            f"« {ouverture} » porte déjà la clause « {ouverture.clause} » : l’en détacher d’abord."
        )
    if ouverture.etat not in (EtatOuverture.BROUILLON, EtatOuverture.PUBLIEE):
        raise RattachementImpossible(f"« {ouverture} » n’est plus publiée : en choisir une autre.")
    return _changer(par, ouverture, clause)


@transaction.atomic
def detacher(*, par: Utilisateur, clause: Clause, ouverture_id: int) -> Ouverture:
    """Take the clause off an opening; hours already noted stay on the clause."""
    ouverture = _tenir(ouverture_id)
    return ouverture if ouverture.clause_id != clause.pk else _changer(par, ouverture, None)


def _tenir(ouverture_id: int) -> Ouverture:
    # Held: of two people who attach two clauses at once, the second is told.
    tenues = Ouverture.objects.select_for_update(of=("self",))
    return tenues.select_related("clause").get(pk=ouverture_id)


def _changer(par: Utilisateur, ouverture: Ouverture, clause: Clause | None) -> Ouverture:
    avant = str(ouverture.clause or "")
    ouverture.clause = clause
    ouverture.mesures = avec_clause(ouverture.mesures, clause is not None)
    ouverture.save(update_fields=["clause", "mesures", "modifie_le"])
    CorrectionOuverture.objects.create(
        ouverture=ouverture, quoi="Clause d’insertion", avant=avant[:160],
        apres=str(clause or "aucune")[:160], par=par, le=maintenant(),
    )  # fmt: skip
    dire(par, ouverture, ActionJournal.MODIFICATION, "clause")
    return ouverture
