"""A profile as it would be with what is being typed: counted, never written."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from freins.regles.faits import Droit
from freins.regles.mesures import Garde, Langue, Mobilite, Numerique
from freins.services.diagnostic import Conversation
from matching.moteur import Profil
from matching.moteur.vocabulaire import CONDITIONS
from matching.tables import RANG_CECRL, minutes_retenues
from parcours.dossiers.models import Dossier, Recherche


def essayer(profil: Profil, dossier: Dossier, dit: Conversation, jour: date) -> Profil:
    """Return the profile with the measures of a conversation in place of those recorded."""
    champs: dict[str, Any] = {}
    for mesure in (*dit.mesures.values(), dit.langue):
        champs |= _champs(mesure, dossier)
    if dit.droit is not None:
        champs["droit_travail"] = Droit(dit.droit.est_oui, None, dit.droit.au).valable(jour)
    if dit.limites is not None:
        champs["limites"] = dit.limites.codes.intersection(CONDITIONS)
    return replace(profil, **champs)


def _champs(mesure: Any, dossier: Dossier) -> dict[str, Any]:
    match mesure:
        case Garde():
            return {"garde": mesure.pour_profil()}
        case Mobilite():
            return {"minutes": minutes_retenues(mesure, _minutes_voulues(dossier))}
        case Numerique():
            return {"numerique": mesure.niveau}
        case Langue():
            rangs = {"oral": mesure.oral, "ecrit": mesure.ecrit}
            return {volet: RANG_CECRL.get(n or "") for volet, n in rangs.items()}
    return {}


def _minutes_voulues(dossier: Dossier) -> Mapping[str, int]:
    voulues = Recherche.objects.filter(dossier=dossier).values_list("minutes_max", flat=True)
    return voulues.first() or {}
