"""Invented lives (pure): a situation first, then the barriers it makes likely.

No name enters here. What is more frequent is so for a reason of situation: small children and one
adult at home for childcare, a recent arrival for French, no car for travel.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from parcours.demonstration.heures import GARDES
from parcours.demonstration.secteurs import SECTEURS
from parcours.demonstration.tirage import chance, parmi

AGES: Final = {(17, 20): 9, (21, 25): 14, (26, 35): 29, (36, 45): 25, (46, 55): 16, (56, 62): 7}
SEXES: Final = {"femme": 54, "homme": 44.5, "autre": 0.5, "non_renseigne": 1}
NIVEAUX: Final = {0: 24, 2: 6, 3: 33, 4: 21, 5: 9, 6: 7}
LANGUES: Final = ("ar", "tr", "pt", "es", "en", "uk", "it", "so", "ps", "ro")
_LIMITES: Final = {
    "charges": 9, "debout": 6, "nuit": 3, "hauteur": 3, "bruit": 2, "gestes_repetes": 4,
    "penche_accroupi": 4, "froid_chaud": 2, "poussieres_produits": 2, "escaliers": 2,
}  # fmt: skip
_JEUNE_ENFANT: Final = 11


@dataclass
class Vie:
    """One situation. French levels are ranks in NIVEAUX_CECRL; `None` measures are not known."""

    sexe: str
    naissance_le: date
    age: int
    secteur: str
    enfants: tuple[int, ...] = ()
    est_parent_isole: bool = False
    est_arrivee_recente: bool = False
    langue: str = ""
    oral: int = 6
    ecrit: int = 6
    niveau: int = 0
    est_diplome_etranger: bool = False
    permis: tuple[str, ...] = ()
    permis_etranger: bool = False
    garde: str | None = None
    minutes: dict[str, int | None] = field(default_factory=dict)
    numerique: int | None = None
    limites: tuple[str, ...] = ()
    difficultes: tuple[str, ...] = ()
    projet: str = "emploi"

    @property
    def a_jeune_enfant(self) -> bool:
        """Someone must look after a child out of school hours."""
        return any(age < _JEUNE_ENFANT for age in self.enfants)

    @property
    def a_voiture(self) -> bool:
        return self.minutes.get("voiture") is not None


def tirer_vie(rng: Random, jour: date) -> Vie:
    """Draw one situation, as it is on `jour`."""
    bas, haut = parmi(rng, AGES)
    age = rng.randint(bas, haut)
    vie = Vie(
        sexe=parmi(rng, SEXES),
        naissance_le=jour - timedelta(days=age * 365 + age // 4 + rng.randrange(364)),
        age=age,
        secteur=parmi(rng, {code: s.poids for code, s in SECTEURS.items()}),
    )
    _famille(rng, vie)
    _francais(rng, vie)
    _formation(rng, vie)
    _deplacements(rng, vie)
    _reste(rng, vie)
    return vie


def _famille(rng: Random, vie: Vie) -> None:
    p = 0.03 if vie.age < 20 else 0.22 if vie.age < 26 else 0.64 if vie.age < 47 else 0.3
    if not chance(rng, p):
        vie.garde = "sans_objet"
        return
    plafond = min(16, vie.age - 18)
    nombre = parmi(rng, {1: 34, 2: 38, 3: 20, 4: 8})
    vie.enfants = tuple(sorted(rng.randint(0, max(0, plafond)) for _ in range(nombre)))
    vie.est_parent_isole = chance(rng, 0.4 if vie.sexe == "femme" else 0.1)
    vie.garde = _garde(rng, vie)


def _garde(rng: Random, vie: Vie) -> str | None:
    """A key of heures.GARDES, sans_objet, inconnue, or None when nobody asked."""
    if not vie.a_jeune_enfant:
        return "sans_objet"
    contraint = 0.88 if vie.est_parent_isole else 0.4
    if chance(rng, contraint):
        return parmi(rng, {cle: poids for cle, (_, poids) in GARDES.items()})
    return parmi(rng, {"proche": 5, "sans_objet": 2, "inconnue": 2})


def _francais(rng: Random, vie: Vie) -> None:
    parcours = parmi(rng, {"ici": 62, "ancien": 15, "recent": 23})
    if parcours == "ici":
        vie.oral, vie.ecrit = 6, parmi(rng, {6: 70, 5: 16, 4: 6, 2: 6, 1: 2})
        return
    vie.langue = rng.choice(LANGUES)
    if parcours == "ancien":
        vie.oral = parmi(rng, {3: 3, 4: 4, 5: 3})
        vie.ecrit = max(1, vie.oral - parmi(rng, {0: 3, 1: 4, 2: 3}))
        return
    vie.est_arrivee_recente = True
    vie.oral = parmi(rng, {0: 8, 1: 27, 2: 36, 3: 22, 4: 7})
    vie.ecrit = max(0, vie.oral - parmi(rng, {0: 5, 1: 5}))


def _formation(rng: Random, vie: Vie) -> None:
    vie.niveau = parmi(rng, NIVEAUX)
    if vie.age < 20:
        vie.niveau = min(vie.niveau, 4)
    if vie.est_arrivee_recente and vie.niveau:
        vie.est_diplome_etranger = chance(rng, 0.7)
    vie.numerique = _numerique(rng, vie)
    vie.projet = parmi(rng, _projets(vie))


def _projets(vie: Vie) -> dict[str, float]:
    alternance = 26.0 if vie.age < 30 else 5.0
    return {"emploi": 52, "alternance": alternance, "formation": 20, "creation": 5, "a_definir": 9}


def _numerique(rng: Random, vie: Vie) -> int | None:
    if chance(rng, 0.18):
        return None
    if vie.age > 50 or vie.ecrit <= 2:
        return parmi(rng, {0: 3, 1: 5, 2: 4, 3: 1})
    return parmi(rng, {1: 2, 2: 6, 3: 8})


def _deplacements(rng: Random, vie: Vie) -> None:
    p = 0.08 if vie.age < 19 else 0.42 if vie.age < 26 else 0.6
    if chance(rng, p * (0.6 if vie.est_arrivee_recente else 1)):
        vie.permis = ("B",)
        vie.permis_etranger = vie.est_arrivee_recente and chance(rng, 0.5)
    elif chance(rng, 0.06):
        vie.permis = ("AM",)
    if vie.permis == ("B",) and SECTEURS[vie.secteur].est_sur_route and chance(rng, 0.2):
        vie.permis = ("B", "C")
    if chance(rng, 0.88):
        vie.minutes = _minutes(rng, vie)


def _minutes(rng: Random, vie: Vie) -> dict[str, int | None]:
    """Longest journey by each way; an empty dictionary elsewhere means that nobody asked."""
    voiture = "B" in vie.permis and not vie.permis_etranger and chance(rng, 0.66)
    return {
        "marche": rng.choice((15, 20, 25, 30)),
        "velo": rng.choice((15, 20, 30)) if chance(rng, 0.34) else None,
        "tc": rng.choice((30, 35, 40, 45, 60)) if chance(rng, 0.9) else None,
        "cyclo": 30 if vie.permis and chance(rng, 0.07) else None,
        "voiture": rng.choice((30, 40, 45, 60)) if voiture else None,
    }


def _reste(rng: Random, vie: Vie) -> None:
    if chance(rng, 0.12):
        nombre = parmi(rng, {1: 4, 2: 4, 3: 2})
        vie.limites = tuple(sorted({parmi(rng, _LIMITES) for _ in range(nombre)}))
    taux = {
        "administratif": 0.3 if vie.est_arrivee_recente else 0.1,
        "logement": 0.13,
        "argent": 0.19 if vie.est_parent_isole else 0.12,
        "candidature": 0.24,
        "confiance": 0.12,
        "proches": 0.06,
        "creation": 0.6 if vie.projet == "creation" else 0.01,
    }
    vie.difficultes = tuple(theme for theme, p in taux.items() if chance(rng, p))


def freins_de(rng: Random, vie: Vie) -> list[tuple[str, str]]:
    """The barriers of a situation: (theme code, impact), the heaviest first."""
    trouves = [(theme, impact) for theme, impact in _candidats(rng, vie) if impact]
    trouves += [
        (theme, parmi(rng, {"genant": 7, "bloquant": 2, "aucun": 1})) for theme in vie.difficultes
    ]
    return sorted(trouves, key=lambda paire: paire[1] != "bloquant")


def _candidats(rng: Random, vie: Vie) -> list[tuple[str, str]]:
    sans_permis = not vie.permis or vie.permis_etranger
    sur_route = SECTEURS[vie.secteur].est_sur_route
    return [
        ("garde", _impact_garde(rng, vie)),
        ("langue", _impact_langue(vie)),
        ("mobilite", "" if vie.a_voiture or not vie.minutes else parmi(rng, {"genant": 5, "bloquant": 3, "": 5})),
        ("permis", parmi(rng, {"bloquant": 4 if sur_route else 1, "genant": 3, "": 4 if sur_route else 9}) if sans_permis else ""),
        ("sante", parmi(rng, {"genant": 5, "bloquant": 3}) if vie.limites else ""),
        ("qualification", parmi(rng, {"genant": 5, "bloquant": 2, "": 7}) if vie.niveau < 3 or vie.est_diplome_etranger else ""),
        ("numerique", parmi(rng, {"genant": 6, "bloquant": 1, "": 4}) if vie.numerique in (0, 1) else ""),
    ]  # fmt: skip


def _impact_garde(rng: Random, vie: Vie) -> str:
    if vie.garde in (None, "sans_objet", "proche"):
        return ""
    if vie.garde == "inconnue":
        return "genant"
    return parmi(rng, {"bloquant": 6 if vie.est_parent_isole else 3, "genant": 4})


def _impact_langue(vie: Vie) -> str:
    if vie.oral <= 1 or vie.ecrit == 0:
        return "bloquant"
    return "genant" if vie.oral == 2 or vie.ecrit <= 2 else ""
