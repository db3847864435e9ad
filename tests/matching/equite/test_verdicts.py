"""One verdict, said exactly as design 04 §4.2 says it; calibrated on worlds whose truth is known."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.equite import Comparaison, Groupe, Verdict, auditer, juger
from matching.equite.simulations import biais_plante, monde_nul, part_de, simpson
from matching.equite.strates import Paire


def _juger(f: tuple[int, int], h: tuple[int, int], *strates: Paire) -> Verdict:
    return juger([_comparaison(f, h, *strates)])[0].verdict


def _comparaison(f: tuple[int, int], h: tuple[int, int], *strates: Paire) -> Comparaison:
    return Comparaison("t", Groupe("f", *f), Groupe("h", *h), strates)


def test_a_ratio_under_four_fifths_alone_is_no_alert() -> None:
    assert _juger((9, 30), (12, 30)) is not Verdict.ROUGE


def test_a_sure_gap_above_four_fifths_is_not_red() -> None:
    assert _juger((4250, 5000), (5000, 5000)) is Verdict.VERT
    assert _juger((4250, 5000), (4990, 5000)) is Verdict.VERT


def test_a_sure_gap_under_four_fifths_is_red() -> None:
    assert _juger((4, 40), (24, 40)) is Verdict.ROUGE


def test_a_probable_gap_is_amber() -> None:
    assert _juger((5, 25), (11, 25)) is Verdict.ORANGE


def test_few_people_are_grey_and_the_screen_says_what_could_be_seen() -> None:
    constat = juger([_comparaison((10, 40), (12, 40))])[0]
    assert constat.verdict is Verdict.GRIS
    assert constat.detectable is not None
    assert constat.detectable < 0.8
    assert constat.ecart_detectable == pytest.approx(0.3 * (1 - constat.detectable))


def test_everybody_kept_in_large_groups_is_green_and_nobody_kept_is_grey() -> None:
    assert _juger((150, 150), (130, 130)) is Verdict.VERT
    assert _juger((0, 150), (0, 130)) is Verdict.GRIS


def test_under_eleven_people_nothing_is_tested() -> None:
    petit = juger([_comparaison((0, 10), (40, 40)), _comparaison((20, 40), (22, 40))])
    assert petit[0].verdict is Verdict.GRIS
    assert "moins de 11" in petit[0].raison
    assert petit[1].p_holm == petit[1].p  # the other is alone in its family


def test_a_ratio_of_exactly_four_fifths_is_not_red() -> None:
    assert _juger((48_000, 100_000), (60_000, 100_000)) is not Verdict.ROUGE


def test_the_more_questions_the_more_evidence_is_asked() -> None:
    seul = _comparaison((30, 200), (48, 200))
    nuls = [_comparaison((60, 200), (60, 200)) for _ in range(40)]
    assert juger([seul])[0].verdict is Verdict.ROUGE
    assert juger([seul, *nuls])[0].verdict is not Verdict.ROUGE


def test_berkeley_1973_is_an_effect_of_structure() -> None:
    contenu = json.loads((Path(__file__).parent / "cas_de_reference.json").read_text())
    cas = next(c for c in contenu["cases"] if c["id"] == "ucb1973_stratified_cmh")
    paires = []
    for s in cas["inputs"]["strata"].values():
        hommes = Groupe("h", s["men_admitted"], s["men_admitted"] + s["men_rejected"])
        femmes = Groupe("f", s["women_admitted"], s["women_admitted"] + s["women_rejected"])
        paires.append((femmes, hommes))
    constat = juger(
        [Comparaison("t", Groupe("f", 557, 1835), Groupe("h", 1198, 2691), tuple(paires))]
    )[0]
    assert constat.verdict is Verdict.STRUCTURE
    assert constat.ajustement is not None
    assert constat.ajustement.heterogeneite()[1] < 0.01  # type: ignore[index]


def test_strata_that_never_hold_both_groups_prove_nothing() -> None:
    seules = (
        (Groupe("f", 20, 100), Groupe("h", 0, 0)),
        (Groupe("f", 0, 0), Groupe("h", 60, 100)),
    )
    assert _juger((20, 100), (60, 100), *seules) is Verdict.ORANGE


def test_a_gap_hidden_by_the_total_is_told() -> None:
    strates = (
        (Groupe("f", 60, 240), Groupe("h", 27, 60)),
        (Groupe("f", 45, 60), Groupe("h", 228, 240)),
    )
    masque = juger([Comparaison("t", Groupe("f", 225, 300), Groupe("h", 232, 300), strates)])[0]
    assert masque.verdict is Verdict.ORANGE
    assert "masque" in masque.raison


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 30), st.integers(0, 30))
def test_exchanging_the_names_exchanges_the_alert_exactly(a: int, b: int, c: int, d: int) -> None:
    f, h = Groupe("f", a, 60), Groupe("h", b, 60)
    s = ((Groupe("f", c, 30), Groupe("h", d, 30)),)
    endroit = juger([Comparaison("t", f, h, s)])[0]
    envers = juger([Comparaison("t", h, f, tuple((y, x) for x, y in s))])[0]
    assert endroit.verdict is envers.verdict
    assert endroit.p_holm == envers.p_holm
    assert a == b or endroit.lese.nom == envers.lese.nom


def test_everybody_unknown_compares_nothing() -> None:
    audit = auditer([], inconnus=Groupe("non renseigné", 20, 80))
    assert audit.constats == ()
    zeros = [Groupe("f", 0, 0), Groupe("h", 0, 0)]
    assert auditer(zeros, inconnus=Groupe("?", 20, 80)).constats[0].verdict is Verdict.GRIS


# --- calibration: the figures of docs/equite.md --------------------------------------------------


def test_worlds_without_discrimination_are_seldom_red() -> None:
    assert part_de(monde_nul, Verdict.ROUGE, 200) <= 0.05


def test_a_planted_bias_is_found() -> None:
    assert part_de(biais_plante, Verdict.ROUGE, 200) >= 0.9


def test_a_planted_simpson_is_an_effect_of_structure() -> None:
    assert part_de(simpson, Verdict.STRUCTURE, 200) >= 0.95
    assert part_de(simpson, Verdict.ROUGE, 200) <= 0.03


def test_a_refusing_employer_is_found_from_forty_referrals_a_sex() -> None:
    def employeur(hasard: np.random.Generator) -> list:
        return biais_plante(hasard, effectif=40, base=0.6, ratio=1 / 6, tests=10)

    assert part_de(employeur, Verdict.ROUGE, 100) >= 0.9
