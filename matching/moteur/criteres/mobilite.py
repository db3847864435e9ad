"""Can the person come this way? Evaluated once per way of coming."""

from matching.moteur.criteres.base import Force, force_de_fait
from matching.moteur.etats import Constat, Etat
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.trajets import marge_de_jour
from matching.moteur.vocabulaire import LIBELLES_MODES, Critere, Famille, Mode

CRITERE = "mobilite"


def _constat(etat: Etat, preuve: str) -> Constat:
    return Constat(CRITERE, Famille.MOBILITE, etat, preuve)


def force_non_desservi(poste: Poste) -> Force | None:
    """How firmly the opening says that no public transport serves it; None when it does not."""
    forces = [force_de_fait(e) for e in poste.exigences if e.critere == Critere.NON_DESSERVI]
    return min(forces, default=None)


def sur_place() -> Constat:
    """Full telework: there is no journey."""
    return _constat(Etat.REMPLI, "télétravail complet, aucun trajet")


def constater(profil: Profil, poste: Poste, mode: Mode, minutes: int | None) -> Constat:
    """State of one way; `minutes` is the estimated journey, None when a place is not known."""
    if profil.minutes is None:
        return _constat(Etat.INCONNU, "moyens de déplacement de la personne non renseignés")
    maximum = profil.minutes_pour(mode)
    if maximum is None:
        return _constat(Etat.BLOQUE, f"{_duree(mode, minutes)}, moyen non disponible")
    desserte = force_non_desservi(poste) if mode is Mode.TC else None
    if desserte is Force.EXIGE:
        return _constat(Etat.BLOQUE, "lieu non desservi par les transports en commun")
    if minutes is None:
        return _constat(Etat.INCONNU, f"trajet {LIBELLES_MODES[mode]} inconnu : lieu non précisé")
    texte = f"{_duree(mode, minutes)}, {maximum} min acceptées"
    if minutes > maximum:
        return _constat(Etat.BLOQUE, texte)
    if desserte is not None:
        return _constat(Etat.INCONNU, f"{texte} ; desserte du lieu à vérifier")
    if mode is Mode.TC and poste.grille and minutes > marge_de_jour(poste.grille):
        return _constat(Etat.INCONNU, f"{texte} ; transports à vérifier entre 21 h et 6 h 30")
    return _constat(Etat.REMPLI, texte)


def _duree(mode: Mode, minutes: int | None) -> str:
    if minutes is None:
        return f"trajet {LIBELLES_MODES[mode]}"
    return f"environ {minutes} min {LIBELLES_MODES[mode]}"
