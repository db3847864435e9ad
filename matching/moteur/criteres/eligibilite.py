"""Legal measures: the answer is computed outside (`freins.regles`), here it is only read."""

from matching.moteur.etats import Constat, Etat
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.vocabulaire import MESURES, Famille

CRITERE = "eligibilite"


def constater(profil: Profil, poste: Poste) -> list[Constat]:
    """One finding per measure the opening needs."""
    return [_constat(mesure, profil.eligibilites.get(mesure)) for mesure in poste.mesures]


def _constat(mesure: str, reponse: bool | None) -> Constat:
    etat, suite = {
        True: (Etat.REMPLI, "conditions légales remplies"),
        False: (Etat.BLOQUE, "conditions légales non remplies"),
        None: (Etat.INCONNU, "conditions légales à vérifier"),
    }[reponse]
    nom = MESURES.get(mesure, mesure)
    return Constat(CRITERE, Famille.ELIGIBILITE, etat, f"{nom} : {suite}", code=mesure)
