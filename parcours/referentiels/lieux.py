"""From a point to its priority neighbourhood, and from typed words to a commune's centre."""

import math
from functools import lru_cache

from shapely import STRtree
from shapely.affinity import scale
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from parcours.referentiels.models import QPV, VersionReferentiel

METRES_PAR_DEGRE = 111_320.0
MARGE_M = 100.0  # nearer than this to an outline is « à vérifier », never proof (design/02)

OUI, NON, A_VERIFIER, INCONNU = "oui", "non", "a_verifier", "inconnu"


def qpv_du_point(latitude: float | None, longitude: float | None) -> tuple[QPV | None, str]:
    """Return the neighbourhood of a point and `oui`, `non`, `a_verifier` or `inconnu`.

    Within 100 m of an outline, inside or outside, the answer is `a_verifier` with that
    neighbourhood: outlines and addresses are approximate. Without coordinates or without any
    known outline: `inconnu`.
    """
    if latitude is None or longitude is None:
        return None, INCONNU
    version = VersionReferentiel.objects.filter(nom="qpv").values_list("pk", flat=True).first()
    codes, contours, arbre = _carte(version or 0, QPV.objects.count())
    if not codes:
        return None, INCONNU
    point = Point(longitude, latitude)
    rang = int(arbre.nearest(point))
    quartier = QPV.objects.get(pk=codes[rang])
    if _metres_au_bord(point, contours[rang]) <= MARGE_M:
        return quartier, A_VERIFIER
    return (quartier, OUI) if contours[rang].contains(point) else (None, NON)


def _metres_au_bord(point: Point, contour: BaseGeometry) -> float:
    """Distance in metres to the outline, degrees of longitude shortened by the latitude."""
    facteur = math.cos(math.radians(point.y))
    plat = scale(contour.boundary, xfact=facteur, origin=(point.x, point.y))
    return plat.distance(point) * METRES_PAR_DEGRE


@lru_cache(maxsize=2)
def _carte(version: int, nombre: int) -> tuple[list[str], list[BaseGeometry], STRtree]:
    rangs = list(QPV.objects.order_by("pk").values_list("pk", "geometrie"))
    contours = [shape(geometrie) for _, geometrie in rangs]
    return [code for code, _ in rangs], contours, STRtree(contours)
