"""Right to work. Every work contract needs it (art. L5221-5), so a known "no" blocks them all.

When it is not known, only an opening that asks for it in so many words is to be checked: otherwise
a first contact, which records a first name and a place, would leave nothing accessible.
"""

from matching.moteur.criteres.base import CritereExigence, Reponse
from matching.moteur.etats import Constat, Etat
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import Critere, Famille

# Natures that are a work contract; a training, an immersion or a project of one's own is not.
NATURES_SALARIEES = frozenset({"emploi", "alternance", "siae", "geiq", "entreprise_adaptee"})


def _repondre(profil: Profil, _: ExigencePoste, __: Poste, ___: Referentiel) -> Reponse:
    if profil.droit_travail is None:
        return Reponse.INCONNUE
    return Reponse.OUI if profil.droit_travail else Reponse.NON


def _dire(profil: Profil, _: ExigencePoste, reponse: Reponse) -> str:
    suite = {
        Reponse.OUI: "la personne l’a",
        Reponse.NON: "la personne ne l’a pas aujourd’hui",
        Reponse.INCONNUE: "non renseignée",
    }
    return f"autorisation de travailler demandée : {suite[reponse]}"


CRITERE = CritereExigence(Critere.DROIT_TRAVAIL, Famille.ADMINISTRATIF, _repondre, _dire)


def contrat_interdit(profil: Profil, poste: Poste) -> list[Constat]:
    """A work contract for a person known not to be allowed to work."""
    if profil.droit_travail is not False or poste.nature not in NATURES_SALARIEES:
        return []
    return [
        Constat(
            critere=Critere.DROIT_TRAVAIL,
            famille=Famille.ADMINISTRATIF,
            etat=Etat.BLOQUE,
            preuve="contrat de travail : la personne n’a pas aujourd’hui le droit de travailler",
        )
    ]
