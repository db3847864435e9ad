"""How a solution answers, measured from the referrals really made. Definitions, and small numbers.

- **Acceptance**: among the referrals *concluded* (accepted, refused by the service, or expired
  without an answer), the share accepted. One declined by the person or withdrawn by the counsellor
  before any answer says nothing of the service and is left out.
- **Answer delay**: median of the days from sending to the first answer, among those answered.
- **Capacity gain**: among the steps of plans done with the solution whose effect was asked, the
  share where the capacity of the person did rise (`Action.a_change`).

With few of them chance decides: what ranks is shrunk towards what one would expect of any service,
and the screen says the number plainly.
"""

from dataclasses import dataclass
from typing import Final

# As much as this many referrals of an ordinary service, added to those observed.
FORCE: Final = 5
ACCEPTATION_ORDINAIRE: Final = 0.6
REPONSE_ORDINAIRE_JOURS: Final = 7.0
# Under this many, the figure is shown with a warning and never alone.
PEU: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Observee:
    """What was seen of one solution; every number may be 0."""

    conclues: int = 0
    acceptees: int = 0
    repondues: int = 0
    delai_median: float | None = None
    effets_dits: int = 0
    effets: int = 0

    @property
    def acceptation(self) -> float | None:
        """Share accepted, None without any referral concluded."""
        return self.acceptees / self.conclues if self.conclues else None

    @property
    def acceptation_lissee(self) -> float:
        """The share that ranks: (accepted + k × ordinary) ÷ (concluded + k), k = `FORCE`.

        >>> Observee().acceptation_lissee, round(Observee(conclues=1, acceptees=1).acceptation_lissee, 2)
        (0.6, 0.67)
        """
        return (self.acceptees + FORCE * ACCEPTATION_ORDINAIRE) / (self.conclues + FORCE)

    @property
    def attente_lissee(self) -> float:
        """Days to an answer that rank: the median seen and the ordinary one, weighted by numbers."""
        if self.delai_median is None:
            return REPONSE_ORDINAIRE_JOURS
        somme = self.repondues * self.delai_median + FORCE * REPONSE_ORDINAIRE_JOURS
        return somme / (self.repondues + FORCE)

    @property
    def est_mince(self) -> bool:
        """Too few referrals for the figure to say much."""
        return self.conclues < PEU

    def phrases(self) -> tuple[str, ...]:
        """What the screen says, each figure with its number; empty when nothing was seen."""
        return tuple(p for p in (self._acceptation(), self._delai(), self._effet()) if p)

    def _acceptation(self) -> str:
        if not self.conclues:
            return ""
        return (
            f"{self.acceptees} oui sur {_n(self.conclues, 'demande close', 'demandes closes')}"
            + (", trop peu pour en conclure" if self.est_mince else "")
        )

    def _delai(self) -> str:
        if self.delai_median is None:
            return ""
        jours = round(self.delai_median)
        delai = "dans la journée" if jours < 1 else f"en {_n(jours, 'jour', 'jours')}"
        return f"répond {delai} (médiane de {_n(self.repondues, 'réponse', 'réponses')})"

    def _effet(self) -> str:
        if not self.effets_dits:
            return ""
        dits = _n(self.effets_dits, "étape terminée", "étapes terminées")
        return f"capacité gagnée {self.effets} fois sur {dits}"


def _n(nombre: int, singulier: str, pluriel: str) -> str:
    return f"{nombre} {singulier if nombre < 2 else pluriel}"
