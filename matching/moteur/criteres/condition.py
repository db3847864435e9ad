"""Conditions of work held against the functional limits the person chose to give.

A stated condition blocks; one deduced from the métier is only to be checked; a limit never changes
a score. Hours that are known settle whether there is night work.
"""

from matching.moteur.criteres.base import CritereExigence, Reponse, force_de_fait
from matching.moteur.etats import Constat, Etat
from matching.moteur.grilles import NUIT
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import CONDITIONS, Critere, Famille, Provenance


def est_dementie(exigence: ExigencePoste, grille: int | None) -> bool:
    """True when the known hours contradict a deduced night condition."""
    return (
        exigence.code == "nuit"
        and exigence.provenance == Provenance.DEDUIT
        and bool(grille)
        and not (grille or 0) & NUIT
    )


def _repondre(profil: Profil, exigence: ExigencePoste, poste: Poste, _: Referentiel) -> Reponse:
    if exigence.code not in profil.limites or est_dementie(exigence, poste.grille):
        return Reponse.OUI
    return Reponse.NON


def _dire(profil: Profil, exigence: ExigencePoste, reponse: Reponse) -> str:
    condition = CONDITIONS.get(exigence.code, exigence.code).lower()
    if reponse is Reponse.OUI:
        return f"{condition} : sans effet ici"
    return f"{condition} : limite choisie par la personne"


CRITERE = CritereExigence(Critere.CONDITION, Famille.SANTE, _repondre, _dire, force_de_fait)


def nuit_constatee(profil: Profil, poste: Poste) -> list[Constat]:
    """The stated hours themselves say that there is night work (21 h – 6 h)."""
    if "nuit" not in profil.limites or not (poste.grille or 0) & NUIT:
        return []
    return [
        Constat(
            critere=Critere.CONDITION,
            famille=Famille.SANTE,
            etat=Etat.BLOQUE,
            preuve="heures entre 21 h et 6 h : limite choisie par la personne",
            code="nuit",
        )
    ]
