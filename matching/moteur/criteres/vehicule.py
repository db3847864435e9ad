"""Own vehicle: code `voiture` (the default) or `motorise` (a car or a moped)."""

from matching.moteur.criteres.base import CritereExigence, Reponse
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import Critere, Famille, Mode


def _repondre(profil: Profil, exigence: ExigencePoste, _: Poste, __: Referentiel) -> Reponse:
    if profil.minutes is None:
        return Reponse.INCONNUE
    modes = (Mode.VOITURE, Mode.CYCLO) if exigence.code == "motorise" else (Mode.VOITURE,)
    a_vehicule = any(profil.minutes_pour(mode) is not None for mode in modes)
    return Reponse.OUI if a_vehicule else Reponse.NON


def _dire(profil: Profil, exigence: ExigencePoste, reponse: Reponse) -> str:
    quoi = "véhicule motorisé demandé" if exigence.code == "motorise" else "voiture demandée"
    suite = {
        Reponse.OUI: "la personne en dispose",
        Reponse.NON: "la personne n’en dispose pas",
        Reponse.INCONNUE: "moyens de déplacement non renseignés",
    }
    return f"{quoi}, {suite[reponse]}"


CRITERE = CritereExigence(Critere.VEHICULE, Famille.MOBILITE, _repondre, _dire)
