"""What all criteria share: the person's answer, the firmness of the demand, the conclusion."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from matching.moteur.etats import Constat, Etat
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import Critere, Exigence, Famille, Provenance


class Reponse(IntEnum):
    """Does the person meet the demand, as far as is known?"""

    OUI = 0
    NON = 1
    INCONNUE = 2


class Force(IntEnum):
    """How much a demand weighs, from its firmness and provenance."""

    EXIGE = 0
    A_VERIFIER = 1
    DEDUIT = 2
    SOUHAIT = 3


R, B, X = Etat.REMPLI, Etat.BLOQUE, Etat.INCONNU
# CONCLUSIONS[force][reponse]. A deduced demand counts only when it meets an actual limitation of
# the person (answer NON): otherwise the contexts of the métier would leave nothing accessible.
CONCLUSIONS: Final = (
    (R, B, X),
    (R, X, X),
    (R, X, R),
    (R, R, R),
)


def force(exigence: ExigencePoste) -> Force:
    """Weight of a demand. A stated one that is not known to be firm is to be checked."""
    if exigence.exigence == Exigence.SOUHAITE:
        return Force.SOUHAIT
    if exigence.provenance == Provenance.DEDUIT:
        return Force.DEDUIT
    return Force.EXIGE if exigence.exigence == Exigence.EXIGE else Force.A_VERIFIER


def force_de_fait(exigence: ExigencePoste) -> Force:
    """Weight of a condition of work: a fact is never a wish, so S counts as deduced."""
    trouvee = force(exigence)
    return Force.DEDUIT if trouvee is Force.SOUHAIT else trouvee


@dataclass(frozen=True, slots=True)
class CritereExigence:
    """A criterion fed by requirements: how to answer it and how to say it.

    `repondre` is fast and says nothing; `dire` gives the evidence in French for an answer.
    """

    critere: Critere
    famille: Famille
    repondre: Callable[[Profil, ExigencePoste, Poste, Referentiel], Reponse]
    dire: Callable[[Profil, ExigencePoste, Reponse], str]
    force: Callable[[ExigencePoste], Force] = force

    def constater(
        self, profil: Profil, exigence: ExigencePoste, poste: Poste, referentiel: Referentiel
    ) -> Constat:
        """State, family and evidence of one requirement."""
        reponse = self.repondre(profil, exigence, poste, referentiel)
        poids = self.force(exigence)
        return Constat(
            critere=exigence.critere,
            famille=self.famille,
            etat=CONCLUSIONS[poids][reponse],
            preuve=self.dire(profil, exigence, reponse) + _nuance(poids, reponse),
            code=exigence.code,
            extrait=exigence.extrait,
            provenance=exigence.provenance,
            est_souhait_manque=poids is Force.SOUHAIT and reponse is not Reponse.OUI,
        )


def _nuance(poids: Force, reponse: Reponse) -> str:
    if reponse is Reponse.OUI:
        return ""
    return {
        Force.EXIGE: "",
        Force.A_VERIFIER: " (à vérifier : l’offre ne dit pas si c’est exigé)",
        Force.DEDUIT: " (à vérifier : déduit du métier)",
        Force.SOUHAIT: " (souhaité, pas exigé)",
    }[poids]


def comparer(valeur: int | None, seuil: int) -> Reponse:
    """OUI when `valeur` reaches `seuil`, INCONNUE when it is not known."""
    if valeur is None:
        return Reponse.INCONNUE
    return Reponse.OUI if valeur >= seuil else Reponse.NON


def possede(codes: frozenset[str] | None, demande: str) -> Reponse:
    """OUI when one of the alternatives of `demande` ("a|b") is held; INCONNUE if never asked."""
    if codes is None:
        return Reponse.INCONNUE
    return Reponse.OUI if any(code in codes for code in demande.split("|")) else Reponse.NON
