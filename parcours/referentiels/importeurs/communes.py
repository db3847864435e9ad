"""Reading the table of communes shipped in data/geo (or another of the same columns)."""

import csv
import gzip
import io
import zlib
from pathlib import Path

from parcours.referentiels.importeurs.tables import FichierRefuse, Retrait, TableVoulue
from parcours.referentiels.models import CodePostal, Commune
from parcours.referentiels.recherche import normaliser_commune

COLONNES = {
    "code_insee", "nom", "codes_postaux", "code_departement", "code_region", "siren_epci",
    "nom_epci", "population", "lat", "lon",
}  # fmt: skip


def lire(chemin: Path) -> list[TableVoulue]:
    """Return the tables of communes and postal codes; communes that vanish are kept."""
    try:
        brut = (
            gzip.decompress(chemin.read_bytes()) if chemin.suffix == ".gz" else chemin.read_bytes()
        )
        lecteur = csv.DictReader(io.StringIO(brut.decode("utf-8-sig")))
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as erreur:
        raise FichierRefuse(
            f"{chemin.name} est illisible : vérifier le chemin, ou le télécharger à nouveau."
        ) from erreur
    if absentes := COLONNES - set(lecteur.fieldnames or ()):
        raise FichierRefuse(f"{chemin.name} : colonne absente « {', '.join(sorted(absentes))} ».")
    communes, postaux = {}, {}
    for rang in lecteur:
        try:
            communes[rang["code_insee"],] = _valeurs(rang)
        except (ValueError, TypeError) as erreur:
            raise FichierRefuse(f"{chemin.name}, ligne {lecteur.line_num} : {erreur}") from erreur
        for code in rang["codes_postaux"].split():
            postaux[code, rang["code_insee"]] = ()
    champs = (
        "nom", "nom_recherche", "code_departement", "code_region", "siren_epci", "nom_epci",
        "population", "latitude", "longitude",
    )  # fmt: skip
    return [
        TableVoulue(Commune, ("code",), champs, communes),
        TableVoulue(CodePostal, ("code", "commune_id"), (), postaux, Retrait()),
    ]


def _valeurs(rang: dict[str, str]) -> tuple[object, ...]:
    latitude, longitude = rang["lat"], rang["lon"]
    return (
        rang["nom"],
        normaliser_commune(rang["nom"]),
        rang["code_departement"],
        rang["code_region"],
        rang["siren_epci"],
        rang["nom_epci"][:120],
        int(float(rang["population"] or 0)),
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
    )
