"""Lists as CSV: one line per row, no cell that a spreadsheet would run."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer

from parcours.socle.texte import sans_formule


class RenduCSV(BaseRenderer):
    """`text/csv`, semicolons, UTF-8 with its mark: opens as it is in the usual spreadsheets."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        lignes = data.get("resultats", []) if isinstance(data, Mapping) else data or []
        colonnes: dict[str, None] = {}
        plates = [_aplatir(ligne) for ligne in lignes]
        for ligne in plates:
            colonnes.update(dict.fromkeys(ligne))
        sortie = io.StringIO()
        auteur = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
        auteur.writerow([sans_formule(nom) for nom in colonnes])
        for ligne in plates:
            auteur.writerow([sans_formule(ligne.get(nom, "")) for nom in colonnes])
        return ("\ufeff" + sortie.getvalue()).encode()


def _aplatir(valeur: Any, debut: str = "") -> dict[str, str]:
    """Nested objects become « personne.prenom » columns; lists are joined."""
    if not isinstance(valeur, Mapping):
        return {debut or "valeur": _texte(valeur)}
    plat: dict[str, str] = {}
    for nom, contenu in valeur.items():
        chemin = f"{debut}.{nom}" if debut else str(nom)
        if isinstance(contenu, Mapping) and contenu:
            plat |= _aplatir(contenu, chemin)
        else:
            plat[chemin] = _texte(contenu)
    return plat


def _texte(valeur: Any) -> str:
    if valeur is None or valeur == {}:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, list | tuple):
        return " | ".join(_texte(v) for v in valeur)
    if isinstance(valeur, Mapping):
        return ", ".join(f"{nom} : {_texte(v)}" for nom, v in valeur.items())
    return str(valeur)
