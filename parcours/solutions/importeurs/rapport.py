"""The report of an import in French, for a terminal and for the page."""

from typing import Any, Final

from parcours.solutions.importeurs.appliquer import GENRES, ISSUES, somme

NOMS: Final = {"organisme": "organismes", "service": "services"}
LIBELLES: Final = {
    "nouvelles": "nouveaux",
    "modifiees": "modifiés",
    "inchangees": "inchangés",
    "rejetees": "rejetés",
    "doublons": "doublons",
}


def phrases(rapport: dict[str, Any]) -> list[str]:
    """One sum for each kind of row, what was withdrawn, warnings."""
    return [
        *(_somme(NOMS[genre], rapport[genre]) for genre in GENRES),
        f"{rapport['retirees']} solutions retirées parce qu’absentes des fichiers complets.",
        *rapport["avertissements"],
    ]


def _somme(nom: str, compte: dict[str, int]) -> str:
    termes = " + ".join(f"{compte[issue]} {LIBELLES[issue]}" for issue in ISSUES)
    egal = "=" if somme(compte) == compte["lignes"] else "≠"
    return f"{nom.capitalize()} : {termes} {egal} {compte['lignes']} lignes."


def lignes_du_rapport(rapport: dict[str, Any]) -> list[tuple[str, int, int]]:
    """(end of the row, organisations, services) for the table; empty before anything was read."""
    if not rapport:
        return []
    lignes = [(LIBELLES[i].capitalize(), *(rapport[g][i] for g in GENRES)) for i in ISSUES]
    return [*lignes, ("Lignes des fichiers", *(rapport[g]["lignes"] for g in GENRES))]
