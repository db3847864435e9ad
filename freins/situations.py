"""What is known of a person for the conditions of solutions: read once, asked for each of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from freins.eligibilites import faits_de
from freins.regles.garde import Enfant
from freins.regles.publics import Admission, Situation, admettre
from matching.moteur.trajets import metres
from parcours.dossiers.models import Dossier, Personne
from parcours.solutions.models import Solution
from parcours.solutions.presentation import conditions_de


class Situateur:
    """One person before many solutions; sex is read by the one rule that the law allows.

    `voit_protege`: what speaks of a handicap counts as unknown for someone who only reads.
    """

    def __init__(
        self,
        dossier: Dossier,
        jour: date,
        *,
        enfants: Sequence[Enfant] = (),
        voit_protege: bool = True,
    ) -> None:
        personne = dossier.personne
        commune = personne.commune
        self._jour, self._point = jour, _point(personne)
        self._situation = Situation(
            faits=faits_de([dossier.pk], voit_protege=voit_protege)[dossier.pk],
            sexe=personne.sexe,
            commune=commune.pk if commune else "",
            epci=commune.siren_epci if commune else "",
            departement=commune.code_departement if commune else "",
            qpv=personne.qpv_id or "",
            a_des_enfants=True if enfants else None,
        )

    def admission(self, solution: Solution) -> Admission:
        """Whether the solution is for this person: oui, non or inconnu, with its reasons."""
        situation = replace(self._situation, distance_km=self.distance(solution))
        return admettre(conditions_de(solution), situation, self._jour)

    def distance(self, solution: Solution) -> float | None:
        """Kilometres from the home as the crow flies, None when one of the two is not placed."""
        if self._point is None or solution.point is None:
            return None
        return metres(self._point, solution.point) / 1000


def _point(personne: Personne) -> tuple[float, float] | None:
    """The home, else the centre of its commune."""
    for lieu in (personne, personne.commune):
        if lieu is not None and lieu.latitude is not None and lieu.longitude is not None:
            return lieu.latitude, lieu.longitude
    return None
