"""QPV by point: inside, outside, near the outline, unknown; imports of outlines."""

import json
from pathlib import Path

import pytest

from parcours.referentiels import services
from parcours.referentiels.importeurs.tables import FichierRefuse
from parcours.referentiels.lieux import qpv_du_point
from parcours.referentiels.models import QPV, Commune
from tests.monde import MISTRAL

pytestmark = pytest.mark.base


@pytest.fixture
def mistral(db: None) -> QPV:
    return QPV.objects.create(code="QN03811M", nom="Mistral", geometrie=MISTRAL)


@pytest.mark.parametrize(
    ("latitude", "longitude", "etat", "trouve"),
    [
        (45.1685, 5.710, "oui", True),
        (45.16505, 5.710, "a_verifier", True),
        (45.16495, 5.710, "a_verifier", True),
        (45.1640, 5.710, "non", False),
        (45.1685, 5.7049, "a_verifier", True),
        (None, None, "inconnu", False),
    ],
)
def test_point(mistral: QPV, latitude, longitude, etat, trouve) -> None:
    quartier, obtenu = qpv_du_point(latitude, longitude)
    assert obtenu == etat
    assert (quartier is not None) == trouve


def test_without_any_outline_nothing_is_said(db: None) -> None:
    assert qpv_du_point(45.1, 5.7) == (None, "inconnu")


def _fichier(tmp_path: Path, **entite: object) -> Path:
    chemin = tmp_path / "qpv.geojson"
    proprietes = {"code_qp": "QN1", "lib_qp": "Essai", "insee_com": "38185"}
    modele = {"type": "Feature", "properties": proprietes, "geometry": MISTRAL} | entite
    chemin.write_text(json.dumps({"type": "FeatureCollection", "features": [modele]}))
    return chemin


def test_import_of_outlines(db: None, tmp_path: Path) -> None:
    Commune.objects.create(
        pk="38185", nom="Grenoble", nom_recherche="grenoble", code_departement="38"
    )
    services.importer_qpv(_fichier(tmp_path), generation="2024")
    rapport = services.importer_qpv(_fichier(tmp_path), generation="2024")
    assert QPV.objects.get().commune_id == "38185"
    assert rapport["qpv"]["changees"] == 0


@pytest.mark.parametrize(
    "entite",
    [
        {"geometry": {"type": "Point", "coordinates": [5, 45]}},
        {"geometry": None},
        {"properties": {}},
    ],
)
def test_a_bad_outline_is_refused_with_its_rank(db: None, tmp_path: Path, entite) -> None:
    with pytest.raises(FichierRefuse, match="contour n° 1"):
        services.importer_qpv(_fichier(tmp_path, **entite), generation="2024")
    assert not QPV.objects.exists()


@pytest.mark.reel
def test_the_2015_outlines_of_occitanie(db: None, donnees_partagees: Path) -> None:
    chemin = donnees_partagees / "qpv" / "qpv2015_occitanie_polygons.geojson"
    rapport = services.importer_qpv(chemin, generation="2015")
    assert rapport["qpv"]["ajoutees"] == 105
