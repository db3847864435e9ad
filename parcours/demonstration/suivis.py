"""What the modules hand to one another about one person."""

from dataclasses import dataclass, field
from datetime import date

from freins.models import Frein
from parcours.demonstration.vies import Vie
from parcours.dossiers.models import Dossier, Personne


@dataclass
class Suivi:
    """A dossier with the situation it was drawn from."""

    vie: Vie
    personne: Personne
    dossier: Dossier
    freins: list[Frein] = field(default_factory=list)

    @property
    def ouvert_le(self) -> date:
        return self.dossier.ouvert_le

    @property
    def est_clos(self) -> bool:
        return self.dossier.clos_le is not None

    def jusqu_a(self, jour: date) -> date:
        """Last day of the accompaniment so far."""
        return self.dossier.clos_le or jour
