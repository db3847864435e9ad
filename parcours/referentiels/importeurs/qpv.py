"""Reading priority neighbourhoods from any GeoJSON file (2015 or 2024 generation, ANCT)."""

import json
from pathlib import Path
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape

from parcours.referentiels.importeurs.tables import FichierRefuse, TableVoulue
from parcours.referentiels.models import QPV, Commune
from parcours.socle.fichiers import lire_json, objet

TAILLE_MAX = 200_000_000  # bytes: every neighbourhood of France is a tenth of it
ILLISIBLE = (
    ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError,
    RecursionError,
)  # fmt: skip
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
    lignes: dict[tuple[str, ...], tuple[Any, ...]] = {}
    for rang, brute in enumerate(entites, start=1):
        entite, ou = objet(brute), f"{chemin.name}, contour n° {rang}"
        proprietes = objet(entite.get("properties"))
        code = _valeur(proprietes, "code")
        if not code:
            raise FichierRefuse(f"{ou} : code du quartier absent.")
        if (code,) in lignes:
            raise FichierRefuse(f"{ou} : le quartier {code[:20]} figure deux fois.")
        contour = _contour(entite.get("geometry"), f"{ou} ({code[:20]})")
        insee = _valeur(proprietes, "commune").split(",")[0].strip()
        commune = insee if insee in communes else None
        lignes[code,] = (_valeur(proprietes, "nom") or code, commune, contour, generation)
    return TableVoulue(QPV, ("code",), ("nom", "commune_id", "geometrie", "generation"), lignes)


def _entites(chemin: Path) -> list[dict[str, Any]]:
    try:
        if chemin.stat().st_size > TAILLE_MAX:
            raise FichierRefuse(f"{chemin.name} dépasse 200 Mo : ce n’est pas un fichier de QPV.")
        entites = objet(lire_json(chemin.read_bytes())).get("features")
    except OSError as erreur:
        raise FichierRefuse(f"{chemin.name} ne peut pas être lu : vérifier le chemin.") from erreur
    if entites is None:
        raise FichierRefuse(f"{chemin.name} n’est pas un GeoJSON « FeatureCollection » lisible.")
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
    except ILLISIBLE as erreur:
        raise FichierRefuse(f"{ou} : géométrie illisible.") from erreur
    if forme.geom_type not in {"Polygon", "MultiPolygon"} or not forme.is_valid or forme.is_empty:
        raise FichierRefuse(f"{ou} : ce n’est pas une surface valide.")
    ouest, sud, est, nord = forme.bounds
    if not (-180 <= ouest <= est <= 180 and -90 <= sud <= nord <= 90):
        raise FichierRefuse(f"{ou} : coordonnées attendues en degrés (WGS 84).")
    return json.loads(json.dumps(geometrie))  # tuples of shapely become plain lists
