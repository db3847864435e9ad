"""Outlines drawn at the widest: GeoJSON geometries to SVG paths in one frame. Pure.

>>> carre = {"type": "Polygon", "coordinates": [[[5, 45], [6, 45], [6, 46], [5, 46], [5, 45]]]}
>>> dessin = dessiner({"Q": carre}, largeur=100)
>>> dessin.hauteur, dessin.traces["Q"].chemin
(136, 'M8.0 127.8L92.0 127.8L92.0 8.0L8.0 8.0Z')
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shapely import total_bounds
from shapely.geometry.base import BaseGeometry

from parcours.referentiels.cadre import Cadre, lire_contour, parties

MARGE = 8.0


@dataclass(frozen=True, slots=True)
class Trace:
    """One neighbourhood: its path, and where its number is written."""

    chemin: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Dessin:
    """The whole map in its own units."""

    largeur: int
    hauteur: int
    traces: dict[str, Trace]


def dessiner(geometries: Mapping[str, Any], *, largeur: int = 640) -> Dessin:
    """Draw polygons and multipolygons at the scale of the width; what is not one is left out."""
    lus = {code: lire_contour(geometrie) for code, geometrie in geometries.items()}
    contours = {code: contour for code, contour in lus.items() if contour is not None}
    if not contours:
        return Dessin(largeur, 0, {})
    gauche, bas, droite, haut = map(float, total_bounds(list(contours.values())))
    latitude = (bas + haut) / 2
    utile = max(droite - gauche, 1e-6) * math.cos(math.radians(latitude))
    par_y = utile / (largeur - 2 * MARGE)
    cadre = Cadre.de(nord=haut, ouest=gauche, par_y=par_y, latitude=latitude)
    cadre = Cadre(haut + MARGE * par_y, gauche - MARGE * cadre.par_x, cadre.par_x, par_y)
    hauteur = round((haut - bas) / par_y + 2 * MARGE)
    return Dessin(largeur, hauteur, {code: _trace(cadre, c) for code, c in contours.items()})


def _trace(cadre: Cadre, contour: BaseGeometry) -> Trace:
    milieu = max(parties(contour), key=lambda partie: partie.area).centroid
    x, y = cadre.placer(milieu.y, milieu.x)
    return Trace(cadre.chemin(contour), round(x, 1), round(y, 1))
