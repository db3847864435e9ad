"""The closed lists of data·inclusion v1 as choices, sorted by what people read."""

from collections.abc import Iterable
from enum import Enum
from typing import Any, Final

from data_inclusion.schema import v1


def choix(membres: Iterable[Any], *, par_libelle: bool = True) -> list[tuple[str, str]]:
    """(code, label) of an enumeration of the schema, sorted: its lists have no order."""
    paires = [(m.value, m.label) for m in membres]
    return sorted(paires, key=lambda p: p[1] if par_libelle else p[0])


CATEGORIES: Final = choix(v1.Categorie)
THEMATIQUES: Final = choix(v1.Thematique)
PUBLICS: Final = choix(v1.Public)
FRAIS: Final = choix(v1.Frais, par_libelle=False)
MODES: Final = choix(v1.ModeAccueil, par_libelle=False)
TYPES: Final = choix(v1.TypeService)
_ENUMS: Final[tuple[type[Enum], ...]] = (
    v1.Categorie, v1.Thematique, v1.Public, v1.Frais, v1.ModeAccueil, v1.TypeService,
)  # fmt: skip
LIBELLES: Final[dict[str, str]] = {m.value: m.label for e in _ENUMS for m in e}  # type: ignore[attr-defined]


def libelle(code: str) -> str:
    """The label of a code; the code itself when the referential no longer has it."""
    return LIBELLES.get(code, code)


def thematiques_par_categorie() -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices grouped by category, for a select or boxes."""
    return [
        (nom, [(code, mot) for code, mot in THEMATIQUES if code.startswith(f"{categorie}--")])
        for categorie, nom in CATEGORIES
    ]
