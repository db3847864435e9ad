"""Reading the open data the evaluations use: the official ROME archive or the starter set."""

import csv
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

AMORCE: Final = Path(__file__).resolve().parents[3] / "data" / "rome"


@dataclass(frozen=True, slots=True)
class Rome:
    """What is read of ROME; `nom` says from where.

    `appellations` : (label, code, est_principale); a main appellation is the métier's own label.
    `fiches` : code → (skills and knowledge, definition, access), as one text each.
    `parents` : code → ROME 3 code it comes from. `mobilites` : code → targets in official order.
    `items` : code → [(OGR, est_coeur)], skills, knowledge and contexts. `genres` : OGR →
    "competence", "savoir" or "contexte". `libelles` : OGR → label. `metiers` : code → label.
    `macros` : OGR → macro-skill. `rubriques` : tree → code → its branches. `cadres` : codes.
    """

    nom: str
    appellations: list[tuple[str, str, bool]] = field(default_factory=list)
    metiers: dict[str, str] = field(default_factory=dict)
    fiches: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    mobilites: dict[str, list[str]] = field(default_factory=dict)
    items: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    genres: dict[str, str] = field(default_factory=dict)
    libelles: dict[str, str] = field(default_factory=dict)
    macros: dict[str, str] = field(default_factory=dict)
    rubriques: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    cadres: set[str] = field(default_factory=set)

    @property
    def domaines(self) -> dict[str, str]:
        """Code → professional domain, its first three signs."""
        return {code: code[:3] for code in self.metiers}


def lire_rome(archive: Path | None) -> Rome:
    """The official archive, or the starter set when it is None.

    Raises
    ------
    ValueError
        When the archive lacks a table; the sentence names it.
    """
    return lire_amorce() if archive is None else lire_archive(archive)


def lire_archive(chemin: Path) -> Rome:
    """Read the tables of the archive that say what métiers are called, need and lead to."""
    if not zipfile.is_zipfile(chemin):
        raise ValueError(f"« {chemin.name} » n’est pas une archive ZIP du ROME.")
    with zipfile.ZipFile(chemin) as archive:
        rome = Rome(f"ROME complet ({chemin.name})")
        for ligne in _table(archive, "referentiel_code_rome"):
            rome.metiers[ligne["code_rome"]] = ligne["libelle_rome"]
            rome.parents[ligne["code_rome"]] = ligne["code_rome_parent"]
            if ligne["emploi_cadre"] == "O":
                rome.cadres.add(ligne["code_rome"])
        for ligne in _table(archive, "referentiel_appellation"):
            principale = ligne["classification"] == "PRINCIPALE"
            rome.appellations.append(
                (ligne["libelle_appellation_long"], ligne["code_rome"], principale)
            )
        _lire_items(archive, rome)
        _lire_fiches(archive, rome)
        _lire_mobilites(archive, rome)
        _lire_rubriques(archive, rome)
    return rome


def _lire_items(archive: zipfile.ZipFile, rome: Rome) -> None:
    sources = (
        ("referentiel_competence", "competence", "code_ogr", "libelle_competence"),
        ("referentiel_savoir", "savoir", "code_ogr_savoir", "libelle_savoir"),
        ("referentiel_contexte_travail", "contexte", "code_ogr", "libelle_cont_travail"),
    )
    for table, genre, cle, libelle in sources:
        for ligne in _table(archive, table):
            rome.genres[ligne[cle]] = genre
            rome.libelles[ligne[cle]] = ligne[libelle]
            if macro := ligne.get("code_ogr_macro_comp"):
                rome.macros[ligne[cle]] = macro
    for ligne in _table(archive, "coherence_item"):
        rome.items.setdefault(ligne["code_rome"], []).append(
            (ligne["code_ogr"], ligne["coeur_metier"] == "Principale")
        )


