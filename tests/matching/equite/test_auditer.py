"""`python -m matching.equite auditer` on any table; the real one to the printed digit."""

import json
from pathlib import Path
from typing import Any

import pytest

from matching.equite.__main__ import main

REEL = Path(__file__).resolve().parents[4] / "shared" / "data" / "equite"
TABLE = """sexe;issue;metier
femme;oui;a
femme;non;a
homme;oui;a
homme;oui;b
;non;b
"""


def _fichier(dossier: Path, texte: str) -> str:
    fichier = dossier / "table.csv"
    fichier.write_text(texte, encoding="utf-8")
    return str(fichier)


def _json(capsys: Any, *arguments: str) -> Any:
    assert main(["auditer", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_groups_unknown_people_and_strata_are_read(tmp_path: Path, capsys: Any) -> None:
    dit = _json(
        capsys, _fichier(tmp_path, TABLE), "--issue", "issue", "--groupe", "sexe", "--strates", "metier"
    )  # fmt: skip
    assert {g["groupe"]: (g["retenus"], g["n"]) for g in dit["groupes"]} == {
        "homme": (2, 2), "femme": (1, 2),
    }  # fmt: skip
    assert dit["non_renseigne"]["n"] == 1
    assert dit["comparaisons"][0]["ajuste"]["strates"] == 1
    assert dit["comparaisons"][0]["verdict"] == "gris"


def test_several_columns_are_crossed_and_a_reference_may_be_named(
    tmp_path: Path, capsys: Any
) -> None:
    dit = _json(
        capsys, _fichier(tmp_path, TABLE), "--issue", "issue", "--groupe", "sexe,metier",
        "--reference", "homme × b",
    )  # fmt: skip
    assert dit["reference"] == "homme × b"
    assert len(dit["groupes"]) == 3


def test_a_value_may_be_named_as_the_success(tmp_path: Path, capsys: Any) -> None:
    texte = "g,r\na,embauche\na,refus\nb,embauche\n"
    dit = _json(capsys, _fichier(tmp_path, texte), "--issue", "r", "--groupe", "g", "--positif", "embauche")  # fmt: skip
    assert [g["taux"] for g in dit["groupes"]] == [0.5, 1.0]


@pytest.mark.parametrize(
    ("texte", "arguments", "mots"),
    [
        (TABLE, ["--issue", "isue", "--groupe", "sexe"], ["« isue »", "« issue »", "Colonnes du"]),
        (TABLE, ["--issue", "issue", "--groupe", "qpv"], ["« qpv » absente"]),
        (TABLE, ["--issue", "metier", "--groupe", "sexe"], ["Ligne 2", "« a »", "--positif"]),
        (TABLE, ["--issue", "issue", "--groupe", "sexe", "--reference", "Homme"], ["« Homme »", "homme"]),
        (TABLE + "femme;oui\n", ["--issue", "issue", "--groupe", "sexe"], ["ligne 7", "2 cases"]),
        ("", ["--issue", "issue", "--groupe", "sexe"], ["vide"]),
        ("sexe;issue;metier\n", ["--issue", "issue", "--groupe", "sexe"], ["aucune ligne"]),
        ("a,a\n1,2\n", ["--issue", "a", "--groupe", "a"], ["en double"]),
    ],
)  # fmt: skip
def test_a_bad_table_gets_a_sentence(
    texte: str, arguments: list[str], mots: list[str], tmp_path: Path, capsys: Any
) -> None:
    assert main(["auditer", _fichier(tmp_path, texte), *arguments]) == 2
    erreur = capsys.readouterr().err
    assert all(mot in erreur for mot in mots), erreur


def test_a_table_in_another_encoding_is_told(tmp_path: Path, capsys: Any) -> None:
    fichier = tmp_path / "t.csv"
    fichier.write_bytes("sexe;issue\nêtre;oui\n".encode("cp1252"))
    assert main(["auditer", str(fichier), "--issue", "issue", "--groupe", "sexe"]) == 2
    assert "UTF-8" in capsys.readouterr().err


def test_one_group_only_compares_nothing(tmp_path: Path, capsys: Any) -> None:
    fichier = _fichier(tmp_path, "g,r\na,1\na,0\n")
    assert main(["auditer", fichier, "--issue", "r", "--groupe", "g"]) == 0
    assert "rien à comparer" in capsys.readouterr().out


@pytest.mark.reel
def test_the_audit_study_gives_its_printed_rates(capsys: Any) -> None:
    fichier = REEL / "resume_names_bertrand_mullainathan.csv"
    if not fichier.exists():
        pytest.skip("données ouvertes absentes (../shared)")
    arguments = [
        str(fichier),
        "--issue",
        "callback",
        "--groupe",
        "race",
        "--strates",
        "gender,city",
    ]
    dit = _json(capsys, *arguments)
    assert {g["groupe"]: g["taux_pct"] for g in dit["groupes"]} == {"white": 9.65, "black": 6.45}
    assert dit["colonnes_lues"] == {"callback": "call", "race": "ethnicity"}
    comparaison = dit["comparaisons"][0]
    assert comparaison["verdict"] == "rouge"
    assert comparaison["katz95"] == pytest.approx([0.5502405094, 0.8111683923])
    assert main(["auditer", *arguments]) == 0
    sortie = capsys.readouterr().out
    assert "9.65 %" in sortie
    assert "6.45 %" in sortie
