"""Digital ease, 0 to 3."""

from matching.moteur.criteres.base import CritereExigence, Reponse, comparer
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import Critere, Famille


def _repondre(profil: Profil, exigence: ExigencePoste, _: Poste, __: Referentiel) -> Reponse:
    if exigence.niveau is None:
        return Reponse.INCONNUE
    return comparer(profil.numerique, exigence.niveau)


def _dire(profil: Profil, exigence: ExigencePoste, _: Reponse) -> str:
    demande = "" if exigence.niveau is None else f" {exigence.niveau} sur 3"
    acquis = "non renseignée" if profil.numerique is None else f"{profil.numerique} sur 3"
    return f"aisance numérique{demande} demandée ; celle de la personne : {acquis}"


CRITERE = CritereExigence(Critere.NUMERIQUE, Famille.NUMERIQUE, _repondre, _dire)
