"""Reading the starter set of data/rome: what the product knows before any official import."""

import csv
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from parcours.referentiels.importeurs.tables import TableVoulue
from parcours.referentiels.models import (
    Appellation,
    Competence,
    ContexteTravail,
    Metier,
    MetierCompetence,
    MetierContexte,
    Mobilite,
    NomCourant,
)

VERSION = "1"
Lignes = dict[tuple[Any, ...], tuple[Any, ...]]


def fichiers(dossier: Path) -> list[Path]:
    """Return the described métiers' files."""
    return sorted(dossier.glob("amorce_*.json"))


def empreinte(dossier: Path) -> str:
    """Return a hash of all the files of the starter set."""
    contenu = b"".join(f.read_bytes() for f in [dossier / "metiers.csv", *fichiers(dossier)])
    return sha256(contenu).hexdigest()


def lire(dossier: Path, *, noms_courants_seuls: bool) -> list[TableVoulue]:
    """Return the tables of the starter set; only everyday names once ROME is complete."""
    decrits = [m for f in fichiers(dossier) for m in json.loads(f.read_text(encoding="utf-8"))]
    noms: Lignes = {(nom, m["code"]): () for m in decrits for nom in m["noms_courants"]}
    courants = TableVoulue(NomCourant, ("nom", "metier_id"), (), noms)
    if noms_courants_seuls:
        return [courants]
    with (dossier / "metiers.csv").open(encoding="utf-8", newline="") as fichier:
        metiers: Lignes = {(m["code"],): (m["libelle"],) for m in csv.DictReader(fichier)}
    return [
        TableVoulue(Metier, ("code",), ("libelle",), metiers),
        *_competences(decrits),
        *_contextes(decrits),
        _appellations(decrits),
        _voisins(decrits),
        courants,
    ]


def _competences(decrits: list[dict[str, Any]]) -> list[TableVoulue]:
    competences: Lignes = {}
    liens: Lignes = {}
    for metier in decrits:
        for c in metier["competences"]:
            competences[c["code"],] = (c["libelle"], c["type"])
            liens[metier["code"], c["code"]] = (c["coeur"],)
    return [
        TableVoulue(Competence, ("code",), ("libelle", "type"), competences),
        TableVoulue(MetierCompetence, ("metier_id", "competence_id"), ("est_coeur",), liens),
    ]


def _contextes(decrits: list[dict[str, Any]]) -> list[TableVoulue]:
    contextes: Lignes = {(c["code"],): (c["libelle"],) for m in decrits for c in m["contextes"]}
    liens: Lignes = {(m["code"], c["code"]): () for m in decrits for c in m["contextes"]}
    return [
        TableVoulue(ContexteTravail, ("code",), ("libelle",), contextes),
        TableVoulue(MetierContexte, ("metier_id", "contexte_id"), (), liens),
    ]


def _appellations(decrits: list[dict[str, Any]]) -> TableVoulue:
    lignes: Lignes = {
        (a["code"],): (a["libelle"], m["code"]) for m in decrits for a in m["appellations"]
    }
    return TableVoulue(Appellation, ("code",), ("libelle", "metier_id"), lignes)


def _voisins(decrits: list[dict[str, Any]]) -> TableVoulue:
    lignes: Lignes = {
        (m["code"], voisin): (rang,)
        for m in decrits
        for rang, voisin in enumerate(m["voisins"], start=1)
    }
    return TableVoulue(Mobilite, ("depart_id", "arrivee_id"), ("rang",), lignes)
