"""The life of a barrier and of an action: two tables, read in one look."""

from dataclasses import dataclass
from typing import Final

from freins.models import A_FAIRE, OUVERTS, StatutAction, StatutFrein


class GesteImpossible(ValueError):
    """The state does not allow it; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Geste:
    """One transition: the label of its button, where it starts from, where it leads."""

    libelle: str
    depuis: tuple[str, ...]
    vers: str


_FERMES: Final = (StatutFrein.LEVE, StatutFrein.ACCEPTE)
GESTES_FREIN: Final = {
    "commencer": Geste("Commencer à lever", (StatutFrein.IDENTIFIE,), StatutFrein.EN_COURS),
    "lever":     Geste("Marquer levé", OUVERTS, StatutFrein.LEVE),
    "accepter":  Geste("Laisser ainsi, choix de la personne", OUVERTS, StatutFrein.ACCEPTE),
    "rouvrir":   Geste("Rouvrir", _FERMES, StatutFrein.IDENTIFIE),
}  # fmt: skip

GESTES_ACTION: Final = {
    "commencer":  Geste("Commencer", (StatutAction.PREVUE,), StatutAction.EN_COURS),
    "attendre":   Geste("Mettre en attente", (StatutAction.PREVUE, StatutAction.EN_COURS),
                        StatutAction.EN_ATTENTE),
    "reprendre":  Geste("Reprendre", (StatutAction.EN_ATTENTE,), StatutAction.EN_COURS),
    "finir":      Geste("C’est fait", A_FAIRE, StatutAction.FAITE),
    "echouer":    Geste("Cela n’a pas marché", A_FAIRE, StatutAction.ECHOUEE),
    "abandonner": Geste("Abandonner", A_FAIRE, StatutAction.ABANDONNEE),
}  # fmt: skip


def gestes_possibles(gestes: dict[str, Geste], statut: str) -> dict[str, Geste]:
    """Return what may be done from this state, in the order of the table."""
    return {code: geste for code, geste in gestes.items() if statut in geste.depuis}


def arrivee(gestes: dict[str, Geste], code: str, statut: str) -> str:
    """Return the state `code` leads to; raise GesteImpossible when the table forbids it."""
    geste = gestes.get(code)
    if geste is None or statut not in geste.depuis:
        nom = geste.libelle if geste else code
        raise GesteImpossible(
            f"« {nom} » n’est plus possible : l’état a changé. Recharger la page."
        )
    return geste.vers


# These say what came of a step: they are asked with its result, never by a lone button.
GESTES_DE_FIN: Final = frozenset({"finir", "echouer", "abandonner"})
