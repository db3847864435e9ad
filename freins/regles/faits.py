"""The facts eligibility is computed from: dated, and each of them may be unknown.

They stay on the counsellor's side: the engine receives only the answers (design/03-engine.md).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from freins.regles.trois_valeurs import Trois, et, non

QPV_OUI: Final = "oui"
QPV_NON: Final = "non"
EST_QPV: Final = {QPV_OUI: True, QPV_NON: False, "a_verifier": None, "inconnu": None}

# Code du travail, art. L6222-2; RQTH (3°) is a fact of its own.
DEROGATIONS_APPRENTISSAGE: Final = {
    "suite": "nouveau contrat vers un diplôme plus élevé, dans l’année qui suit le précédent",
    "rupture": "contrat précédent rompu pour une cause indépendante de l’apprenti",
    "creation": "projet de création ou de reprise d’entreprise qui demande ce diplôme",
    "sportif": "sportif ou sportive de haut niveau",
}
DEROGATIONS_AVANT_35_ANS: Final = frozenset({"suite", "rupture"})


@dataclass(frozen=True, slots=True)
class Droit:
    """A right or registration: `est` None when never asked; `au` None when no end is known."""

    est: Trois = None
    du: date | None = None
    au: date | None = None

    def __post_init__(self) -> None:
        if self.du and self.au and self.au < self.du:
            raise ValueError("Situation : la date de fin précède la date de début.")

    def valable(self, jour: date) -> Trois:
        """Whether it holds on `jour`; its last day is included."""
        if not self.est:
            return self.est
        return (self.du is None or self.du <= jour) and (self.au is None or jour <= self.au)


INCONNU: Final = Droit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Faits:
    """What is known of a person for eligibility; every default means "not known".

    `naissance_annee` serves when the day is unknown. `mois_chomage` counts months without work.
    `derogations` holds codes of `DEROGATIONS_APPRENTISSAGE`, None when never asked.
    `est_accompagnee` is true of anyone who has an open dossier. ValueError on an unknown code.
    """

    naissance_le: date | None = None
    naissance_annee: int | None = None
    rqth: Droit = INCONNU
    france_travail: Droit = INCONNU
    rsa: Droit = INCONNU
    ass: Droit = INCONNU
    aah: Droit = INCONNU
    droit_travail: Droit = INCONNU
    pass_iae: Droit = INCONNU
    niveau_diplome: int | None = None
    est_qpv: str = "inconnu"
    mois_chomage: int | None = None
    a_fini_troisieme: bool | None = None
    derogations: frozenset[str] | None = field(default=None)
    est_accompagnee: bool | None = True

    def __post_init__(self) -> None:
        if self.est_qpv not in EST_QPV:
            raise ValueError(f"QPV : « {self.est_qpv} » n’est pas une réponse connue.")
        inconnues = (self.derogations or frozenset()) - DEROGATIONS_APPRENTISSAGE.keys()
        if inconnues:
            raise ValueError(f"Dérogation inconnue : {', '.join(sorted(inconnues))}.")

    def a_age(self, ans: int, jour: date) -> Trois:
        """Whether `ans` years are completed on `jour`; None when the year alone cannot tell."""
        if self.naissance_le:
            return jour >= anniversaire(self.naissance_le, ans)
        if self.naissance_annee is None:
            return None
        if jour < date(self.naissance_annee + ans, 1, 1):
            return False
        return True if jour >= anniversaire(date(self.naissance_annee, 12, 31), ans) else None

    def a_entre(self, ans: int, revolus: int, jour: date) -> Trois:
        """From `ans` to `revolus` completed years: until the eve of the next birthday."""
        return et([self.a_age(ans, jour), non(self.a_age(revolus + 1, jour))])

    def veille_des(self, ans: int) -> date | None:
        """Last day before `ans` years, or None when the birth date is unknown."""
        return anniversaire(self.naissance_le, ans) - timedelta(1) if self.naissance_le else None

    def chomage_depuis(self, mois: int) -> Trois:
        """Whether the person has been without work for at least `mois` months."""
        return None if self.mois_chomage is None else self.mois_chomage >= mois


def anniversaire(naissance_le: date, ans: int) -> date:
    """The day `ans` years are completed; those born on 29 February: 1 March of common years."""
    try:
        return naissance_le.replace(year=naissance_le.year + ans)
    except ValueError:
        return date(naissance_le.year + ans, 3, 1)
