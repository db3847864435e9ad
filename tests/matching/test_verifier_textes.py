"""`manage.py verifier_textes`: a CSV in, the same rows and three columns out."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def verifier(chemin: Path, *arguments: str) -> list[dict[str, str]]:
    sortie = io.StringIO()
    options = {"stdout": sortie, "stderr": io.StringIO()}
    call_command("verifier_textes", str(chemin), "--colonne", "text", *arguments, **options)
    return list(csv.DictReader(io.StringIO(sortie.getvalue())))


def ecrire(tmp_path: Path, contenu: str, encodage: str = "utf-8") -> Path:
    chemin = tmp_path / "offres.csv"
    chemin.write_bytes(contenu.encode(encodage))
    return chemin


def test_each_row_keeps_its_columns_and_says_its_grounds(tmp_path: Path) -> None:
    chemin = ecrire(
        tmp_path,
        'id,text\n1,"Recherche jeune femme, photo exigée"\n2,Salaire selon profil\n3,Permis B valide\n4,\n',
    )
    un, deux, trois, quatre = verifier(chemin)
    assert un == {
        "id": "1", "text": "Recherche jeune femme, photo exigée",
        "motifs": "sexe|age|apparence", "infos": "", "severite": "error",
    }  # fmt: skip
    assert (deux["motifs"], deux["infos"], deux["severite"]) == ("", "remuneration", "info")
    assert trois["motifs"] == trois["infos"] == trois["severite"] == ""
    assert quatre["id"] == "4"


def test_a_title_may_be_in_its_own_column_and_the_separator_a_semicolon(tmp_path: Path) -> None:
    chemin = ecrire(tmp_path, "poste;text\nVendeuse;Vente de pain\nVendeuse;Vente (H/F)\n")
    assert [r["motifs"] for r in verifier(chemin, "--titre", "poste")] == ["sexe", ""]


def test_a_file_that_has_such_columns_keeps_them(tmp_path: Path) -> None:
    chemin = ecrire(tmp_path, "motifs,text\nattendu,Étrangers s’abstenir\n")
    sortie = io.StringIO()
    call_command(
        "verifier_textes", str(chemin), "--colonne", "text", stdout=sortie, stderr=io.StringIO()
    )
    assert sortie.getvalue().splitlines()[1] == "attendu,Étrangers s’abstenir,origine,,error"


@pytest.mark.parametrize(
    ("contenu", "encodage", "phrase"),
    [
        ("", "utf-8", "vide"),
        ("id,texte\n1,a\n", "utf-8", "Pas de colonne « text ». Colonnes du fichier : id, texte."),
        ("id,text\n1,é\n", "latin-1", "ligne 2"),
        ("id,text\n1,a,b\n", "utf-8", "3 cellules pour 2 colonnes"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(
    tmp_path: Path, contenu: str, encodage: str, phrase: str
) -> None:
    with pytest.raises(CommandError, match=phrase):
        verifier(ecrire(tmp_path, contenu, encodage))


def test_an_absent_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="illisible ou absent"):
        verifier(tmp_path / "rien.csv")
