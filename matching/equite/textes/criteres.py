"""The criteria the law prohibits, once, each with the texts that hold it (control GROUND-01).

Three lists that do not coincide: loi n° 2008-496 art. 1, Code du travail L1132-1, Code pénal 225-1.
"""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Sources:
    """In which of the three lists a criterion is."""

    libelle: str
    loi2008: bool = True
    ct: bool = True
    cp: bool = True


class CritereProhibe(Enum):
    """A characteristic no decision on employment may rest on; the value says which texts say so."""

    ORIGINE = Sources("origine")
    SEXE = Sources("sexe")
    SITUATION_DE_FAMILLE = Sources("situation de famille")
    GROSSESSE = Sources("grossesse")
    APPARENCE_PHYSIQUE = Sources("apparence physique")
    VULNERABILITE_ECONOMIQUE = Sources("particulière vulnérabilité économique")
    NOM_DE_FAMILLE = Sources("nom de famille")
    LIEU_DE_RESIDENCE = Sources("lieu de résidence")
    DOMICILIATION_BANCAIRE = Sources("domiciliation bancaire", cp=False)
    ETAT_DE_SANTE = Sources("état de santé")
    PERTE_D_AUTONOMIE = Sources("perte d’autonomie")
    HANDICAP = Sources("handicap")
    CARACTERISTIQUES_GENETIQUES = Sources("caractéristiques génétiques")
    MOEURS = Sources("mœurs")
    ORIENTATION_SEXUELLE = Sources("orientation sexuelle")
    IDENTITE_DE_GENRE = Sources("identité de genre")
    AGE = Sources("âge")
    OPINIONS_POLITIQUES = Sources("opinions politiques")
    ACTIVITES_SYNDICALES = Sources("activités syndicales ou mutualistes")
    AUTRE_LANGUE = Sources("capacité à s’exprimer dans une langue autre que le français")
    ETHNIE = Sources("appartenance à une ethnie")
    NATION = Sources("appartenance à une nation")
    PRETENDUE_RACE = Sources("appartenance à une prétendue race")
    RELIGION = Sources("religion ou convictions religieuses")
    MANDAT_ELECTIF = Sources("exercice d’un mandat électif", loi2008=False, cp=False)
    LANCEUR_D_ALERTE = Sources("lanceur d’alerte, facilitateur ou personne en lien", loi2008=False)
    HARCELEMENT = Sources("victime ou témoin de harcèlement sexuel ou de bizutage")

    @property
    def libelle(self) -> str:
        """As shown."""
        return self.value.libelle
