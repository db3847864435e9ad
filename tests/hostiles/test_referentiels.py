"""Hostile archives of ROME and outlines of neighbourhoods: a French sentence, and nothing changes."""

import csv
import io
import json
import lzma
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from parcours.referentiels.models import QPV
from tests.monde import MISTRAL, Monde
from tests.referentiels import archive
from tests.test_permissions import _compte_lignes

pytestmark = [pytest.mark.base, pytest.mark.django_db]
TABLES = archive.TABLES
METIERS = "referentiel_code_rome"


def _tables(table: str = METIERS, **champs: str) -> dict[str, Any]:
    """The tiny archive, the first row of one table changed."""
    return TABLES | {table: [TABLES[table][0] | champs, *TABLES[table][1:]]}


def _refuse(commande: str, chemin: Path) -> str:
    """The command refuses in a sentence, and no row was added or taken."""
    avant, contours = _compte_lignes(), list(QPV.objects.values("pk", "nom", "geometrie"))
    with pytest.raises(CommandError) as refus:
        call_command(commande, chemin, stdout=io.StringIO())
    phrase = str(refus.value)
    assert phrase.endswith(" Rien n’a été changé."), phrase
    assert phrase.isprintable(), phrase
    assert len(phrase) < 400, phrase
    assert _compte_lignes() == avant
    assert list(QPV.objects.values("pk", "nom", "geometrie")) == contours
    return phrase


# --- ROME ----------------------------------------------------------------------------------------
def _reecrire(
    chemin: Path, changer: Callable[[str, bytes], tuple[str, bytes]], **options: Any
) -> None:
    """The same archive, each member passed through `changer`."""
    with zipfile.ZipFile(chemin) as lue:
        membres = [changer(nom, lue.read(nom)) for nom in lue.namelist()]
    with zipfile.ZipFile(chemin, "w", **options) as neuve:
        for nom, contenu in membres:
            neuve.writestr(nom, contenu)


