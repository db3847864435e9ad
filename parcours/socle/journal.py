"""Writing the append-only log of reads and writes. No name, no health word goes in."""

from typing import Any

from parcours.socle.models import ActionJournal, EntreeJournal


def noter(
    *,
    acteur: Any,
    action: ActionJournal,
    objet: str,
    objet_id: object,
    dossier_id: int | None = None,
    champ: str = "",
    motif: str = "",
) -> None:
    """Append one entry; `acteur` is a Utilisateur or None (the clock, a signed link)."""
    EntreeJournal.objects.create(
        acteur=getattr(acteur, "pseudonyme", None),
        role=getattr(acteur, "role", ""),
        action=action,
        objet=objet,
        objet_id=str(objet_id),
        dossier_id=dossier_id,
        champ=champ,
        motif=motif[:300],
    )


def noter_lecture(*, acteur: Any, dossier_id: int, champ: str = "", motif: str = "") -> None:
    """Append the reading of a dossier by someone."""
    noter(
        acteur=acteur,
        action=ActionJournal.LECTURE,
        objet="dossier",
        objet_id=dossier_id,
        dossier_id=dossier_id,
        champ=champ,
        motif=motif,
    )
