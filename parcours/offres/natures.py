"""What only an alternance or an immersion says, and the rules of law about it (no database).

Terms of La bonne alternance (`target_diploma`, `rythme_alternance`) and of the agreement of an
immersion (PMSMP, Cerfa 13912). Kept in `Ouverture.details`, where imports write the same names.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

ALTERNANCE, IMMERSION, FORMATION = "alternance", "immersion", "formation"
CONVENTION: Final = "convention_immersion"
RYTHMES: Final = {
    "indifferent": "Indifférent",
    "2j_3j": "2 jours / 3 jours",
    "1s_1s": "1 semaine / 1 semaine",
    "2s_3s": "2 semaines / 3 semaines",
    "6s_6s": "6 semaines / 6 semaines",
}
# Code du travail, L5135-1: one of these three, and no other.
OBJETS: Final = {
    "decouvrir": "Découvrir un métier ou un secteur d’activité",
    "confirmer": "Confirmer un projet professionnel",
    "recruter": "Initier une démarche de recrutement",
}
# Months, least and most: L6222-7-1 and R6222-46 (a fourth year), L6325-11 and -12.
DUREES: Final = {"apprentissage": (6, 48), "professionnalisation": (6, 36)}
CONTRATS_ALTERNANCE: Final = (*DUREES, "interim")
PROPRES: Final = {
    ALTERNANCE: ("diplome_prepare", "niveau_prepare", "rythme"),
    FORMATION: ("diplome_prepare", "niveau_prepare"),
    IMMERSION: ("fin_le", "tuteur", "objet_immersion"),
}
CHAMPS: Final = (*PROPRES[ALTERNANCE], *PROPRES[IMMERSION])
OBLIGATOIRES: Final = {
    "diplome_prepare": "Dire le diplôme ou la qualification visée : une alternance y prépare.",
    "debut_le": "Dire le premier jour : la convention le porte.",
    "fin_le": "Dire le dernier jour : une immersion dure un mois au plus.",
    "tuteur": "Dire qui accueille la personne et l’accompagne sur place.",
    "objet_immersion": "Choisir le but : la loi n’en permet qu’un par immersion.",
}


def fautes(lues: Mapping[str, Any]) -> dict[str, str]:
    """Field → sentence, for what an alternance or an immersion must say and may not say."""
    if lues.get("nature") == ALTERNANCE:
        return _fautes_alternance(lues)
    if lues.get("nature") == IMMERSION:
        return _fautes_immersion(lues)
    return {}


def _fautes_alternance(lues: Mapping[str, Any]) -> dict[str, str]:
    trouvees = _manques(lues, ("diplome_prepare",))
    contrat, mois = lues.get("contrat") or "", lues.get("duree_mois")
    if contrat not in CONTRATS_ALTERNANCE:
        trouvees["contrat"] = (
            "Une alternance se fait en apprentissage, en contrat de professionnalisation ou en intérim."
        )
    elif mois is not None and contrat in DUREES:
        bas, haut = DUREES[contrat]
        if not bas <= mois <= haut:
            trouvees["duree_mois"] = f"De {bas} à {haut} mois pour ce contrat ; vide pour un CDI."
    return trouvees


def _fautes_immersion(lues: Mapping[str, Any]) -> dict[str, str]:
    trouvees = _manques(lues, ("debut_le", "fin_le", "tuteur", "objet_immersion"))
    if (lues.get("contrat") or CONVENTION) != CONVENTION:
        trouvees["contrat"] = (
            "Une immersion n’est pas un contrat : choisir « Convention d’immersion »."
        )
    debut, fin = lues.get("debut_le"), lues.get("fin_le")
    if debut and fin and fin < debut:
        trouvees["fin_le"] = "Ce jour est avant le premier."
    elif debut and fin and fin > (dernier := dernier_jour(debut)):
        trouvees["fin_le"] = f"Un mois de date à date au plus : le {dernier:%d/%m/%Y} au plus tard."
    return trouvees


def _manques(lues: Mapping[str, Any], noms: tuple[str, ...]) -> dict[str, str]:
    return {nom: OBLIGATOIRES[nom] for nom in noms if not lues.get(nom)}


def dernier_jour(debut: date) -> date:
    """The last day of a month counted from date to date; without that date, the end of the month.

    >>> dernier_jour(date(2026, 3, 3)).isoformat(), dernier_jour(date(2026, 1, 31)).isoformat()
    ('2026-04-02', '2026-02-28')
    """
    annee, mois = divmod(debut.year * 12 + debut.month, 12)
    fin = monthrange(annee, mois + 1)[1]
    if debut.day > fin:
        return date(annee, mois + 1, fin)
    return date(annee, mois + 1, debut.day) - timedelta(days=1)


def details(lues: Mapping[str, Any], deja: Mapping[str, Any]) -> dict[str, Any]:
    """The details of an opening once typed: those of its nature, and what others wrote there."""
    autres = {cle: valeur for cle, valeur in deja.items() if cle not in CHAMPS}
    siens = {nom: lues.get(nom) for nom in PROPRES.get(lues.get("nature") or "", ())}
    return autres | {
        nom: valeur.isoformat() if isinstance(valeur, date) else valeur
        for nom, valeur in siens.items()
        if valeur
    }


def valeurs(deja: Mapping[str, Any]) -> dict[str, Any]:
    """The same read back, for a form."""
    return {nom: deja[nom] for nom in CHAMPS if nom in deja}
