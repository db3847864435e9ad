"""The index of titles in one file: a signed head, then its arrays, mapped read-only.

Reading the whole of ROME takes minutes of one core, mapping what it gave a few tenths of a second;
the pages of the map are shared by all the processes that read it. The head is a pickle, so it is
opened only when it bears the signature of the site that wrote it.
"""

import hmac
import json
import mmap
import os
import pickle  # nosec B403
import struct
from pathlib import Path
from typing import Any, Final

from matching.moteur.intitules.lieur import LieurIntitules

# Changed when the objects inside change: an older file is built again.
FORMAT: Final = b"intitules-1\n"
ALIGNEMENT: Final = 64
# Smaller arrays stay in the head: a map of their own would cost more than it spares.
PETIT: Final = 4096
ENTETE: Final = struct.Struct(f"<{len(FORMAT)}s32sQQ")


def ecrire(lieur: LieurIntitules, chemin: Path, *, cle: bytes, etiquette: dict[str, Any]) -> None:
    """Write the index beside the old one, then put it in its place in one move.

    `cle` signs the head; `etiquette` is a small JSON object that `lire_etiquette` gives back.
    """
    tableaux: list[memoryview] = []
    objet = pickle.dumps(lieur, protocol=5, buffer_callback=lambda t: _mettre_a_part(t, tableaux))
    places, debut = [], 0
    for tableau in tableaux:
        places.append((debut, tableau.nbytes))
        debut += tableau.nbytes + -tableau.nbytes % ALIGNEMENT
    texte = json.dumps({"etiquette": etiquette, "places": places}).encode()
    provisoire = chemin.with_name(f"{chemin.name}.{os.getpid()}")
    with provisoire.open("wb") as flux:
        flux.write(ENTETE.pack(FORMAT, _signature(cle, texte + objet), len(texte), len(objet)))
        flux.write(texte + objet)
        flux.write(bytes(-flux.tell() % ALIGNEMENT))
        for tableau in tableaux:
            flux.write(tableau)
            flux.write(bytes(-tableau.nbytes % ALIGNEMENT))
        flux.flush()
        os.fsync(flux.fileno())
    provisoire.replace(chemin)


def lire_etiquette(chemin: Path) -> dict[str, Any]:
    """What the index was written with; FileNotFoundError or ValueError like `charger`."""
    with chemin.open("rb") as flux:
        _, longueur, _ = _ouvrir_entete(flux.read(ENTETE.size))
        return _json(flux.read(longueur))["etiquette"]


def charger(chemin: Path, *, cle: bytes) -> LieurIntitules:
    """The index, its arrays mapped.

    Raises
    ------
    FileNotFoundError
        When there is none.
    ValueError
        When it is of another format, cut short, or not signed with this key: build it again.
    """
    with chemin.open("rb") as flux:
        octets = memoryview(mmap.mmap(flux.fileno(), 0, access=mmap.ACCESS_READ))
    signature, longueur, taille = _ouvrir_entete(bytes(octets[: ENTETE.size]))
    debut = ENTETE.size + longueur
    fin = debut + taille
    signe = bytes(octets[ENTETE.size : fin])
    if not hmac.compare_digest(signature, _signature(cle, signe)):
        raise ValueError("Index des intitulés : écrit par un autre site, ou abîmé.")
    places = _json(signe[:longueur])["places"]
    tableaux = fin + -fin % ALIGNEMENT
    if places and len(octets) < tableaux + sum(places[-1]):
        raise ValueError("Index des intitulés : fichier coupé.")
    parts = [octets[tableaux + d : tableaux + d + n] for d, n in places]
    # Signed by this very site, above.
    return pickle.loads(signe[longueur:], buffers=parts)  # noqa: S301  # nosec B301


def _mettre_a_part(tableau: pickle.PickleBuffer, tableaux: list[memoryview]) -> bool:
    """Keep a large array out of the head; True leaves it inside."""
    brut = tableau.raw()
    if brut.nbytes < PETIT:
        return True
    tableaux.append(brut)
    return False


def _ouvrir_entete(octets: bytes) -> tuple[bytes, int, int]:
    if len(octets) < ENTETE.size:
        raise ValueError("Index des intitulés : fichier coupé.")
    format_, signature, longueur, taille = ENTETE.unpack(octets)
    if format_ != FORMAT:
        raise ValueError("Index des intitulés : écrit par une autre version.")
    return signature, longueur, taille


def _json(octets: bytes) -> dict[str, Any]:
    return json.loads(octets)


def _signature(cle: bytes, octets: bytes) -> bytes:
    return hmac.digest(cle, octets, "sha256")
