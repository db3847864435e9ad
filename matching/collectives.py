"""The collective solutions one may try: a closed list of choices, and what each brings. Pure.

Each is one step of the engine, given to those it can change something for. Where people live and
who they are is not asked: a place picks a cell of the answer (see `services.collectives`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from matching.moteur import SANS_OBJET, Apport, Etape, Profil, grilles
from matching.moteur.vocabulaire import NIVEAUX_CECRL, Famille, Mode

CRECHE, BUS, COURS, PERMIS = "creche", "bus", "cours", "permis"
NOMS: Final = {
    CRECHE: "Une crèche à horaires larges",
    BUS: "Un bus de nuit entre deux lieux",
    COURS: "Un cours de français",
    PERMIS: "Des permis de conduire",
}
OUVERTURES: Final = ("05:30", "06:00", "06:30", "07:00")
FERMETURES: Final = ("18:30", "20:00", "21:30", "22:30")
JOURS: Final = {"5": "du lundi au vendredi", "6": "du lundi au samedi"}
DUREES: Final = ("30", "45", "60")
NIVEAUX: Final = ("A2", "B1", "B2")
VOITURES: Final = {"non": "sans voiture", "oui": "avec une voiture prêtée"}
MINUTES_EN_VOITURE: Final = 45
# What each one asks, and the values it takes; the destination of a bus is a place of the base.
CHAMPS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    CRECHE: {"ouvre": OUVERTURES, "ferme": FERMETURES, "jours": tuple(JOURS)},
    BUS: {"vers": (), "minutes": DUREES},
    COURS: {"niveau": NIVEAUX},
    PERMIS: {"voiture": tuple(VOITURES)},
}


@dataclass(frozen=True, slots=True)
class Choix:
    """What is tried: its nature and the values of its fields.

    Raises
    ------
    ValueError
        With a French sentence, when the nature, a field or a value is outside the closed lists.
    """

    nature: str
    valeurs: Mapping[str, str]

    def __post_init__(self) -> None:
        champs = CHAMPS.get(self.nature)
        if champs is None or set(champs) != set(self.valeurs):
            raise ValueError("Solution collective : choix inconnu.")
        for nom, permises in champs.items():
            if permises and self.valeurs[nom] not in permises:
                raise ValueError(f"Solution collective : « {nom} » hors de la liste.")

    @property
    def cle(self) -> str:
        """The same choice is the same key.

        >>> Choix(COURS, {"niveau": "B1"}).cle
        'cours:niveau=B1'
        """
        suite = ",".join(f"{nom}={self.valeurs[nom]}" for nom in CHAMPS[self.nature])
        return f"{self.nature}:{suite}"

    @property
    def est_de_nuit(self) -> bool:
        """True when public transport becomes sure at night."""
        return self.nature == BUS

    def etape(self) -> Etape:
        """What it brings to each person who has it."""
        return Etape(code=self.nature, famille=_FAMILLES[self.nature], apporte=self._apport())

    def _apport(self) -> Apport:
        v = self.valeurs
        if self.nature == CRECHE:
            semaine = grilles.depuis_plages([(range(int(v["jours"])), v["ouvre"], v["ferme"])])
            return Apport(garde=(semaine,))
        if self.nature == BUS:
            return Apport(minutes={str(Mode.TC): int(v["minutes"])})
        if self.nature == COURS:
            niveau = NIVEAUX_CECRL.index(v["niveau"])
            return Apport(oral=niveau, ecrit=niveau)
        prete = {str(Mode.VOITURE): MINUTES_EN_VOITURE} if v["voiture"] == "oui" else {}
        return Apport(permis=frozenset({"B"}), minutes=prete)

    def concerne(self, profil: Profil) -> bool:
        """Could it change anything for this person? The others need not be looked at."""
        if self.nature == CRECHE:
            return profil.garde != SANS_OBJET
        if self.nature == COURS:
            niveau = NIVEAUX_CECRL.index(self.valeurs["niveau"])
            return any(n is None or n < niveau for n in (profil.oral, profil.ecrit))
        if self.nature == PERMIS:
            return "B" not in (profil.permis or ())
        return True

    def dire(self, destination: str = "") -> str:
        """In a counsellor’s words."""
        v = self.valeurs
        if self.nature == CRECHE:
            return f"Crèche ouverte de {_heure(v['ouvre'])} à {_heure(v['ferme'])}, {JOURS[v['jours']]}"
        if self.nature == BUS:
            return f"Bus de nuit vers {destination}, {v['minutes']} minutes de trajet au plus"
        if self.nature == COURS:
            return f"Cours de français jusqu’au niveau {v['niveau']}"
        return f"Permis B, {VOITURES[v['voiture']]}"


_FAMILLES: Final = {
    CRECHE: Famille.GARDE, BUS: Famille.MOBILITE, COURS: Famille.LANGUE, PERMIS: Famille.PERMIS,
}  # fmt: skip


def _heure(valeur: str) -> str:
    heures, minutes = valeur.split(":")
    return f"{int(heures)} h" + (f" {minutes}" if minutes != "00" else "")
