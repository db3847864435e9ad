"""Months of experience in the métier; neighbours of the métier leave it to be checked."""

from matching.moteur.criteres.base import CritereExigence, Reponse
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import Critere, Famille


def mois(profil: Profil, metier: str | None, referentiel: Referentiel) -> tuple[int, int]:
    """Months in the métier itself, then in it and its official neighbours together.

    Without a métier nothing can be called the same, and everything may be near.
    """
    connus = profil.experience or {}
    if metier is None:
        return 0, sum(connus.values())
    memes = connus.get(metier, 0)
    voisins = set(referentiel.voisins.get(metier, ())) - {metier}
    return memes, memes + sum(connus.get(voisin, 0) for voisin in voisins)


def _repondre(
    profil: Profil, exigence: ExigencePoste, poste: Poste, referentiel: Referentiel
) -> Reponse:
    if profil.experience is None:
        return Reponse.INCONNUE
    memes, proches = mois(profil, exigence.code or poste.metier, referentiel)
    if exigence.niveau is None:
        return Reponse.OUI if memes > 0 else Reponse.INCONNUE
    if memes >= exigence.niveau:
        return Reponse.OUI
    return Reponse.INCONNUE if proches >= exigence.niveau else Reponse.NON


def _dire(profil: Profil, exigence: ExigencePoste, reponse: Reponse) -> str:
    demande = (
        "expérience demandée"
        if exigence.niveau is None
        else f"{exigence.niveau} mois d’expérience demandés"
    )
    if profil.experience is None:
        return f"{demande}, expérience de la personne non renseignée"
    suite = {
        Reponse.OUI: "acquis dans ce métier",
        Reponse.NON: "durée non atteinte, même avec les métiers proches",
        Reponse.INCONNUE: "à comparer avec l’expérience dans des métiers proches",
    }
    return f"{demande}, {suite[reponse]}"


CRITERE = CritereExigence(Critere.EXPERIENCE, Famille.QUALIFICATION, _repondre, _dire)