def _lire_fiches(archive: zipfile.ZipFile, rome: Rome) -> None:
    textes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for ligne in _table(archive, "texte"):
        textes[ligne["code_rome"], ligne["libelle_type_texte"]].append(
            ligne["libelle_texte"].replace("''", "'")
        )
    for code in rome.metiers:
        savoirs = [
            rome.libelles[ogr]
            for ogr, _ in rome.items.get(code, [])
            if rome.genres.get(ogr) in ("competence", "savoir")
        ]
        rome.fiches[code] = (
            " . ".join(savoirs),
            " . ".join(textes[code, "definition"]),
            " . ".join(textes[code, "acces_metier"]),
        )


def _lire_mobilites(archive: zipfile.ZipFile, rome: Rome) -> None:
    rangees = [
        (ligne["code_rome"], int(ligne["numero_ordre"]), ligne["code_rome_cible"])
        for ligne in _table(archive, "rubrique_mobilite")
    ]
    for depart, _, cible in sorted(rangees):
        rome.mobilites.setdefault(depart, []).append(cible)


def _lire_rubriques(archive: zipfile.ZipFile, rome: Rome) -> None:
    sources = (
        ("arborescence_secteur_activite", "code_ss_sect_activite", "utf-8-sig"),
        ("arborescence_thematique", "code_theme", "utf-8-sig"),
        ("arborescence_centre_interet", "code_centre_interet", "utf-8-sig"),
        ("arborescence_secteur_naf", "code_secteur_naf", "cp1252"),
        ("referentiel_code_rome_riasec", "riasec_majeur", "utf-8-sig"),
    )
    for table, colonne, codage in sources:
        branches = rome.rubriques.setdefault(table, {})
        for ligne in _table(archive, table, codage):
            if ligne[colonne] and ligne["code_rome"] in rome.metiers:
                branches.setdefault(ligne["code_rome"], []).append(ligne[colonne])


def _table(
    archive: zipfile.ZipFile, table: str, codage: str = "utf-8-sig"
) -> Iterator[dict[str, str]]:
    motif = re.compile(rf"(?:.*/)?unix_{table}_v\d+_utf8\.csv")
    noms = [nom for nom in archive.namelist() if motif.fullmatch(nom)]
    if not noms:
        raise ValueError(f"L’archive ne contient pas la table « unix_{table}_v…_utf8.csv ».")
    with archive.open(noms[0]) as flux:
        yield from csv.DictReader(io.TextIOWrapper(flux, codage))


def lire_amorce(dossier: Path = AMORCE) -> Rome:
    """The starter set shipped with the product: every métier's label, 216 described."""
    rome = Rome("jeu de départ (le ROME complet n’est pas donné)")
    with (dossier / "metiers.csv").open(encoding="utf-8", newline="") as flux:
        rome.metiers.update((ligne["code"], ligne["libelle"]) for ligne in csv.DictReader(flux))
    vus = {(libelle, code) for code, libelle in rome.metiers.items()}
    rome.appellations.extend((libelle, code, True) for code, libelle in rome.metiers.items())
    for fichier in sorted(dossier.glob("amorce_*.json")):
        for metier in json.loads(fichier.read_text(encoding="utf-8")):
            _lire_metier_decrit(metier, rome, vus)
    return rome


def _lire_metier_decrit(metier: dict, rome: Rome, vus: set[tuple[str, str]]) -> None:
    code = metier["code"]
    noms = [a["libelle"] for a in metier["appellations"]] + metier["noms_courants"]
    for nom in noms:
        if (nom, code) not in vus:
            vus.add((nom, code))
            rome.appellations.append((nom, code, False))
    for competence in metier["competences"]:
        genre = "savoir" if competence["type"] == "savoir" else "competence"
        rome.genres[competence["code"]] = genre
        rome.libelles[competence["code"]] = competence["libelle"]
        rome.items.setdefault(code, []).append((competence["code"], competence["coeur"]))
    for contexte in metier["contextes"]:
        rome.genres[contexte["code"]] = "contexte"
        rome.libelles[contexte["code"]] = contexte["libelle"]
        rome.items.setdefault(code, []).append((contexte["code"], False))
    rome.fiches[code] = (" . ".join(c["libelle"] for c in metier["competences"]), "", "")
    rome.mobilites[code] = list(metier["voisins"])
