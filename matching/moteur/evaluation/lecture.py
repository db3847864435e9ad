"""Lecture des offres : les exigences lues dans le texte, face à des étiquettes lues à l’œil.

A label counts as read when `lire` says it: a fact (hours, conditions, travel) whatever its
firmness, a demand or a wish ("permis_b:E", "permis_b:S") with that very firmness and the same
value (level, months, codes). The first line, `bloquant`, keeps only what is read as required:
that alone can block somebody.
"""

import argparse
import csv
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from matching.moteur.evaluation import lecture_etiquettes as etiquettes
from matching.moteur.lecture import lire

PARTIES: Final = ("tout", "developper", "verifier")
# Two fifths of the labelled offers were put aside before the first rule was written, by a hash of
# their id; their texts are never read while writing rules.
CINQUIEMES_A_VERIFIER: Final = 2
EFFECTIF_MINIMAL: Final = 5


def decrire(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("--etiquettes", type=Path, required=True, help="CSV des étiquettes")
    parser.add_argument("--offres", type=Path, required=True, help="JSON ou JSON.gz des offres")
    parser.add_argument("--partie", choices=PARTIES, default="tout", help="offres mesurées")
    parser.add_argument("--erreurs", action="store_true", help="une ligne par erreur")


def partie(identifiant: str) -> str:
    """ "verifier" or "developper", fixed for ever by the offer's id.

    >>> partie("0503881")
    'developper'
    """
    reste = int(hashlib.sha256(identifiant.encode()).hexdigest(), 16) % 5
    return "verifier" if reste < CINQUIEMES_A_VERIFIER else "developper"


def mesurer(arguments: argparse.Namespace) -> Iterator[Mapping[str, Any]]:
    """`bloquant` first, then each label, then the mean of their F1. ValueError with a sentence."""
    couples = list(comparer(arguments.etiquettes, arguments.offres, arguments.partie))
    if arguments.erreurs:
        yield from _erreurs(couples)
        return
    yield from resumer(couples)


Comparaison = tuple[str, set[etiquettes.Item], set[etiquettes.Item], set[etiquettes.Item]]


def comparer(chemin_etiquettes: Path, chemin_offres: Path, quoi: str) -> Iterator[Comparaison]:
    """(id, said, read, read as required) of each labelled offer of the part."""
    offres = _offres(chemin_offres)
    for rang, ligne in enumerate(_lignes(chemin_etiquettes), 2):
        identifiant = ligne["id"]
        if quoi not in ("tout", partie(identifiant)):
            continue
        offre = offres.get(identifiant)
        if offre is None:
            raise ValueError(
                f"Étiquettes, ligne {rang} : l’offre {identifiant} n’est pas dans le fichier."
            )
        lues = lire(texte_de(offre), str(offre.get("intitule") or ""))
        yield identifiant, etiquettes.dites(ligne), etiquettes.lues(lues), etiquettes.fermes(lues)


def texte_de(offre: Mapping[str, Any]) -> str:
    """The description, and the duration field that the labels also read."""
    duree = offre.get("dureeTravailLibelle")
    return f"{offre.get('description') or ''}" + (f"\nDurée du travail : {duree}" if duree else "")


def resumer(couples: Sequence[Comparaison]) -> Iterator[dict[str, Any]]:
    """Precision, recall, F1 and number said, for what blocks, for each label, on average."""
    bloquants = [
        ({i for i in dites if i[0] in etiquettes.BLOQUANTES}, fermes)
        for _, dites, _, fermes in couples
    ]
    yield _mesure("bloquant", *_comptes(bloquants))
    juste: Counter[str] = Counter()
    lu: Counter[str] = Counter()
    dit: Counter[str] = Counter()
    for _, dites, lues, _ in couples:
        dit.update(nom for nom, _ in dites)
        lu.update(nom for nom, _ in lues)
        juste.update(nom for nom, _ in dites & lues)
    lignes = [_mesure(nom, juste[nom], lu[nom], dit[nom]) for nom in etiquettes.ORDRE if dit[nom]]
    yield from lignes
    yield _moyenne("moyenne", lignes)
    frequentes = [ligne for ligne in lignes if ligne["n"] >= EFFECTIF_MINIMAL]
    yield _moyenne(f"moyenne (n ≥ {EFFECTIF_MINIMAL})", frequentes)


def _comptes(bloquants: Sequence[tuple[set[etiquettes.Item], set[etiquettes.Item]]]) -> list[int]:
    return [
        sum(len(dites & fermes) for dites, fermes in bloquants),
        sum(len(fermes) for _, fermes in bloquants),
        sum(len(dites) for dites, _ in bloquants),
    ]


def _mesure(nom: str, juste: int, lu: int, dit: int) -> dict[str, Any]:
    precision = juste / lu if lu else None
    rappel = juste / dit if dit else None
    f1 = 2 * juste / (lu + dit) if lu + dit else None
    return {"etiquette": nom} | {
        cle: None if valeur is None else round(valeur, 4)
        for cle, valeur in (("precision", precision), ("recall", rappel), ("f1", f1))
    } | {"n": dit}  # fmt: skip


def _moyenne(nom: str, lignes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Plain mean over the labels; a label never read counts 0."""
    moyennes = {
        cle: round(sum(ligne[cle] or 0 for ligne in lignes) / len(lignes), 4) if lignes else None
        for cle in ("precision", "recall", "f1")
    }
    return {"etiquette": nom} | moyennes | {"n": sum(ligne["n"] for ligne in lignes)}


def _erreurs(couples: Sequence[Comparaison]) -> Iterator[dict[str, Any]]:
    """What is said and not read, then what is read and not said, offer by offer."""
    for identifiant, dites, lues, fermes in couples:
        for genre, items in (("manque", dites - lues), ("de trop", lues - dites)):
            for nom, valeur in sorted(items):
                est_ferme = "ferme" if (nom, valeur) in fermes else ""
                yield {"offre": identifiant, "genre": genre, "etiquette": nom, "valeur": valeur, "ferme": est_ferme}  # fmt: skip


def _lignes(chemin: Path) -> list[dict[str, str]]:
    with chemin.open(encoding="utf-8", newline="") as flux:
        lignes = list(csv.DictReader(flux))
    manquantes = etiquettes.COLONNES - set(lignes[0] if lignes else ())
    if manquantes:
        raise ValueError(f"{chemin.name} : colonnes absentes : {', '.join(sorted(manquantes))}.")
    return lignes


def _offres(chemin: Path) -> dict[str, dict[str, Any]]:
    brut = gzip.decompress(chemin.read_bytes()) if chemin.suffix == ".gz" else chemin.read_bytes()
    try:
        racine = json.loads(brut)
        return {str(offre["id"]): offre for offre in racine["resultats"]}
    except (json.JSONDecodeError, KeyError, TypeError):
        raise ValueError(f"{chemin.name} : un objet JSON avec « resultats » est attendu.") from None
