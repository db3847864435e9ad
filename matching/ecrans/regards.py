"""Who looks: the référent sees which agreed limit blocks, colleagues see that one was agreed.

For everyone but the référent, what comes from a functional limit and what comes from the hours the
person chose bear one and the same name: the two cannot be told apart, so no limit shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from freins.perms import peut_lire_sante
from matching.moteur import Constat, Critere, Etat, Famille
from matching.moteur.explication import SEUL
from matching.moteur.vocabulaire import LIBELLES_CRITERES, LIBELLES_FAMILLES
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Dossier
from parcours.socle.typographie import insecable

CONVENUE: Final = "convenue"
LIBELLE_CONVENUE: Final = "Contrainte convenue avec la personne"
_VOILEES: Final = frozenset({Famille.SANTE, Famille.DISPONIBILITE})
_NOMS: Final = {
    **{str(f): libelle for f, libelle in LIBELLES_FAMILLES.items()},
    Famille.SANTE: "Limites choisies par la personne",
    CONVENUE: LIBELLE_CONVENUE,
}
_SEULES: Final = {
    **{str(f): phrase for f, phrase in SEUL.items()},
    Famille.SANTE: "les limites choisies par la personne seules",
    CONVENUE: "une contrainte convenue avec la personne",
}
_NOMS_CRITERES: Final = {
    **{str(c): libelle for c, libelle in LIBELLES_CRITERES.items()},
    "garde": "Garde d’enfants",
    "mobilite": "Trajet",
    "duree": "Durée par semaine",
    "debut": "Date de début",
    "eligibilite": "Condition légale",
}


@dataclass(frozen=True, slots=True)
class Regard:
    """What a viewer may read of the causes."""

    voit_limites: bool

    @classmethod
    def de(cls, utilisateur: Utilisateur, dossier: Dossier) -> "Regard":
        """The référent in person reads everything."""
        return cls(peut_lire_sante(utilisateur, dossier))

    def codes(self, familles: Iterable[Famille]) -> tuple[str, ...]:
        """Families under the names this viewer may read, each once, in their published order."""
        codes = [
            CONVENUE if not self.voit_limites and famille in _VOILEES else str(famille)
            for famille in familles
        ]
        ouverts = [code for code in dict.fromkeys(codes) if code != CONVENUE]
        return (*ouverts, CONVENUE) if CONVENUE in codes else tuple(ouverts)

    def constats(self, constats: Iterable[Constat]) -> list["Ligne"]:
        """Findings as lines, what may not be read left out or named as agreed."""
        lignes = [self._ligne(constat) for constat in constats if self._est_montre(constat)]
        return list(dict.fromkeys(lignes))

    def _est_voile(self, constat: Constat) -> bool:
        return not self.voit_limites and constat.famille in _VOILEES

    def _est_montre(self, constat: Constat) -> bool:
        """What is met and veiled would tell what is not; a condition without effect says nothing."""
        muette = self._est_voile(constat) or constat.critere == Critere.CONDITION
        return not (muette and constat.etat is Etat.REMPLI)

    def _ligne(self, constat: Constat) -> "Ligne":
        if self._est_voile(constat):
            return Ligne(CONVENUE, LIBELLE_CONVENUE, constat.etat, "à voir avec la ou le référent")
        return Ligne(
            str(constat.famille),
            _NOMS_CRITERES.get(constat.critere, constat.critere),
            constat.etat,
            insecable(constat.preuve),
            constat.provenance,
            constat.extrait,
            constat.est_souhait_manque,
        )


@dataclass(frozen=True, slots=True)
class Ligne:
    """One criterion as shown: its state is said in words, never by a colour alone."""

    famille: str
    critere: str
    etat: Etat
    preuve: str
    provenance: str = ""
    extrait: str = ""
    est_souhait_manque: bool = False

    @property
    def etat_en_mots(self) -> str:
        """« Rempli », « À vérifier », « Bloque », « Souhait non rempli »."""
        if self.est_souhait_manque:
            return "Souhait non rempli"
        return {
            Etat.REMPLI: "Rempli",
            Etat.INCONNU: "À vérifier",
            Etat.BLOQUE: "Bloque",
        }[self.etat]


def nom_famille(code: str) -> str:
    """The family in words."""
    return _NOMS[code]


def phrase_famille_seule(code: str) -> str:
    """« la garde seule »."""
    return _SEULES[code]
