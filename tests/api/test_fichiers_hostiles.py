"""Files made to break: each is refused with a French sentence, and no row changes.

Sent as a partner's tool sends them, through the API, the queue and the importer. What the pages
share with it (form, task, importer) is the same code.
"""

import gzip
import io
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from parcours.offres.models import Ouverture
from tests.api.outils import ClientAPI, jeton_de
from tests.monde import Monde
from tests.offres.fabrique import fichier_ft, offre_ft
from tests.solutions.test_import import service, structure
from tests.test_permissions import JOURNAUX, _compte_lignes

pytestmark = [pytest.mark.base, pytest.mark.django_db]
# What asking for an import leaves by itself: the request and its answer.
DEMANDE = JOURNAUX | {"ImportOuvertures", "ImportSolutions", "CleIdempotence"}
ENTETE = b"identifiant;intitule\r\n"
XML = b'<?xml version="1.0"?>'


@pytest.fixture(autouse=True)
def _ici(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path
    settings.CELERY_TASK_ALWAYS_EAGER = True
    cache.clear()


@pytest.fixture
def envoyer(monde: Monde, django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """Send one file to an import address and return the import once it is over."""
    awa = jeton_de(monde, "awa")

    def poster(adresse: str, champs: dict[str, Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            reponse = awa.client.post(
                adresse, champs, headers=awa.entetes | {"Idempotency-Key": str(uuid4())}
            )
        return awa.get(reponse["Location"]).json() if reponse.status_code == 202 else reponse

    return poster


def _lignes() -> dict[str, int]:
    return {nom: n for nom, n in _compte_lignes().items() if nom not in DEMANDE}


def _bombe() -> bytes:
    """A megabyte that unfolds to more than what is accepted (the bound is lowered by the test)."""
    return gzip.compress(b"[" + b" " * 20_000_000 + b"]")


def _parquet(**colonnes: Any) -> bytes:
    sortie = io.BytesIO()
    pq.write_table(pa.table(colonnes), sortie)
    return sortie.getvalue()


def _parquet_immense() -> bytes:
    """A few kilobytes that say « five million rows »."""
    return _parquet(id=pa.array(["essai--1"] * 5_000_000).dictionary_encode())


def _pas_de_l_utf8() -> pa.StringArray:
    debuts = pa.py_buffer(b"\x00\x00\x00\x00\x02\x00\x00\x00")
    return pa.StringArray.from_buffers(1, debuts, pa.py_buffer(b"\xff\xfe"))


OFFRES = {
    "empty": ("france-travail", b""),
    "cut": ("france-travail", json.dumps({"resultats": [offre_ft("1")]}).encode()[:-40]),
    "latin-1": ("france-travail", '{"resultats": [{"id": "é"}]}'.encode("latin-1")),
    "utf-16": ("france-travail", json.dumps({"resultats": []}).encode("utf-16")),
    "nested": ("france-travail", b"[" * 200_000),
    "huge number": ("france-travail", b'{"resultats": [' + b"9" * 6_000 + b"]}"),
    "NaN": ("france-travail", b'{"resultats": NaN}'),
    "gzip cut": ("france-travail", gzip.compress(json.dumps([offre_ft("1")]).encode())[:-12]),
    "gzip bomb": ("france-travail", _bombe()),
    "zip": ("france-travail", b"PK\x03\x04" + b"\x00" * 400),
    "lba nested": ("la-bonne-alternance", b'{"jobs":' * 50_000),
    "entities": ("lheo", XML + b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><l>&b;</l>'),
    "file entity": ("lheo", XML + b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'),
    "remote DTD": ("lheo", XML + b'<!DOCTYPE l SYSTEM "http://127.0.0.1:9/x.dtd"><l/>'),
    "xml cut": ("lheo", XML + b"<lheo><offres><formation>"),
    "xml depth": ("lheo", b"<a>" * 100_000),
    "csv nul": ("csv", ENTETE + b"A;Agent\x00\r\n"),
    "csv open quote": ("csv", ENTETE + b'A;"Agent\r\nB;Agent\r\n'),
    "csv huge field": ("csv", ENTETE + b"A;" + b"x" * 300_000 + b"\r\n"),
    "csv columns": ("csv", b"identifiant;intitule;sexe\r\nA;Agent;F\r\n"),
    "csv twice": ("csv", b"identifiant;intitule;intitule\r\nA;B;C\r\n"),
    "csv no header": ("csv", b"\xef\xbb\xbf"),
    "csv neither encoding": ("csv", ENTETE + b"A;Agent \x81\x8d\r\n"),
}  # fmt: skip
SOLUTIONS = {
    "empty": b"",
    "cut": json.dumps([service()]).encode()[:-30],
    "huge number": b"[" + b"9" * 6_000 + b"]",
    "gzip bomb": _bombe(),
    "gzip cut": gzip.compress(json.dumps([structure()]).encode())[:-12],
    "parquet cut": _parquet(id=["a"])[:-20],
    "parquet without id": _parquet(nom=["a"]),
    "parquet of five million rows": _parquet_immense(),
    "parquet not UTF-8": _parquet(id=_pas_de_l_utf8()),
    "entities": XML + b'<!DOCTYPE l [<!ENTITY a "aaaa">]><lheo>&a;</lheo>',
    "other table": b'{"resultats": []}',
}  # fmt: skip


@pytest.mark.parametrize("cas", OFFRES)
def test_a_hostile_file_of_openings_changes_nothing(
    cas: str, envoyer: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parcours.socle.fichiers.OCTETS_MAX", 10_000_000)
    format_, contenu = OFFRES[cas]
    avant = _lignes()
    _refuse(envoyer("/api/v1/imports", {
        "format": format_, "fichier": SimpleUploadedFile("envoi.bin", contenu), "source": "essai",
    }))  # fmt: skip
    assert _lignes() == avant


@pytest.mark.parametrize("cas", SOLUTIONS)
def test_a_hostile_file_of_services_changes_nothing(
    cas: str, envoyer: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parcours.socle.fichiers.OCTETS_MAX", 10_000_000)
    avant = _lignes()
    fichier = SimpleUploadedFile("envoi.bin", SOLUTIONS[cas])
    _refuse(envoyer("/api/v1/solutions/imports", {"fichier_services": fichier}))
    assert _lignes() == avant


def _refuse(fin: Any) -> None:
    """Refused at the door (422) or by the importer, with a sentence either way."""
    if hasattr(fin, "status_code"):
        assert (fin.status_code, fin["Content-Type"]) == (422, "application/problem+json")
        assert fin.json()["erreurs"][0]["message"].endswith(".")
        return
    assert fin["etat"] == "refuse", fin
    assert fin["raison_refus"].endswith((".", "?", ")", ").")), fin["raison_refus"]


@pytest.mark.parametrize(
    "identifiant", ["\\ud800", "\\u0000", "x" * 5_000, "=HYPERLINK(1)"],
    ids=["surrogate", "nul", "long", "formula"],
)  # fmt: skip
def test_a_hostile_cell_costs_its_row_alone(
    identifiant: str, envoyer: Callable[..., Any], monde: Monde
) -> None:
    """The other row is applied; the report accounts for both."""
    deux = fichier_ft(offre_ft("CLE"), offre_ft("BON")).decode().replace("CLE", identifiant)
    fin = envoyer("/api/v1/imports", {
        "format": "france-travail", "fichier": SimpleUploadedFile("o.json", deux.encode()),
    })  # fmt: skip
    assert fin["etat"] == "termine", fin
    assert fin["rapport"]["lignes"] == 2
    assert Ouverture.objects.filter(source_id="BON").exists()
    for ouverture in Ouverture.objects.exclude(source="saisie"):
        assert "\x00" not in ouverture.source_id
        assert ouverture.source_id.encode()


def test_a_formula_typed_anywhere_is_text_in_every_export(envoyer: Any, monde: Monde) -> None:
    csv = ENTETE + b"A-1;=cmd|'/c calc'!A1\r\nA-2;+33 6 pour Agent\r\nA-3;@SUM(A1)\r\n"
    fin = envoyer("/api/v1/imports", {
        "format": "csv", "fichier": SimpleUploadedFile("o.csv", csv), "source": "essai",
    })  # fmt: skip
    assert fin["rapport"]["nouvelles"] == 3, fin
    table = jeton_de(monde, "awa").get("/api/v1/ouvertures", {"format": "csv", "source": "essai"})
    cellules = [c for ligne in table.content.decode().splitlines() for c in ligne.split(";")]
    assert len(cellules) > 60
    assert not [c for c in cellules if c.lstrip('"')[:1] in set("=+@\t")]
    assert not [c for c in cellules if c.startswith("-") and not c[1:2].isdigit()]


def test_the_json_of_a_partner_is_no_less_checked_than_a_file(monde: Monde) -> None:
    awa: ClientAPI = jeton_de(monde, "awa")
    avant = _lignes()
    for corps in ({"services": {"resultats": 1}}, {"services": []}, {"services": "rien"}, {}):
        reponse = awa.post("/api/v1/solutions/imports", corps)
        assert reponse.status_code in {202, 422}, reponse.content
    assert _lignes() == avant
