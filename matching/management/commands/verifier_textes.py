"""manage.py verifier_textes FICHIER.csv --colonne text: what the text check says of each row."""

import csv
import io
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.equite.textes import Signalement, motifs_de, plus_grave, verifier_texte

AJOUTEES = ["motifs", "infos", "severite"]
SEPARATEURS = ",;\t"
# A cell may hold a long offer; the library stops at 131,072 characters.
csv.field_size_limit(10_000_000)


class Command(BaseCommand):
    help = (
        "Vérifie la licéité de textes d’offres : rend les colonnes du fichier, puis motifs (familles "
        "d’erreurs et d’avertissements), infos (familles de conseils) et severite."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fichier", type=Path)
        parser.add_argument("--colonne", required=True, help="colonne qui contient le texte")
        parser.add_argument("--titre", default="", help="colonne de l’intitulé, s’il est à part")
        parser.add_argument("--encodage", default="utf-8-sig", help="utf-8 par défaut")

    def handle(self, *args: Any, **options: Any) -> None:
        texte = _decoder(options["fichier"], options["encodage"])
        entetes, lignes = _lire(texte, options["fichier"].name, options["colonne"])
        ou_texte = _place(entetes, options["colonne"])
        ou_titre = _place(entetes, options["titre"]) if options["titre"] else None
        ecrivain = csv.writer(self.stdout, lineterminator="\n")
        ecrivain.writerow([*entetes, *AJOUTEES])
        debut, nombre = time.perf_counter(), 0
        for ligne in lignes:
            titre = ligne[ou_titre] if ou_titre is not None else ""
            ecrivain.writerow([*ligne, *_verdict(verifier_texte(ligne[ou_texte], titre))])
            nombre += 1
        duree = max(time.perf_counter() - debut, 1e-6)
        self.stderr.write(f"{nombre} textes en {duree:.1f} s ({nombre / duree:.0f} par seconde)")
        sys.stderr.flush()


def _verdict(signalements: list[Signalement]) -> list[str]:
    gravite = plus_grave({s.gravite for s in signalements})
    motifs, infos = motifs_de(signalements), motifs_de(signalements, infos=True)
    return ["|".join(motifs), "|".join(infos), gravite.value if gravite else ""]


def _decoder(chemin: Path, encodage: str) -> str:
    try:
        contenu = chemin.read_bytes()
        return contenu.decode(encodage)
    except OSError as erreur:
        raise CommandError(f"{chemin} : fichier illisible ou absent.") from erreur
    except LookupError as erreur:
        raise CommandError(f"Encodage « {encodage} » inconnu. Essayer utf-8 ou cp1252.") from erreur
    except UnicodeDecodeError as erreur:
        ligne = contenu.count(b"\n", 0, erreur.start) + 1
        raise CommandError(
            f"{chemin.name}, ligne {ligne} : un caractère n’est pas en {encodage}. Enregistrer le "
            "fichier en UTF-8, ou ajouter --encodage cp1252."
        ) from erreur


def _lire(texte: str, nom: str, colonne: str) -> tuple[list[str], list[list[str]]]:
    """Header and rows, all read before anything is printed; the separator is that of the header."""
    premiere = texte.partition("\n")[0]
    separateur = max(SEPARATEURS, key=premiere.count)
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur)
    try:
        entetes = next(lecteur, [])
        if not entetes:
            raise CommandError(f"{nom} : le fichier est vide, sans ligne d’en-tête.")
        _place(entetes, colonne)
        return entetes, list(_lignes(lecteur, len(entetes), nom))
    except csv.Error as erreur:
        raise CommandError(
            f"{nom}, ligne {lecteur.line_num} : ce n’est pas du CSV valide ({erreur})."
        ) from erreur


def _lignes(lecteur: Any, largeur: int, nom: str) -> Iterator[list[str]]:
    for ligne in lecteur:
        if len(ligne) > largeur:
            raise CommandError(
                f"{nom}, ligne {lecteur.line_num} : {len(ligne)} cellules pour {largeur} colonnes. "
                "Mettre entre guillemets les textes qui contiennent le séparateur."
            )
        if ligne:
            yield [*ligne, *[""] * (largeur - len(ligne))]


def _place(entetes: list[str], colonne: str) -> int:
    if colonne not in entetes:
        raise CommandError(
            f"Pas de colonne « {colonne} ». Colonnes du fichier : {', '.join(entetes)}."
        )
    return entetes.index(colonne)
