"""Printing measures: aligned columns for people, JSON lines for programs."""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any


def afficher(mesures: Iterable[Mapping[str, Any]], *, en_json: bool) -> None:
    """Write each measure as soon as it is known; a header line whenever the columns change."""
    colonnes: tuple[str, ...] = ()
    for mesure in mesures:
        if en_json:
            ligne = json.dumps(mesure, ensure_ascii=False)
        else:
            ligne = "  ".join(_case(cle, valeur) for cle, valeur in mesure.items())
            if tuple(mesure) != colonnes:
                colonnes = tuple(mesure)
                sys.stdout.write("  ".join(_titre(c, mesure[c]) for c in colonnes) + "\n")
        sys.stdout.write(ligne + "\n")
        sys.stdout.flush()


def _largeur(cle: str, valeur: Any) -> int:
    return max(len(cle), 34 if isinstance(valeur, str) else 7)


def _titre(cle: str, valeur: Any) -> str:
    largeur = _largeur(cle, valeur)
    return cle.ljust(largeur) if isinstance(valeur, str) else cle.rjust(largeur)


def _case(cle: str, valeur: Any) -> str:
    largeur = _largeur(cle, valeur)
    if isinstance(valeur, str):
        return valeur.ljust(largeur)
    return ("-" if valeur is None else f"{valeur:.4g}").rjust(largeur)
