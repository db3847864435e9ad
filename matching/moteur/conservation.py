"""A catalogue on disk: arrays one file each (memory-mapped when read), one manifest.

A new generation is written beside the old one, then named by the manifest, which is replaced in
one move: a reader finds the old catalogue or the new one, never half of one, and a reader that has
already mapped the old files keeps them. One writer at a time.
"""

import json
import os
import shutil
import uuid
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np

from matching.moteur.catalogue import Catalogue
from matching.moteur.chantier import derives
from matching.moteur.poste import ExigencePoste
from matching.moteur.referentiel import Referentiel

FORMAT: Final = 1
MANIFESTE: Final = "manifeste.json"
DONNEES: Final = "donnees.json"


def enregistrer(catalogue: Catalogue, dossier: Path) -> None:
    """Write the catalogue in `dossier` (made if needed) and make it the current one."""
    dossier.mkdir(parents=True, exist_ok=True)
    nom = f"generation-{uuid.uuid4().hex}"
    generation = dossier / nom
    generation.mkdir()
    for champ, tableau in catalogue.tableaux().items():
        np.save(generation / f"{champ}.npy", tableau)
    _ecrire(generation / DONNEES, _donnees(catalogue))
    precedente = _courante(dossier)
    _remplacer(dossier / MANIFESTE, {"format": FORMAT, "generation": nom})
    _effacer_anciennes(dossier, {nom, precedente})


def charger(dossier: Path) -> Catalogue:
    """The current catalogue, its arrays mapped read-only.

    Raises FileNotFoundError when nothing was ever saved, ValueError when it was saved by another
    format of the engine (build it again).
    """
    manifeste = json.loads((dossier / MANIFESTE).read_text(encoding="utf-8"))
    if manifeste.get("format") != FORMAT:
        raise ValueError("Catalogue enregistré par une autre version du moteur : le reconstruire.")
    generation = dossier / manifeste["generation"]
    donnees = json.loads((generation / DONNEES).read_text(encoding="utf-8"))
    tableaux = {
        fichier.stem: np.load(fichier, mmap_mode="r") for fichier in generation.glob("*.npy")
    }
    referentiel = _referentiel(donnees["referentiel"])
    metiers = tuple(donnees["metiers"])
    genres = tuple(ExigencePoste(**genre) for genre in donnees["genres"])
    return Catalogue(
        **tableaux,
        **derives(metiers, genres, referentiel),
        competences=donnees["competences"],
        metiers=metiers,
        genres=genres,
        referentiel=referentiel,
    )


def _donnees(catalogue: Catalogue) -> dict[str, Any]:
    return {
        "metiers": catalogue.metiers,
        "competences": dict(catalogue.competences),
        "genres": [asdict(genre) for genre in catalogue.genres],
        "referentiel": {
            "competences": dict(catalogue.referentiel.competences),
            "idf": dict(catalogue.referentiel.idf),
            "voisins": dict(catalogue.referentiel.voisins),
        },
    }


def _referentiel(donnees: dict[str, Any]) -> Referentiel:
    return Referentiel(
        competences={
            metier: tuple((code, est_coeur) for code, est_coeur in liens)
            for metier, liens in donnees["competences"].items()
        },
        idf=donnees["idf"],
        voisins={metier: tuple(voisins) for metier, voisins in donnees["voisins"].items()},
    )


def _courante(dossier: Path) -> str:
    manifeste = dossier / MANIFESTE
    if not manifeste.exists():
        return ""
    return str(json.loads(manifeste.read_text(encoding="utf-8"))["generation"])


def _ecrire(fichier: Path, contenu: Any) -> None:
    with fichier.open("w", encoding="utf-8") as flux:
        json.dump(contenu, flux, ensure_ascii=False)
        flux.flush()
        os.fsync(flux.fileno())


def _remplacer(fichier: Path, contenu: Any) -> None:
    brouillon = fichier.with_suffix(f".{uuid.uuid4().hex}")
    _ecrire(brouillon, contenu)
    brouillon.replace(fichier)


def _effacer_anciennes(dossier: Path, gardees: set[str]) -> None:
    """Keep the new generation and the one before: a reader may be opening its files."""
    for generation in dossier.glob("generation-*"):
        if generation.name not in gardees:
            shutil.rmtree(generation, ignore_errors=True)
