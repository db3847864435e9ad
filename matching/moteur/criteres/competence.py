"""A skill asked by name. Nobody lists all they can do: an absent skill is unknown, not missing."""

from matching.moteur.criteres.base import CritereExigence, Reponse
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import PREUVES, Critere, Famille


def _repondre(profil: Profil, exigence: ExigencePoste, _: Poste, __: Referentiel) -> Reponse:
    return Reponse.OUI if exigence.code in profil.competences else Reponse.INCONNUE


def _dire(profil: Profil, exigence: ExigencePoste, reponse: Reponse) -> str:
    if reponse is Reponse.OUI:
        return f"savoir-faire demandé, {PREUVES[profil.competences[exigence.code]].lower()}"
    return "savoir-faire demandé, non renseigné"


CRITERE = CritereExigence(Critere.COMPETENCE, Famille.QUALIFICATION, _repondre, _dire)
