"""Every form of every page, sent what no browser sends: never a 5xx, and a refusal changes nothing.

The addresses and who may post there come from the permission table; the fields, from the page itself.
Each sending is undone afterwards, so that all of them meet the same record. The suite plays a drawn
part, the same each time, as the first role that a page lets in; `FORMULAIRES_HOSTILES=tout` plays all of
it, as each role (an hour).
"""

import os
import random
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.client import BOUNDARY, encode_multipart
from django.urls import reverse

from tests.permissions.ligne import PERSONAS, Ligne
from tests.test_permissions import LIGNES, _compte_lignes

pytestmark = pytest.mark.base
FORMULAIRE = "application/x-www-form-urlencoded"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
REFUS = range(400, 500)
NIR = "2 84 05 38 185 123 29"
# Always played; the rest is drawn.
TOUJOURS = ("rien", "tout nul", "tout immense", "pas utf-8", "multipart")
TIRES = 6
TOUT = os.environ.get("FORMULAIRES_HOSTILES") == "tout"
Champs = dict[str, list[str]]
Envoi = tuple[str, bytes, str]  # name, body, content type


class _Lecteur(HTMLParser):
    """The names and values of the fields of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.champs: Champs = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        lus = dict(attrs)
        if tag in {"input", "select", "textarea", "button"} and (nom := lus.get("name")):
            valeurs = self.champs.setdefault(nom, [])
            if lus.get("type") not in {"checkbox", "radio"} and not valeurs:
                valeurs.append(lus.get("value") or "")


def _a_essayer() -> list[tuple[Ligne, str]]:
    """Each page that takes a POST, with the first persona it lets in, or one of each role."""
    return [
        (ligne, qui)
        for ligne in LIGNES
        if not ligne.est_api
        for qui in _un_par_role(ligne)[: None if TOUT else 1]
    ]


def _un_par_role(ligne: Ligne) -> list[str]:
    admis = [q for q in PERSONAS if ligne.post[q] not in {403, 404, 405} and _entre(ligne, q)]
    collegues = {"bruno": "awa", "chloe": "awa", "karim": "nadia"}
    return [q for q in admis if collegues.get(q) not in admis]


def _entre(ligne: Ligne, qui: str) -> bool:
    """Without an account, a redirection to the login page is no entrance."""
    return qui != "eve" or ligne.get["eve"] == 200 or ligne.post["eve"] in {200, 422}


def _champs_de(client: Client, ligne: Ligne, adresse: str, donnees: dict[str, Any]) -> Champs:
    """What the page asks, with what the table of permissions posts there."""
    lecteur = _Lecteur()
    page = client.get(adresse)
    if page.status_code == 200 and not page.streaming:
        lecteur.feed(page.content.decode())
    lecteur.champs.pop("csrfmiddlewaretoken", None)
    poses = {n: v if isinstance(v, list) else [v] for n, v in donnees.items()}
    return lecteur.champs | {
        nom: [str(v) for v in valeurs if not hasattr(v, "read")] for nom, valeurs in poses.items()
    }


# --- What is sent --------------------------------------------------------------------------------
VALEURS = {
    "nul": "a\x00b", "negatif": "-1", "zero": "0", "immense": "1" + "0" * 30, "texte": "abc'\"<x>",
    "flottant": "1e400", "nan": "NaN", "infini": "-inf", "arabe": "٣", "exposant": "²", "vide": " ",
    "date": "0000-00-00", "an": "9999-12-31T23:59:59+14:00", "avant": "0001-01-01",
    "liste": "[]", "json": '{"a":' * 200, "uuid": "00000000-0000-0000-0000-000000000000",
    "ligne": "a\r\nBcc: x@exemple.test", "rtl": "\u202e\u0000\ufeff\ud7ff", "chemin": "../../etc/passwd",
    "gabarit": "{{ 7|add:7 }}{% load x %}", "format": "%s%n{0}", "point": "1e309, 0",
}  # fmt: skip


def _envois(champs: Champs, hasard: random.Random) -> Iterator[Envoi]:
    """Whole forms, each bad in its way."""
    yield "rien", b"", FORMULAIRE
    for nom, valeur in VALEURS.items():
        yield f"tout {nom}", _corps({c: [valeur] for c in champs}), FORMULAIRE
    for champ in champs:
        for nom in hasard.sample(sorted(VALEURS), 6):
            yield f"{champ} {nom}", _corps(champs | {champ: [VALEURS[nom]]}), FORMULAIRE
        manque = {c: v for c, v in champs.items() if c != champ}
        yield f"sans {champ}", _corps(manque), FORMULAIRE
        repete = champs | {champ: ["-1", "2", *champs[champ], "x"]}
        yield f"{champ} répété", _corps(repete), FORMULAIRE
        yield f"{champ} en fichier", _multipart(champs | {champ: _fichier()}), MULTIPART
    enorme = hasard.choice(sorted(champs)) if champs else "x"
    yield f"{enorme} énorme", _corps(champs | {enorme: ["é1 " * 250_000]}), FORMULAIRE
    yield from _octets(champs)
    yield from _multiparts(champs)


def _octets(champs: Champs) -> Iterator[Envoi]:
    """Bytes that are no text, and content types that lie."""
    noms = [quote_plus(c).encode() for c in champs]
    for mot, octets in {
        "pas utf-8": b"%FF%FE%C3%28", "demi-paire": b"%ED%A0%80", "brut": b"\xff\xfe\x00",
        "pourcent": b"%", "surlong": b"%C0%80",
    }.items():  # fmt: skip
        yield mot, b"&".join(nom + b"=" + octets for nom in noms), FORMULAIRE
    corps = _corps(champs)
    for type_ in ("application/json", "text/plain", "", "application/x-www-form-urlencoded; charset=x",
                  f"{FORMULAIRE}; charset=utf-16", f"{FORMULAIRE}; charset=utf-7", "multipart/form-data",
                  "multipart/form-data; boundary=", "multipart/form-data; boundary=é",
                  "multipart/mixed; boundary=x"):  # fmt: skip
        yield f"type « {type_} »", corps, type_
    yield "2 500 champs", b"&".join(b"x%d=1" % n for n in range(2500)), FORMULAIRE
    yield "3 Mo", b"x=" + b"a" * 3_000_000, FORMULAIRE
    yield "noms", b"%00=1&%FF=2&a[b][c]=3&=4&__proto__=5&" + b"n" * 10_000 + b"=6", FORMULAIRE


def _multiparts(champs: Champs) -> Iterator[Envoi]:
    entier = _multipart(champs | {"fichier": _fichier()})
    yield "multipart", entier, MULTIPART
    for part in (1, len(entier) // 3, len(entier) - 10):
        yield f"multipart coupé à {part}", entier[:part], MULTIPART
    yield "autre frontière", entier, "multipart/form-data; boundary=autre"
    tete = f"--{BOUNDARY}\r\nContent-Disposition: form-data; ".encode()
    fin = f"\r\n--{BOUNDARY}--\r\n".encode()
    nom = next(iter(champs), "x").encode()
    for mot, partie in {
        "en-tête immense": b'name="' + b"n" * 70_000 + b'"\r\n\r\nx',
        "sans nom": b"filename=x\r\n\r\nx",
        "nom de fichier": b'name="fichier"; filename="../../\x00\xff.pdf"\r\n\r\nx',
        "base64 faux": b'name="' + nom + b'"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!=',
        "jeu inconnu": b'name="' + nom + b'"\r\nContent-Type: text/plain; charset=zz\r\n\r\nx',
        "RFC 5987": b"name*=zz''%FF; filename*=utf-8''%ff%00\r\n\r\nx",
    }.items():
        yield f"multipart {mot}", tete + partie + fin, MULTIPART


def _corps(champs: Champs) -> bytes:
    return urlencode(champs, doseq=True, errors="surrogatepass").encode()


def _multipart(champs: dict[str, Any]) -> bytes:
    return encode_multipart(BOUNDARY, champs)


def _fichier() -> SimpleUploadedFile:
    return SimpleUploadedFile("vide.pdf", b"")


# --- What is promised ----------------------------------------------------------------------------
def _nom(valeur: Any) -> str | None:
    return getattr(valeur, "url", None)


@pytest.mark.parametrize(("ligne", "qui"), _a_essayer(), ids=_nom)
def test_no_form_breaks_nor_changes_anything_by_a_refusal(
    ligne: Ligne, qui: str, monde: Any, client_de: Any
) -> None:
    adresse = reverse(ligne.url, kwargs=ligne.preparer(monde))
    champs = _champs_de(client_de(qui), ligne, adresse, ligne.donnees(monde))
    client = client_de(qui)
    client.raise_request_exception = False
    # First: some of what follows logs out.
    faute = _nir_garde(client, adresse, champs)
    assert not faute, f"{adresse} ({qui}) : {faute}"
    avant = _compte_lignes()
    fautes = [
        f"{nom} : {faute}"
        for nom, corps, type_ in _tirer(champs, random.Random(ligne.url))
        if (faute := _essayer(client, adresse, corps, type_, avant))
    ]
    assert not fautes, f"{adresse} ({qui}) : {fautes}"


def _tirer(champs: Champs, hasard: random.Random) -> list[Envoi]:
    tous = list(_envois(champs, hasard))
    if TOUT:
        return tous
    autres = [e for e in tous if e[0] not in TOUJOURS]
    return [e for e in tous if e[0] in TOUJOURS] + hasard.sample(autres, min(TIRES, len(autres)))


def _essayer(client: Client, adresse: str, corps: bytes, type_: str, avant: dict[str, int]) -> str:
    """What is wrong with the answer, or nothing; whatever it did is undone."""
    cache.clear()
    ecrits: list[str] = []

    def guetter(faire: Any, sql: str, *reste: Any) -> Any:
        ecrits.extend([sql] if sql.startswith(("INSERT", "UPDATE", "DELETE")) else [])
        return faire(sql, *reste)

    with transaction.atomic(), connection.execute_wrapper(guetter):
        reponse = client.generic("POST", adresse, corps, content_type=type_)
        contenu = b"" if reponse.streaming else reponse.content
        faute = ""
        if reponse.status_code >= 500 or b"Traceback" in contenu:
            faute = f"{reponse.status_code} {reponse.exc_info and reponse.exc_info[1]!r:.300}"
        elif reponse.status_code == 400 and "Rien n’a été" not in contenu.decode():
            faute = f"400 sans phrase : {contenu[:80]!r}"
        elif reponse.status_code in REFUS and ecrits and not connection.needs_rollback:
            apres = _compte_lignes()
            faute = f"{reponse.status_code}, mais a écrit" if apres != avant else ""
        transaction.set_rollback(True)
    return faute


def _nir_garde(client: Client, adresse: str, champs: Champs) -> str:
    """A social security number in every field, in one that is not of the form, in names of files:
    what is wrong, or nothing."""
    partout: Champs = {c: [NIR] for c in champs} | {"autre": [NIR]}
    nomme = {c: SimpleUploadedFile(f"{NIR}.pdf", b"%PDF-1.4 essai") for c in (*champs, "fichier")}
    ecrits: list[str] = []

    def guetter(faire: Any, sql: str, params: Any, *reste: Any) -> Any:
        ecrits.append(re.sub(r"\D", "", str(params)))
        return faire(sql, params, *reste)

    statuts = []
    for corps, type_ in (
        (_corps(partout), FORMULAIRE), (_multipart(partout), MULTIPART),
        (_multipart(champs | nomme), MULTIPART),
    ):  # fmt: skip
        with transaction.atomic(), connection.execute_wrapper(guetter):
            statuts.append(client.generic("POST", adresse, corps, content_type=type_).status_code)
            transaction.set_rollback(True)
    if statuts[:2] != [400, 400] or statuts[2] >= 500:
        return f"numéro de sécurité sociale : {statuts}"
    return "numéro gardé" if any(re.sub(r"\D", "", NIR) in params for params in ecrits) else ""


def test_a_metier_is_proposed_while_a_position_is_typed(monde: Any, client_de: Any) -> None:
    """The map of the form is then drawn from typed words, not from numbers."""
    saisie = {"proposer": "1", "intitule": "Agent", "commune": "38185", "latitude": "45.17",
              "longitude": "5.72"}  # fmt: skip
    page = client_de("awa").post(reverse("offres:nouvelle"), saisie)
    assert page.status_code == 200
    assert page.content.decode().count("<svg") >= 1
    vague = saisie | {"latitude": "au bout de la rue"}
    assert client_de("awa").post(reverse("offres:nouvelle"), vague).status_code == 200


@pytest.mark.parametrize("adresse", ["/ouvertures/?q=a%00b", "/connexion/?suite=%00", "/?%00=1"])
def test_a_nul_byte_in_an_address_is_refused_in_words(
    adresse: str, monde: Any, client_de: Any
) -> None:
    reponse = client_de("awa").get(adresse, follow=False)
    assert reponse.status_code == 400
    assert "Rien n’a été enregistré" in reponse.content.decode()
