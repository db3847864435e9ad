"""The same table as our CSV, as JSON: a list of objects, for partners who call the API."""

from collections.abc import Iterator
from typing import Any, Final

from parcours.offres.importeurs import csv_parcours
from parcours.offres.importeurs.lignes import (
    LigneLue,
    LigneRefusee,
    Resultat,
    lire_chaque,
    texte,
)
from parcours.socle.fichiers import FichierRefuse, lire_json

SOURCE: Final = "json"
LIBELLE: Final = "Tableau Parcours (JSON)"


def lire(contenu: bytes) -> Iterator[Resultat]:
    """Yield each object of the list; the line is its rank, from 1."""
    lignes = lire_json(contenu)
    if not isinstance(lignes, list):
        raise FichierRefuse("Le fichier doit être une liste d’ouvertures, entre crochets.")
    return lire_chaque(enumerate(lignes, start=1), _ligne, _identifiant)


def _identifiant(brute: Any) -> str:
    return texte(brute.get("identifiant"), 200) if isinstance(brute, dict) else ""


def _ligne(rang: int, brute: Any) -> LigneLue:
    if not isinstance(brute, dict):
        raise LigneRefusee("Ce n’est pas un objet : écrire les colonnes du tableau Parcours.")
    if inconnues := sorted(set(map(str, brute)) - set(csv_parcours.COLONNES)):
        raise LigneRefusee(f"Colonne inconnue : « {texte(inconnues[0], 60)} ».")
    cellules = {nom: _cellule(nom, valeur) for nom, valeur in brute.items()}
    manquantes = {nom: "" for nom in csv_parcours.OBLIGATOIRES if nom not in cellules}
    return csv_parcours.ligne(rang, cellules | manquantes)


def _cellule(nom: str, valeur: Any) -> str:
    """A value as the table writes it: « oui », a number, several parts separated by « | »."""
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, list) and all(isinstance(v, str | int) for v in valeur):
        return " | ".join(str(v) for v in valeur)
    if isinstance(valeur, str | int | float):
        return str(valeur).replace("\x00", "")
    raise LigneRefusee(f"{nom} : une valeur simple est attendue.")
