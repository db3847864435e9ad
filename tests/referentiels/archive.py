"""A tiny ROME archive with the official file names and columns, for the importer's tests."""

import csv
import io
import zipfile
from pathlib import Path

TABLES: dict[str, list[dict[str, str]]] = {
    "referentiel_code_rome": [
        {"code_rome": c, "libelle_rome": lib, "code_rome_parent": c, "transition_eco": "",
         "emploi_reglemente": "", "emploi_cadre": ""}
        for c, lib in (("K2204", "Agent / Agente de propreté de locaux"),
                       ("K1304", "Employé / Employée de ménage à domicile"))
    ],
    "texte": [{"code_rome": "K2204", "libelle_type_texte": "definition", "libelle_texte": "Nettoie."}],
    "cr_gd_dp": [
        {"code_rome": c, "code_grand_domaine": "K", "libelle_grand_domaine": "Services",
         "code_domaine_professionel": dp, "libelle_domaine_professionel": lib}
        for c, dp, lib in (("K2204", "K22", "Nettoyage"), ("K1304", "K13", "Aide à la vie"))
    ],
    "referentiel_code_rome_riasec": [{"code_rome": "K2204", "riasec_majeur": "R", "riasec_mineur": "C"}],
    "referentiel_competence": [
        {"code_ogr": "100", "nature": "Compétence", "libelle_competence": "Nettoyer un sol",
         "cat_comp": "Savoir-faire", "sous_cat_comp": "Technique", "code_ogr_macro_comp": ""},
    ],
    "referentiel_savoir": [
        {"code_ogr_savoir": "200", "libelle_savoir": "Produits", "categorie_savoir": "Matières"},
    ],
    "referentiel_contexte_travail": [
        {"code_ogr": "300", "libelle_cont_travail": "Travail de nuit", "libelle_type_cont_trav": "Horaires"},
    ],
    "referentiel_appellation": [
        {"code_ogr": "400", "libelle_appellation_long": "Agent / Agente de nettoyage",
         "libelle_appellation_court": "Agent de nettoyage", "code_rome": "K2204"},
    ],
    "coherence_item": [
        {"code_rome": "K2204", "code_ogr": "100", "coeur_metier": "Principale"},
        {"code_rome": "K2204", "code_ogr": "200", "coeur_metier": ""},
        {"code_rome": "K2204", "code_ogr": "300", "coeur_metier": ""},
    ],
    "rubrique_mobilite": [{"code_rome": "K2204", "code_rome_cible": "K1304", "numero_ordre": "1"}],
    "arborescence_thematique": [{"code_theme": "1", "libelle_theme": "Services", "code_rome": "K2204"}],
    "arborescence_secteur_naf": [{"code_secteur_naf": "81", "libelle_secteur_naf": "Services aux bâtiments", "code_rome": "K2204"}],
    "arborescence_centre_interet": [{"code_centre_interet": "9", "libelle_centre_interet": "Aider", "code_rome": "K1304", "principal": "oui"}],
    "arborescence_secteur_activite": [
        {"code_sect_activite": "1", "libelle_sect_activite": "Propreté", "code_ss_sect_activite": "2",
         "libelle_ss_sect_activite": "Bureaux", "code_rome": "K2204", "principal": "oui"},
    ],
    "themes": [{"code_theme": "1", "definition_theme": "Tout ce qui sert."}],
    "centre_interet": [{"code_centre_interet": "9", "definition_centre_interet": "Aider les autres."}],
    "secteur_activite": [{"code_sect_activite": "1", "definition_sect_activite": ""}],
    "sous_secteur_activite": [{"code_ss_sect_activite": "2", "definition_ss_sect_activite": ""}],
}  # fmt: skip


def ecrire(
    dossier: Path, tables: dict[str, list[dict[str, str]]] | None = None, *, cp1252: str = ""
) -> Path:
    """Write the archive; the table named `cp1252` is encoded so, as one official table is."""
    chemin = dossier / "RefRomeCsv_v999.zip"
    with zipfile.ZipFile(chemin, "w") as archive:
        for nom, lignes in (tables or TABLES).items():
            sortie = io.StringIO()
            ecrivain = csv.DictWriter(sortie, fieldnames=list(lignes[0]), quoting=csv.QUOTE_ALL)
            ecrivain.writeheader()
            ecrivain.writerows(lignes)
            codage = "cp1252" if nom == cp1252 else "utf-8"
            archive.writestr(f"unix_{nom}_v999_utf8.csv", sortie.getvalue().encode(codage))
    return chemin
