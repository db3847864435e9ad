"""The place of work on a map without tiles: outlines of priority neighbourhoods, communes, a point.

Nothing is fetched from elsewhere: an SVG of what the referential knows. Units are ten metres.
"""

import math
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from shapely.geometry import box, shape

from parcours.referentiels.cadre import Cadre
from parcours.referentiels.lieux import METRES_PAR_DEGRE
from parcours.referentiels.models import QPV, Commune
from parcours.socle.formulaires import lire_champ

LARGEUR: Final = 800
HAUTEUR: Final = 560
METRES: Final = 10
ECART_MAX_KM: Final = 25
_SIMPLIFIER: Final = 0.0002  # degrees, about 20 m: less than the stroke

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Carte:
    """What is drawn: places are (name, x, y), outlines SVG paths; north at the top."""

    nom: str
    cadre: Cadre
    quartiers: tuple[str, ...]
    communes: tuple[tuple[str, int, int], ...]
    marque: tuple[int, int] | None
    largeur: int = LARGEUR
    hauteur: int = HAUTEUR


def du_formulaire(form: Any) -> Carte | None:
    """The map of what a form says of the place; what cannot be read is left out."""
    latitude, longitude = (_lue(form, nom) for nom in ("latitude", "longitude"))
    a_point = latitude is not None and longitude is not None
    return autour(_lue(form, "commune"), (latitude, longitude) if a_point else None)


def _lue(form: Any, nom: str) -> Any:
    try:
        if form.is_bound:
            return lire_champ(form, nom)
        valeur = form.get_initial_for_field(form.fields[nom], nom)
        # What was typed comes back as a first value when a métier is asked for.
        return form.fields[nom].clean(valeur) if isinstance(valeur, str) else valeur
    except ValidationError:
        return None


def autour(commune: Commune | None, point: Point | None = None) -> Carte | None:
    """The map around a point, else around the centre of a commune; None when neither is known."""
    centre = point or _centre(commune)
    if commune is None or centre is None:
        return None
    cadre = _cadre(*centre)
    sud, est = cadre.nord - HAUTEUR * cadre.par_y, cadre.ouest + LARGEUR * cadre.par_x
    bords = (cadre.ouest, sud, est, cadre.nord)
    return Carte(
        commune.nom, cadre, tuple(_quartiers(cadre, bords)), tuple(_communes(cadre, bords)),
        _placer(cadre, *point) if point else None,
    )  # fmt: skip


def _centre(commune: Commune | None) -> Point | None:
    if commune is None or commune.latitude is None or commune.longitude is None:
        return None
    return commune.latitude, commune.longitude


def _cadre(latitude: float, longitude: float) -> Cadre:
    par_y = METRES / METRES_PAR_DEGRE
    au_milieu = Cadre.de(nord=latitude, ouest=longitude, par_y=par_y, latitude=latitude)
    nord, ouest = latitude + HAUTEUR / 2 * par_y, longitude - LARGEUR / 2 * au_milieu.par_x
    return Cadre(nord, ouest, au_milieu.par_x, par_y)


def _placer(cadre: Cadre, latitude: float, longitude: float) -> tuple[int, int]:
    x, y = cadre.placer(latitude, longitude)
    return round(x), round(y)


def _quartiers(cadre: Cadre, bords: tuple[float, ...]) -> Any:
    """Outlines that touch the frame; those of communes near enough are read, no others."""
    ouest, sud, est, nord = bords
    marge = 0.1
    proches = QPV.objects.filter(
        commune__latitude__range=(sud - marge, nord + marge),
        commune__longitude__range=(ouest - marge, est + marge),
    )
    vue = box(*bords)
    for geometrie in proches.order_by("pk").values_list("geometrie", flat=True):
        contour = shape(geometrie).simplify(_SIMPLIFIER)
        if contour.intersects(vue):
            yield cadre.chemin(contour)


def _communes(cadre: Cadre, bords: tuple[float, ...]) -> Any:
    ouest, sud, est, nord = bords
    vues = Commune.objects.filter(latitude__range=(sud, nord), longitude__range=(ouest, est))
    for commune in vues.order_by("-population", "pk")[:12]:
        if centre := _centre(commune):
            yield commune.nom, *_placer(cadre, *centre)


def est_trop_loin(commune: Commune | None, latitude: float | None, longitude: float | None) -> bool:
    """True when a point cannot be in that commune; False when one of them is not known."""
    centre = _centre(commune)
    if centre is None or latitude is None or longitude is None:
        return False
    nord_sud = (latitude - centre[0]) * METRES_PAR_DEGRE
    est_ouest = (longitude - centre[1]) * METRES_PAR_DEGRE * math.cos(math.radians(centre[0]))
    return math.hypot(nord_sud, est_ouest) > ECART_MAX_KM * 1000
