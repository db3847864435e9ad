"""The frame of a map without tiles: degrees to units, outlines to SVG paths, north up. Pure.

>>> cadre = Cadre.de(nord=46, ouest=5, par_y=0.01, latitude=0)
>>> cadre.placer(45.5, 6)
(100.0, 50.0)
"""

import math
from dataclasses import dataclass
from typing import Any

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class Cadre:
    """The north-west corner and what a unit is, in degrees each way."""

    nord: float
    ouest: float
    par_x: float
    par_y: float

    @classmethod
    def de(cls, *, nord: float, ouest: float, par_y: float, latitude: float) -> "Cadre":
        """The same length both ways at that latitude: good to a few metres at the size of a city."""
        return cls(nord, ouest, par_y / math.cos(math.radians(latitude)), par_y)

    def placer(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point falls."""
        return (longitude - self.ouest) / self.par_x, (self.nord - latitude) / self.par_y

    def chemin(self, contour: BaseGeometry) -> str:
        """Every ring of a polygon or several, holes included."""
        anneaux = (a for partie in parties(contour) for a in (partie.exterior, *partie.interiors))
        return "".join(f"M{'L'.join(self._points(anneau))}Z" for anneau in anneaux)

    def _points(self, anneau: Any) -> list[str]:
        places = (self.placer(latitude, longitude) for longitude, latitude in anneau.coords[:-1])
        return [f"{x:.1f} {y:.1f}" for x, y in places]


def parties(contour: BaseGeometry) -> list[Any]:
    """The polygons a geometry is made of."""
    return [
        partie for partie in getattr(contour, "geoms", [contour]) if partie.geom_type == "Polygon"
    ]


def lire_contour(geometrie: Any) -> BaseGeometry | None:
    """An outline stored as GeoJSON; None for what is not made of polygons."""
    if geometrie.get("type") not in ("Polygon", "MultiPolygon"):
        return None
    return shape(geometrie)
