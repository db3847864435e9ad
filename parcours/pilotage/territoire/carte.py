"""Outlines drawn: GeoJSON geometries to SVG paths in one frame. Pure.

>>> carre = {"type": "Polygon", "coordinates": [[[5, 45], [6, 45], [6, 46], [5, 46], [5, 45]]]}
>>> dessin = dessiner({"Q": carre}, largeur=100)
>>> dessin.hauteur, dessin.traces["Q"].chemin
(136, 'M8.0 127.8L92.0 127.8L92.0 8.0L8.0 8.0Z')
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

MARGE = 8.0
Anneau = list[tuple[float, float]]


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
    """Draw polygons and multipolygons, north up, at the scale of the widest side.

    Degrees of longitude are shortened by the cosine of the mean latitude: at the size of a city,
    good to a few metres. What is not a polygon is left out.
    """
    formes = {code: list(_anneaux(geometrie)) for code, geometrie in geometries.items()}
    points = [p for anneaux in formes.values() for anneau in anneaux for p in anneau]
    if not points:
        return Dessin(largeur, 0, {})
    (gauche, droite), (bas, haut) = ((min(v), max(v)) for v in zip(*points, strict=True))
    reduction = math.cos(math.radians((bas + haut) / 2))
    echelle = (largeur - 2 * MARGE) / max((droite - gauche) * reduction, 1e-6)
    hauteur = round((haut - bas) * echelle + 2 * MARGE)

    def placer(point: tuple[float, float]) -> tuple[float, float]:
        longitude, latitude = point
        return MARGE + (longitude - gauche) * reduction * echelle, MARGE + (
            haut - latitude
        ) * echelle

    places = {
        c: [[placer(p) for p in a] for a in anneaux] for c, anneaux in formes.items() if anneaux
    }
    return Dessin(largeur, hauteur, {code: _trace(anneaux) for code, anneaux in places.items()})


def _anneaux(geometrie: Any) -> Iterator[Anneau]:
    """Every ring of a geometry, holes included."""
    polygones = {"Polygon": [geometrie.get("coordinates")]}.get(
        geometrie.get("type"), geometrie.get("coordinates")
    )
    if geometrie.get("type") in ("Polygon", "MultiPolygon"):
        for polygone in polygones or []:
            yield from ([(p[0], p[1]) for p in anneau] for anneau in polygone)


def _trace(anneaux: list[Anneau]) -> Trace:
    morceaux = ["L".join(f"{x:.1f} {y:.1f}" for x, y in anneau[:-1]) for anneau in anneaux]
    x, y = _centre(max(anneaux, key=lambda a: abs(_aire(a))))
    return Trace("".join(f"M{m}Z" for m in morceaux), round(x, 1), round(y, 1))


def _aire(anneau: Anneau) -> float:
    return sum(xa * yb - xb * ya for (xa, ya), (xb, yb) in pairwise(anneau)) / 2


def _centre(anneau: Anneau) -> tuple[float, float]:
    """The centroid; the mean of the corners when the ring has no area."""
    aire = _aire(anneau)
    if abs(aire) < 1e-9:
        return (sum(x for x, _ in anneau) / len(anneau), sum(y for _, y in anneau) / len(anneau))
    tours = [((xa + xb) * k, (ya + yb) * k) for (xa, ya), (xb, yb) in pairwise(anneau)
             for k in [xa * yb - xb * ya]]  # fmt: skip
    return sum(x for x, _ in tours) / (6 * aire), sum(y for _, y in tours) / (6 * aire)
