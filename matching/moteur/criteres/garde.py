"""Childcare must cover the work, the journey at both ends and 15 minutes more, for each way.

When the journey is not known, hours that stick out of childcare by themselves still block.
"""

from matching.moteur.etats import Constat, Etat
from matching.moteur.grilles import (
    JOURS,
    PAR_JOUR,
    TAILLE,
    Bloc,
    blocs,
    contient,
    demi_heures,
    elargir,
    heure_precise,
    marges,
    tourner,
)
from matching.moteur.poste import Poste
from matching.moteur.profil import INCONNUE, SANS_OBJET, Profil
from matching.moteur.trajets import MARGE_GARDE, PLAFOND_MINUTES
from matching.moteur.vocabulaire import Famille

CRITERE = "garde"
# Half-hours beyond which no journey goes: what `marges` has to look at.
PLAFOND_DEMI_HEURES = demi_heures(PLAFOND_MINUTES + MARGE_GARDE)


def _constat(etat: Etat, preuve: str) -> Constat:
    return Constat(CRITERE, Famille.GARDE, etat, preuve)


def constater(profil: Profil, poste: Poste, minutes: int | None) -> Constat:
    """State of childcare for a journey of `minutes` one way, None when it is not known."""
    couverte = profil.garde
    if couverte == SANS_OBJET:
        return _constat(Etat.REMPLI, "pas de garde à prévoir")
    if couverte == INCONNUE or isinstance(couverte, str):
        return _constat(Etat.INCONNU, "heures de garde non renseignées")
    if not poste.grille:
        return _constat(Etat.INCONNU, "horaires non précisés : garde à vérifier")
    avant, apres = besoins(poste, minutes or 0)
    if not contient(couverte, elargir(poste.grille, avant, apres)):
        return _constat(Etat.BLOQUE, _manque(poste, couverte, minutes))
    if minutes is None:
        return _constat(Etat.INCONNU, "heures de travail gardées, trajet inconnu")
    trajet = f" et trajet (environ {minutes} min)" if minutes else ""
    return _constat(
        Etat.REMPLI,
        f"travail{trajet} dans les heures de garde, "
        f"{marge(poste, couverte) - minutes} min de marge",
    )


def besoins(poste: Poste, minutes: int) -> tuple[int, int]:
    """Minutes of care needed before the rounded start and after the rounded end."""
    return minutes + MARGE_GARDE - poste.jeu_debut, minutes + MARGE_GARDE - poste.jeu_fin


def marge(poste: Poste, couverte: int) -> int:
    """Longest journey in minutes that childcare covers; negative when even none is covered."""
    avant, apres = marges(poste.grille or 0, couverte, PLAFOND_DEMI_HEURES)
    if avant < 0:
        return -MARGE_GARDE - 1
    return min(30 * avant + poste.jeu_debut, 30 * apres + poste.jeu_fin) - MARGE_GARDE


def _manque(poste: Poste, couverte: int, minutes: int | None) -> str:
    """The first block of the week that sticks out, in numbers."""
    avant, apres = besoins(poste, minutes or 0)
    trajet = "trajet inconnu" if minutes is None else f"trajet environ {minutes} min"
    for bloc in blocs(poste.grille or 0):
        depart = bloc.debut - demi_heures(avant)
        longueur = min(TAILLE, bloc.longueur + demi_heures(avant) + demi_heures(apres))
        gardees = [bool(tourner(couverte, -depart) >> rang & 1) for rang in range(longueur)]
        if not all(gardees):
            return _bord(poste, bloc, gardees, depart, trajet)
    return f"heures de travail hors des heures de garde, {trajet}"


def _bord(poste: Poste, bloc: Bloc, gardees: list[bool], depart: int, trajet: str) -> str:
    jour = JOURS[bloc.jour]
    if not any(gardees):
        return f"{jour} : aucune garde sur les heures de travail, {trajet}"
    if not gardees[0]:
        debut = heure_precise(bloc.minute_debut + poste.jeu_debut)
        ouverture = heure_precise((depart + gardees.index(True)) % PAR_JOUR * 30)
        return f"{jour} : début {debut}, {trajet}, garde à partir de {ouverture}"
    fermeture = (depart + gardees.index(False)) % PAR_JOUR * 30 or 1440
    fin = heure_precise(bloc.minute_fin - poste.jeu_fin)
    return f"{jour} : fin {fin}, {trajet}, garde jusqu’à {heure_precise(fermeture)}"
