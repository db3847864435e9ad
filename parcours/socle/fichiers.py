"""From bytes to text, JSON or XML, refusing what is broken or hostile with line and reason."""

import gzip
import io
import json
import zlib
from typing import Any, Final, NoReturn

from lxml import etree

OCTETS_MAX: Final = 600_000_000
_MORCEAU: Final = 1 << 20
_GZIP: Final = b"\x1f\x8b"


class FichierRefuse(Exception):
    """The file cannot be used; the message says where and how to mend it. Nothing changed."""


def decompresser(contenu: bytes) -> bytes:
    """The bytes, unzipped when they are gzip; FichierRefuse when truncated or far too large."""
    if not contenu:
        raise FichierRefuse("Le fichier est vide.")
    if not contenu.startswith(_GZIP):
        return contenu
    sortie = bytearray()
    try:
        with gzip.open(io.BytesIO(contenu)) as flux:
            while morceau := flux.read(_MORCEAU):
                sortie += morceau
                if len(sortie) > OCTETS_MAX:
                    raise FichierRefuse("Le fichier décompressé dépasse 600 Mo : le découper.")
    except (EOFError, zlib.error, gzip.BadGzipFile) as erreur:
        raise FichierRefuse(
            "Le fichier .gz est tronqué ou abîmé : le télécharger de nouveau."
        ) from erreur
    return bytes(sortie)


def texte_utf8(contenu: bytes) -> str:
    """UTF-8 text without its mark; FichierRefuse with the line of the first wrong byte."""
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = contenu.count(b"\n", 0, erreur.start) + 1
        raise FichierRefuse(f"Ligne {ligne} : un caractère n’est pas en UTF-8.") from erreur


def lire_json(contenu: bytes) -> Any:
    """The JSON value of a file; FichierRefuse with line and column otherwise."""
    try:
        return json.loads(texte_utf8(decompresser(contenu)), parse_constant=_constante_refusee)
    except json.JSONDecodeError as erreur:
        raise FichierRefuse(
            f"Ligne {erreur.lineno}, colonne {erreur.colno} : ce n’est pas du JSON valide "
            "(fichier coupé ou abîmé ?)."
        ) from erreur
    except RecursionError as erreur:
        raise FichierRefuse("Ligne 1 : le JSON est imbriqué sans fin.") from erreur
    except ValueError as erreur:  # more digits than Python reads
        raise FichierRefuse("Le JSON contient un nombre démesuré.") from erreur


def _constante_refusee(nom: str) -> NoReturn:
    raise FichierRefuse(f"Le JSON contient « {nom} », qui n’est pas une valeur permise.")


def objet(valeur: Any) -> dict[str, Any]:
    """The value when it is a JSON object, else an empty one."""
    return valeur if isinstance(valeur, dict) else {}


def liste(valeur: Any) -> list[Any]:
    """The value when it is a JSON list, else an empty one."""
    return valeur if isinstance(valeur, list) else []


def lire_xml(contenu: bytes) -> etree._Element:
    """The root of an XML file without DOCTYPE: no entity, no network, no huge tree."""
    analyseur = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        racine = etree.fromstring(decompresser(contenu), analyseur)
    except etree.XMLSyntaxError as erreur:
        raise FichierRefuse(
            f"Ligne {erreur.lineno or 1} : ce n’est pas du XML valide (fichier coupé ou abîmé ?)."
        ) from erreur
    except ValueError as erreur:
        raise FichierRefuse("Ligne 1 : ce n’est pas du XML valide.") from erreur
    if racine.getroottree().docinfo.internalDTD is not None:
        raise FichierRefuse(
            "Ligne 1 : le fichier déclare un DOCTYPE (entités), ce qui n’est pas accepté."
        )
    return racine
