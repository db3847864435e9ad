"""Travel as part of the job: the opening rarely says by which means, so it never blocks."""

from matching.moteur.criteres.base import CritereExigence, Force, Reponse, force_de_fait
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import Critere, Famille, Mode


def _repondre(profil: Profil, _: ExigencePoste, __: Poste, ___: Referentiel) -> Reponse:
    if profil.minutes is None:
        return Reponse.INCONNUE
    roule = any(profil.minutes_pour(mode) is not None for mode in Mode if mode is not Mode.MARCHE)
    return Reponse.OUI if roule else Reponse.NON


def _dire(profil: Profil, exigence: ExigencePoste, reponse: Reponse) -> str:
    rythme = "quotidiens " if exigence.code == "quotidien" else ""
    suite = {
        Reponse.OUI: "la personne a de quoi se déplacer",
        Reponse.NON: "la personne ne se déplace qu’à pied",
        Reponse.INCONNUE: "moyens de déplacement non renseignés",
    }
    return f"déplacements {rythme}dans le travail, {suite[reponse]}"


def _force(exigence: ExigencePoste) -> Force:
    return max(force_de_fait(exigence), Force.A_VERIFIER)


CRITERE = CritereExigence(Critere.DEPLACEMENT, Famille.MOBILITE, _repondre, _dire, _force)
