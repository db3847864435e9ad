"""The coordinator sees counts, never a name, and no small number."""

from typing import Any

import pytest

from parcours.pilotage.petits_nombres import publiable
from tests.monde import Monde

pytestmark = pytest.mark.base


@pytest.mark.parametrize(
    ("nombre", "montre"), [(0, 0), (1, None), (10, None), (11, 10), (13, 15), (98, 100)]
)
def test_small_numbers_are_hidden_and_others_rounded(nombre: int, montre: int | None) -> None:
    assert publiable(nombre) == montre


def test_no_name_and_no_small_number(monde: Monde, client_de: Any) -> None:
    page = client_de("fatima").get("/tableau").content.decode()
    assert "moins de 11" in page
    for nom in ("Nadia", "Benali", "Karim", "Awa"):
        assert nom not in page
