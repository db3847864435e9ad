"""The states of an opening: one table of what may be done, and what an import does (pure)."""

from typing import Final

BROUILLON, PUBLIEE, EN_QUARANTAINE = "brouillon", "publiee", "en_quarantaine"
POURVUE, FERMEE = "pourvue", "fermee"

# transition → (from, to)
TRANSITIONS: Final = {
    "publier": ((BROUILLON,), PUBLIEE),
    "mettre_en_quarantaine": ((BROUILLON, PUBLIEE), EN_QUARANTAINE),
    "lever_quarantaine": ((EN_QUARANTAINE,), PUBLIEE),
    "pourvoir": ((PUBLIEE,), POURVUE),
    "fermer": ((BROUILLON, PUBLIEE, EN_QUARANTAINE, POURVUE), FERMEE),
    "rouvrir": ((POURVUE, FERMEE), PUBLIEE),
}  # fmt: skip


class TransitionRefusee(Exception):
    """The opening is not in a state from which this may be done; the message says it in French."""


def arrivee(transition: str, etat: str) -> str:
    """Return the state reached; TransitionRefusee when the present one does not allow it.

    >>> arrivee("pourvoir", "publiee")
    'pourvue'
    """
    departs, vers = TRANSITIONS[transition]
    if etat not in departs:
        raise TransitionRefusee(
            f"Impossible : l’ouverture est « {etat.replace('_', ' ')} ». "
            "Recharger la page pour voir son état."
        )
    return vers


def possibles(etat: str) -> list[str]:
    """Transitions allowed from a state."""
    return [nom for nom, (departs, _) in TRANSITIONS.items() if etat in departs]


def etat_importe(
    avant: str, *, est_fermee_a_la_main: bool, est_close: bool, est_illicite: bool
) -> str:
    """State of an opening whose row is in a file; `avant` is "" for one never seen.

    What a person decided stays (filled, closed by hand); what a machine closed comes back.
    """
    if avant == POURVUE or (avant == FERMEE and est_fermee_a_la_main):
        return avant
    if est_close:
        return FERMEE
    return EN_QUARANTAINE if est_illicite else PUBLIEE
