"""A catalogue on disk: a base that never changes, a journal of changes, one manifest.

The base is one file of arrays, memory-mapped when read, and one of codes; a new one is written beside the old one,
synced, then named by the manifest, which is replaced in one move: a reader finds the old catalogue
or the new one, never half of one, and a reader that has already mapped the old files keeps them.
One opening added or closed is one line of the journal and a new manifest, whatever the size of the
base. One writer at a time (`ecrivain`, released if it is killed). Nothing here is about a person:
no health, no count of referrals.
"""

import fcntl
import json
import math
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
TABLEAUX: Final = "tableaux.bin"
MASSE: Final = "masse."
ALIGNEMENT: Final = 64
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
    changer(dossier, ajouts=[poste])


def fermer(cle: int, dossier: Path) -> None:
    """Withdraw an opening; nothing happens when the catalogue does not have it."""
    changer(dossier, fermetures=[cle])


def changer(
    dossier: Path, *, ajouts: Iterable[Poste] = (), fermetures: Iterable[int] = ()
) -> Marque:
    """Add (or replace) and withdraw several openings in one write; where the catalogue stands then.

    FileNotFoundError when there is no base; nothing is written when nothing is given.
    """
    lignes = [*map(ligne_ajout, ajouts), *map(ligne_fermeture, fermetures)]
    with ecrivain(dossier):
        actuelle = _lire_manifeste(dossier)
        if not lignes:
            return actuelle
        fichier = dossier / actuelle.generation / JOURNAL
        longueur = ajouter_lignes(fichier, actuelle.longueur, lignes)
        nouvelle = Marque(actuelle.generation, longueur)
        _nommer(dossier, nouvelle)
    return nouvelle


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
    tableaux = _lire_tableaux(generation / TABLEAUX, donnees["tableaux"])
    catalogue = Catalogue(
        **{nom: t for nom, t in tableaux.items() if not nom.startswith(MASSE)},
        **derives(metiers, genres, referentiel),
        competences=donnees["competences"],
        metiers=metiers,
        genres=genres,
        referentiel=referentiel,
    )
    associer(
        catalogue,
        {nom[len(MASSE) :]: t for nom, t in tableaux.items() if nom.startswith(MASSE)},
    )
    return catalogue


def _ecrire_generation(catalogue: Catalogue, generation: Path) -> None:
    generation.mkdir()
    tableaux = catalogue.tableaux() | {
        MASSE + nom: tableau for nom, tableau in lourdes(catalogue).items()
    }
    places = _ecrire_tableaux(generation / TABLEAUX, tableaux)
    _ecrire(generation / DONNEES, _donnees(catalogue) | {"tableaux": places})


def _ecrire_tableaux(fichier: Path, tableaux: dict[str, Any]) -> dict[str, Any]:
    """All arrays in one file, aligned; where each is: its type, its shape, its first byte."""
    places = {}
    with fichier.open("wb") as flux:
        for nom, tableau in tableaux.items():
            flux.write(bytes(-flux.tell() % ALIGNEMENT))
            types = np.lib.format.dtype_to_descr(tableau.dtype)
            places[nom] = (types, tableau.shape, flux.tell())
            flux.write(np.ascontiguousarray(tableau).tobytes())
        flux.write(bytes(ALIGNEMENT))  # a file with nothing in it cannot be mapped
        flux.flush()
        os.fsync(flux.fileno())
    return places


def _lire_tableaux(fichier: Path, places: dict[str, Any]) -> dict[str, Any]:
    """The arrays, mapped read-only: nothing is read before it is used."""
    octets = np.memmap(fichier, mode="r").view(np.ndarray)
    tableaux = {}
    for nom, (types, forme, debut) in places.items():
        dtype = np.lib.format.descr_to_dtype(_descr(types))
        taille = dtype.itemsize * math.prod(forme)
        tableaux[nom] = octets[debut : debut + taille].view(dtype).reshape(forme)
    return tableaux


def _descr(types: Any) -> Any:
    """A record type as numpy wants it: JSON made lists of its pairs."""
    return types if isinstance(types, str) else [tuple(champ) for champ in types]


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
