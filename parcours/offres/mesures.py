"""The insertion clause among the legal measures an opening asks for (pure)."""

from collections.abc import Iterable
from typing import Final

CLAUSE: Final = "clause_insertion"


def avec_clause(mesures: Iterable[str], porte_une_clause: bool) -> list[str]:
    """The measures, the clause last when the opening carries one, and never otherwise.

    >>> avec_clause(["clause_insertion", "pass_iae"], True)
    ['pass_iae', 'clause_insertion']
    """
    autres = [m for m in mesures if m != CLAUSE]
    return [*autres, CLAUSE] if porte_une_clause else autres
