"""Licences the task requires; a licence also gives what it covers (art. R221-4)."""

from matching.moteur.criteres.base import CritereExigence, Reponse, possede
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import PERMIS_COUVERTS, Critere, Famille


def couverts(permis: frozenset[str] | None) -> frozenset[str] | None:
    """The licences held and all they cover.

    >>> sorted(couverts(frozenset({"B"})))
    ['AM', 'B', 'B1']
    """
    if permis is None:
        return None
    return permis.union(*(PERMIS_COUVERTS.get(code, ()) for code in permis))


def _repondre(profil: Profil, exigence: ExigencePoste, _: Poste, __: Referentiel) -> Reponse:
    return possede(couverts(profil.permis), exigence.code)


def _dire(profil: Profil, exigence: ExigencePoste, reponse: Reponse) -> str:
    demande = f"permis {exigence.code.replace('|', ' ou ')} demandé"
    if reponse is Reponse.INCONNUE:
        return f"{demande}, permis de la personne non renseignés"
    return f"{demande}, {'détenu' if reponse is Reponse.OUI else 'non détenu'}"


CRITERE = CritereExigence(Critere.PERMIS, Famille.PERMIS, _repondre, _dire)
