"""Where people live and openings are: points inside the quarters, points around commune centres."""

import math
from dataclasses import dataclass
from random import Random
from typing import Final

from shapely import contains_xy, distance, unary_union
from shapely.affinity import scale
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from parcours.referentiels.models import QPV, Commune

EPCI: Final = "200040715"  # Grenoble-Alpes Métropole
_METRES_PAR_DEGRE: Final = 111_320.0
# A little over the 100 m under which referentiels.lieux answers « à vérifier ».
MARGE: Final = 103 / _METRES_PAR_DEGRE
_PARALLELE: Final = math.cos(math.radians(45.17))
# How many of the people live there; Champaret is outside the métropole, but a QPV of the set.
_POIDS: Final = {"QN03807M": 6, "QN03808M": 5, "QN03806M": 5, "QN03802M": 0.4}


class ReferentielsManquants(Exception):
    """Communes and quarters are not loaded; the message is a French sentence."""


@dataclass(frozen=True)
class Quartier:
    """A priority neighbourhood; `coeur` is what lies over 100 m from its outline, maybe empty."""

    qpv: QPV
    contour: BaseGeometry
    coeur: BaseGeometry


@dataclass(frozen=True)
class Adresse:
    """A place to live; `qpv_etat` is what `referentiels.lieux.qpv_du_point` would answer."""

    commune: Commune
    latitude: float
    longitude: float
    qpv: QPV | None
    qpv_etat: str


class Territoire:
    """The communes of the métropole and the eleven quarters, ready to draw from."""

    def __init__(self) -> None:
        self.communes = list(Commune.objects.filter(siren_epci=EPCI).order_by("code"))
        if not self.communes:
            raise ReferentielsManquants(
                "Les communes manquent : lancer d’abord « manage.py charger_referentiels »."
            )
        self.par_code = {c.code: c for c in self.communes}
        self.quartiers = [
            _quartier(q) for q in QPV.objects.select_related("commune").order_by("code")
        ]
        self._contours = unary_union([_a_plat(q.contour) for q in self.quartiers])

    def adresse_en_quartier(self, rng: Random, code: str = "") -> Adresse:
        """An address inside a quarter, seven times in eight clear of its outline when it can be."""
        quartier = self._quartier(rng, code)
        au_coeur = not quartier.coeur.is_empty and rng.random() < 0.875
        zone = quartier.coeur if au_coeur else quartier.contour
        x, y = _point_dans(rng, zone)
        etat = "oui" if quartier.coeur.contains(Point(x, y)) else "a_verifier"
        commune = quartier.qpv.commune or self.communes[0]
        return Adresse(commune, y, x, quartier.qpv, etat)

    def adresse_hors_quartier(self, rng: Random) -> Adresse:
        """An address around the centre of a commune, over 100 m from every quarter."""
        while True:
            commune, latitude, longitude = self.lieu(rng)
            point = _a_plat(Point(longitude, latitude))
            if distance(point, self._contours) > MARGE:
                return Adresse(commune, latitude, longitude, None, "non")

    def lieu(self, rng: Random, commune: Commune | None = None) -> tuple[Commune, float, float]:
        """A commune, by its population unless given, and a point some hundred metres around."""
        if commune is None:
            commune = rng.choices(self.communes, [c.population for c in self.communes])[0]
        etendue = 900 if commune.population > 10_000 else 500
        latitude = (commune.latitude or 0) + rng.gauss(0, etendue) / _METRES_PAR_DEGRE
        parallele = _METRES_PAR_DEGRE * math.cos(math.radians(latitude))
        longitude = (commune.longitude or 0) + rng.gauss(0, etendue) / parallele
        return commune, round(latitude, 5), round(longitude, 5)

    def _quartier(self, rng: Random, code: str) -> Quartier:
        if code:
            return next(q for q in self.quartiers if q.qpv.code == code)
        poids = [_POIDS.get(q.qpv.code, 2) for q in self.quartiers]
        return rng.choices(self.quartiers, poids)[0]


def _quartier(qpv: QPV) -> Quartier:
    contour = shape(qpv.geometrie)
    coeur = _a_plat(contour).buffer(-MARGE)
    return Quartier(qpv, contour, scale(coeur, xfact=1 / _PARALLELE, origin=(0, 0)))


def _a_plat(forme: BaseGeometry) -> BaseGeometry:
    """The shape with longitudes shortened as they are here: equal lengths in every direction."""
    return scale(forme, xfact=_PARALLELE, origin=(0, 0))


def _point_dans(rng: Random, zone: BaseGeometry) -> tuple[float, float]:
    ouest, sud, est, nord = zone.bounds
    while True:
        x, y = round(rng.uniform(ouest, est), 5), round(rng.uniform(sud, nord), 5)
        if contains_xy(zone, x, y):
            return x, y
