"""The report of an import in French, for a terminal and for the page."""

from typing import Any

from parcours.offres.importeurs.appliquer import ISSUES, somme

LIBELLES = {
    "nouvelles": "nouvelles",
    "modifiees": "modifiées",
    "inchangees": "inchangées",
    "en_quarantaine": "en quarantaine",
    "rejetees": "rejetées",
    "doublons": "doublons",
}


def phrases(rapport: dict[str, Any]) -> list[str]:
    """Sentences: the sum, what was closed, what the offers do not say, warnings."""
    termes = " + ".join(f"{rapport[issue]} {LIBELLES[issue]}" for issue in ISSUES)
    egal = "=" if somme(rapport) == rapport["lignes"] else "≠"
    return [
        f"{termes} {egal} {rapport['lignes']} lignes du fichier.",
        f"{rapport['fermees']} ouvertures fermées parce qu’absentes du fichier complet.",
        f"{rapport['sans_horaires']} sans horaires connus, "
        f"{rapport['sans_duree']} sans durée hebdomadaire, "
        f"{rapport['sans_metier']} sans métier reconnu, "
        f"{rapport['sans_coordonnees']} sans lieu précis.",
        f"{rapport.get('metiers_lus', 0)} sans code, dont le métier a été lu dans l’intitulé "
        "(signalé sur leur fiche).",
        f"{rapport['sous_le_smic']} sous le SMIC de leur date (signalées sur leur fiche).",
        *rapport["avertissements"],
    ]


def lignes_du_rapport(rapport: dict[str, Any]) -> list[tuple[str, int]]:
    """(end of the row, number) for the table of the page; empty before anything was read."""
    return [(LIBELLES[i].capitalize(), rapport[i]) for i in ISSUES] if rapport else []
