"""Where a line could go: communes that have openings, neighbourhoods; and the openings it serves."""

from collections.abc import Iterable
from datetime import date
from math import cos, radians
from typing import Any, Final

from django.db.models import Count, F

from parcours.offres.models import Ouverture
from parcours.referentiels.models import QPV, Commune

COMMUNE, QUARTIER = "c", "q"
# A walk of twenty minutes from the last stop, as the crow flies.
RAYON_M: Final = 1500
METRES_PAR_DEGRE: Final = 111_195
COMMUNES_MAX: Final = 60


def destinations(jour: date) -> dict[str, str]:
    """Code → name: the communes with most openings, then the neighbourhoods."""
    comptes = (
        Ouverture.objects.publiees(jour)
        .exclude(commune=None)
        .values("commune")
        .annotate(n=Count("pk"))
        .order_by("-n", "commune")[:COMMUNES_MAX]
    )
    noms = dict(
        Commune.objects.filter(pk__in=[c["commune"] for c in comptes]).values_list("pk", "nom")
    )
    villes = {f"{COMMUNE}{code}": nom for code, nom in sorted(noms.items(), key=lambda c: c[1])}
    quartiers = QPV.objects.filter(commune__in=noms).order_by("nom").values_list("code", "nom")
    return villes | {f"{QUARTIER}{code}": f"{nom} (quartier)" for code, nom in quartiers}


def ouvertures_vers(destination: str, jour: date) -> frozenset[int]:
    """Published openings of a commune, or within a walk of a neighbourhood; none when unknown."""
    publiees = Ouverture.objects.publiees(jour)
    sorte, code = destination[:1], destination[1:]
    if sorte == COMMUNE:
        return frozenset(publiees.filter(commune=code).values_list("pk", flat=True))
    quartier = QPV.objects.filter(pk=code).first() if sorte == QUARTIER else None
    centre = centre_de(quartier.geometrie) if quartier else None
    if centre is None:
        return frozenset()
    return frozenset(pres_de(publiees, centre, RAYON_M).values_list("pk", flat=True))


def pres_de(ouvertures: Any, centre: tuple[float, float], metres: int) -> Any:
    """The openings of a queryset placed within so many metres, as the crow flies.

    Squares of degrees, good to a metre at the size of a city; the database needs no sine.
    """
    latitude, longitude = centre
    nord = F("latitude") - latitude
    est = (F("longitude") - longitude) * cos(radians(latitude))
    rayon = metres / METRES_PAR_DEGRE
    placees = ouvertures.filter(latitude__isnull=False, longitude__isnull=False)
    return placees.annotate(carre=nord * nord + est * est).filter(carre__lte=rayon * rayon)


def centre_de(geometrie: Any) -> tuple[float, float] | None:
    """(latitude, longitude) of the middle of an outline; None when there is no polygon."""
    points = list(_points(geometrie.get("coordinates") or []))
    if geometrie.get("type") not in ("Polygon", "MultiPolygon") or not points:
        return None
    longitudes, latitudes = zip(*points, strict=True)
    return (min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2


def _points(coordonnees: Any) -> Iterable[tuple[float, float]]:
    if coordonnees and isinstance(coordonnees[0], (int, float)):
        yield coordonnees[0], coordonnees[1]
        return
    for suite in coordonnees:
        yield from _points(suite)
