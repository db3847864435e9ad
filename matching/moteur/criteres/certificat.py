"""Certificates and authorisations (CACES, habilitations, SST…), by lower-case ascii code."""

from matching.moteur.criteres.base import CritereExigence, Reponse, possede
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import Critere, Famille


def _repondre(profil: Profil, exigence: ExigencePoste, _: Poste, __: Referentiel) -> Reponse:
    return possede(profil.certificats, exigence.code)


def _dire(profil: Profil, exigence: ExigencePoste, reponse: Reponse) -> str:
    nom = exigence.code.replace("|", " ou ").replace("_", " ")
    suite = {
        Reponse.OUI: "détenu",
        Reponse.NON: "non détenu",
        Reponse.INCONNUE: "certificats non renseignés",
    }
    return f"certificat « {nom} » demandé, {suite[reponse]}"


CRITERE = CritereExigence(Critere.CERTIFICAT, Famille.QUALIFICATION, _repondre, _dire)
