"""The invented country of the bench: towns, openings, people, a ROME of the official size.

Everything comes from one seed. Towns are drawn like French communes: a few great cities that hold
a third of everything, thousands of small places after Zipf's law, people and jobs scattered round
each centre. Nobody and nothing here is real.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import repeat
from random import Random
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.moteur import grilles
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import INCONNUE, SANS_OBJET, Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import CONDITIONS, CONTRATS, MESURES, NATURES, PREUVES

JOUR: Final = date(2026, 3, 2)
NB_METIERS, NB_COMPETENCES, LIENS = 1584, 9000, 57
METIERS: Final = tuple(f"M{rang:04d}" for rang in range(NB_METIERS))
PERMIS_DEMANDES: Final = ("B", "B", "B", "B", "C", "CE", "AM", "B|C")
CERTIFICATS: Final = tuple(f"certificat_{rang}" for rang in range(60))
NB_GRILLES, NB_PANIERS, NB_VILLES = 900, 6000, 4000
LOT: Final = 20_000
# (latitude, longitude, share of the country, spread in degrees) of the great cities.
METROPOLES: Final = (
    (48.86, 2.35, 0.170, 0.16),
    (45.76, 4.84, 0.035, 0.10),
    (43.30, 5.38, 0.026, 0.09),
    (43.60, 1.44, 0.021, 0.09),
    (50.63, 3.06, 0.024, 0.09),
    (44.84, -0.58, 0.019, 0.09),
    (47.22, -1.55, 0.015, 0.08),
    (48.58, 7.75, 0.012, 0.07),
    (43.70, 7.26, 0.012, 0.07),
    (45.18, 5.72, 0.011, 0.07),
)


class Lieux(NamedTuple):
    """Centres of towns (v, 2) in degrees, their share of the country, their spread in degrees."""

    centres: NDArray[np.float64]
    parts: NDArray[np.float64]
    etendues: NDArray[np.float64]

    @classmethod
    def de(cls, r: np.random.Generator, local: bool) -> "Lieux":
        """The country, or the one city of the everyday size."""
        if local:
            return cls(np.array([[45.18, 5.73]]), np.array([1.0]), np.array([0.08]))
        grandes = np.array(METROPOLES)
        petites = np.column_stack(
            [r.uniform(43.2, 50.2, NB_VILLES), r.uniform(-1.2, 7.0, NB_VILLES)]
        )
        zipf = 1 / np.arange(4, NB_VILLES + 4)
        parts = np.concatenate([grandes[:, 2], zipf / zipf.sum() * (1 - grandes[:, 2].sum())])
        etendues = np.concatenate([grandes[:, 3], np.full(NB_VILLES, 0.03)])
        return cls(np.vstack([grandes[:, :2], petites]), parts, etendues)

    def points(self, r: np.random.Generator, n: int, large: float = 1) -> NDArray[np.float64]:
        """(n, 2) latitudes and longitudes, rounded to about a metre."""
        villes = r.choice(len(self.parts), n, p=self.parts)
        pas = r.normal(size=(n, 2)) * self.etendues[villes, None] * large * (1, 1.45)
        return np.round(self.centres[villes] + pas, 5)


def referentiel_invente(r: Random) -> Referentiel:
    """The size of the official ROME: 1,584 métiers, 90,000 links, 9 neighbours each."""
    liens = []
    for rang, metier in enumerate(METIERS):
        centre = rang * NB_COMPETENCES // NB_METIERS
        for _ in range(LIENS):
            code = int(r.gauss(centre, 80)) % NB_COMPETENCES
            liens.append((metier, str(code), r.random() < 0.2))
    voisins = {
        m: [METIERS[(rang + pas) % NB_METIERS] for pas in (1, -1, 2, -2, 3, -3, 4, -4, 5)]
        for rang, m in enumerate(METIERS)
    }
    return Referentiel.depuis(liens, voisins)


def postes_inventes(graine: int, nombre: int, local: bool = False) -> Iterator[Poste]:
    """Openings with keys 0, 1, 2…: 900 weekly grids, up to 5 requirements, 12 % without hours."""
    r, hasard = Random(graine), np.random.default_rng(graine)
    lieux = Lieux.de(hasard, local)
    semaines = [_grille(r) for _ in range(NB_GRILLES)]
    paniers = [tuple(_exigence(r) for _ in range(r.randint(0, 5))) for _ in range(NB_PANIERS)]
    for debut in range(0, nombre, LOT):
        yield from _lot(hasard, lieux, semaines, paniers, range(debut, min(debut + LOT, nombre)))


def _lot(
    r: np.random.Generator,
    lieux: Lieux,
    semaines: list[int],
    paniers: list[tuple[ExigencePoste, ...]],
    cles: range,
) -> Iterator[Poste]:
    n = len(cles)
    # Some métiers are asked a hundred times more than others.
    rangs = (NB_METIERS * r.random(n) ** 1.7).astype(int)
    colonnes: list[Any] = [
        cles,
        _tirer(r, list(NATURES), n, (60, 10, 10, 5, 8, 2, 3, 2)),
        [METIERS[rang * 997 % NB_METIERS] for rang in rangs.tolist()],
        _tirer(r, [*CONTRATS], n, (40, 25, 15, 3, 5, 5, 2, 1, 1, 1, 1, 1)),
        lieux.points(r, n).tolist(),
        r.random((3, n)).T.tolist(),
        _tirer(r, [None, 20, 24, 28, 30, 35, 37.5, 39], n, (12, 8, 6, 8, 6, 45, 3, 12)),
        _tirer(r, semaines, n),
        _tirer(
            r, [None, 900, 1200, 1823, 1900, 2000, 2100, 2400], n, (30, 5, 5, 15, 15, 10, 10, 10)
        ),
        r.integers(-20, 40, n).tolist(),
        _tirer(r, paniers, n),
        _tirer(r, [(), *((mesure,) for mesure in MESURES)], n, (92, *repeat(1, 8))),
    ]
    for ligne in zip(*colonnes, strict=True):
        yield _poste(*ligne)


def _poste(
    cle: int,
    nature: str,
    metier: str,
    contrat: str,
    point: tuple[float, float],
    sorts: tuple[float, float, float],
    heures: float | None,
    grille: int,
    salaire: int | None,
    jour: int,
    exigences: tuple[ExigencePoste, ...],
    mesures: tuple[str, ...],
) -> Poste:
    return Poste(
        cle=cle,
        nature=nature,
        metier=metier if sorts[0] < 0.97 else None,
        contrat=contrat,
        point=(point[0], point[1]) if sorts[1] < 0.95 else None,
        teletravail=sorts[1] > 0.98,
        heures=heures,
        grille=grille if sorts[2] < 0.88 else None,
        debut=JOUR + timedelta(days=jour),
        salaire=salaire,
        mesures=mesures,
        exigences=exigences,
    )


def _tirer(
    r: np.random.Generator, valeurs: list[Any], n: int, poids: tuple[int, ...] | None = None
) -> list[Any]:
    parts = None if poids is None else np.array(poids) / sum(poids)
    return [valeurs[rang] for rang in r.choice(len(valeurs), n, p=parts).tolist()]


def _grille(r: Random) -> int:
    debut = r.choice((300, 360, 390, 420, 450, 480, 510, 540, 780, 1020, 1260))
    fin = (debut + r.choice((180, 240, 360, 420, 450, 480))) % 1440
    jours = range(5) if r.random() < 0.6 else r.sample(range(7), r.randint(2, 6))
    return grilles.depuis_plages([(jours, _heure(debut), _heure(fin))])


def _heure(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _exigence(r: Random) -> ExigencePoste:
    critere, code, niveau = r.choice(
        (
            ("permis", r.choice(PERMIS_DEMANDES), None),
            ("vehicule", "", None),
            ("langue_oral", "", r.randint(1, 4)),
            ("niveau", "", r.randint(2, 6)),
            ("certificat", r.choice(CERTIFICATS), None),
            ("competence", str(r.randrange(NB_COMPETENCES)), None),
            ("experience", "", r.choice((6, 12, 24, 36))),
            ("condition", r.choice(list(CONDITIONS)), None),
            ("non_desservi", "", None),
        )
    )
    return ExigencePoste(
        critere,
        code,
        niveau,
        r.choices(("E", "S", "inconnu"), (4, 4, 1))[0],
        r.choices(("employeur", "import", "texte", "deduit"), (2, 4, 2, 2))[0],
    )


def profils_inventes(graine: int, nombre: int, local: bool = False) -> Iterator[Profil]:
    """Jobseekers: half with childcare hours, three wanted métiers, thirty skills."""
    r, hasard = Random(graine), np.random.default_rng(graine)
    lieux = Lieux.de(hasard, local)
    gardes = [_garde(r) for _ in range(60)]
    for debut in range(0, nombre, LOT):
        for point in lieux.points(hasard, min(LOT, nombre - debut), 0.7).tolist():
            yield _profil(r, (point[0], point[1]), gardes)


def _garde(r: Random) -> int:
    debut, fin = r.randrange(390, 540, 30), r.randrange(960, 1200, 30)
    return grilles.depuis_plages([(range(r.choice((5, 5, 5, 6))), _heure(debut), _heure(fin))])


def _profil(r: Random, point: tuple[float, float], gardes: list[int]) -> Profil:
    depart = r.randrange(NB_METIERS)
    centre = depart * NB_COMPETENCES // NB_METIERS
    minutes = {"marche": 30, "tc": r.randint(30, 60)}
    if r.random() < 0.3:
        minutes["velo"] = 30
    if r.random() < 0.4:
        minutes["voiture"] = r.choice((20, 30, 40, 50))
    return Profil(
        point=point,
        minutes=minutes,
        permis=frozenset({"B"}) if r.random() < 0.5 else frozenset(),
        oral=r.randint(1, 5),
        ecrit=r.randint(1, 5),
        niveau=r.randint(0, 5),
        certificats=frozenset(r.sample(CERTIFICATS, 2)),
        competences={
            str((centre + r.randint(-60, 60)) % NB_COMPETENCES): r.choice(list(PREUVES))
            for _ in range(30)
        },
        experience={METIERS[depart]: 30},
        numerique=2,
        droit_travail=r.random() < 0.97,
        garde=r.choice(gardes) if r.random() < 0.5 else (SANS_OBJET, INCONNUE)[r.random() < 0.05],
        limites=frozenset({"charges"}) if r.random() < 0.3 else frozenset(),
        heures_min=20 if r.random() < 0.3 else None,
        salaire_min=1500,
        metiers_voulus={METIERS[(depart + pas) % NB_METIERS]: 3 - pas for pas in range(3)},
        contrats_voulus=frozenset({"cdi", "cdd"}),
        eligibilites={"pmsmp": True, "apprentissage": r.random() < 0.4},
    )