def _contenu(de: str, a: bytes | Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def abimer(chemin: Path) -> None:
        _reecrire(chemin, lambda nom, brut: (
            nom, (a(brut) if callable(a) else a) if f"_{de}_v" in nom else brut
        ))  # fmt: skip

    return abimer


def _octets(changer: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda chemin: chemin.write_bytes(changer(chemin.read_bytes())) and None


def _chiffree(brut: bytes) -> bytes:
    """Marked as protected by a password, in both headers of every member."""
    for marque, ou in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        morceaux = brut.split(marque)
        brut = marque.join(
            [morceaux[0], *(m[: ou - 4] + b"\x01\x00" + m[ou - 2 :] for m in morceaux[1:])]
        )
    return brut


def _bombe(chemin: Path) -> None:
    with (
        zipfile.ZipFile(chemin, "a", zipfile.ZIP_DEFLATED) as zip_,
        zip_.open("unix_bombe_v999_utf8.csv", "w") as membre,
    ):
        for _ in range(201):
            membre.write(b"0" * 1_000_000)


def _taille_menteuse(brut: bytes) -> bytes:
    """The table of métiers says it is one byte long once unpacked."""
    rang = brut.index(b"PK\x01\x02")
    return brut[: rang + 24] + struct.pack("<I", 1) + brut[rang + 28 :]


def _cent_mille_membres(chemin: Path) -> None:
    with zipfile.ZipFile(chemin, "a") as zip_:
        for n in range(1_200):
            zip_.writestr(f"vide-{n}", b"")


def _en_dossier(chemin: Path) -> None:
    chemin.unlink()
    chemin.mkdir()


def _deux_fois(chemin: Path) -> None:
    with zipfile.ZipFile(chemin, "a") as zip_:
        zip_.writestr("autre/unix_texte_v460_utf8.csv", b"code_rome\n")


def _dehors(nom: str) -> Callable[[Path], None]:
    def ajouter(chemin: Path) -> None:
        with zipfile.ZipFile(chemin, "a") as zip_:
            zip_.writestr(nom, b"x")

    return ajouter


ROME: dict[str, Callable[[Path], None]] = {
    "empty": _octets(lambda b: b""),
    "absent": lambda chemin: chemin.unlink(),
    "folder": _en_dossier,
    "cut": _octets(lambda b: b[:-200]),
    "cut at the start": _octets(lambda b: b[200:]),
    "no central directory": _octets(lambda b: b[: b.index(b"PK\x01\x02")]),
    "password": _octets(_chiffree),
    "lying size": _octets(_taille_menteuse),
    "bomb": _bombe,
    "many members": _cent_mille_membres,
    "path upwards": _dehors("../../../etc/cron.d/x"),
    "absolute path": _dehors("/etc/passwd"),
    "windows path": _dehors("..\\..\\x"),
    "table twice": _deux_fois,
    "wrong sum": _octets(lambda b: b.replace(b"Nettoie.", b"Nettoiex")),
    "neither encoding": _contenu("texte", b"code_rome,libelle_type_texte,libelle_texte\nK2204,definition,\x81\n"),
    "utf-16": _contenu("texte", lambda b: b.decode().encode("utf-16")),
    "another header": _contenu(METIERS, b"a,b,c\n1,2,3\n"),
    "header alone": _contenu(METIERS, lambda b: b.split(b"\n")[0] + b"\n"),
    "no header": _contenu("coherence_item", b""),
    "short row": _contenu("coherence_item", b"code_rome,code_ogr,coeur_metier\nK2204\n"),
    "huge cell": _contenu("texte", b'code_rome,libelle_type_texte,libelle_texte\nK2204,definition,"'
                          + b"x" * 200_000 + b'"\n'),
    "open quote": _contenu("texte", b'code_rome,libelle_type_texte,libelle_texte\nK2204,d,"x' + b"\n" * 150_000),
    "xml": _contenu(METIERS, b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
}  # fmt: skip
VALEURS: dict[str, dict[str, Any]] = {
    "long code": _tables(code_rome="K2204" * 50),
    "no code": _tables(code_rome=""),
    "long title": _tables(libelle_rome="x" * 5_000),
    "nul": _tables(libelle_rome="Agent\x00"),
    "rank in letters": _tables("rubrique_mobilite", numero_ordre="premier"),
    "rank in other digits": _tables("rubrique_mobilite", numero_ordre="²"),
    "huge rank": _tables("rubrique_mobilite", numero_ordre="9" * 6_000),
    "negative rank": _tables("rubrique_mobilite", numero_ordre="-1"),
    "rank over the column": _tables("rubrique_mobilite", numero_ordre="40000"),
    "orphan": _tables("coherence_item", code_ogr="<script>" * 100),
}


@pytest.mark.parametrize("cas", ROME)
def test_a_hostile_archive_of_rome_changes_nothing(cas: str, monde: Monde, tmp_path: Path) -> None:
    csv.field_size_limit(10_000_000)  # as the importer of openings leaves it
    chemin = archive.ecrire(tmp_path)
    ROME[cas](chemin)
    _refuse("importer_rome", chemin)
    assert sorted(p.name for p in tmp_path.iterdir()) in ([chemin.name], [])


@pytest.mark.parametrize("cas", VALEURS)
def test_a_hostile_value_in_rome_changes_nothing(cas: str, monde: Monde, tmp_path: Path) -> None:
    _refuse("importer_rome", archive.ecrire(tmp_path, VALEURS[cas]))


@pytest.mark.parametrize("methode", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_bytes_changed_anywhere_are_refused_or_harmless(
    methode: int, monde: Monde, tmp_path: Path
) -> None:
    """Either the sentence, or an archive that still says the same thing: never another error."""
    chemin = archive.ecrire(tmp_path)
    _reecrire(chemin, lambda nom, brut: (nom, brut), compression=methode)
    sain, hasard = chemin.read_bytes(), random.Random(methode)
    refus = []
    for _ in range(60):
        abime = bytearray(sain)
        for _ in range(hasard.randint(1, 6)):
            abime[hasard.randrange(len(abime))] = hasard.randrange(256)
        chemin.write_bytes(abime)
        try:
            call_command("importer_rome", chemin, stdout=io.StringIO())
        except CommandError as erreur:
            refus.append(str(erreur))
    assert len(refus) > 20
    assert all(phrase.endswith(" Rien n’a été changé.") for phrase in refus)


# --- QPV -----------------------------------------------------------------------------------------
def _entite(geometrie: Any, **proprietes: Any) -> dict[str, Any]:
    faits = {"code": "QN03899M", "nom": "Essai", "code_insee": "38185"} | proprietes
    return {"type": "Feature", "properties": faits, "geometry": geometrie}


def _geojson(*entites: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(entites)}).encode()


def _anneau(*points: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [list(points)]}


BON = _entite(MISTRAL)
QUARTIERS: dict[str, bytes] = {
    "empty": b"",
    "cut": _geojson(BON)[:-30],
    "not json": b"<gml/>",
    "list": b"[]",
    "no feature": _geojson(),
    "features of text": b'{"features": "oui"}',
    "feature of text": _geojson("oui"),
    "properties in a list": _geojson({"properties": [1], "geometry": MISTRAL}),
    "no code": _geojson(_entite(MISTRAL, code="")),
    "long code": _geojson(_entite(MISTRAL, code="QN" * 400)),
    "long name": _geojson(_entite(MISTRAL, nom="x" * 4_000)),
    "nul": _geojson(_entite(MISTRAL, nom="Mis\x00tral")),
    "half a pair": _geojson(_entite(MISTRAL, nom="X")).replace(b'"X"', b'"\\ud800"'),
    "twice": _geojson(BON, BON),
    "second one bad": _geojson(BON, _entite(None, code="QN1")),
    "latin-1": _geojson(_entite(MISTRAL, nom="Z")).replace(b"Z", b"\xe9"),
    "NaN": _geojson(BON).replace(b"5.705", b"NaN"),
    "infinite": _geojson(BON).replace(b"5.705", b"1e999"),
    "huge number": _geojson(BON).replace(b"5.705", b"9" * 6_000),
    "nested": b'{"features": ' + b"[" * 200_000,
    "nested geometry": _geojson(_entite("G")).replace(b'"G"', b'{"type": "Polygon", "coordinates": '
                                                      + b"[" * 900 + b"]" * 900 + b"}"),
    "lambert 93": _geojson(_entite(_anneau([913000, 6456000], [914000, 6456000], [914000, 6457000], [913000, 6456000]))),
    "north of the pole": _geojson(_entite(_anneau([5.7, 45], [5.8, 45], [5.8, 4500], [5.7, 45]))),
    "point": _geojson(_entite({"type": "Point", "coordinates": [5.7, 45.1]})),
    "line": _geojson(_entite(_anneau([5.7, 45.1], [5.8, 45.1], [5.7, 45.1], [5.7, 45.1]))),
    "two points": _geojson(_entite(_anneau([5.7, 45.1], [5.8, 45.1]))),
    "no coordinates": _geojson(_entite({"type": "Polygon"})),
    "empty area": _geojson(_entite({"type": "Polygon", "coordinates": []})),
    "text coordinates": _geojson(_entite(_anneau(["a", "b"], ["c", "d"], ["e", "f"], ["a", "b"]))),
    "unknown type": _geojson(_entite({"type": "Cercle", "coordinates": [0, 0]})),
    "null geometry": _geojson(_entite(None)),
    "geometry in a list": _geojson(_entite([1, 2])),
    "lzma": lzma.compress(_geojson(BON)),
}  # fmt: skip


@pytest.mark.parametrize("cas", QUARTIERS)
def test_a_hostile_file_of_neighbourhoods_changes_nothing(
    cas: str, monde: Monde, tmp_path: Path
) -> None:
    chemin = tmp_path / "qpv.geojson"
    chemin.write_bytes(QUARTIERS[cas])
    _refuse("importer_qpv", chemin)


def test_an_absent_or_enormous_file_is_refused(
    monde: Monde, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chemin = tmp_path / "qpv.geojson"
    assert "vérifier le chemin" in _refuse("importer_qpv", chemin)
    chemin.write_bytes(_geojson(BON))
    monkeypatch.setattr("parcours.referentiels.importeurs.qpv.TAILLE_MAX", 10)
    assert "dépasse 200 Mo" in _refuse("importer_qpv", chemin)


def test_an_outline_that_crosses_itself_is_mended_into_a_valid_area(
    monde: Monde, tmp_path: Path
) -> None:
    """Official files hold some: the area is kept, the crossing goes."""
    noeud = _anneau(
        [5.70, 45.1], [5.72, 45.1], [5.72, 45.12], [5.70, 45.12], [5.71, 45.09], [5.70, 45.1]
    )
    chemin = tmp_path / "qpv.geojson"
    chemin.write_bytes(_geojson(_entite(noeud)))
    call_command("importer_qpv", chemin, stdout=io.StringIO())
    from shapely.geometry import shape

    assert shape(QPV.objects.get(pk="QN03899M").geometrie).is_valid
