"""The coordinator sees counts, never a name, and no small number."""

from typing import Any

import pytest

from tests.monde import Monde

pytestmark = pytest.mark.base


def test_no_name_and_no_small_number(monde: Monde, client_de: Any) -> None:
    page = client_de("fatima").get("/tableau").content.decode()
    assert "moins de 11" in page
    for nom in ("Nadia", "Benali", "Karim", "Awa"):
        assert nom not in page
