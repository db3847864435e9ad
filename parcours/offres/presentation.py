"""Requirements and hours of an opening as people read them (no query)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from matching.moteur import grilles
from matching.moteur.vocabulaire import CONDITIONS, NIVEAUX_CECRL, NIVEAUX_DIPLOME, Critere
from parcours.offres.faits import OUI_NON
from parcours.offres.models import ExigenceOuverture, Ouverture
from parcours.socle.typographie import milliers

LANGUES = {
    "": "Français", "fr": "Français", "en": "Anglais", "de": "Allemand", "es": "Espagnol",
    "it": "Italien", "pt": "Portugais", "ar": "Arabe", "vi": "Vietnamien", "lsf": "LSF",
    "nl": "Néerlandais", "ru": "Russe", "zh": "Chinois", "tr": "Turc", "pl": "Polonais",
    "ro": "Roumain", "ja": "Japonais",
}  # fmt: skip
SOURCES = {
    "saisie": "Saisie dans Parcours",
    "france_travail": "France Travail",
    "la_bonne_alternance": "La bonne alternance",
    "lheo": "Catalogue de formations (LHEO)",
    "csv": "Fichier d’un partenaire",
    "demonstration": "Démonstration",
}
MENTIONS = {
    "nuit": "Travail de nuit", "samedi": "Travail le samedi", "dimanche": "Travail le dimanche",
    "matin_tot": "Début avant 7 h", "soir": "Fin après 20 h", "poste": "Équipes successives (2x8, 3x8)",
    "coupures": "Journées coupées", "variables": "Horaires variables", "astreinte": "Astreintes",
    "jour": "Horaires de journée", "lun_ven": "Du lundi au vendredi",
}  # fmt: skip
_SIMPLES: dict[str, str] = {
    Critere.NON_DESSERVI: "Lieu non desservi par les transports",
    Critere.DROIT_TRAVAIL: "Autorisation de travailler",
}
_RYTHMES = {"quotidien": " quotidiens", "frequent": " fréquents", "ponctuel": " ponctuels"}


def nommer(exigence: ExigenceOuverture) -> str:
    """« Permis B », « Niveau 3 (CAP, BEP) », « 12 mois d’expérience »…"""
    critere, code, niveau = exigence.critere, exigence.code, exigence.niveau
    if critere == Critere.PERMIS:
        return f"Permis {code.replace('|', ' ou ')}"
    if critere == Critere.NIVEAU:
        return NIVEAUX_DIPLOME.get(niveau if niveau is not None else -1, "Diplôme, sans niveau dit")
    if critere == Critere.EXPERIENCE:
        return "Expérience, durée non dite" if niveau is None else f"{niveau} mois d’expérience"
    if critere in (Critere.LANGUE_ORAL, Critere.LANGUE_ECRIT):
        return _langue(critere, code, niveau)
    if critere == Critere.CONDITION:
        return CONDITIONS.get(code, code)
    if critere == Critere.DEPLACEMENT:
        return f"Déplacements{_RYTHMES.get(code, '')} dans le travail"
    if critere == Critere.VEHICULE:
        return "Véhicule motorisé personnel" if code == "motorise" else "Voiture personnelle"
    if critere == Critere.TELETRAVAIL:
        return "Télétravail complet" if code == "total" else "Télétravail possible"
    if critere in _SIMPLES:
        return _SIMPLES[critere]
    if critere == Critere.HORAIRES:
        return MENTIONS.get(code, "Horaires à préciser")
    if critere == Critere.CERTIFICAT:
        return exigence.libelle or code.replace("|", " ou ").replace("_", " ").capitalize()
    return exigence.libelle or exigence.get_critere_display()


@dataclass(frozen=True, slots=True)
class Fait:
    """A fact kept in a field of the opening: what it says, where it was read, by whom it holds."""

    nom: str
    libelle: str
    texte: str
    extrait: str
    est_vrai: bool
    est_corrige: bool


def faits(ouverture: Ouverture) -> list[Fait]:
    """Yes-or-no facts that the opening says, or that somebody corrected."""
    lus = ouverture.details.get("lus", {})
    return [
        Fait(
            nom, libelle, oui if ouverture.details.get(nom) else non, lus.get(nom, ""),
            bool(ouverture.details.get(nom)), nom in ouverture.faits_corriges,
        )
        for nom, (libelle, oui, non) in OUI_NON.items()
        if ouverture.details.get(nom) or nom in ouverture.faits_corriges
    ]  # fmt: skip


def en_ordre(exigences: Iterable[ExigenceOuverture]) -> list[ExigenceOuverture]:
    """What can block first: the vocabulary's order of criteria, skills last, firm ones first."""
    rangs = {str(critere): rang for rang, critere in enumerate(Critere)}
    rangs[Critere.COMPETENCE] = len(rangs)
    return sorted(exigences, key=lambda e: (rangs.get(e.critere, 99), e.exigence != "E"))


def _langue(critere: str, code: str, niveau: int | None) -> str:
    langue = LANGUES.get(code, code.capitalize())
    cecrl = f" {NIVEAUX_CECRL[niveau]}" if niveau is not None else ""
    return f"{langue}{cecrl} {'à l’oral' if critere == Critere.LANGUE_ORAL else 'à l’écrit'}"


def horaires_lisibles(ouverture: Ouverture) -> str:
    """The weekly hours in French, "" when the grid is not known."""
    return grilles.lisible(grilles.depuis_hexa(ouverture.grille)) if ouverture.grille else ""


def duree_lisible(heures: Decimal | None) -> str:
    """« 24,5 h par semaine »; "" when unknown."""
    return "" if heures is None else f"{heures.normalize():f} h par semaine".replace(".", ",")


def salaire_lisible(ouverture: Ouverture) -> str:
    """« 1 850 à 2 050 € brut par mois »; "" when unknown."""
    bornes = [b for b in (ouverture.salaire_min, ouverture.salaire_max) if b is not None]
    if not bornes:
        return ""
    textes = [milliers(b) for b in bornes]
    return f"{' à '.join(dict.fromkeys(textes))} € brut par mois"


def noms_des_conditions(codes: frozenset[str]) -> list[str]:
    """Labels of conditions, in the order of the vocabulary."""
    return [libelle for code, libelle in CONDITIONS.items() if code in codes]
