"""The measure on the team's extracts; the third kept apart has its own bound, set by the issue."""

from pathlib import Path

import pytest

from matching.equite.textes.evaluation import PARTS, lire, main, mesurer
from matching.equite.textes.motifs import Motif

EXTRAITS = Path(__file__).parent / "extraits.csv"


@pytest.mark.parametrize("part", PARTS)
def test_the_goals_hold(part: str) -> None:
    mesure = mesurer(lire(EXTRAITS), part)
    vus = {m for m in Motif if mesure.justes[m] + mesure.manquants[m]}
    moyenne = sum(mesure.f1(m)[2] for m in vus) / len(vus)
    assert moyenne >= 0.90
    assert mesure.fausses_alertes <= 2 * mesure.propres / 50


def test_the_command_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(EXTRAITS)]) == 0
    assert "| age |" in capsys.readouterr().out
