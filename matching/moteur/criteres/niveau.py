"""Diploma level (cadre national des certifications, 0 to 8)."""

from matching.moteur.criteres.base import CritereExigence, Reponse, comparer
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import NIVEAUX_DIPLOME, Critere, Famille


def _repondre(profil: Profil, exigence: ExigencePoste, _: Poste, __: Referentiel) -> Reponse:
    if exigence.niveau is None:
        return Reponse.INCONNUE
    return comparer(profil.niveau, exigence.niveau)


def _dire(profil: Profil, exigence: ExigencePoste, _: Reponse) -> str:
    if exigence.niveau is None:
        return "diplôme demandé sans niveau précis"
    demande = NIVEAUX_DIPLOME[exigence.niveau]
    acquis = "non renseigné" if profil.niveau is None else NIVEAUX_DIPLOME[profil.niveau]
    return f"{demande} demandé ; niveau de la personne : {acquis}"


CRITERE = CritereExigence(Critere.NIVEAU, Famille.QUALIFICATION, _repondre, _dire)
