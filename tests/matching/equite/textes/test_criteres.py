"""GROUND-01: which of the three texts holds which criterion, as in design 04 §1.1."""

import pytest

from matching.equite.textes import CritereProhibe

PARTOUT = (True, True, True)
# Everything not named here is in the three lists.
AUTRES = {
    "DOMICILIATION_BANCAIRE": (True, True, False),
    "MANDAT_ELECTIF": (False, True, False),
    "LANCEUR_D_ALERTE": (False, True, True),
}


@pytest.mark.parametrize("critere", CritereProhibe, ids=lambda c: c.name)
def test_each_criterion_is_in_the_lists_the_law_says(critere: CritereProhibe) -> None:
    sources = critere.value
    attendu = AUTRES.get(critere.name, PARTOUT)
    assert (sources.loi2008, sources.ct, sources.cp) == attendu


def test_the_twenty_seven_lines_of_the_table_are_there_once() -> None:
    assert len(CritereProhibe.__members__) == 27
    assert len({c.libelle for c in CritereProhibe}) == 27
