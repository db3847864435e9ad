"""Published figures: what this package computes is what papers and libraries print."""

import json
from pathlib import Path
from typing import Any

import pytest

from matching.equite.__main__ import main
from matching.equite.cas import verifier, verifier_fichier
from matching.equite.cas_mesures import MESURES

REFERENCE = Path(__file__).parent / "cas_de_reference.json"
CAS = json.loads(REFERENCE.read_text())["cases"]


@pytest.mark.parametrize("resultat", verifier_fichier(REFERENCE), ids=lambda r: r.cas)
def test_every_published_case_holds(resultat: Any) -> None:
    fautes = [v for v in resultat.verifications if not v.est_juste]
    assert not resultat.erreur
    assert not fautes
    assert resultat.verifications


def test_the_file_has_34_cases_of_kinds_all_known() -> None:
    assert len(CAS) == 34
    assert {c["kind"] for c in CAS} <= set(MESURES)


def test_the_command_prints_each_case_with_its_deviation(capsys: Any) -> None:
    assert main(["cas", str(REFERENCE)]) == 0
    sortie = capsys.readouterr().out
    assert sortie.count("écart maximal") == 34
    assert "34 cas, 34 justes, 0 hors tolérance." in sortie


def _premier_nombre(valeur: Any, chemin: tuple[Any, ...] = ()) -> tuple[Any, ...] | None:
    if isinstance(valeur, float) and abs(valeur) > 1e-3:
        return chemin
    enfants = valeur.items() if isinstance(valeur, dict) else enumerate(valeur) if isinstance(valeur, list) else ()  # fmt: skip
    return next((c for cle, v in enfants if (c := _premier_nombre(v, (*chemin, cle)))), None)


@pytest.mark.parametrize("cas", [c for c in CAS if _premier_nombre(c["computed"])], ids=lambda c: c["id"])  # fmt: skip
def test_a_figure_moved_beyond_its_tolerance_is_seen(cas: Any, tmp_path: Path, capsys: Any) -> None:
    faux = json.loads(json.dumps(cas))
    *parents, cle = _premier_nombre(faux["computed"]) or ()
    endroit = faux["computed"]
    for parent in parents:
        endroit = endroit[parent]
    endroit[cle] *= 1.0001
    fichier = tmp_path / "faux.json"
    fichier.write_text(json.dumps({"cases": [faux]}))
    assert main(["cas", str(fichier)]) == 1
    assert "HORS TOLÉRANCE" in capsys.readouterr().out


def test_a_printed_figure_may_be_rounded_or_cut_but_not_more() -> None:
    def juge(publie: Any) -> bool:
        cas = {"kind": "wilson", "inputs": {"x": 81, "n": 263}, "published": {"ci95": publie}}
        return verifier(json.loads(json.dumps(cas), parse_float=__import__("decimal").Decimal)).est_juste  # fmt: skip

    assert juge([0.2553, 0.3662])
    assert juge([0.2552, 0.3662])  # cut
    assert not juge([0.2554, 0.3662])
    assert not juge([0.2553])


@pytest.mark.parametrize(
    "cas",
    [
        {"id": "x", "kind": "inconnu", "inputs": {}, "computed": {"a": 1}},
        {"id": "x", "kind": "wilson", "inputs": {"x": 3}, "computed": {"ci95": [0, 1]}},
        {"id": "x", "kind": "wilson", "inputs": {"x": 3, "n": 9}, "computed": {"autre": 1}},
        {"id": "x", "kind": "wilson", "inputs": {"x": 3, "n": 9}},
        {"id": "x", "kind": "two_groups", "inputs": {"selected_1": 9, "n_1": 3, "selected_2": 0, "n_2": 1}},
        "un mot",
    ],
)  # fmt: skip
def test_what_cannot_be_checked_fails_instead_of_passing(cas: Any, tmp_path: Path) -> None:
    fichier = tmp_path / "cas.json"
    fichier.write_text(json.dumps({"cases": [cas]}))
    assert main(["cas", str(fichier)]) == 1


@pytest.mark.parametrize("contenu", ["{", "[]", '{"cases": []}', '{"autre": 1}'])
def test_a_file_that_holds_no_case_is_told_in_a_sentence(
    contenu: str, tmp_path: Path, capsys: Any
) -> None:
    fichier = tmp_path / "cas.json"
    fichier.write_text(contenu)
    assert main(["cas", str(fichier)]) == 2
    assert str(fichier) in capsys.readouterr().err
    assert main(["cas", str(tmp_path / "absent.json")]) == 2
