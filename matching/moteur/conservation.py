"""A catalogue on disk: a base that never changes, a journal of changes, one manifest.

The base is one file per array, memory-mapped when read; a new one is written beside the old one,
synced, then named by the manifest, which is replaced in one move: a reader finds the old catalogue
or the new one, never half of one, and a reader that has already mapped the old files keeps them.
One opening added or closed is one line of the journal and a new manifest, whatever the size of the
base. One writer at a time (`ecrivain`, released if it is killed). Nothing here is about a person:
no health, no count of referrals.
"""

import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from matching.moteur.catalogue import Catalogue
from matching.moteur.chantier import derives
from matching.moteur.conservation_journal import (
    JOURNAL,
    ajouter_lignes,
    ligne_ajout,
    ligne_fermeture,
    lignes_jusqu_a,
    lire,
)
from matching.moteur.noyau.table import associer, lourdes
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.referentiel import Referentiel

FORMAT: Final = 2
MANIFESTE: Final = "manifeste.json"
DONNEES: Final = "donnees.json"
VERROU: Final = "conservation.verrou"
MASSE: Final = "masse"
ESSAIS: Final = 5


class Marque(NamedTuple):
    """A moment of a catalogue on disk: its base, and the length of its journal in bytes."""

    generation: str
    longueur: int


@dataclass(frozen=True, slots=True, eq=False)
class CatalogueVivant:
    """A base, the openings added since, and the keys of the base that are closed or replaced.

    `masse` ranks it without copying the base; `en_entier` makes one catalogue of it.
    """

    base: Catalogue
    ajouts: Catalogue | None
    retirees: frozenset[int]
    marque: Marque

    def en_entier(self) -> Catalogue:
        """One catalogue: what is withdrawn has expired, what is added comes last."""
        if not self.retirees:
            return self.base
        return self.base.prolonge(self._postes, sans=self.retirees)

    _postes: tuple[Poste, ...] = ()


def enregistrer(catalogue: Catalogue, dossier: Path, reprise: Marque | None = None) -> None:
    """Write the catalogue in `dossier` (made if needed) and make it the current one.

    `reprise` is the `marque` taken before the openings were read: changes journaled since then are
    kept, since the catalogue may not have them. Without it the journal starts empty.
    """
    dossier.mkdir(parents=True, exist_ok=True)
    with ecrivain(dossier):
        nom = f"generation-{uuid.uuid4().hex}"
        _ecrire_generation(catalogue, dossier / nom)
        lignes = _lignes_depuis(dossier, reprise)
        longueur = ajouter_lignes(dossier / nom / JOURNAL, 0, lignes)
        _synchroniser(dossier / nom)
        precedente = marque(dossier)
        _nommer(dossier, Marque(nom, longueur))
        _effacer_anciennes(dossier, {nom, precedente.generation if precedente else ""})


def ajouter(poste: Poste, dossier: Path) -> None:
    """Add an opening, or replace the one with its key; FileNotFoundError when there is no base."""
    _journaliser(dossier, ligne_ajout(poste))


def fermer(cle: int, dossier: Path) -> None:
    """Withdraw an opening; nothing happens when the catalogue does not have it."""
    _journaliser(dossier, ligne_fermeture(cle))


def charger(dossier: Path) -> Catalogue:
    """The current catalogue as one, its arrays mapped read-only when nothing was journaled.

    Raises FileNotFoundError when nothing was ever saved, ValueError when it was saved by another
    format of the engine or is cut short (build it again).
    """
    return charger_vivant(dossier).en_entier()


def charger_vivant(dossier: Path, precedent: CatalogueVivant | None = None) -> CatalogueVivant:
    """The current catalogue as base and changes; raises like `charger`.

    Give the one read before: it is returned when nothing changed, and its base is kept when only
    the journal has grown.
    """
    for essai in range(ESSAIS):
        actuelle = _lire_manifeste(dossier)
        if precedent is not None and precedent.marque == actuelle:
            return precedent
        try:
            return _lire(dossier, actuelle, precedent)
        except FileNotFoundError:
            # Two rebuilds since we read the manifest: what it named is gone, read it again.
            if essai == ESSAIS - 1 or _lire_manifeste(dossier) == actuelle:
                raise
    raise FileNotFoundError(dossier)


def marque(dossier: Path) -> Marque | None:
    """Where the catalogue stands, None when there is none that this engine can read."""
    try:
        return _lire_manifeste(dossier)
    except (FileNotFoundError, ValueError, KeyError):
        return None


@contextmanager
def ecrivain(dossier: Path) -> Iterator[None]:
    """One writer at a time on this machine, whatever the process."""
    with (dossier / VERROU).open("w") as fichier:
        fcntl.flock(fichier, fcntl.LOCK_EX)
        yield


