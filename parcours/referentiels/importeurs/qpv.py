"""Reading priority neighbourhoods from any GeoJSON file (2015 or 2024 generation, ANCT)."""

import json
from pathlib import Path
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape

from parcours.referentiels.importeurs.tables import FichierRefuse, TableVoulue
from parcours.referentiels.models import QPV, Commune

# The names these files have used for the same three facts.
NOMS = {
    "code": ("code", "code_qp", "code_qpv", "CODE_QP"),
    "nom": ("nom", "lib_qp", "nom_qp", "NOM_QP", "nom_qpv"),
    "commune": ("code_insee", "insee_com", "INSEE_COM", "code_commune"),
}


def lire(chemin: Path, generation: str) -> TableVoulue:
    """Return the QPV of the file; a geometry that is not a valid area is refused with its rank."""
    entites = _entites(chemin)
    communes = set(Commune.objects.values_list("pk", flat=True))
    lignes = {}
    for rang, entite in enumerate(entites, start=1):
        proprietes = entite.get("properties") or {}
        code = _valeur(proprietes, "code")
        if not code:
            raise FichierRefuse(f"{chemin.name}, contour n° {rang} : code du quartier absent.")
        contour = _contour(entite.get("geometry"), f"{chemin.name}, contour n° {rang} ({code})")
        insee = _valeur(proprietes, "commune").split(",")[0].strip()
        commune = insee if insee in communes else None
        lignes[code,] = (_valeur(proprietes, "nom") or code, commune, contour, generation)
    return TableVoulue(QPV, ("code",), ("nom", "commune_id", "geometrie", "generation"), lignes)


def _entites(chemin: Path) -> list[dict[str, Any]]:
    try:
        contenu = json.loads(chemin.read_text(encoding="utf-8-sig"))
        entites = contenu["features"]
    except (OSError, ValueError, KeyError, TypeError) as erreur:
        raise FichierRefuse(
            f"{chemin.name} n’est pas un GeoJSON « FeatureCollection » lisible."
        ) from erreur
    if not isinstance(entites, list) or not entites:
        raise FichierRefuse(f"{chemin.name} ne contient aucun contour.")
    return entites


def _valeur(proprietes: dict[str, Any], fait: str) -> str:
    return next((str(proprietes[n]) for n in NOMS[fait] if proprietes.get(n)), "")


def _contour(geometrie: Any, ou: str) -> dict[str, Any]:
    try:
        forme = shape(geometrie)
        if not forme.is_valid:  # official outlines hold self-crossing rings: mended, same area
            forme = forme.buffer(0)
            geometrie = mapping(forme)
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError) as erreur:
        raise FichierRefuse(f"{ou} : géométrie illisible.") from erreur
    if forme.geom_type not in {"Polygon", "MultiPolygon"} or not forme.is_valid or forme.is_empty:
        raise FichierRefuse(f"{ou} : ce n’est pas une surface valide.")
    if not (forme.bounds[0] >= -180 and forme.bounds[2] <= 180 and -90 <= forme.bounds[1] <= 90):
        raise FichierRefuse(f"{ou} : coordonnées attendues en degrés (WGS 84).")
    return json.loads(json.dumps(geometrie))  # tuples of shapely become plain lists
