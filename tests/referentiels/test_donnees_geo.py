"""The geographic data the product ships: whole, valid, and true to the open data it comes from."""

import csv
import gzip
import json
from pathlib import Path

import pytest
from shapely.geometry import shape

GEO = Path(__file__).resolve().parents[2] / "data" / "geo"


@pytest.fixture(scope="module")
def communes():
    with gzip.open(GEO / "communes.csv.gz", "rt", encoding="utf-8", newline="") as flux:
        return {ligne["code_insee"]: ligne for ligne in csv.DictReader(flux)}


@pytest.fixture(scope="module")
def quartiers():
    return json.loads((GEO / "qpv_grenoble.geojson").read_text(encoding="utf-8"))["features"]


def test_communes_are_all_there_and_light(communes):
    assert len(communes) == 35_014
    assert (GEO / "communes.csv.gz").stat().st_size < 1_500_000
    assert communes["38185"]["nom"] == "Grenoble"
    assert communes["38185"]["codes_postaux"].split() == ["38000", "38100"]


def test_every_commune_outside_the_overseas_collectivities_has_a_centre(communes):
    sans = {c["code_departement"] for c in communes.values() if not c["lat"]}
    assert sans == {"975", "977", "978", "984", "986", "987", "988", "989"}


def test_the_quarters_are_valid_small_and_in_a_known_commune(quartiers, communes):
    assert len({q["properties"]["code"] for q in quartiers}) == 11
    assert (GEO / "qpv_grenoble.geojson").stat().st_size <= 20_000
    for quartier in quartiers:
        assert shape(quartier["geometry"]).is_valid
        assert quartier["properties"]["nom"]
        assert quartier["properties"]["code_insee"] in communes


@pytest.mark.reel
def test_communes_agree_with_the_shared_table(communes, donnees_partagees):
    chemin = donnees_partagees / "geo" / "communes.csv.gz"
    with gzip.open(chemin, "rt", encoding="utf-8", newline="") as flux:
        for attendue in csv.DictReader(flux):
            lue = communes[attendue["code_insee"]]
            assert lue["nom"] == attendue["nom"]
            assert set(lue["codes_postaux"].split()) == set(
                attendue["codes_postaux"].replace("|", " ").split()
            )
            if lue["lat"] and attendue["lat"]:
                assert abs(float(lue["lat"]) - float(attendue["lat"])) < 0.1
                assert abs(float(lue["lon"]) - float(attendue["lon"])) < 0.12


@pytest.mark.reel
def test_the_simplified_quarters_cover_the_same_ground(quartiers, donnees_partagees):
    chemin = donnees_partagees / "qpv" / "qpv2024_grenoble_simplifie.geojson"
    sources = json.loads(chemin.read_text(encoding="utf-8"))["features"]
    contours = {s["properties"]["code_qp"]: shape(s["geometry"]) for s in sources}
    for quartier in quartiers:
        lu, attendu = shape(quartier["geometry"]), contours[quartier["properties"]["code"]]
        assert lu.intersection(attendu).area / lu.union(attendu).area > 0.9