def _journaliser(dossier: Path, ligne: bytes) -> None:
    with ecrivain(dossier):
        actuelle = _lire_manifeste(dossier)
        fichier = dossier / actuelle.generation / JOURNAL
        longueur = ajouter_lignes(fichier, actuelle.longueur, [ligne])
        _nommer(dossier, Marque(actuelle.generation, longueur))


def _lire_manifeste(dossier: Path) -> Marque:
    manifeste = json.loads((dossier / MANIFESTE).read_text(encoding="utf-8"))
    if manifeste.get("format") != FORMAT:
        raise ValueError("Catalogue enregistré par une autre version du moteur : le reconstruire.")
    return Marque(manifeste["generation"], manifeste["journal"])


def _nommer(dossier: Path, nouvelle: Marque) -> None:
    _remplacer(
        dossier / MANIFESTE,
        {"format": FORMAT, "generation": nouvelle.generation, "journal": nouvelle.longueur},
    )


def _lignes_depuis(dossier: Path, reprise: Marque | None) -> list[bytes]:
    actuelle = marque(dossier)
    if reprise is None or actuelle is None:
        return []
    # Another rebuild went by: its journal holds all that followed its own mark.
    debut = reprise.longueur if reprise.generation == actuelle.generation else 0
    return [
        ligne + b"\n"
        for ligne in lignes_jusqu_a(
            dossier / actuelle.generation / JOURNAL, debut, actuelle.longueur
        )
    ]


def _lire(dossier: Path, actuelle: Marque, precedent: CatalogueVivant | None) -> CatalogueVivant:
    generation = dossier / actuelle.generation
    if precedent is not None and precedent.marque.generation == actuelle.generation:
        base = precedent.base
    else:
        base = _lire_base(generation)
    etat = dict(lire(lignes_jusqu_a(generation / JOURNAL, 0, actuelle.longueur)))
    postes = tuple(poste for poste in etat.values() if poste is not None)
    ajouts = Catalogue.depuis(postes, base.referentiel) if postes else None
    return CatalogueVivant(base, ajouts, frozenset(etat), actuelle, postes)


def _lire_base(generation: Path) -> Catalogue:
    donnees = json.loads((generation / DONNEES).read_text(encoding="utf-8"))
    referentiel = _referentiel(donnees["referentiel"])
    metiers = tuple(donnees["metiers"])
    genres = tuple(ExigencePoste(**genre) for genre in donnees["genres"])
    catalogue = Catalogue(
        **_tableaux(generation),
        **derives(metiers, genres, referentiel),
        competences=donnees["competences"],
        metiers=metiers,
        genres=genres,
        referentiel=referentiel,
    )
    associer(catalogue, _tableaux(generation / MASSE))
    return catalogue


def _tableaux(dossier: Path) -> dict[str, Any]:
    return {fichier.stem: np.load(fichier, mmap_mode="r") for fichier in dossier.glob("*.npy")}


def _ecrire_generation(catalogue: Catalogue, generation: Path) -> None:
    (generation / MASSE).mkdir(parents=True)
    for nom, tableau in catalogue.tableaux().items():
        _ecrire_tableau(generation / f"{nom}.npy", tableau)
    for nom, tableau in lourdes(catalogue).items():
        _ecrire_tableau(generation / MASSE / f"{nom}.npy", tableau)
    _ecrire(generation / DONNEES, _donnees(catalogue))
    _synchroniser(generation / MASSE)


def _ecrire_tableau(fichier: Path, tableau: Any) -> None:
    with fichier.open("wb") as flux:
        np.save(flux, tableau)
        flux.flush()
        os.fsync(flux.fileno())


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


def _ecrire(fichier: Path, contenu: Any) -> None:
    with fichier.open("w", encoding="utf-8") as flux:
        json.dump(contenu, flux, ensure_ascii=False)
        flux.flush()
        os.fsync(flux.fileno())


def _remplacer(fichier: Path, contenu: Any) -> None:
    brouillon = fichier.with_suffix(f".{uuid.uuid4().hex}")
    _ecrire(brouillon, contenu)
    brouillon.replace(fichier)
    _synchroniser(fichier.parent)


def _synchroniser(dossier: Path) -> None:
    """Make the names of a folder last, not only what is in its files."""
    descripteur = os.open(dossier, os.O_RDONLY)
    try:
        os.fsync(descripteur)
    finally:
        os.close(descripteur)


def _effacer_anciennes(dossier: Path, gardees: Iterable[str]) -> None:
    """Keep the new generation and the one before: a reader may be opening its files."""
    for generation in dossier.glob("generation-*"):
        if generation.name not in gardees:
            shutil.rmtree(generation, ignore_errors=True)
    for brouillon in dossier.glob("manifeste.*"):
        if brouillon.name != MANIFESTE:
            brouillon.unlink(missing_ok=True)
