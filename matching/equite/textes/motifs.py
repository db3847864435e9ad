"""The 27 families of findings, and how grave a finding is.

Not to be confused with the criteria the law prohibits (`criteres.CritereProhibe`): some families
only advise on how an offer is written.
"""

from enum import StrEnum
from typing import Final


class Motif(StrEnum):
    """Family of a finding: the `ground` of the catalogue."""

    SEXE = "sexe"
    AGE = "age"
    FAMILLE = "famille"
    GROSSESSE = "grossesse"
    ORIGINE = "origine"
    LANGUE = "langue"
    APPARENCE = "apparence"
    NOM = "nom"
    SANTE = "sante"
    HANDICAP = "handicap"
    RESIDENCE = "residence"
    BANQUE = "banque"
    RELIGION = "religion"
    POLITIQUE = "politique"
    SYNDICAT = "syndicat"
    MOEURS = "moeurs"
    ECONOMIE = "economie"
    GENETIQUE = "genetique"
    ALERTE = "alerte"
    MOBILITE = "mobilite"
    VIE_PRIVEE = "vie_privee"
    GRATUITE = "gratuite"
    LOYAUTE = "loyaute"
    LANGUE_OFFRE = "langue_offre"
    REMUNERATION = "remuneration"
    GENRE_CODE = "genre_code"
    LISIBILITE = "lisibilite"


LIBELLES: Final[dict[Motif, str]] = {
    Motif.SEXE: "sexe",
    Motif.AGE: "âge",
    Motif.FAMILLE: "situation de famille",
    Motif.GROSSESSE: "grossesse",
    Motif.ORIGINE: "origine ou nationalité",
    Motif.LANGUE: "langue",
    Motif.APPARENCE: "apparence physique",
    Motif.NOM: "nom ou prénom",
    Motif.SANTE: "santé",
    Motif.HANDICAP: "handicap",
    Motif.RESIDENCE: "lieu de résidence",
    Motif.BANQUE: "domiciliation bancaire",
    Motif.RELIGION: "religion",
    Motif.POLITIQUE: "opinions politiques",
    Motif.SYNDICAT: "activités syndicales",
    Motif.MOEURS: "mœurs, orientation sexuelle, identité de genre",
    Motif.ECONOMIE: "situation économique",
    Motif.GENETIQUE: "caractéristiques génétiques",
    Motif.ALERTE: "lanceur d’alerte ou litige passé",
    Motif.MOBILITE: "permis ou véhicule sans lien avec le poste",
    Motif.VIE_PRIVEE: "vie privée",
    Motif.GRATUITE: "paiement demandé au candidat",
    Motif.LOYAUTE: "promesse ou statut trompeur",
    Motif.LANGUE_OFFRE: "offre non rédigée en français",
    Motif.REMUNERATION: "rémunération non dite",
    Motif.GENRE_CODE: "mots qui éloignent un sexe",
    Motif.LISIBILITE: "lisibilité",
}


class Gravite(StrEnum):
    """What a finding does to the publication."""

    ERREUR = "error"
    AVERTISSEMENT = "warning"
    INFO = "info"


ORDRE: Final = (Gravite.ERREUR, Gravite.AVERTISSEMENT, Gravite.INFO)
LIBELLES_GRAVITE: Final[dict[Gravite, str]] = {
    Gravite.ERREUR: "bloque la publication",
    Gravite.AVERTISSEMENT: "à confirmer par écrit",
    Gravite.INFO: "conseil",
}


def plus_grave(gravites: "set[Gravite]") -> Gravite | None:
    """The gravest of a set, None when it is empty.

    >>> plus_grave({Gravite.INFO, Gravite.ERREUR}).value
    'error'
    """
    return next((g for g in ORDRE if g in gravites), None)
