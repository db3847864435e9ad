"""The decision log: what was shown, what a human did of it, with what the engine knew then.

Never rewritten, kept as long as the retention says (six months at least, which the base itself holds)
and erased by the clock; the dossier is a pseudonym that nobody without the
secret of the site can compute, and nothing of the person is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from matching.modeles.equite import Decision
from matching.models import Suggestion
from parcours.comptes.models import Utilisateur
from parcours.socle import journal
from parcours.socle.horloge import maintenant
from parcours.socle.models import ActionJournal


@dataclass(frozen=True, slots=True)
class Acte:
    """What was done, by whom (None: shown by a page), and the coded reason."""

    nom: str
    motif: str = ""
    par: Utilisateur | None = None


def pseudonyme(dossier_id: int) -> str:
    """The dossier’s name in the log: 32 hex digits, always the same, told to nobody."""
    return salted_hmac("matching.decision", str(dossier_id), algorithm="sha256").hexdigest()[:32]


def noter(suggestions: Iterable[Suggestion], acte: Acte) -> None:
    """Write one line per suggestion, in the transaction of the act."""
    Decision.objects.bulk_create(_ligne(s, acte) for s in suggestions)


def _ligne(suggestion: Suggestion, acte: Acte) -> Decision:
    calcul = suggestion.calcul
    return Decision(
        dossier_pseudonyme=pseudonyme(suggestion.dossier_id),
        ouverture_numero=suggestion.ouverture_id,
        acte=acte.nom,
        motif=acte.motif,
        acteur=acte.par.pseudonyme if acte.par else None,
        role=acte.par.role if acte.par else "",
        version_moteur=suggestion.version_moteur,
        empreinte=calcul.empreinte if calcul else "",
        rang=suggestion.rang,
        score=suggestion.score,
    )


def purger() -> int:
    """Erase the lines past their retention, and log how many; nothing when there is none."""
    avant = maintenant() - settings.CONSERVATION_DECISIONS
    with transaction.atomic():
        nombre, _ = Decision.objects.filter(quand__lt=avant).delete()
        if nombre:
            pluriel = "s" if nombre > 1 else ""
            journal.noter(
                acteur=None, action=ActionJournal.SUPPRESSION, objet="decisions",
                objet_id=avant.date(), motif=f"{nombre} ligne{pluriel} purgée{pluriel}",
            )  # fmt: skip
    return nombre
