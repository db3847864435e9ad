"""What the person chose: hours, weekly hours, first day. It blocks and is never liftable.

An opening that does not state its hours is neither accessible nor blocked by them: its hours are
always `inconnu`, whatever the person wants.
"""

from datetime import date

from matching.moteur.etats import Constat, Etat
from matching.moteur.grilles import contient, lisible, manque
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.vocabulaire import Critere, Famille


def constater(profil: Profil, poste: Poste, jour: date) -> list[Constat]:
    """Hours of the week, number of hours, start; `jour` is today."""
    return [_horaires(profil, poste), _duree(profil, poste), _debut(profil, poste, jour)]


def _constat(critere: str, etat: Etat, preuve: str) -> Constat:
    return Constat(critere, Famille.DISPONIBILITE, etat, preuve)


def _horaires(profil: Profil, poste: Poste) -> Constat:
    if not poste.grille:
        return _constat(
            Critere.HORAIRES, Etat.INCONNU, "horaires non précisés : à demander à l’employeur"
        )
    texte = f"horaires {lisible(poste.grille)}"
    if not profil.grille_souhaitee:
        return _constat(Critere.HORAIRES, Etat.REMPLI, texte)
    if contient(profil.grille_souhaitee, poste.grille):
        return _constat(Critere.HORAIRES, Etat.REMPLI, f"{texte}, dans les heures souhaitées")
    hors = lisible(manque(profil.grille_souhaitee, poste.grille))
    return _constat(Critere.HORAIRES, Etat.BLOQUE, f"{texte}, hors des heures souhaitées : {hors}")


def _duree(profil: Profil, poste: Poste) -> Constat:
    if profil.heures_min is None and profil.heures_max is None:
        return _constat("duree", Etat.REMPLI, "aucune durée souhaitée")
    if poste.heures is None:
        return _constat("duree", Etat.INCONNU, "durée par semaine non précisée")
    souhait = _souhait(profil)
    preuve = f"{poste.heures:g} h par semaine, {souhait}"
    return _constat("duree", Etat.REMPLI if duree_convient(profil, poste) else Etat.BLOQUE, preuve)


def duree_convient(profil: Profil, poste: Poste) -> bool:
    """True when the weekly hours are known and inside the wanted bounds."""
    if poste.heures is None:
        return False
    trop_peu = profil.heures_min is not None and poste.heures < profil.heures_min
    trop = profil.heures_max is not None and poste.heures > profil.heures_max
    return not (trop_peu or trop)


def _souhait(profil: Profil) -> str:
    if profil.heures_max is None:
        return f"au moins {profil.heures_min:g} h souhaitées"
    if profil.heures_min is None:
        return f"au plus {profil.heures_max:g} h souhaitées"
    return f"entre {profil.heures_min:g} h et {profil.heures_max:g} h souhaitées"


def _debut(profil: Profil, poste: Poste, jour: date) -> Constat:
    possible = profil.debut_au_plus_tot
    if possible is None or possible <= jour:
        return _constat("debut", Etat.REMPLI, "disponible dès maintenant")
    disponible = f"disponible à partir du {possible:%d/%m/%Y}"
    if poste.debut is None:
        return _constat("debut", Etat.INCONNU, f"date de début non précisée, {disponible}")
    debut = max(poste.debut, jour)
    etat = Etat.REMPLI if debut >= possible else Etat.BLOQUE
    return _constat("debut", etat, f"début le {debut:%d/%m/%Y}, {disponible}")
